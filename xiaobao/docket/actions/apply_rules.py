"""Put a signed change of rules in service (规则变更生效): the file in its place, then the clocks it moves.

The change is kept as signed before its file is touched, and as applied once every clock is counted by it.
Whoever is killed in between is made good by ``finish_rules``: the same file is put once more, and clocks that
have moved already do not move again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import PurePath

from xiaobao.docket.actions.recompute import Moved, recompute_running, recount, tell_nobody
from xiaobao.docket.liveness import TICK
from xiaobao.docket.models import Heartbeat, RuleChange, RuleKind
from xiaobao.docket.moves import Moves
from xiaobao.docket.rule_files import put
from xiaobao.docket.rule_kinds import KINDS
from xiaobao.docket.rule_steps import cause_of, file_of, subject_of, told_of
from xiaobao.docket.rulebook import current
from xiaobao.docket.touched import clocks_of
from xiaobao.refusals import Unavailable
from xiaobao.vault.audit import record
from xiaobao.writing import writing

State = RuleChange.State
_LATE = timedelta(hours=1)
"""So long after a change an act that began before it may still write a clock by the former law."""
_NO_PLACE = "规则文件写不进数据目录，请联系系统管理员检查磁盘；变更已经签署，系统会再次使它生效。"


def finish_rules(*, at: datetime) -> int:
    """Put every signed change in service that is not yet, oldest first; returns how many.

    Raises Unavailable.
    """
    waiting = RuleChange.objects.filter(state=State.SIGNED).order_by("decided_at", "pk")
    found = list(waiting)
    for change in found:
        put_in_service(change, at=at)
    return len(found)


def put_in_service(change: RuleChange, *, at: datetime) -> int:
    """Put the file of a signed change in its place and count the clocks anew; returns how many moved.

    Raises Unavailable; the change stays signed then.
    """
    try:
        put(file_of(change))
    except OSError as error:
        raise Unavailable(_NO_PLACE) from error
    if not KINDS[RuleKind(change.kind)].recounts:
        # A ladder moves no clock: the next run of the clockwork derives every moment anew, for it remembers
        # by which ladder it did so last. The other kinds are read whenever they are asked.
        _keep_applied(change, None, 0, at)
        return 0
    besides = _Besides(Moves.unpacked(bytes(change.moves)))
    moved = _counted_anew(change, at, besides)
    _keep_applied(change, moved, len(besides.found), at)
    return moved


def look_over_rules(*, at: datetime) -> int:
    """Count once more by the regulations changed lately; returns how many clocks moved.

    An act that began before the change may have written its clock by the former law just after it.
    """
    lately = RuleChange.objects.filter(
        state=State.APPLIED, kind=RuleKind.REGULATION, applied_at__gt=at - _LATE
    )
    return sum(_counted_anew(change, at, tell_nobody) for change in lately)


class _Besides:
    """The clocks that move though the signed list does not name them: they began while it was signed."""

    def __init__(self, listed: Moves) -> None:
        self.expected = {(number, group.clock) for group, number in listed.clocks()}
        self.found: set[tuple[str, str]] = set()

    def __call__(self, number: str, clock: str) -> None:
        if (number, clock) not in self.expected:
            self.found.add((number, clock))


def _counted_anew(change: RuleChange, at: datetime, tell: Moved) -> int:
    rulebook = current()
    if change.kind == RuleKind.CALENDAR:
        return recompute_running(rulebook, at=at, cause=cause_of(change), tell=tell)
    touched = clocks_of(PurePath(change.name).stem, rulebook.law)
    return recount(touched, rulebook=rulebook, at=at, cause=cause_of(change), tell=tell)


def _keep_applied(change: RuleChange, moved: int | None, besides: int, at: datetime) -> None:
    with writing():
        # Two processes may have finished it at once: one of them says so.
        signed = RuleChange.objects.filter(pk=change.pk, state=State.SIGNED)
        if not signed.update(state=State.APPLIED, applied_at=at):
            return
        if moved is not None:
            subject, said = cause_of(change), {"moved": moved}
            record(act="clocks.recomputed", subject=subject, at=at, actor=None, detail=said)
        if change.kind == RuleKind.REGULATION:
            # Whom a period binds is law too, and decides whether it is watched at all.
            Heartbeat.objects.filter(job=TICK).update(derived_with="")
        detail = told_of(change) | ({"besides": besides} if besides else {})
        record(act="rules.applied", subject=subject_of(change), at=at, actor=None, detail=detail)
