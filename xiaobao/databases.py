"""Which database holds the docket: the embedded one in the home, or a PostgreSQL server."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("postgresql", "postgres")
# FULL: with NORMAL an acknowledged row can be lost when the power goes.
_EMBEDDED = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    "PRAGMA mmap_size=268435456; PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY;",
}
# As long as the embedded one lets a writer wait; a transaction nobody goes on with holds nobody up for ever.
_PATIENCE = "-c lock_timeout=20s -c idle_in_transaction_session_timeout=120s"


_WRONG = (
    "XIAOBAO_DATABASE 不是可用的数据库地址：应当形如 postgresql://用户:口令@主机:端口/库名；"
    "留空则使用内置数据库。"
)
_NO_DRIVER = "使用 PostgreSQL 需要 psycopg：请安装 xiaobao[postgres]。"


class NotUsable(ImproperlyConfigured):
    """What is given names no database we can use; the message does not repeat it, it may hold a password."""


def database(address: str, home: Path) -> dict[str, Any]:
    """Return Django's settings for the database at ``address``; empty: the embedded one in ``home``.

    ``postgresql://user:password@host:port/name``; ``?host=/run/postgresql`` names a socket's folder, and
    other parameters of libpq (``sslmode``, ``sslrootcert`` …) may follow. Raises NotUsable.
    """
    kept = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    return kept | (_server(address) if address else _embedded(home))


def _embedded(home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "xiaobao.sqlite3",
        "OPTIONS": _EMBEDDED,
        "TEST": {"NAME": home / "test.sqlite3"},
    }


def _server(address: str) -> dict[str, Any]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        # Not chained: the words of the error may repeat the address.
        raise NotUsable(_WRONG) from None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in SCHEMES or not name or "/" in name:
        raise NotUsable(_WRONG)
    if find_spec("psycopg") is None:
        raise NotUsable(_NO_DRIVER)
    more = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": more.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": {**more, "options": _PATIENCE},
    }
