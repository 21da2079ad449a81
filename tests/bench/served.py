"""Servers of ours and of the reference, each in processes of its own, and who asks them."""

from __future__ import annotations

import html
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from desks import PASSWORD
from walking import Form, longest_form

ROOT = Path(__file__).resolve().parents[2]
LONGEST_START = 60.0
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class NotServedError(RuntimeError):
    """A server answered something else than it should."""


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self) -> str:
        """Give the page."""
        return self.body.decode()


@dataclass
class Client:
    """One connection that is kept, and its cookies; it asks again as soon as it is answered."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    line: socket.socket | None = None

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self.take(self.ask(self.request("GET", path)))

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form with the token of the session."""
        return self.take(self.ask(self.form(path, fields)))

    def form(self, path: str, fields: Mapping[str, str]) -> bytes:
        """Give a form as it goes over the line."""
        own = {"csrf_token": self.token} if self.token else {}
        return self.request("POST", path, urlencode({**fields, **own}).encode())

    def request(self, method: str, path: str, body: bytes = b"") -> bytes:
        """Give a request as it goes over the line."""
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"Cookie: {held}"] if held else []
        if method == "POST":
            lines.append("Content-Type: application/x-www-form-urlencoded")
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body

    def ask(self, request: bytes) -> Answer:
        """Send a request and wait for the whole answer; cookies are left as they are."""
        if self.line is None:
            self.line = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.line.sendall(request)
        head, rest = self._head()
        lines = head.decode("latin-1").split("\r\n")
        headers = [line.partition(": ")[::2] for line in lines[1:]]
        lengths = [int(value) for name, value in headers if name.lower() == "content-length"]
        wanted = lengths[0] if lengths else 0
        while len(rest) < wanted:
            rest += self._more()
        return Answer(int(lines[0].split()[1]), tuple(headers), rest)

    def _head(self) -> tuple[bytes, bytes]:
        held = b""
        while b"\r\n\r\n" not in held:
            held += self._more()
        head, _, rest = held.partition(b"\r\n\r\n")
        return head, rest

    def _more(self) -> bytes:
        more = self.line.recv(1 << 16)
        if not more:
            raise NotServedError("The connection was closed.")
        return more

    def take(self, answer: Answer) -> Answer:
        """Keep the cookies of an answer and the token of its forms."""
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
        found = TOKEN.search(answer.text) if b"csrf_token" in answer.body else None
        self.token = html.unescape(found[1]) if found else self.token
        return answer

    def sign_in(self, email: str) -> None:
        """Sign in on the page."""
        self.get("/sign-in")
        answer = self.post("/sign-in", {"email": email, "password": PASSWORD})
        if answer.status not in (302, 303):
            raise NotServedError(f"Signing in was answered with {answer.status}.")
        self.get("/")

    def form_of(self, path: str) -> Form:
        """Open a page and give the longest of its forms."""
        return longest_form(self.get(path).text)

    def close(self) -> None:
        """Hang up."""
        if self.line is not None:
            self.line.close()


def must(answer: Answer, *statuses: int) -> Answer:
    """Give an answer back that is one of those expected."""
    if answer.status not in statuses:
        said = re.sub(r"<[^>]+>|\s+", " ", answer.text)[:2000]
        raise NotServedError(f"Answered {answer.status}, not {statuses}: {said}")
    return answer


def new_once() -> str:
    """Give the token of a form that was not sent before."""
    return secrets.token_urlsafe(16)


# ---- Starting -----------------------------------------------------------------------------------


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Server:
    """One process that serves."""

    process: subprocess.Popen[bytes]
    port: int
    seconds: float


@contextmanager
def ours(data: Path, url: str = "", *, worker: bool = False) -> Iterator[Server]:
    """Serve the desk as shipped: `disclosure run`, waitress with eight threads."""
    port = free_port()
    more = [] if worker else ["--no-worker"]
    run = ("-m", "disclosure", "run", "--data", str(data), "--listen", f"127.0.0.1:{port}", *more)
    with serving(run, port, "/healthz", {"DISCLOSURE_DATABASE_URL": url}) as server:
        yield server


@contextmanager
def floor(url: str) -> Iterator[Server]:
    """Serve the reference on the same stack: waitress with eight threads."""
    port = free_port()
    with serving(("-m", "bench.floor", url, str(port)), port, "/ok", {}) as server:
        yield server


@contextmanager
def serving(
    arguments: tuple[str, ...], port: int, path: str, more: Mapping[str, str]
) -> Iterator[Server]:
    """Start a process and wait for its first 200."""
    environ = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", **more}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-P", *arguments],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(process, port, path, begun + LONGEST_START)
        yield Server(process, port, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait()


def wait_for(process: subprocess.Popen[bytes], port: int, path: str, until: float) -> None:
    """Ask until a server answers with 200."""
    while time.perf_counter() < until:
        if process.poll() is not None:
            raise NotServedError(f"The server ended with {process.returncode}.")
        client = Client(port)
        try:
            if client.get(path).status == 200:
                return
        except (OSError, NotServedError):
            time.sleep(0.005)
        finally:
            client.close()
    raise NotServedError("The server did not answer in time.")


@contextmanager
def two_of(data: Path, url: str = "") -> Iterator[list[Server]]:
    """Serve the desk from two processes on one database."""
    with ExitStack() as stack:
        yield [stack.enter_context(ours(data, url)) for _ in range(2)]


@contextmanager
def two_floors(url: str) -> Iterator[list[Server]]:
    """Serve the reference from two processes on one database."""
    with ExitStack() as stack:
        yield [stack.enter_context(floor(url)) for _ in range(2)]
