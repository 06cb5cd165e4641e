"""Real servers on this machine: one that takes mail, one that takes JSON, and a certificate they made themselves."""

from __future__ import annotations

import base64
import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HERE = "127.0.0.1"


@dataclass(frozen=True)
class Certificate:
    """A certificate for this machine that no usual authority knows."""

    ca: Path
    pair: Path

    def context(self) -> ssl.SSLContext:
        """Return how a server shows it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.pair)
        return context


def certificate(folder: Path) -> Certificate:
    """Make a certificate for 127.0.0.1 and write it down, alone and with its key."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HERE)]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    ca, pair = folder / "ca.pem", folder / "pair.pem"
    ca.write_bytes(made)
    pair.write_bytes(made + secret)
    return Certificate(ca, pair)


@dataclass
class Post:
    """What one request brought."""

    path: str
    headers: dict[str, str]
    body: Any

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the address."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}


@dataclass
class Web:
    """A server that takes JSON: ``answers`` are what it says, the last one over and over."""

    port: int = 0
    scheme: str = "https"
    answers: list[tuple[int, bytes]] = field(default_factory=lambda: [(200, b'{"errcode": 0}')])
    posts: list[Post] = field(default_factory=list)
    silent: threading.Event | None = None

    @property
    def host(self) -> str:
        """The host as a bureau would allow it."""
        return f"{HERE}:{self.port}"

    def url(self, path: str) -> str:
        """An address of this server."""
        return f"{self.scheme}://{self.host}{path}"

    def says(self, *answers: Any, status: int = 200) -> None:
        """Let it answer these, one after the other; bytes as they are, anything else as JSON."""
        self.answers = [
            (status, one if isinstance(one, bytes) else json.dumps(one).encode()) for one in answers
        ]

    def next_answer(self) -> tuple[int, bytes]:
        """Return what comes next."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def web(known: Certificate | None) -> Iterator[Web]:
    """Run one, over https where a certificate is given."""
    told = Web(scheme="https" if known else "http")
    server = ThreadingHTTPServer((HERE, 0), _web_handler(told))
    if known:
        server.socket = known.context().wrap_socket(server.socket, server_side=True)
    told.port = server.server_address[1]
    # A stranger who does not trust the certificate ends the connection: no fault of the server's.
    server.handle_error = lambda *_given: None  # type: ignore[method-assign]
    with _running(server):
        yield told


def _web_handler(told: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.posts.append(Post(self.path, dict(self.headers), json.loads(body)))
            if told.silent:
                told.silent.wait(10)
                return
            status, answer = told.next_answer()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", told.url("/elsewhere"))
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_given: object) -> None:
            """Keep the run of the examples quiet."""

    return Handler


@dataclass
class Letter:
    """A letter as it came in: for whom, and what."""

    sender: str
    to: list[str]
    message: EmailMessage
    raw: bytes
    encrypted: bool


@dataclass
class Mail:
    """A server that takes mail. ``replies``: a line for a verb in place of the usual one, used up in order.

    ``leaves_after`` letters it ends each connection, as busy servers do.
    """

    known: Certificate | None = None
    security: str = "none"
    port: int = 0
    accounts: dict[str, str] = field(default_factory=dict)
    replies: dict[str, list[str]] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    connections: int = 0
    leaves_after: int = 0

    def reply(self, verb: str, usual: str) -> str:
        """Return what is said to a verb."""
        told = self.replies.get(verb)
        return told.pop(0) if told else usual


@contextmanager
def mail(security: str, known: Certificate | None = None) -> Iterator[Mail]:
    """Run one: ``security`` is tls, starttls or none."""
    told = Mail(known=known, security=security)

    class Handler(_MailHandler):
        server_told = told

    server = _MailServer((HERE, 0), Handler)
    told.port = server.server_address[1]
    with _running(server):
        yield told


class _MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = False
    block_on_close = True
    allow_reuse_address = True

    def handle_error(self, *_given: Any) -> None:
        """A client that goes away is no fault of the server's."""


class _MailHandler(socketserver.StreamRequestHandler):
    server_told: Mail
    timeout = 10

    def setup(self) -> None:
        told = self.server_told
        told.connections += 1
        self.encrypted = told.security == "tls"
        if self.encrypted and told.known:
            self.request = told.known.context().wrap_socket(self.request, server_side=True)
        super().setup()
        self.sender, self.to, self.taken, self.over = "", [], 0, False

    def handle(self) -> None:
        self.say(self.server_told.reply("GREET", "220 here"))
        while not self.over:
            line = self.rfile.readline()
            if not line:
                return
            verb, _, rest = line.decode().strip().partition(" ")
            getattr(self, f"on_{verb.lower()}", self.on_unknown)(rest)

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.request.close()

    def say(self, line: str) -> None:
        if line == "-":
            self.over = True
            return
        self.wfile.write(line.encode() + b"\r\n")
        self.over = self.over or line.startswith(("221", "421"))

    def on_ehlo(self, _rest: str) -> None:
        told = self.server_told
        extras = ["STARTTLS"] if told.security == "starttls" and not self.encrypted else []
        extras += ["AUTH PLAIN"] if told.accounts else []
        for line in ("here", *extras[:-1]):
            if extras:
                self.say(f"250-{line}")
        self.say(f"250 {extras[-1] if extras else 'here'}")

    def on_starttls(self, _rest: str) -> None:
        self.say("220 go ahead")
        assert self.server_told.known
        self.request = self.server_told.known.context().wrap_socket(self.request, server_side=True)
        self.connection, self.encrypted = self.request, True
        self.rfile, self.wfile = self.request.makefile("rb"), socketserver._SocketWriter(self.request)

    def on_auth(self, rest: str) -> None:
        _how, _, given = rest.partition(" ")
        _, user, password = base64.b64decode(given).decode().split("\0")
        fits = self.server_told.accounts.get(user) == password
        self.say("235 welcome" if fits else "535 who are you")

    def on_mail(self, rest: str) -> None:
        self.sender, self.to = rest.partition(":")[2].split()[0].strip("<>"), []
        self.say(self.server_told.reply("MAIL", "250 ok"))

    def on_rcpt(self, rest: str) -> None:
        self.to.append(rest.partition(":")[2].split()[0].strip("<>"))
        self.say(self.server_told.reply("RCPT", "250 ok"))

    def on_data(self, _rest: str) -> None:
        told = self.server_told
        self.say(told.reply("DATA", "354 go on"))
        raw = b""
        while not raw.endswith(b"\r\n.\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            raw += line
        answer = told.reply("TAKEN", "250 taken")
        if answer.startswith("250") or answer == "-":
            raw = raw.removesuffix(b".\r\n")
            message = message_from_bytes(raw, policy=policy.default)
            assert isinstance(message, EmailMessage)
            told.letters.append(Letter(self.sender, self.to, message, raw, self.encrypted))
        self.say(answer)
        self.taken += 1
        if self.taken == told.leaves_after:
            self.over = True

    def on_rset(self, _rest: str) -> None:
        self.say("250 ok")

    def on_quit(self, _rest: str) -> None:
        self.say("221 bye")

    def on_unknown(self, _rest: str) -> None:
        self.say("500 what")


@contextmanager
def _running(server: Any) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def unused_port() -> int:
    """Return a port nobody listens on."""
    with socketserver.TCPServer((HERE, 0), socketserver.BaseRequestHandler) as server:
        return int(server.server_address[1])
