"""The same pages from the production server over the network on this machine, one connection, kept open.

python -m bench.http REQUESTS
"""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

from bench import child
from bench.addresses import screens
from bench.ground import Ground
from bench.judging import Measured
from bench.pages import HOST, ask, timed

PATIENCE = 60.0
"""Seconds the server has to come up; a single request has ten."""
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


def measure(ground: Ground) -> Measured:
    """Time every kind of page as a browser on this machine would see it."""
    return timed(ground, "bench.http", "http")


class Visitor:
    """A browser of the plainest kind: one connection, cookies, signed in as one officer."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=10)
        self._cookies: dict[str, str] = {}

    def get(self, address: str) -> tuple[int, bytes]:
        """Ask for one page; returns (status, body)."""
        return self._send("GET", address)

    def sign_in(self, username: str, password: str) -> None:
        """Sign in through the form; raises Failed when refused."""
        token = _TOKEN.search(self.get("/sign-in/")[1])
        form = {"username": username, "password": password}
        form["csrfmiddlewaretoken"] = token[1].decode() if token else ""
        status, _ = self._send("POST", "/sign-in/", urlencode(form))
        if status != 302:
            raise child.Failed(f"signing in answered {status}")

    def _send(self, method: str, address: str, body: str | None = None) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, address, body=body, headers=headers)
        response = self._connection.getresponse()
        for given in response.headers.get_all("Set-Cookie") or ():
            name, _, value = given.partition(";")[0].partition("=")
            self._cookies[name] = value
        return response.status, response.read()


@contextmanager
def server() -> Iterator[int]:
    """Run ``xiaobao serve`` on this home; yields the port, and ends the server and its helpers afterwards."""
    port = _free_port()
    command = [sys.executable, *child.XIAOBAO, "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if Visitor(port).get("/healthz")[0] == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.2)
    raise child.Failed("the server did not come up")


def _login(post: str) -> tuple[str, str]:
    from xiaobao.home import home
    from xiaobao.staff.models import User

    known: dict[str, str] = json.loads((home() / "demo-logins.json").read_text(encoding="utf-8"))
    user = User.objects.filter(posts__code=post).order_by("id").first()
    assert user is not None
    return user.username, known[user.username]


def main(requests: int) -> None:
    """Print the figures of every screen."""
    import django

    django.setup()
    asked, figures = screens(requests), dict[str, Any]()
    with server() as port:
        for screen in asked:
            visitor = Visitor(port)
            visitor.sign_in(*_login(screen.post))
            figures[screen.name] = ask(screen, visitor.get)
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
