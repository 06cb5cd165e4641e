"""What is missing is asked for in one list, once; what does not come is a proposal and no decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import acceptance, material
from xiaobao.rules.facts import Asked, ComplaintFacts, ConsumerSignals
from xiaobao.rules.material import Asking, Supplement

# 林晓禾 wrote in on Monday 18 May 2026; seven working days later is Wednesday the 27th.
RECEIVED, TODAY, LAST = date(2026, 5, 18), date(2026, 5, 20), date(2026, 5, 27)
BARE = ComplaintFacts(regulation="samr-order-121", received_on=RECEIVED, has_name=True, has_facts=True)
WHOLE = replace(
    BARE,
    has_phone=True,
    has_address=True,
    respondent_name="厦门青禾生鲜超市有限公司",
    respondent_address="厦门市湖里区示例路1号",
    has_request=True,
    within_duties=True,
    in_district=True,
)
ASKING = Asking("samr-order-121", ("购物小票",), date(2026, 5, 25), TODAY, decide_by=LAST)
ASKED = Asked(TODAY, date(2026, 5, 25))
CAME = Supplement(
    "samr-order-121", "material", date(2026, 5, 22), ("购物小票",), True, ASKED, RECEIVED, date(2026, 5, 26)
)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def fields(decision):
    return (decision.outcome, {reason.field for reason in decision.reasons if reason.field})


def texts(decision):
    return "".join(reason.text for reason in decision.reasons)


@pytest.mark.parametrize(
    ("regulation", "title", "articles"),
    [
        (
            "samr-order-121",
            "《市场监督管理投诉举报处理办法》",
            ("第十条第一款第一项", "第十条第一款第二项", "第十条第一款第三项"),
        ),
        (
            "samr-order-20",
            "《市场监督管理投诉举报处理暂行办法》",
            ("第九条第一款第一项", "第九条第一款第二项", "第九条第一款第三项"),
        ),
    ],
)
def test_the_list_is_proposed_from_the_facts_with_the_article_of_each_line(regulation, title, articles, law):
    person, respondent, request = (f"{title}{article}" for article in articles)
    found = material.missing(replace(BARE, regulation=regulation), law)
    assert [(line.text, line.citation) for line in found] == [
        ("投诉人电话号码", person),
        ("投诉人通讯地址", person),
        ("被投诉人名称（姓名）", respondent),
        ("被投诉人地址", respondent),
        ("具体的投诉请求", request),
    ]


def test_nothing_is_proposed_when_nothing_is_missing(law):
    assert material.missing(WHOLE, law) == ()


def test_an_agent_without_authorisation_and_a_doubtful_purchase_are_asked_about_in_the_same_list(law):
    facts = replace(WHOLE, by_agent=True, signals=ConsumerSignals(many_alike="十日内同类投诉八件。"))
    assert [line.citation for line in material.missing(facts, law)] == [
        "《市场监督管理投诉举报处理办法》第十一条第一款",
        "《市场监督管理投诉举报处理办法》第十六条第三项",
    ]


def test_the_reasons_say_that_the_seven_working_days_run_on(law):
    decision = material.check_ask(ASKING, law)
    assert decision.outcome == "allowed"
    assert "期限照常计算" in texts(decision)
    assert "是否受理的决定最迟于2026年5月27日（星期三）作出" in texts(decision)
    assert decision.citations[-1] == "《市场监督管理投诉举报处理办法》第十五条第一款"


def test_under_order_20_the_reasons_cite_order_20(law):
    decision = material.check_ask(replace(ASKING, regulation="samr-order-20"), law)
    assert decision.citations == ("《市场监督管理投诉举报处理暂行办法》第十四条",)


def test_one_list_and_once_are_asked_for_by_the_house(law):
    once = material.check_ask(ASKING, law).reasons[0]
    again = material.check_ask(replace(ASKING, asked_on=TODAY), law).reasons[0]
    assert [reason.citation for reason in (once, again)] == ["", ""]
    assert all("（本局要求）" in reason.text for reason in (once, again))


def test_order_20_asks_for_the_facts_of_the_dispute_and_not_for_what_proves_them(law):
    facts = replace(WHOLE, has_facts=False)
    (new,) = material.missing(facts, law)
    (old,) = material.missing(replace(facts, regulation="samr-order-20"), law)
    assert (new.text, old.text) == ("消费者权益争议事实依据", "消费者权益争议事实")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"items": ()}, {"items"}),
        ({"items": ("  ",)}, {"items"}),
        ({"due_on": None}, {"due_on"}),
        ({"due_on": date(2026, 5, 19)}, {"due_on"}),
        ({"due_on": date(2026, 5, 28)}, {"due_on"}),
        ({"asked_on": date(2026, 5, 19)}, set()),
    ],
)
def test_an_empty_list_a_wrong_day_or_a_second_time_is_refused(wrong, field, law):
    assert fields(material.check_ask(replace(ASKING, **wrong), law)) == ("refused", field)
    assert fields(material.check_verify(replace(ASKING, **wrong), law)) == ("refused", field)


@pytest.mark.parametrize("due_on", [TODAY, LAST])
def test_today_and_the_last_day_for_deciding_are_both_lawful(due_on, law):
    assert material.check_ask(replace(ASKING, due_on=due_on), law).outcome == "allowed"


def test_a_day_past_the_last_one_needs_a_reason_and_is_shown_for_what_it_is(law):
    late = replace(ASKING, due_on=date(2026, 5, 29), words="检测报告须向外地机构调取。")
    decision = material.check_ask(late, law)
    assert decision.outcome == "allowed"
    assert "决定可能要在材料到齐之前作出" in texts(decision)


def test_where_the_period_is_over_already_any_day_from_today_on_is_given_with_a_warning(law):
    decision = material.check_ask(replace(ASKING, decide_by=date(2026, 5, 19)), law)
    assert decision.outcome == "allowed"
    assert "已于2026年5月19日（星期二）届满" in texts(decision)


def test_identity_rests_on_order_121_itself_and_is_for_the_bureau_to_ask_or_not(law):
    decision = material.check_verify(ASKING, law)
    assert decision.citations[0] == "《市场监督管理投诉举报处理办法》第十条第三款"
    assert "可以要求提供" in decision.reasons[0].text


@pytest.mark.parametrize(
    ("today", "outcome"), [(date(2024, 6, 28), "refused"), (date(2024, 7, 1), "allowed")]
)
def test_under_order_20_identity_rests_on_the_state_councils_regulation_from_its_first_day(
    today, outcome, law
):
    asking = Asking("samr-order-20", ("身份证复印件",), today, today)
    decision = material.check_verify(asking, law)
    assert decision.outcome == outcome
    assert decision.citations[0] == "《中华人民共和国消费者权益保护法实施条例》第四十六条第一款"


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 5, 25), "2026年5月25日（星期一）收到，没有超过所给的期限（2026年5月25日（星期一））。"),
        (date(2026, 5, 26), "2026年5月26日（星期二）收到，晚于所给的期限（2026年5月25日（星期一））。"),
    ],
)
def test_what_came_is_said_to_be_in_time_or_late(on, sentence, law):
    decision = material.check_supplement(replace(CAME, on=on), law)
    assert decision.outcome == "allowed"
    assert decision.reasons[0].text == sentence
    assert material.late(replace(CAME, on=on)) is (on == date(2026, 5, 26))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "photographs"}, {"kind"}),
        ({"kind": "identity", "asked": None}, {"kind"}),
        ({"asked": replace(ASKED, complete=True)}, {"kind"}),
        ({"on": date(2026, 5, 19)}, {"on"}),
        ({"on": date(2026, 5, 27)}, {"on"}),
        ({"complete": None}, {"complete"}),
        ({"received": ()}, {"received"}),
        ({"received": (), "complete": False}, {"words"}),
        ({"respondent_given": True, "respondent_named": False}, {"respondent_name"}),
    ],
)
def test_what_cannot_have_come_so_is_refused_at_its_field(wrong, field, law):
    assert fields(material.check_supplement(replace(CAME, **wrong), law)) == ("refused", field)


def test_what_came_unasked_and_a_correction_alone_can_be_recorded(law):
    unasked = replace(CAME, asked=None, received=(), respondent_given=True)
    decision = material.check_supplement(unasked, law)
    assert decision.outcome == "allowed"
    assert "请重新核对管辖" in texts(decision)


def test_not_complete_is_not_declined(law):
    decision = material.check_supplement(replace(CAME, complete=False), law)
    assert "没有补齐不等于不予受理" in texts(decision)


@pytest.mark.parametrize(
    ("regulation", "article"),
    [
        ("samr-order-121", "《市场监督管理投诉举报处理办法》第十六条第五项"),
        ("samr-order-20", "《市场监督管理投诉举报处理暂行办法》第十五条第五项"),
    ],
)
def test_material_that_did_not_come_in_time_is_a_proposal_of_the_fifth_ground(regulation, article, law):
    facts = replace(WHOLE, regulation=regulation, material=ASKED, has_address=None)
    assert acceptance.propose(facts, law, date(2026, 5, 25)).outcome == "ask"
    decision = acceptance.propose(facts, law, date(2026, 5, 26))
    assert (decision.outcome, decision.citations[0]) == ("decline", article)
    assert acceptance.check_accept(facts, state="received", law=law).outcome == "accept"


def test_what_the_fifth_ground_does_not_list_is_asked_about_and_proposes_no_declining(law):
    facts = replace(WHOLE, material=ASKED)
    assert acceptance.propose(facts, law, date(2026, 5, 25)).outcome == "accept"
    decision = acceptance.propose(facts, law, date(2026, 5, 26))
    assert decision.outcome == "ask"
    assert "不是的，不影响受理" in texts(decision)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"answered_on": date(2026, 5, 24), "complete": False}, "提供不全"),
        ({"answered_on": date(2026, 5, 24), "complete": False, "nothing_came": True}, "没有提供"),
        ({}, "没有提供"),
    ],
)
def test_it_is_said_whether_nothing_came_or_not_everything(answer, said, law):
    facts = replace(WHOLE, material=replace(ASKED, **answer))
    assert said in acceptance.propose(facts, law, date(2026, 5, 26)).reasons[0].text


def test_once_everything_is_there_a_late_answer_is_no_ground(law):
    facts = replace(WHOLE, material=replace(ASKED, answered_on=date(2026, 5, 29), complete=True))
    assert acceptance.propose(facts, law, date(2026, 5, 29)).outcome == "accept"


def test_identity_not_shown_in_time_is_a_proposal_of_the_sixth_ground_once(law):
    facts = replace(WHOLE, identity=ASKED)
    decision = acceptance.propose(facts, law, date(2026, 5, 26))
    assert (decision.outcome, decision.citations[0]) == (
        "decline",
        "《市场监督管理投诉举报处理办法》第十六条第六项",
    )
    refused = acceptance.propose(replace(facts, identity_refused=True), law, date(2026, 5, 26))
    assert [r.citation for r in refused.reasons].count("《市场监督管理投诉举报处理办法》第十六条第六项") == 1


def test_under_order_20_identity_not_shown_is_no_ground_and_is_said_to_be_none(law):
    facts = replace(WHOLE, regulation="samr-order-20", identity=ASKED)
    decision = acceptance.propose(facts, law, date(2026, 5, 26))
    assert decision.outcome == "accept"
    assert "第20号令没有这一情形" in texts(decision)
