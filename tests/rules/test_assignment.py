"""Whom a matter is proposed to: 陈思远 and 温岚 handle at 湖里所, 苏明 heads it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from xiaobao.rules.assignment import Candidate, propose_handler
from xiaobao.rules.handlers import Cell, MatterClass

FOOD = MatterClass(id="food", name="食品安全")
CELL = Cell(matter_class="food", posts=("handler",))
HANDLER = frozenset({"handler"})
CHEN = Candidate("chensiyuan", "陈思远", HANDLER, load=2)
WEN = Candidate("wenlan", "温岚", HANDLER, load=5)
SU = Candidate("suming", "苏明", frozenset({"unit_head"}))
SKILLED_CHEN = replace(CHEN, skills=frozenset({"food"}), load=9)


@pytest.mark.parametrize(
    ("candidates", "name", "why"),
    [
        # Least at hand.
        ((CHEN, WEN, SU), "陈思远", "在办2件，本单位承办人中最少。"),
        # The skill goes before the load.
        ((SKILLED_CHEN, WEN), "陈思远", "专长：食品安全。在办9件。"),
        # Somebody on leave is left out, and who stands in is said.
        (
            (replace(CHEN, away=True, substitute="wenlan"), WEN),
            "温岚",
            "陈思远请假，由温岚代办。在办5件。",
        ),
        (
            (replace(SKILLED_CHEN, away=True, substitute="wenlan"), WEN, replace(WEN, username="x", load=0)),
            "温岚",
            "陈思远（专长：食品安全）请假，由温岚代办。在办5件。",
        ),
        # Who stands in need not hold the post of the cell; a substitute on leave has one of their own.
        (
            (
                replace(CHEN, away=True, substitute="wenlan"),
                replace(WEN, away=True, substitute="suming"),
                SU,
            ),
            "苏明",
            "陈思远请假，由苏明代办。在办0件。",
        ),
        # Nobody stands in: the others do the work.
        ((replace(CHEN, away=True), WEN), "温岚", "在办5件。"),
        # Alike in everything: the same one every time.
        ((replace(WEN, load=2), CHEN), "温岚", "在办2件，与他人同为最少，按姓名排序。"),
    ],
)
def test_who_is_proposed_and_why(candidates: tuple[Candidate, ...], name: str, why: str) -> None:
    found = propose_handler(candidates, CELL, FOOD)
    assert (found.name, "".join(reason.text for reason in found.reasons)) == (name, why)


@pytest.mark.parametrize(
    ("candidates", "barred", "why"),
    [
        ((SU,), (), "本单位今天没有人担任这类来件的承办岗位，请人工指定。"),
        ((CHEN,), ("chensiyuan",), "陈思远应当回避或者不能承办此件。"),
        ((replace(CHEN, away=True),), (), "陈思远请假，没有写明由谁代办。"),
        ((replace(CHEN, away=True, substitute="wenlan"), WEN), ("wenlan",), None),
    ],
)
def test_nobody_is_proposed_where_nobody_can_take_it(
    candidates: tuple[Candidate, ...], barred: tuple[str, ...], why: str | None
) -> None:
    found = propose_handler(candidates, CELL, FOOD, barred=barred)
    assert found.username == ""
    assert why is None or [reason.text for reason in found.reasons] == [why]


def test_two_who_stand_in_for_each_other_while_both_are_away_are_nobody() -> None:
    chen = replace(CHEN, away=True, substitute="wenlan")
    wen = replace(WEN, away=True, substitute="chensiyuan")
    assert propose_handler((chen, wen), CELL, FOOD).username == ""


def test_a_batch_of_thirty_spreads_evenly() -> None:
    people = [Candidate(f"officer{n}", f"承办{n}", HANDLER, load=n) for n in range(4)]
    given: Counter[str] = Counter()
    for _ in range(30):
        given[propose_handler(people, CELL, FOOD, more=given).username] += 1
    loads = [one.load + given[one.username] for one in people]
    assert sum(given.values()) == 30
    assert max(loads) - min(loads) <= 1
