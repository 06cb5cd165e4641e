"""Closed matters like this one (类似来件), for whoever handles it: how did those end?

They are looked for among matters of the same kind within the officer's reach, so that nobody learns here of
a report they may not see (令121 第三十七条). Nothing of a person is shown, and nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xiaobao.docket.classes import steps_of
from xiaobao.docket.engagement_material import excerpt
from xiaobao.docket.models import NO_CLOCK, Matter, Submission
from xiaobao.docket.queries import visible
from xiaobao.documents.redaction import scrub
from xiaobao.staff.permissions import Authority

MOST, LOOKED_AT = 5, 60
OBJECT, PROBLEM, SALES = "同类商品或者服务", "同类问题", "同样的销售方式"
PHRASES = (OBJECT, PROBLEM, SALES)
"""What two matters have in common, said through the catalogue."""
_COLUMNS = (
    "pk", "number", "received_on", "subject", "state", "submission__object_path", "submission__problem_path",
    "submission__sales_mode", "complaint__outcome", "complaint__decision", "report__decision",
)  # fmt: skip
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
    rows = closed.exclude(pk=matter.pk).order_by("-id").values_list(*_COLUMNS)[:LOOKED_AT]
    found = [(row, tuple(_common(matter.submission, row[5:8]))) for row in rows]
    alike = [pair for pair in found if PROBLEM in pair[1] or OBJECT in pair[1]]
    ranked = sorted(alike, key=lambda pair: -sum(_WEIGHTS[why] for why in pair[1]))
    return [_line(row, why) for row, why in ranked[:MOST]]


def _common(mine: Submission, its: Sequence[str]) -> Iterator[str]:
    goods, problem, sales = its
    if _deepest(mine.object_path) == _deepest(goods) != "":
        yield OBJECT
    if set(steps_of(mine.problem_path)[1:]) & set(steps_of(problem)[1:]):
        yield PROBLEM
    if mine.sales_mode and mine.sales_mode == sales:
        yield SALES


def _deepest(path: str) -> str:
    return next(reversed(steps_of(path)), "")


def _line(row: Sequence[Any], why: tuple[str, ...]) -> SimilarLine:
    key, number, received_on, subject, state = row[:5]
    outcome = next(filter(None, row[8:]), "")
    return SimilarLine(key, number, received_on, excerpt(scrub(subject)), state, outcome, why)
