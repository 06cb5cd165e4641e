"""A transaction that says in a sentence why it cannot be had.

The embedded database has one writer at a time; the others wait their turn, as long as ``settings.DATABASES``
lets them; on PostgreSQL whoever needs the same row does. Whoever has waited in vain, or meets a full disk,
has written nothing, and may send it again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, OperationalError, transaction

from xiaobao.refusals import Unavailable
from xiaobao.vault.errors import VaultError

_AGAIN = "这次没有办理，也没有留下任何改动"
_BUSY = f"系统正忙，另有大量数据正在写入，{_AGAIN}。请稍后再提交。"
_FULL = f"存放数据的磁盘已满，{_AGAIN}。请联系系统管理员腾出空间后再提交。"
_BROKEN = f"数据库暂时不能写入，{_AGAIN}。请联系系统管理员检查数据所在的磁盘。"
_WHY = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _BROKEN,
    sqlite3.SQLITE_READONLY: _BROKEN,
    sqlite3.SQLITE_CANTOPEN: _BROKEN,
}
_WHY_BY_STATE = {
    "55P03": _BUSY,  # has waited for a lock in vain
    "40P01": _BUSY,  # deadlock: the server has chosen this one to give way
    "40001": _BUSY,  # serialization
    "53300": _BUSY,  # too many connections
    "57014": _BUSY,  # cancelled, by a limit on time
    "53100": _FULL,
    "25006": _BROKEN,  # read-only, a standby for instance
    "58030": _BROKEN,  # I/O
    "57P01": _BROKEN,  # shutting down
    "57P02": _BROKEN,  # crashed
    "57P03": _BROKEN,  # starting up
}
"""PostgreSQL's SQLSTATE of what passes; a statement that is wrong has another one."""
_LOST = "08"
"""The class of everything about the connection."""


@contextmanager
def writing(*, durable: bool = False) -> Iterator[None]:
    """Open a transaction, or a part of the one there is, and keep all of it or nothing.

    ``durable``: what was written is committed when this ends, so it must not stand within another one.
    Raises Unavailable when the database cannot be written now, or a key not be read. A statement that is
    wrong is a fault of ours and stays the OperationalError it is.
    """
    try:
        with transaction.atomic(durable=durable):
            yield
    except DatabaseError as error:
        sentence = _why(error)
        if sentence is None:
            raise
        raise Unavailable(sentence) from error
    except VaultError as error:
        raise Unavailable(error.sentence, code=error.code) from error


def _why(error: DatabaseError) -> str | None:
    cause = error.__cause__
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        # SQLite's primary result code: the extended one carries it in its lowest byte.
        return _WHY.get(code & 0xFF)
    state = getattr(cause, "sqlstate", "")
    if state is None:
        # A server that cannot be reached, or is gone in the middle, gives no state at all.
        return _BROKEN if isinstance(error, OperationalError) else None
    return _BROKEN if state.startswith(_LOST) else _WHY_BY_STATE.get(state)
