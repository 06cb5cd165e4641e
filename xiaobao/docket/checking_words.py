"""What the events of checking, filing and telling say beyond their names: way, ground, subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xiaobao.docket.models import Proposal
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.law.citation import numeral
from xiaobao.rules import filing
from xiaobao.rules.checking import CheckWay
from xiaobao.rules.workflow import Act

AGREED, RETURNED = "同意", "退回"
NOBODY_TOLD = "举报人无法联系，已记明"
PHRASES = (RETURNED, NOBODY_TOLD)


def words_of_checking(verb: str, data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    """Yield what an event of checking a report says; every other event says nothing here."""
    words = _WORDS.get(verb)
    if words is not None:
        yield from words(data, rulebook)
    if words is not None and data.get("unreachable"):
        yield NOBODY_TOLD


def _way(data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:  # noqa: ARG001
    yield from (way.label for way in CheckWay if way == data.get("way"))


def _left_out(data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    yield name_of(data.get("clock", ""), rulebook)
    rows = (row for row in rulebook.law.clocks() if row.id == data.get("clock"))
    yield next((one.label for row in rows for one in row.pauses if one.id == data.get("ground")), "")


def _proposed(data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    yield str(dict(Proposal.What.choices).get(data.get("what", ""), ""))
    yield from _why_not(data, rulebook)


def _reviewed(data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:  # noqa: ARG001
    yield AGREED if data.get("agree") else RETURNED


def _case(data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:  # noqa: ARG001
    yield str(data.get("case", ""))


def _subjects(data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    known = {duty.id: duty.subject for duty in rulebook.law.duties}
    yield from (known.get(one, "") for one in data.get("duties", ()))


def _why_not(data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    known, listed = filing.conditions(rulebook.law), filing.grounds(rulebook.law)
    for number in data.get("unmet", ()):
        item = known.item(number)
        yield f"第{numeral(number)}项条件不符合：{item.text}" if item else ""
    ground = listed.item(data["ground"]) if data.get("ground") else None
    yield ground.text if ground else ""


_WORDS: Mapping[str, Callable[[Mapping[str, Any], Rulebook], Iterator[str]]] = {
    Act.CHECK: _way,
    Act.LEAVE_OUT: _left_out,
    Act.COUNT_AGAIN: _left_out,
    Act.PROPOSE: _proposed,
    Act.REVIEW: _reviewed,
    Act.FILE: _case,
    Act.NOT_FILE: _why_not,
    Act.ANSWER: _subjects,
}
