"""Looking at who reported: 周喆's report in 陈思远's hands, and what everybody gives when asked why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests import cast
from xiaobao.docket.actions.release import answer_release, ask_release
from xiaobao.docket.actions.reveal import reveal
from xiaobao.docket.models import Matter, Party, Release
from xiaobao.staff.permissions import Authority
from xiaobao.vault.models import AuditEntry

WHY = "电话核实举报所说的批次和购买地点。"
ENOUGH = "确有必要联系本人核实批次，同意放行。"
ZHOU = ("周喆", "13900000002")


def handed_to(officer: Authority, key: int, *, guarded: bool = False) -> int:
    """Put a report into an officer's hands."""
    Matter.objects.filter(pk=key).update(handler=officer.user, guarded=guarded)
    return key


def asked(officer: Authority, **changes: Any) -> dict[str, Any]:
    """Return what an officer gives with an attempt, a minute after the password."""
    given = {
        "officer": officer,
        "at": cast.NOON,
        "purpose": "contact",
        "words": WHY,
        "confirmed_at": cast.NOON - timedelta(minutes=1),
        "address": "10.0.0.8",
    }
    return given | changes


def look(officer: Authority, key: int, **changes: Any) -> Any:
    """Look at the person of a matter."""
    return reveal(matter_id=key, party_id=party_of(key), **asked(officer, **changes))


def party_of(key: int) -> int:
    """Return the person of a matter."""
    return Party.objects.get(matter=key).pk


def request(officer: Authority, key: int, **changes: Any) -> Release:
    """Ask that the person of a matter be released."""
    given = asked(officer, **changes)
    del given["confirmed_at"]
    return ask_release(matter_id=key, party_id=party_of(key), **given)


def answer(officer: Authority, release: Release, **changes: Any) -> Release:
    """Answer a request; it is granted unless said otherwise."""
    given = {
        "officer": officer,
        "at": cast.NOON,
        "granted": True,
        "words": ENOUGH,
        "confirmed_at": cast.NOON,
        "address": "10.0.0.9",
    }
    return answer_release(release_id=release.pk, **given | changes)


def trail(*acts: str) -> list[tuple[str, str, str, str]]:
    """Return (act, result, who, subject) of the audit rows of these acts, of all identity acts when none."""
    rows = (
        AuditEntry.objects.filter(act__in=acts) if acts else AuditEntry.objects.filter(act__startswith="id")
    )
    return list(rows.values_list("act", "result", "actor_name", "subject"))


def never(*_: Any, **__: Any) -> Any:
    """Stand in for what must not be called."""
    raise AssertionError("a seal was opened")


Register = Callable[..., int]
