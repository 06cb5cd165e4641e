"""A decision carries its reasons and cites each article once."""

from __future__ import annotations

import dataclasses

import pytest

from xiaobao.rules.decision import Decision, Reason


def test_a_decision_cites_each_article_once_in_the_order_of_its_reasons():
    decision = Decision.of(
        "ask",
        Reason("缺投诉人的电话号码。", "第十条第一款第一项"),
        Reason("缺被投诉人的地址。", "第十条第一款第二项"),
        Reason("缺投诉人的通讯地址。", "第十条第一款第一项"),
        Reason("同一联系方式另有 3 件来件，仅供参考。"),
    )
    assert decision.citations == ("第十条第一款第一项", "第十条第一款第二项")


def test_a_decision_cannot_be_changed_after_it_was_made():
    decision = Decision.of("accept")
    with pytest.raises(dataclasses.FrozenInstanceError):
        decision.outcome = "decline"
