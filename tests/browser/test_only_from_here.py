"""The workbook answers this computer's own browser with the right key, and nobody and nothing else."""

from __future__ import annotations

import http.client
import http.server
import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from labs import Lab

from workbook.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORDS = "only for my own eyes"
ELSEWHERE = "http://127.0.0.1:1"
PLACES = ("api/contents", "api/kernels", "api/sessions", "api/kernelspecs", "lab/api/settings", "files/README.md",
          "files/data/README.md", "api/contents/notebooks/00-start-here.ipynb",
          "doc/tree/notebooks/00-start-here.ipynb")  # fmt: skip


@pytest.fixture(scope="module")
def open_lab(shared_lab: Lab) -> Lab:
    """With an answer in it, so that there is something to steal."""
    Desk(shared_lab.data).answer("check-in.today.line", WORDS)
    return shared_lab


def port(lab: Lab) -> int:
    return urlsplit(lab.server.url).port or 0


def asked(lab: Lab, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, str]:
    """What the server answers a program of this computer that sends these headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port(lab), timeout=20)
    connection.request(
        method, f"/{path}", body or None, {name.replace("_", "-"): each for name, each in headers.items()}
    )
    answer = connection.getresponse()
    told = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, told


# ---- who may come in ----


def other_addresses() -> set[str]:
    """Every address of this computer but the one that the workbook is at."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # a number for examples; nothing is sent, the system only picks an address
        mine = {probe.getsockname()[0]}
    mine |= {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None) if isinstance(each[4][0], str)}
    return (mine | {"127.0.0.2", "::1"}) - {"127.0.0.1"}


def test_no_other_address_of_this_computer_leads_to_it(open_lab: Lab) -> None:
    for address in other_addresses():
        with pytest.raises(OSError, match=r".*"):
            socket.create_connection((address, port(open_lab)), timeout=5).close()
    socket.create_connection(("127.0.0.1", port(open_lab)), timeout=5).close()  # the same way, and it is there


def test_whatever_listens_for_it_listens_on_this_computer_alone(open_lab: Lab) -> None:
    numbers = {str(number) for number in (open_lab.process.pid, *open_lab.kernels())}
    listed = subprocess.run(["ss", "-H", "-ltnp"], capture_output=True, text=True).stdout.splitlines()
    ours = {line.split()[3] for line in listed if any(f"pid={number}," in line for number in numbers)}
    assert f"127.0.0.1:{port(open_lab)}" in ours
    # each kernel listens to what programs forked from it print, and takes nothing without a key of its own
    assert {address.rpartition(":")[0] for address in ours} == {"127.0.0.1"}


@pytest.mark.parametrize("place", PLACES)
def test_without_the_key_nothing_is_told(open_lab: Lab, place: str) -> None:
    status, told = asked(open_lab, place)
    assert status == 403 or (status == 302 and told == "")
    assert status == 403 or not place.startswith(("api/", "lab/api/"))


@pytest.mark.parametrize("key", ["", "0" * 48, "token", "null"])
def test_a_wrong_key_is_no_key(open_lab: Lab, key: str) -> None:
    assert asked(open_lab, "api/contents", Authorization=f"token {key}")[0] == 403
    assert asked(open_lab, f"api/contents?token={key}")[0] == 403
    assert asked(open_lab, f"api/contents?token={open_lab.token}")[0] == 200


def test_without_the_key_a_kernel_cannot_be_started_or_spoken_to(open_lab: Lab) -> None:
    assert asked(open_lab, "api/kernels", "POST", "{}")[0] == 403
    assert asked(open_lab, "api/sessions", "POST", "{}")[0] == 403
    assert shaken(open_lab, kernel(open_lab)) == 403
    assert shaken(open_lab, kernel(open_lab), token=open_lab.token) == 101


def test_a_name_that_was_bent_to_this_computer_is_refused_with_the_key_too(open_lab: Lab) -> None:
    path = f"api/contents?token={open_lab.token}"
    assert asked(open_lab, path, Host="evil.example")[0] == 403
    assert asked(open_lab, path, Host=f"evil.example:{port(open_lab)}")[0] == 403


def kernel(lab: Lab) -> str:
    def started() -> str | None:
        found = json.loads(asked(lab, f"api/kernels?token={lab.token}")[1])
        return found[0]["id"] if found else None

    return str(lab.wait_until(started))


def shaken(lab: Lab, kernel_id: str, token: str = "", **headers: str) -> int:
    """The answer to a websocket's first word to a kernel."""
    path = f"api/kernels/{kernel_id}/channels" + (f"?token={token}" if token else "")
    word = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
            "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", port(lab), timeout=20)
    connection.request(
        "GET", f"/{path}", headers={n.replace("_", "-"): each for n, each in {**word, **headers}.items()}
    )
    status = connection.getresponse().status
    connection.close()
    return status


# ---- a page from elsewhere, in the same browser ----

PAGE = b"<!doctype html><title>elsewhere</title><p>A page of another program on this computer.</p>"


@dataclass
class Elsewhere:
    """A page of another program, and what reached that program."""

    url: str


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Elsewhere(f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["without the cookie", "with the cookie"])
def stranger(request: pytest.FixtureRequest, page: Page, open_lab: Lab, elsewhere: Elsewhere) -> Page:
    """The page from elsewhere, before and after the workbook was opened in the same browser."""
    if request.param == "with the cookie":
        page.goto(open_lab.url("09-check-in"), wait_until="domcontentloaded")
    page.goto(elsewhere.url)
    assert ("_xsrf" in page.evaluate("document.cookie")) == (request.param == "with the cookie")  # ports share cookies
    return page


def standing(lab: Lab) -> tuple[Any, ...]:
    """What a page that got through would have changed."""
    token = f"?token={lab.token}"
    kernels = json.loads(asked(lab, f"api/kernels{token}")[1])
    sessions = json.loads(asked(lab, f"api/sessions{token}")[1])
    files = {path: path.read_bytes() for path in lab.data.rglob("*") if path.is_file()}
    return (
        {each["id"] for each in kernels},
        {each["path"] for each in sessions},
        files,
        (lab.root / "evil.txt").exists(),
    )


REACHES = """async ([base, kernel, places]) => {
    const xsrf = document.cookie.match(/_xsrf=([^;]+)/)?.[1] ?? "";
    const told = [];
    const ask = async (name, path, how) => {
        try {
            const answer = await fetch(base + path, how);
            if (answer.type !== "opaque") told.push([name, path, answer.status, (await answer.text()).slice(0, 40)]);
        } catch (refused) { /* the browser keeps the answer from this page */ }
    };
    const file = JSON.stringify({ type: "file", format: "text", content: "evil" });
    for (const credentials of ["omit", "include"]) {
        for (const path of places) {
            await ask("read", path, { credentials });
            await ask("read blindly", path, { credentials, mode: "no-cors" });
        }
        const kinds = [{ "Content-Type": "text/plain" }, { "Content-Type": "application/json", "X-XSRFToken": xsrf }];
        for (const headers of kinds) {
            for (const mode of ["cors", "no-cors"]) {
                const how = { credentials, mode, method: "POST", headers };
                await ask("start", "api/kernels", { ...how, body: "{}" });
                await ask("start", `api/kernels?_xsrf=${xsrf}`, { ...how, body: "{}" });
                await ask("restart", `api/kernels/${kernel}/restart?_xsrf=${xsrf}`, how);
                await ask("close", `api/shutdown?_xsrf=${xsrf}`, how);
                await ask("write", `api/contents?_xsrf=${xsrf}`, { ...how, body: file });
            }
            await ask("end", `api/kernels/${kernel}`, { credentials, method: "DELETE", headers });
            await ask("write", "api/contents/evil.txt", { credentials, method: "PUT", headers, body: file });
        }
    }
    return told;
}"""

CHANNEL = """([base, kernel]) => new Promise((told) => {
    const socket = new WebSocket(`${base.replace("http", "ws")}api/kernels/${kernel}/channels`);
    socket.onopen = () => told("open");
    socket.onclose = (event) => told(`closed ${event.code}`);
})"""

FORM = """([base, kernel]) => {
    const xsrf = document.cookie.match(/_xsrf=([^;]+)/)?.[1] ?? "";
    const kept = `api/kernels/${kernel}/restart`;
    for (const path of ["api/kernels", "api/sessions", kept, "api/contents", "login", "api/shutdown"]) {
        const frame = Object.assign(document.createElement("iframe"), { name: `to-${path}` });
        const how = { method: "post", action: base + path, target: frame.name };
        const form = Object.assign(document.createElement("form"), how);
        form.enctype = path === "api/contents" ? "text/plain" : "application/x-www-form-urlencoded";
        form.append(Object.assign(document.createElement("input"), { name: "_xsrf", value: xsrf }));
        document.body.append(frame, form);
        form.submit();
    }
}"""

BORROWED = """([base, places]) => Promise.all(places.flatMap((path) => ["script", "img", "link", "iframe"].map(
  (tag) => new Promise((done) => {
    const made = document.createElement(tag);
    Object.assign(made, tag === "link" ? { rel: "stylesheet", href: base + path } : { src: base + path });
    made.onload = () => {
        let inside = null;
        try { inside = made.contentDocument?.body?.innerText ?? null; } catch { /* not ours to look into */ }
        done([tag, path, "came", inside, made.sheet?.cssRules?.length ?? 0]);
    };
    made.onerror = () => done([tag, path, "refused"]);
    setTimeout(() => done([tag, path, "silence"]), 8000);
    document.body.append(made);
}))))"""


def test_a_page_from_elsewhere_can_neither_read_nor_write_nor_start_anything(stranger: Page, open_lab: Lab) -> None:
    before = standing(open_lab)
    told = stranger.evaluate(REACHES, [open_lab.server.url, kernel(open_lab), PLACES])
    assert told == []
    assert standing(open_lab) == before


def test_a_page_from_elsewhere_cannot_speak_to_a_kernel(stranger: Page, open_lab: Lab) -> None:
    assert stranger.evaluate(CHANNEL, [open_lab.server.url, kernel(open_lab)]) == "closed 1006"


def test_the_same_attempts_from_the_workbook_itself_would_get_through(page: Page, open_lab: Lab) -> None:
    """So that a test of a refusal cannot pass because the attempt was never made."""
    page.goto(open_lab.url("09-check-in"), wait_until="domcontentloaded")
    page.goto(
        f"{open_lab.server.url}static/measures.html"
    )  # a plain page of this origin; an answer of the API may fetch nothing
    read = "async ([base, path]) => (await fetch(base + path, { credentials: 'include' })).status"
    assert page.evaluate(read, [open_lab.server.url, "api/contents"]) == 200
    assert page.evaluate(CHANNEL, [open_lab.server.url, kernel(open_lab)]) == "open"


def test_a_form_sent_from_elsewhere_does_nothing(stranger: Page, open_lab: Lab) -> None:
    before = standing(open_lab)
    answers: list[int] = []
    stranger.on("response", lambda answer: answers.append(answer.status) if answer.request.method == "POST" else None)
    stranger.evaluate(FORM, [open_lab.server.url, kernel(open_lab)])
    open_lab.wait_until(lambda: stranger.evaluate("1") and len(answers) == 6)  # asking the page lets its news come in
    assert min(answers) >= 400
    assert open_lab.process.poll() is None
    assert standing(open_lab) == before


def test_a_page_from_elsewhere_cannot_show_or_borrow_what_is_here(stranger: Page, open_lab: Lab) -> None:
    told = stranger.evaluate(BORROWED, [open_lab.server.url, list(PLACES)])
    came = [each for each in told if each[2] == "came" and each[0] != "iframe"]
    assert came == []
    assert [each for each in told if each[0] == "iframe" and each[2] == "came" and each[3] is not None] == []
    assert all(open_lab.server.url not in frame.url for frame in stranger.frames)


def test_with_the_key_stolen_as_a_cookie_alone_another_origin_is_refused(page: Page, open_lab: Lab) -> None:
    """A program that forges what a browser would send: the cookie and the anti-forgery word, but from another place."""
    page.goto(open_lab.url("09-check-in"), wait_until="domcontentloaded")
    cookies = page.context.cookies(open_lab.server.url)
    sent = "; ".join(f"{each['name']}={each['value']}" for each in cookies)
    xsrf = next(each["value"] for each in cookies if each["name"] == "_xsrf")
    here = open_lab.server.url.rstrip("/")
    assert asked(open_lab, "api/contents", Cookie=sent)[0] == 200
    assert asked(open_lab, "api/contents", Cookie=sent, Origin=ELSEWHERE)[0] >= 400
    assert asked(open_lab, "api/kernels", "POST", "{}", Cookie=sent, X_XSRFToken=xsrf, Origin=ELSEWHERE)[0] >= 400
    assert asked(open_lab, "api/kernels", "POST", "{}", Cookie=sent, Origin=here)[0] == 403  # no anti-forgery word
    assert shaken(open_lab, kernel(open_lab), Cookie=sent, Origin=ELSEWHERE) == 403
    assert shaken(open_lab, kernel(open_lab), Cookie=sent, Origin=here) == 101


def test_the_folder_of_the_key_is_closed_to_others(open_lab: Lab) -> None:
    for path in [open_lab.state, *Path(open_lab.state / "runtime").glob("*.json")]:
        assert path.stat().st_mode & 0o077 == 0, path
