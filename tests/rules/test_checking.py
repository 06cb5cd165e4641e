"""A step of checking: who, when, how, and what was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xiaobao import law
from xiaobao.rules.checking import CheckDone, CheckWay, check_check

BOOK = law.load()
RECEIVED, TODAY = date(2026, 5, 18), date(2026, 5, 20)
DONE = CheckDone(TODAY, ("陈思远", "温岚"), "on_site", "虚构路1号", "未见过期酸奶。", "照片四张")


def judged(**changes):
    return check_check(replace(DONE, **changes), received_on=RECEIVED, today=TODAY, law=BOOK)


@pytest.mark.parametrize("way", list(CheckWay))
def test_every_way_is_allowed_and_stands_on_the_article(way):
    decision = judged(way=way.value)
    assert decision.outcome == "allowed"
    assert decision.citations == ("《市场监督管理行政处罚程序规定》第十八条第一款",)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"way": "hearsay"}, "way"),
        ({"officers": ()}, "officers"),
        ({"place": " "}, "place"),
        ({"found": ""}, "found"),
        ({"on": date(2026, 5, 17)}, "on"),
        ({"on": date(2026, 5, 21)}, "on"),
    ],
)
def test_what_is_missing_is_refused_at_its_field(wrong, field):
    decision = judged(**wrong)
    assert (decision.outcome, {reason.field for reason in decision.reasons}) == ("refused", {field})


def test_only_a_check_on_site_needs_a_place():
    assert judged(way="online", place="").outcome == "allowed"


def test_one_officer_on_site_and_no_evidence_are_minded():
    texts = [reason.text for reason in judged(officers=("陈思远",), evidence="").reasons]
    assert any("不得少于两人" in text for text in texts)
    assert any("没有写明证据材料" in text for text in texts)
