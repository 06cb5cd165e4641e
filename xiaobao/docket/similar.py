"""Closed matters like this one (类似来件), for whoever handles it: how did those end?

They are looked for among matters of the same kind within the officer's reach, so that nobody learns here of
a report they may not see (令121 第三十七条). Nothing of a person is shown, and nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xiaobao.docket.classes import steps_of
from xiaobao.docket.engagement_material import excerpt
from xiaobao.docket.models import NO_CLOCK, Matter
from xiaobao.docket.queries import visible
from xiaobao.documents.redaction import scrub
from xiaobao.rules.acts import State, Track
from xiaobao.staff.permissions import Authority

MOST, LOOKED_AT = 5, 60
OBJECT, PROBLEM, SALES = "同类商品或者服务", "同类问题", "同样的销售方式"
PHRASES = (OBJECT, PROBLEM, SALES)
"""What two matters have in common, said through the catalogue."""
_WEIGHTS = {OBJECT: 1, PROBLEM: 2, SALES: 1}


@dataclass(frozen=True, slots=True)
class SimilarLine:
    """One closed matter: ``subject`` is masked, ``outcome`` a code of outcomes or decisions, maybe empty."""

    id: int
    number: str
    received_on: date
    subject: str
    state: str
    outcome: str
    why: tuple[str, ...]


def similar(matter: Matter, authority: Authority) -> list[SimilarLine]:
    """Return at most five, those with most in common first, then the latest; in one query."""
    if not matter.category:
        return []
    # Sought by class and by having no clock any more: the index holds both, newest last.
    closed = visible(authority).filter(
        kind=matter.kind, category=matter.category, next_due=NO_CLOCK, is_open=False
    )
    others = closed.exclude(pk=matter.pk).order_by("-id").select_related("submission", "complaint", "report")
    found = [(one, tuple(_common(matter, one))) for one in others[:LOOKED_AT]]
    ranked = sorted(found, key=lambda pair: -sum(_WEIGHTS[why] for why in pair[1]))
    return [_line(one, why) for one, why in ranked if PROBLEM in why or OBJECT in why][:MOST]


def _common(matter: Matter, other: Matter) -> Iterable[str]:
    mine, its = matter.submission, other.submission
    if _deepest(mine.object_path) == _deepest(its.object_path) != "":
        yield OBJECT
    if set(steps_of(mine.problem_path)[1:]) & set(steps_of(its.problem_path)[1:]):
        yield PROBLEM
    if mine.sales_mode and mine.sales_mode == its.sales_mode:
        yield SALES


def _deepest(path: str) -> str:
    steps = steps_of(path)
    return steps[-1] if steps else ""


def _line(matter: Matter, why: tuple[str, ...]) -> SimilarLine:
    return SimilarLine(
        id=matter.pk,
        number=matter.number,
        received_on=matter.received_on,
        subject=excerpt(scrub(matter.subject)),
        state=State(matter.state).value,
        outcome=_outcome(matter),
        why=why,
    )


def _outcome(matter: Matter) -> str:
    if matter.kind == Track.REPORT:
        return matter.report.decision
    return matter.complaint.outcome or matter.complaint.decision
