"""Which packages of a lock have no wheel on which platform. Asks nothing of the network."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))


@dataclass(frozen=True)
class Platform:
    name: str
    tags: tuple[str, ...]
    sys_platform: str
    machine: str
    pythons: tuple[tuple[int, int], ...] = PYTHONS

    def markers(self, python: tuple[int, int]) -> dict[str, str]:
        version = f"{python[0]}.{python[1]}"
        return {
            "python_version": version,
            "python_full_version": f"{version}.9",
            "sys_platform": self.sys_platform,
            "platform_system": {"win32": "Windows", "darwin": "Darwin"}.get(self.sys_platform, "Linux"),
            "platform_machine": self.machine,
            "os_name": "nt" if self.sys_platform == "win32" else "posix",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }

    def fitting(self, python: tuple[int, int]) -> frozenset[Tag]:
        base = f"cp{python[0]}{python[1]}"
        return frozenset((*cpython_tags(python, [base], self.tags), *compatible_tags(python, base, self.tags)))


def _glibc(machine: str) -> tuple[str, ...]:
    new = tuple(f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1))
    return (*new, *(f"{old}_{machine}" for old in ("manylinux2014", "manylinux2010", "manylinux1")))


PROMISED = (
    Platform("Linux x86_64, glibc 2.28 or newer", _glibc("x86_64"), "linux", "x86_64"),
    Platform("Linux aarch64, glibc 2.28 or newer", _glibc("aarch64"), "linux", "aarch64"),
    Platform("macOS 11 or newer, Apple silicon", tuple(mac_platforms((11, 0), "arm64")), "darwin", "arm64"),
    Platform("macOS 11 or newer, Intel", tuple(mac_platforms((11, 0), "x86_64")), "darwin", "x86_64"),
    Platform("Windows x64", ("win_amd64",), "win32", "AMD64"),
)


def gaps(packages: list[dict[str, Any]], platform: Platform, python: tuple[int, int]) -> Iterator[str]:
    markers, fitting = platform.markers(python), platform.fitting(python)
    for package in packages:
        if "marker" in package and not Marker(package["marker"]).evaluate(markers):
            continue
        if not any(_tags(wheel) & fitting for wheel in package.get("wheels", [])):
            yield f"{package['name']} {package['version']}"


def _tags(wheel: dict[str, Any]) -> frozenset[Tag]:
    return parse_wheel_filename(wheel["url"].rsplit("/", 1)[1].replace("%2B", "+"))[3]


def report(pylock: Path) -> int:
    """Say each gap on a platform we promise; how many there are."""
    packages = tomllib.loads(pylock.read_text(encoding="utf-8"))["packages"]
    found = 0
    for platform in PROMISED:
        for python in platform.pythons:
            missing = list(gaps(packages, platform, python))
            found += len(missing)
            if missing:
                print(f"{platform.name}, Python {python[0]}.{python[1]}: no wheel for {', '.join(missing)}")
    print(f"{found} gaps on {len(PROMISED)} platforms")
    return found
