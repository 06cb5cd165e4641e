"""A PostgreSQL of the examples' own: a cluster in a folder, on a socket in it, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SETTINGS = {
    "fsync": "off",
    "listen_addresses": "",
    "max_connections": "20",
    "shared_buffers": "16MB",
    "unix_socket_permissions": "0777",
}
_ROOM = 4 << 30


def why_not() -> str:
    """Say why no cluster can be had here; empty where one can."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed"
    if binaries() is None:
        return "no PostgreSQL binaries: neither pg_ctl on the path nor /usr/lib/postgresql/*/bin"
    return ""


def binaries() -> Path | None:
    """Return the folder of initdb and postgres."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("postgres") or shutil.which("pg_ctl")
    if found:
        places.insert(0, Path(found).resolve().parent)
    return next((place for place in places if (place / "initdb").exists()), None)


def as_nobody() -> dict[str, Any]:
    """Return how to start what refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def in_memory() -> Path | None:
    """Return a folder in memory where there is room for what is thrown away again; None where there is not."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM else None


@contextmanager
def cluster(within: Path | None = None, **more: str) -> Iterator[Path]:
    """Run a cluster in a folder of its own; yields it, with the socket in it. Everybody on it is trusted.

    ``within`` None: wherever temporary files go. ``more`` are settings of the server.
    """
    place = binaries()
    assert place is not None
    folder = Path(tempfile.mkdtemp(prefix="xiaobao-pg-", dir=within))
    how = as_nobody()
    if how:
        os.chown(folder, how["user"], how["group"])
    folder.chmod(0o711)
    data = folder / "data"
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    try:
        _run([place / "initdb", "-D", data, *options], how)
        settings = [part for name, value in (SETTINGS | more).items() for part in ("-c", f"{name}={value}")]
        command = [place / "postgres", "-D", data, "-k", folder, *settings]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **how)
        try:
            _wait(folder)
            yield folder
        finally:
            # At once: nothing of it is kept.
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def connected(folder: Path, name: str = "postgres", user: str = "postgres") -> Any:
    """Return a plain connection that commits each statement."""
    import psycopg

    return psycopg.connect(host=str(folder), dbname=name, user=user, autocommit=True)


def wrapper(folder: Path, name: str, user: str = "postgres") -> Any:
    """Return Django's connection to one database, under the alias everything here asks for."""
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    given = {"ENGINE": "django.db.backends.postgresql", "NAME": name, "USER": user, "HOST": str(folder)}
    defaults = {key: value for key, value in connections["default"].settings_dict.items() if key != "OPTIONS"}
    return DatabaseWrapper({**defaults, "OPTIONS": {}, "CONN_MAX_AGE": 0, **given}, "default")


@contextmanager
def swapped(other: Any) -> Iterator[Any]:
    """Have everything in this thread that asks for the database ask the other one."""
    from django.db import connections

    before = connections["default"]
    connections["default"] = other
    try:
        yield other
    finally:
        other.close()
        connections["default"] = before


def _run(command: list[Any], how: dict[str, Any]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", **how)
    assert done.returncode == 0, done.stderr


def _wait(folder: Path) -> None:
    import psycopg

    for _time in range(200):
        try:
            connected(folder).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError((folder / "log").read_text())
