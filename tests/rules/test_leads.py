"""A lead met in mediation: found while mediating, checked within the period of the law, longer only once."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import leads

GIVEN = {
    "regulation": "samr-order-121",
    "discovered_on": date(2026, 5, 22),
    "accepted_on": date(2026, 5, 20),
    "today": date(2026, 5, 25),
    "words": "冷柜内另有同批次过期酸奶三盒仍在销售。",
    "files_known": True,
}


@pytest.fixture(scope="module")
def law():
    return law_room.load()


@pytest.mark.parametrize(
    ("regulation", "articles"),
    [
        (
            "samr-order-121",
            (
                "《市场监督管理投诉举报处理办法》第二十七条第一款",
                "《市场监督管理投诉举报处理办法》第二十七条第二款",
            ),
        ),
        (
            "samr-order-20",
            (
                "《市场监督管理投诉举报处理暂行办法》第二十三条第一款",
                "《市场监督管理投诉举报处理暂行办法》第二十三条第二款",
            ),
        ),
    ],
)
def test_the_period_is_said_with_its_article(regulation, articles, law):
    decision = leads.check_lead(**GIVEN | {"regulation": regulation}, law=law)
    assert (decision.outcome, decision.citations) == ("allowed", articles)
    assert decision.reasons[0].text == "自发现之日起15个工作日内核查。"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"discovered_on": date(2026, 5, 19)}, "discovered_on"),
        ({"discovered_on": date(2026, 5, 26)}, "discovered_on"),
        ({"words": " "}, "words"),
        ({"files_known": False}, "files"),
    ],
)
def test_what_cannot_be_is_refused(wrong, field, law):
    decision = leads.check_lead(**GIVEN | wrong, law=law)
    assert (decision.outcome, [reason.field for reason in decision.reasons]) == ("refused", [field])


@pytest.mark.parametrize(
    ("clock", "regulation", "basis"),
    [
        ("complaint.lead_check", "samr-order-121", "《市场监督管理投诉举报处理办法》第二十七条第一款"),
        ("complaint.lead_check", "samr-order-20", "《市场监督管理投诉举报处理暂行办法》第二十三条第一款"),
        ("report.check", "samr-order-2", "《市场监督管理行政处罚程序规定》第十八条第一款"),
    ],
)
def test_how_much_longer_is_read_from_the_law(clock, regulation, basis, law):
    found = leads.lengthening(clock, regulation=regulation, day=date(2026, 5, 20), law=law)
    assert (found.said, found.basis) == ("15个工作日", basis)


@pytest.mark.parametrize(
    ("clock", "words", "field"),
    [
        ("report.check", "", "words"),
        ("case.decision", "案情复杂。", "clock"),
        ("complaint.lead_check", "案情复杂。", "clock"),
    ],
)
def test_a_running_check_and_a_reason_are_needed(clock, words, field):
    decision = leads.check_extend(
        clock=clock, running=["report.check", "case.decision"], words=words, article=""
    )
    assert (decision.outcome, [reason.field for reason in decision.reasons]) == ("refused", [field])


@pytest.mark.parametrize(
    ("clock", "regulation", "approver"),
    [
        ("complaint.lead_check", "samr-order-121", "市场监督管理部门负责人"),
        # 令20 第二十三条第一款 names nobody.
        ("complaint.lead_check", "samr-order-20", ""),
        ("report.check", "samr-order-2", "市场监督管理部门负责人"),
    ],
)
def test_who_approves_is_read_from_the_law(clock, regulation, approver, law):
    found = leads.lengthening(clock, regulation=regulation, day=date(2026, 5, 20), law=law)
    assert found.approved_by == approver
