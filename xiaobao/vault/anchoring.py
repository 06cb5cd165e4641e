"""Anchor the audit trail: say outside the database how far it has come."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from xiaobao.vault import anchors, guards
from xiaobao.vault.anchors import Anchor
from xiaobao.vault.audit import record
from xiaobao.vault.audit_key import audit_key
from xiaobao.vault.chain import Row
from xiaobao.vault.errors import BrokenChain
from xiaobao.vault.rows import count, one, tail
from xiaobao.vault.verification import ANCHORED, ANEW

CHAIN = "audit:chain"
"""The subject of every row that is about the trail itself."""


def anchor(*, at: datetime, day: date, post: str) -> Anchor | None:
    """Write the line of ``day`` and refresh the head; returns None while the trail is empty.

    The trail remembers that the line was written, so that the file cannot be taken away unseen. Raises
    BrokenChain where the rows no longer fit what was anchored before: that must not be written over.
    """
    with transaction.atomic(durable=True):
        guards.wait_in_line()
        known = anchors.lines()
        _insist(known)
        line = _now(day.isoformat(), before=anchors.last_mark(known))
        if line is None:
            return None
        anchors.append(line)
        detail = {"day": line.when, "entry": line.entry, "count": line.count}
        record(act=ANCHORED, subject=CHAIN, at=at, actor=None, post=post, detail=detail)
    refresh_head(at=at)
    return line


def anchor_anew(*, at: datetime, day: date, post: str) -> Anchor | None:
    """Begin the anchors anew after rows were lost and everybody knows: the old files are set aside, and kept.

    For a database restored from a copy. The row that says so stays in the trail.
    """
    name = f"{at:%Y%m%dT%H%M%S%f}"
    with transaction.atomic(durable=True):
        guards.wait_in_line()
        anchors.set_aside(name)
        record(act=ANEW, subject=CHAIN, at=at, actor=None, post=post, detail={"aside": name})
    return anchor(at=at, day=day, post=post)


def refresh_head(*, at: datetime) -> None:
    """Replace the head by where the trail stands now; raises BrokenChain as ``anchor`` does."""
    _insist(anchors.lines())
    fresh = _now(at.isoformat(timespec="seconds"), before=anchors.HEAD)
    if fresh is not None:
        anchors.put_head(fresh)


def _now(when: str, *, before: str) -> Anchor | None:
    row = tail()
    if not isinstance(row, Row):
        return None
    return anchors.marked(
        when=when, entry=row.id, count=count(row.id), hashing=row.hashing or "sha256", digest=row.digest,
        before=before, key=audit_key(),
    )  # fmt: skip


def _insist(known: list[Anchor]) -> None:
    for last in [*known[-1:], *filter(None, [anchors.head()])]:
        row = one(last.entry)
        if not isinstance(row, Row) or row.digest != last.digest:
            raise BrokenChain(
                f"审计记录与 {last.when} 的锚点（记到第 {last.entry} 条）不符，没有写入新的锚点；"
                "请运行 xiaobao audit verify 查明，保留数据库和锚点文件。"
            )
