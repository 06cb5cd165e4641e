"""A dispute between bureaus: one at a time, on days that can be, and it says whose the complaint is."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import dispute

RECEIVED, AROSE, TODAY = date(2026, 5, 18), date(2026, 5, 19), date(2026, 5, 20)
BEGUN = {
    "regulation": "samr-order-121",
    "with_whom": "思明区市场监督管理局",
    "arose_on": AROSE,
    "received_on": RECEIVED,
    "open_since": None,
    "today": TODAY,
}
ENDED = {
    "regulation": "samr-order-121",
    "outcome": "agreed",
    "on": TODAY,
    "ours": True,
    "elsewhere": "",
    "arose_on": AROSE,
    "today": TODAY,
}


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def fields(decision):
    return decision.outcome, {reason.field for reason in decision.reasons if reason.field}


@pytest.mark.parametrize(
    ("regulation", "article"),
    [
        ("samr-order-121", "《市场监督管理投诉举报处理办法》第三十三条"),
        ("samr-order-20", "《市场监督管理投诉举报处理暂行办法》第三十条"),
    ],
)
def test_the_period_is_said_with_its_article(regulation, article, law):
    decision = dispute.check_dispute(**BEGUN | {"regulation": regulation}, law=law)
    assert (decision.outcome, decision.citations) == ("allowed", (article,))
    assert (
        decision.reasons[0].text == "自发生争议之日起7个工作日内协商；协商不成的，报请共同的上一级部门指定。"
    )


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"with_whom": " "}, {"with_whom"}),
        ({"with_whom": "局" * 101}, {"with_whom"}),
        ({"arose_on": date(2026, 5, 17)}, {"arose_on"}),
        ({"arose_on": date(2026, 5, 21)}, {"arose_on"}),
        ({"open_since": AROSE}, set()),
    ],
)
def test_what_cannot_be_is_refused(wrong, named, law):
    assert fields(dispute.check_dispute(**BEGUN | wrong, law=law)) == ("refused", named)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"outcome": "forgotten"}, {"outcome"}),
        ({"on": date(2026, 5, 18)}, {"on"}),
        ({"on": date(2026, 5, 21)}, {"on"}),
        ({"ours": None}, {"ours"}),
        ({"elsewhere": "思明区市场监督管理局"}, {"elsewhere"}),
        ({"arose_on": None}, set()),
    ],
)
def test_an_end_that_cannot_be_is_refused(wrong, named, law):
    assert fields(dispute.check_end_dispute(**ENDED | wrong, law=law)) == ("refused", named)


def test_a_referral_may_leave_open_whose_it_is_until_somebody_is_designated(law):
    decision = dispute.check_end_dispute(**ENDED | {"outcome": "referred", "ours": None}, law=law)
    assert decision.outcome == "allowed"
    assert "上一级部门指定后" in decision.reasons[0].text
