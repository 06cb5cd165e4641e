"""The list of supervision orders, the page of one, and what a matter's page shows of its supervision."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.supervision_cast import RED_DAY, YELLOW_DAY, do, look, standing
from tests.docket.supervision_cast import case as case
from tests.docket.supervision_cast import yellow as yellow
from xiaobao.docket.actions.appeal_order import appeal_order
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.extend_order import ask_extension
from xiaobao.docket.actions.issue_order import issue_order
from xiaobao.docket.actions.lift_order import lift_order
from xiaobao.docket.actions.reply_order import reply_order
from xiaobao.docket.actions.review_order import review_order
from xiaobao.docket.actions.void import void
from xiaobao.docket.filters import Filter
from xiaobao.docket.matter_page import matter_page
from xiaobao.docket.models import Document, Matter, Message
from xiaobao.docket.order_page import OrderPage, order_page
from xiaobao.docket.orders_page import OrderLine, OrdersFilter, orders_page
from xiaobao.docket.queries import inbox
from xiaobao.docket.rulebook import current
from xiaobao.docket.told import untold
from xiaobao.refusals import NotFound, Refused

REPLY = {"words": "承办人外出检查。", "measures": "今日由所长接手。"}


def by_hand(officers, key, **changes):
    """Have a leader's order issued."""
    given = {"origin": "leader", "requirement": "请三日内书面说明。", "reply_due": date(2026, 5, 25)}
    return issue_order(
        matter_id=key, officer=officers["fangzhou"], at=cast.at("2026-05-22"), **given | changes
    )


def listed(officer, day: str = YELLOW_DAY, **asked: str) -> list[OrderLine]:
    """What the list shows an officer on a day."""
    chosen = OrdersFilter.from_query(asked)
    return orders_page(officer, chosen, today=date.fromisoformat(day), rulebook=current()).lines


def shown(officer, day: str = YELLOW_DAY) -> OrderPage:
    """The page of the newest order as an officer sees it on a day."""
    return order_page(officer, standing().pk, today=date.fromisoformat(day), rulebook=current())


def test_an_order_is_listed_with_its_grade_and_the_time_left_for_the_reply(yellow, officers):
    (line,) = listed(officers["luyiheng"])
    assert (line.number, line.grade_label, line.state_label) == ("湖市监督办〔2026〕1号", "黄牌", "待回复")
    assert (line.owner, line.office, line.origin) == ("苏明", "湖里市场监督管理所", "分级督办")
    assert line.due is not None
    assert line.due.words == "剩1个工作日"


def test_what_is_out_of_reach_is_not_listed_and_not_there(yellow, officers):
    assert listed(officers["lian"], state="all") == []
    with pytest.raises(NotFound):
        shown(officers["lian"])


def test_an_order_on_an_insiders_report_is_there_only_for_who_may_know_of_it(yellow, officers):
    Matter.objects.filter(pk=yellow.key).update(guarded=True, handler=officers["chensiyuan"].user)
    assert listed(officers["wenlan"]) == []
    assert len(listed(officers["chensiyuan"])) == 1


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [1, 3]),
        ({"state": "all"}, [3, 2, 1]),
        ({"state": "raised"}, [2]),
        ({"grade": "red"}, [3]),
        ({"office": "jiangtou"}, []),
        ({"office": "huli", "grade": "yellow", "state": "all"}, [2]),
        ({"due": "overdue"}, [1]),
        ({"due": "today"}, []),
        ({"sort": "new"}, [3, 1]),
        ({"state": "nonsense", "grade": "x", "due": "y", "sort": "z"}, [1, 3]),
        ({"state": "issued"}, [1, 3]),
    ],
)
def test_the_list_is_narrowed_and_ordered(case, officers, asked, numbers):
    by_hand(officers, case.key)
    look(YELLOW_DAY)
    look(RED_DAY)
    found = [int(line.number.split("〕")[1][:-1]) for line in listed(officers["luyiheng"], RED_DAY, **asked)]
    assert found == numbers


def test_what_is_mine_is_what_i_answer_for_or_handle(case, officers):
    by_hand(officers, case.key, owner="luyiheng")
    by_hand(officers, case.key, requirement="请所里说明。")
    mine = {
        who: len(listed(officers[who], mine="1")) for who in ("luyiheng", "suming", "chensiyuan", "hemin")
    }
    assert mine == {"luyiheng": 1, "suming": 1, "chensiyuan": 2, "hemin": 0}


def test_the_counts_say_what_stands_is_late_is_due_today_and_waits(yellow, officers):
    by_hand(officers, yellow.key)
    do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    page = orders_page(officers["fangzhou"], OrdersFilter(), today=date(2026, 5, 28), rulebook=current())
    assert vars(page.counts) == {"open": 2, "late": 0, "today": 1, "waiting": 1}
    page = orders_page(officers["fangzhou"], OrdersFilter(), today=date(2026, 5, 29), rulebook=current())
    assert vars(page.counts) == {"open": 2, "late": 1, "today": 0, "waiting": 1}


def test_what_is_asked_for_or_appealed_against_waits_for_a_decision(yellow, officers):
    assert listed(officers["fangzhou"], state="waiting") == []
    do(ask_extension, "suming", officers, YELLOW_DAY, until=date(2026, 6, 1), words="需要检查。")
    do(appeal_order, "suming", officers, YELLOW_DAY, words="当日才分派到所。")
    (line,) = listed(officers["fangzhou"], state="waiting")
    assert (line.asked_until, line.appealed) == (date(2026, 6, 1), True)


def test_a_page_too_far_shows_the_last(yellow, officers):
    page = orders_page(officers["fangzhou"], OrdersFilter(), today=cast.TODAY, rulebook=current(), page=99)
    assert (page.page, page.pages, page.total) == (1, 1, 1)


def test_an_unknown_query_reads_back_to_the_plain_list():
    assert OrdersFilter.from_query({"state": "x", "mine": "2"}) == OrdersFilter()
    assert OrdersFilter.from_query({"state": "open"}).to_query() == ""
    assert (
        OrdersFilter(state="all", due="overdue", office="huli").to_query()
        == "state=all&office=huli&due=overdue"
    )


def test_one_order_shows_where_it_came_from_and_what_was_done(yellow, officers):
    do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    page = shown(officers["luyiheng"])
    assert page.issued_by == "系统"
    assert page.clock is not None
    assert (page.clock.clock, page.warned_of) == ("complaint.acceptance", date(2026, 5, 27))
    assert [(step.label, step.by) for step in page.steps] == [("发出督办单", "系统"), ("回复督办", "苏明")]
    assert page.reply is not None
    assert (page.reply.words, page.reply.measures) == (REPLY["words"], REPLY["measures"])


def test_phones_in_what_was_typed_are_masked(yellow, officers):
    do(reply_order, "suming", officers, YELLOW_DAY, words="已联系13900000001。", measures="办结。")
    page = shown(officers["luyiheng"])
    assert page.reply is not None
    assert "13900000001" not in page.reply.words


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("suming", ["reply", "ask-extension", "appeal"]),
        ("chensiyuan", []),
        ("luyiheng", []),
        ("fangzhou", []),
        ("tangyue", []),
    ],
)
def test_everybody_is_offered_what_is_theirs_to_do(yellow, officers, who, offered):
    page = shown(officers[who])
    assert [one.code for one in page.offered] == offered
    assert all(one.reason for one in page.not_now)


def test_why_not_is_said_in_the_words_of_the_rule_or_of_the_post(yellow, officers):
    assert "指定的责任人" in shown(officers["luyiheng"]).deed("reply").reason
    assert "您的岗位（承办岗）不能审核回复。" in shown(officers["chensiyuan"]).deed("review").reason
    assert "现为“待回复”" in shown(officers["luyiheng"]).deed("lift").reason


def test_the_ladder_of_the_grade_proposes_points_and_an_order_by_hand_none(yellow, officers):
    assert shown(officers["luyiheng"]).proposed_score == 5
    by_hand(officers, yellow.key)
    assert shown(officers["luyiheng"]).proposed_score == 0


def test_orders_that_took_over_lead_to_each_other(yellow, officers):
    first = standing().pk
    look(RED_DAY)
    page = order_page(officers["luyiheng"], first, today=date(2026, 5, 28), rulebook=current())
    assert page.raised_to is not None
    assert page.raised_to.pk == standing().pk
    assert not page.is_open
    assert shown(officers["luyiheng"]).order.raised_from_id == first


def part(officers, case, day: str, who: str = "luyiheng"):
    """What the page of the matter shows of its supervision."""
    return matter_page(officers[who], case.key, current(), date.fromisoformat(day)).supervision


def test_the_page_of_the_matter_shows_orders_and_warnings(yellow, officers):
    look(RED_DAY)
    found = part(officers, yellow, RED_DAY)
    assert [one.grade for one in found.standing] == ["red"]
    assert [one.state for one in found.over] == ["raised"]
    assert found.loudest is not None
    assert found.loudest.grade == "red"
    told = [(one.grade_label, one.due_on, one.left) for one in reversed(found.alerts)]
    assert told == [
        ("提醒", date(2026, 5, 27), "剩3个工作日"),
        ("催办", date(2026, 5, 27), "剩1个工作日"),
        ("黄牌", date(2026, 5, 27), "届满当日"),
        ("红牌", date(2026, 5, 27), "逾期1个工作日"),
    ]
    assert [one.late for one in reversed(found.alerts)] == [True, True, False, False]
    assert [bool(one.order) for one in reversed(found.alerts)] == [False, False, True, True]


def test_only_who_may_issue_orders_is_led_to_it_and_only_while_the_matter_is_open(case, officers):
    assert part(officers, case, "2026-05-20").issues
    assert not part(officers, case, "2026-05-20", "chensiyuan").issues
    assert not part(officers, case, "2026-05-20", "chensiyuan").there
    Matter.objects.update(is_open=False)
    assert not part(officers, case, "2026-05-20").issues


def test_the_timeline_says_stage_and_grade_in_words(yellow, officers):
    page = matter_page(officers["luyiheng"], yellow.key, current(), date(2026, 5, 27))
    lines = {(line.verb, line.data.get("grade")): line.more for line in page.timeline}
    assert lines["alert", "yellow"] == ("投诉受理决定", "2026-05-27", "届满当日")
    assert lines["order_issue", "yellow"] == ("分级督办", "回复期限", "2026-05-28")


def test_the_timeline_says_by_which_order_one_was_taken_over_and_with_how_many_points_lifted(
    yellow, officers
):
    look(RED_DAY)
    do(reply_order, "suming", officers, RED_DAY, **REPLY)
    do(review_order, "luyiheng", officers, RED_DAY, accept=True, words="同意。")
    yellow.accept(at=cast.at(RED_DAY, "16:00"))
    do(lift_order, "luyiheng", officers, "2026-05-29", score=8, words="已经办结。")
    page = matter_page(officers["luyiheng"], yellow.key, current(), date(2026, 5, 29))
    more = {line.verb: line.more for line in page.timeline}
    assert more["order_raise"] == ("由更高一级的督办单接替", "湖市监督办〔2026〕2号")
    assert more["order_lift"] == ("扣分", "8")


def test_the_document_of_an_order_is_for_no_party_and_cannot_be_voided_alone(yellow, officers):
    page = matter_page(officers["luyiheng"], yellow.key, current(), date(2026, 5, 27))
    (paper,) = page.papers
    assert (paper.order_id, paper.to_tell) == (standing().pk, ())
    assert untold(Document.objects.get()) == []
    lines = {line.act: line for line in page.acts}
    assert not lines["serve"].offered
    assert not lines["void"].offered
    version = Matter.objects.get().version
    with pytest.raises(Refused, match="督办单不单独作废"):
        void(
            matter_id=yellow.key, version=version, officer=officers["luyiheng"], at=cast.NOON,
            document_id=paper.id, words="发错了。",
        )  # fmt: skip


def test_an_order_that_stands_keeps_no_complaint_from_being_closed(yellow, officers):
    paper = yellow.decline(at=cast.at(YELLOW_DAY, "16:00"))
    yellow.serve(paper, at=cast.at(YELLOW_DAY, "17:00"))
    yellow.do(close, at=cast.at(RED_DAY))
    assert not Matter.objects.get().is_open
    assert standing().state == "issued"


def test_the_inbox_marks_and_finds_what_is_under_supervision(yellow, officers, register):
    register(cast.complaint(external_id="13502062026051800000009", digest=b"another".ljust(16)))
    rows = inbox(officers["luyiheng"], Filter(), date(2026, 5, 27), current()).rows
    assert sorted((row.ordered, row.grade) for row in rows) == [(False, ""), (True, "yellow")]
    found = inbox(officers["luyiheng"], Filter(ordered="open"), date(2026, 5, 27), current())
    assert [row.id for row in found.rows] == [yellow.key]
    late = Filter(ordered="late")
    assert inbox(officers["luyiheng"], late, date(2026, 5, 28), current()).total == 0
    assert inbox(officers["luyiheng"], late, date(2026, 5, 29), current()).total == 1


def test_an_order_by_hand_marks_the_row_without_a_grade(case, officers):
    by_hand(officers, case.key)
    (row,) = inbox(officers["luyiheng"], Filter(), date(2026, 5, 22), current()).rows
    assert (row.ordered, row.grade) == (True, "")


def test_nothing_that_is_acknowledged_takes_an_overdue_matter_out_of_sight(yellow, officers):
    look(RED_DAY)
    Message.objects.update(acknowledged_at=cast.at(RED_DAY))
    for who in ("chensiyuan", "suming", "luyiheng", "fangzhou"):
        page = inbox(officers[who], Filter(due="overdue"), date(2026, 5, 28), current())
        assert [row.id for row in page.rows] == [yellow.key]
        assert page.counters.overdue == 1
