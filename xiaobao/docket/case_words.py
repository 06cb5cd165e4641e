"""What the events of a case say beyond their names: the step, the ground, the decision, the amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules import case_closing, case_outcome, milestones
from xiaobao.rules.case_period import AbandonKind
from xiaobao.rules.milestones import PENALTY_PROCEDURE
from xiaobao.rules.workflow import Act

APPROVED, NOT_APPROVED = "批准移送", "不批准移送"
CLOSING_APPROVED = "负责人批准结案"
COLLECTIVE = "负责人集体讨论决定"
PHRASES = (APPROVED, NOT_APPROVED, COLLECTIVE, CLOSING_APPROVED)
_OF_A_CASE = frozenset(
    {
        Act.MILESTONE,
        Act.PROLONG,
        Act.HALT,
        Act.GO_ON,
        Act.ABANDON,
        Act.DECIDE,
        Act.SUSPECT,
        Act.HAND_TO_POLICE,
        Act.CLOSE,
    }
)


def words_of_case(verb: str, data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    """Yield what an event of a case says; every other event says nothing here."""
    if verb not in _OF_A_CASE:
        return
    law = rulebook.law
    if event := data.get("milestone"):
        yield milestones.label(event, law)
    if verb == Act.HALT:
        grounds = law.regulation(PENALTY_PROCEDURE).closed_list("halting_grounds")
        yield from _item(grounds, data.get("ground"))
    yield from _item(case_outcome.outcomes(law), data.get("item"))
    yield from _item(case_closing.grounds(law), data.get("closing"))
    if verb == Act.PROLONG and data.get("collective"):
        yield COLLECTIVE
    if "approved" in data:
        yield APPROVED if data["approved"] else NOT_APPROVED
    if by := data.get("approved_by"):
        yield from (CLOSING_APPROVED, str(by), str(data.get("approved_on", "")))
    yield from (kind.label for kind in AbandonKind if kind == data.get("cause"))
    if on := data.get("on"):
        yield f"{date.fromisoformat(on):%Y-%m-%d}"
    yield from _amounts(data)


def _item(known: Any, number: object) -> Iterator[str]:
    item = known.item(number) if isinstance(number, int) else None
    if item is not None:
        yield item.text


def _amounts(data: Mapping[str, Any]) -> Iterator[str]:
    for name, word in (("fined", "罚款"), ("confiscated", "没收")):
        if data.get(name) is not None:
            yield f"{word}{Decimal(data[name]):,.2f}元"
