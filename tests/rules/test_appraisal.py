"""Appraisal and testing: who, at whose cost, since when; and the time left out of the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import appraisal
from xiaobao.rules.appraisal import Order, check_appraise, check_finish
from xiaobao.rules.clocks import due
from xiaobao.rules.footing import Footing
from xiaobao.rules.ledger import pause_entries, started
from xiaobao.rules.workdays import Calendar

TODAY = date(2026, 5, 25)
NEW = ("samr-order-121", date(2026, 5, 20))
OLD = ("samr-order-20", date(2026, 3, 5))
BEFORE_778 = ("samr-order-20", date(2024, 6, 28))
ORDER = Order(
    "testing",
    "酸奶一盒，菌落总数",
    "虚构食品检测中心",
    "agreed",
    "由被投诉人先行垫付",
    date(2026, 5, 22),
    "受理单第7号",
)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


@pytest.fixture(scope="module")
def calendar():
    return Calendar.load(law_room.content_dir())


def footing(law, under=NEW):
    return Footing(law, under[0], TODAY, under[1])


def check(law, under=NEW, order=ORDER, **changes):
    given = {"open_since": None, "last_ended": None, "due": date(2026, 7, 20)}
    return check_appraise(order, footing=footing(law, under), **given | changes)


def texts(decision):
    return [reason.text for reason in decision.reasons]


def fields(decision):
    return [reason.field for reason in decision.reasons]


@pytest.mark.parametrize(
    ("under", "labels"), [(NEW, ["鉴定", "检测"]), (OLD, ["检定", "检验", "检测", "鉴定"])]
)
def test_the_kinds_are_those_the_clock_of_the_regulation_leaves_out(law, under, labels):
    assert [ground.label for ground in appraisal.kinds(footing(law, under))] == labels


def test_what_both_chose_and_will_pay_for_is_ordered(law):
    decision = check(law)
    assert (decision.outcome, texts(decision)) == ("allowed", ["鉴定、检测所需时间不计算在调解期限内。"])
    assert decision.citations == ("《市场监督管理投诉举报处理办法》第二十二条第三款",)


@pytest.mark.parametrize(
    ("under", "kind", "outcome"),
    [
        (NEW, "testing", "allowed"),
        (OLD, "testing", "allowed"),
        (OLD, "appraisal", "allowed"),
        # 《实施条例》第四十七条第一款 has 鉴定、检测 only.
        (OLD, "verification", "refused"),
        (BEFORE_778, "testing", "refused"),
    ],
)
def test_the_bureau_designates_where_the_law_lets_it(law, under, kind, outcome):
    order = replace(ORDER, chosen="designated", kind=kind)
    decision = check(law, under, order)
    assert decision.outcome == outcome
    if outcome == "refused":
        assert fields(decision) == ["chosen", ""]
        assert decision.citations[1] == "《市场监督管理投诉举报处理暂行办法》第二十一条第一款第二项"


@pytest.mark.parametrize(
    ("under", "chosen", "cited"),
    [
        (NEW, "agreed", "《市场监督管理投诉举报处理办法》第二十二条第一款"),
        (NEW, "designated", "《市场监督管理投诉举报处理办法》第二十二条第一款"),
        (OLD, "agreed", "《市场监督管理投诉举报处理暂行办法》第二十条第一款"),
        (OLD, "designated", "《中华人民共和国消费者权益保护法实施条例》第四十七条第一款"),
    ],
)
def test_the_letter_cites_what_the_choice_stands_on(law, under, chosen, cited):
    assert appraisal.basis(chosen, footing(law, under)) == cited


@pytest.mark.parametrize(
    ("under", "citation"),
    [
        (NEW, "《市场监督管理投诉举报处理办法》第二十三条第一款第四项"),
        (OLD, "《市场监督管理投诉举报处理暂行办法》第二十一条第一款第二项"),
    ],
)
def test_no_agreement_on_the_cost_points_to_the_ground(law, under, citation):
    decision = check(law, under, replace(ORDER, cost=" "))
    assert (decision.outcome, fields(decision)) == ("refused", ["cost", ""])
    assert decision.reasons[1].citation == citation


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "inspection"}, "kind"),
        ({"subject": ""}, "subject"),
        ({"body": ""}, "body"),
        ({"chosen": "somehow"}, "chosen"),
        ({"proof": ""}, "proof"),
        ({"began_on": date(2026, 5, 26)}, "began_on"),
        ({"began_on": date(2026, 5, 19)}, "began_on"),
    ],
)
def test_what_is_missing_or_impossible_is_said_at_its_field(law, change, field):
    decision = check(law, order=replace(ORDER, **change))
    assert (decision.outcome, fields(decision)) == ("refused", [field])


@pytest.mark.parametrize(
    ("state", "field"),
    [
        ({"open_since": date(2026, 5, 21)}, ""),
        ({"last_ended": date(2026, 5, 23)}, "began_on"),
        ({"due": None}, ""),
        # Paused after it ran out, an overdue matter would leave the queue.
        ({"due": date(2026, 5, 21)}, "began_on"),
    ],
)
def test_one_at_a_time_on_a_clock_that_still_counts(law, state, field):
    decision = check(law, **state)
    assert (decision.outcome, fields(decision)) == ("refused", [field])


@pytest.mark.parametrize(
    ("kind", "warned"), [("testing", False), ("verification", True), ("inspection", True)]
)
def test_time_the_higher_rule_does_not_leave_out_is_said(law, kind, warned):
    decision = check(law, OLD, replace(ORDER, kind=kind))
    cited = "《中华人民共和国消费者权益保护法实施条例》第四十六条第三款"
    assert (decision.outcome, cited in decision.citations) == ("allowed", warned)


def test_an_end_without_proof_is_a_warning_and_the_first_counted_day_is_the_next(law):
    given = {"result": "菌落总数合格。", "began_on": date(2026, 5, 22), "footing": footing(law)}
    decision = check_finish(ended_on=TODAY, proof="报告第9号", **given)
    assert texts(decision) == ["开始之日至结束之日不计入调解期限，次日起继续计算。"]
    assert len(check_finish(ended_on=TODAY, proof="", **given).reasons) == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ended_on": date(2026, 5, 26)}, "ended_on"),
        ({"ended_on": date(2026, 5, 21)}, "ended_on"),
        ({"result": ""}, "result"),
        ({"began_on": None}, ""),
    ],
)
def test_a_wrong_end_is_refused_at_its_field(law, change, field):
    given = {"ended_on": TODAY, "result": "合格", "proof": "报告", "began_on": date(2026, 5, 22)}
    decision = check_finish(footing=footing(law), **given | change)
    assert (decision.outcome, fields(decision)) == ("refused", [field])


@pytest.mark.parametrize(
    ("under", "first", "last", "kind", "earliest", "latest"),
    [
        # 60 days after 20 May end on 19 July; 21 days left out lead to Sunday 9 August.
        (NEW, (2026, 5, 21), (2026, 6, 10), "testing", (2026, 8, 9), (2026, 8, 10)),
        # Accepted 29 September, tested 1 to 8 October with the holidays inside: 30 September is day 1,
        # 9 October day 2, 31 October day 24, 30 November day 54, Sunday 6 December day 60.
        (
            ("samr-order-121", date(2026, 9, 29)),
            (2026, 10, 1),
            (2026, 10, 8),
            "testing",
            (2026, 12, 6),
            (2026, 12, 7),
        ),
        # Accepted 20 July: day 60 is 18 September, with 14 days left out 2 October, in the holidays:
        # after the statutory days (1-3) it is the 4th, after all days off the 8th.
        (
            ("samr-order-121", date(2026, 7, 20)),
            (2026, 8, 1),
            (2026, 8, 14),
            "appraisal",
            (2026, 10, 4),
            (2026, 10, 8),
        ),
        # Accepted 5 March under 令20: 60 days end on 4 May, seven left out over the May holidays on 11 May;
        # 45 working days end on 12 May, with 30 April and 6 May left out on 14 May: the earlier governs.
        (OLD, (2026, 4, 30), (2026, 5, 6), "testing", (2026, 5, 11), (2026, 5, 11)),
        # 检定 moves the 45 working days (to 22 May) but not the 60 days of 《实施条例》 (4 May).
        (OLD, (2026, 3, 10), (2026, 3, 19), "verification", (2026, 5, 4), (2026, 5, 6)),
    ],
)
def test_the_last_day_moves_by_the_days_left_out(law, calendar, under, first, last, kind, earliest, latest):
    ledger = started(under[1]) + pause_entries(date(*first), date(*last), kind, "受理单")
    found = due(law, "complaint.mediation", ledger, calendar, regulation=under[0])
    assert (found.due_earliest, found.due_latest) == (date(*earliest), date(*latest))
