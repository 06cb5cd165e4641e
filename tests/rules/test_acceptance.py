"""Accept, decline or ask: proposals with reasons, and what an officer's decision must hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import acceptance
from xiaobao.rules.facts import Asked, ComplaintFacts, ConsumerSignals, EarlierMatter

TODAY = date(2026, 4, 29)

# 林晓禾 bought yoghurt at 厦门青禾生鲜超市有限公司; the bureau knows all it has to know.
COMPLETE = ComplaintFacts(
    regulation="samr-order-121",
    received_on=date(2026, 4, 20),
    has_name=True,
    has_phone=True,
    has_address=True,
    respondent_name="厦门青禾生鲜超市有限公司",
    respondent_address="厦门市湖里区示例路1号",
    has_request=True,
    has_facts=True,
    within_duties=True,
    in_district=True,
)
OLD = replace(COMPLETE, regulation="samr-order-20", received_on=date(2026, 4, 10))
WORDS = "经核对销售记录，同一批次酸奶十二天内下单一百二十盒，明显超出家庭食用所需。"
EVIDENCE = ["订单截图四份", "2026年4月24日电话核实记录"]


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def texts(decision):
    return [reason.text for reason in decision.reasons]


def decline(law, facts=COMPLETE, **given):
    return acceptance.check_decline(
        facts, **{"state": "received", "ground": 3, "evidence": EVIDENCE, "words": WORDS, "law": law} | given
    )


def test_a_complete_complaint_is_proposed_for_acceptance_with_the_article(law):
    decision = acceptance.propose(COMPLETE, law, TODAY)
    assert decision.outcome == "accept"
    assert decision.citations == ("《市场监督管理投诉举报处理办法》第十五条第一款",)


def test_under_the_old_rule_the_old_article_is_cited(law):
    decision = acceptance.propose(OLD, law, TODAY)
    assert decision.outcome == "accept"
    assert decision.citations == ("《市场监督管理投诉举报处理暂行办法》第十四条",)


def test_whatever_is_not_known_is_asked_for_in_one_list(law):
    facts = ComplaintFacts(regulation="samr-order-121", received_on=date(2026, 4, 20), has_name=True)
    decision = acceptance.propose(facts, law, TODAY)
    assert decision.outcome == "ask"
    assert texts(decision) == [
        "请投诉人补充：投诉人电话号码。",
        "请投诉人补充：投诉人通讯地址。",
        "请投诉人补充：被投诉人名称（姓名）。",
        "请投诉人补充：被投诉人地址。",
        "请投诉人补充：具体的投诉请求。",
        "请投诉人补充：消费者权益争议事实依据。",
        "请确认投诉事项是否属于市场监督管理部门职责。",
        "请确认被投诉人是否在本局处理权限之内。",
    ]
    assert decision.citations[:3] == (
        "《市场监督管理投诉举报处理办法》第十条第一款第一项",
        "《市场监督管理投诉举报处理办法》第十条第一款第二项",
        "《市场监督管理投诉举报处理办法》第十条第一款第三项",
    )


@pytest.mark.parametrize(
    ("missing", "asked", "article"),
    [
        ({"has_address": False}, "投诉人通讯地址", "第十条第一款第一项"),
        ({"respondent_address": ""}, "被投诉人地址", "第十条第一款第二项"),
        ({"has_request": None}, "具体的投诉请求", "第十条第一款第三项"),
        ({"by_agent": True}, "授权委托书原件和受托人身份证明", "第十一条第一款"),
    ],
)
def test_missing_material_is_asked_for_and_not_yet_a_ground(missing, asked, article, law):
    decision = acceptance.propose(replace(COMPLETE, **missing), law, TODAY)
    assert decision.outcome == "ask"
    assert texts(decision) == [f"请投诉人补充：{asked}。"]
    assert decision.citations == (f"《市场监督管理投诉举报处理办法》{article}",)


@pytest.mark.parametrize(
    ("known", "article"),
    [
        ({"within_duties": False}, "第十六条第一项"),
        ({"in_district": False, "competent_elsewhere": "集美区市场监督管理局"}, "第十六条第一项"),
        ({"same_dispute_elsewhere": True, "handled_by": "湖里区消费者协会"}, "第十六条第二项"),
        ({"for_daily_consumption": False}, "第十六条第三项"),
        ({"false_material": True}, "第十六条第五项"),
        ({"identity_refused": True}, "第十六条第六项"),
        ({"other_bar": "《反垄断法》另有规定。"}, "第十六条第七项"),
    ],
)
def test_a_known_ground_is_proposed_with_its_item(known, article, law):
    decision = acceptance.propose(replace(COMPLETE, **known), law, TODAY)
    assert decision.outcome == "decline"
    assert decision.citations[0] == f"《市场监督管理投诉举报处理办法》{article}"


def test_a_complaint_sent_to_the_wrong_bureau_goes_back_and_not_onward(law):
    decision = acceptance.propose(replace(COMPLETE, in_district=False), law, TODAY)
    assert decision.reasons[1].text == "如系内部分送错误，应当反馈统一接收机构，不得自行移送。"
    assert decision.reasons[1].citation == "《市场监督管理投诉举报处理办法》第四十一条第二款"


def test_false_material_and_refused_identity_are_no_grounds_under_the_old_rule(law):
    decision = acceptance.propose(replace(OLD, false_material=True, identity_refused=True), law, TODAY)
    assert decision.outcome == "accept"


def test_the_other_grounds_are_the_sixth_under_the_old_rule(law):
    decision = acceptance.propose(replace(OLD, other_bar="《反垄断法》另有规定。"), law, TODAY)
    assert decision.citations == ("《市场监督管理投诉举报处理暂行办法》第十五条第六项",)


@pytest.mark.parametrize("count", [3, 735, 1520])
def test_the_number_of_matters_is_shown_and_never_decides(count, law):
    decision = acceptance.propose(replace(COMPLETE, recent_count=count), law, TODAY)
    assert decision.outcome == "accept"
    assert f"同一投诉人近期共有来件 {count} 件，仅供参考，不作为不予受理的依据。" in texts(decision)


def test_factors_lead_to_a_question_and_not_to_declining(law):
    signals = ConsumerSignals(
        out_of_proportion="十二天内购买同批次酸奶120盒。", shared_contact="另有2人使用同一电话。"
    )
    decision = acceptance.propose(replace(COMPLETE, signals=signals), law, TODAY)
    assert decision.outcome == "ask"
    assert texts(decision)[0].startswith("请投诉人说明购买用途")
    assert "《市场监督管理投诉举报处理办法》第十七条第一款第一项" in decision.citations
    assert "《市场监督管理投诉举报处理办法》第十七条第一款第四项" in decision.citations


def test_factors_are_only_shown_once_a_person_has_found_daily_consumption(law):
    signals = ConsumerSignals(many_alike="三个月内同类投诉9件。")
    facts = replace(COMPLETE, signals=signals, for_daily_consumption=True)
    decision = acceptance.propose(facts, law, TODAY)
    assert decision.outcome == "accept"
    assert "可以考虑的因素：三个月内同类投诉9件。" in texts(decision)


def test_earlier_matters_are_named_and_count_as_handled_only_when_a_person_says_so(law):
    earlier = EarlierMatter("湖消〔2026〕000031", date(2026, 3, 2), "settled")
    open_question = acceptance.propose(replace(COMPLETE, earlier=(earlier,)), law, TODAY)
    assert open_question.outcome == "accept"
    assert any("湖消〔2026〕000031" in text for text in texts(open_question))
    same = replace(earlier, same_dispute=True)
    handled = acceptance.propose(replace(COMPLETE, earlier=(same,)), law, TODAY)
    assert handled.outcome == "decline"
    assert handled.citations == ("《市场监督管理投诉举报处理办法》第十六条第二项",)


@pytest.mark.parametrize(
    ("knew_on", "span"),
    [
        (date(2024, 2, 29), "2年1个月"),
        (date(2023, 4, 20), "3年0个月"),
        (date(2023, 4, 21), "2年11个月"),
    ],
)
def test_the_time_since_the_harm_was_known_is_laid_beside_the_fourth_ground(knew_on, span, law):
    decision = acceptance.propose(replace(COMPLETE, knew_on=knew_on), law, TODAY)
    assert f"至收到投诉已有{span}，请对照第四项" in texts(decision)[-1]
    assert decision.citations[-1] == "《市场监督管理投诉举报处理办法》第十六条第四项"


def test_within_a_year_nothing_is_said_of_the_fourth_ground(law):
    decision = acceptance.propose(replace(COMPLETE, knew_on=date(2026, 4, 1)), law, TODAY)
    assert not any("第四项" in text for text in texts(decision))


def test_a_complaint_received_tomorrow_is_a_question(law):
    decision = acceptance.propose(replace(COMPLETE, received_on=date(2026, 4, 30)), law, TODAY)
    assert texts(decision) == ["收到投诉之日晚于今天，请核对。"]


def test_an_officer_may_accept_what_lacks_an_address(law):
    decision = acceptance.check_accept(replace(COMPLETE, has_address=None), state="received", law=law)
    assert decision.outcome == "accept"


def test_a_bureau_without_authority_may_not_accept(law):
    facts = replace(COMPLETE, in_district=False, competent_elsewhere="集美区市场监督管理局")
    decision = acceptance.check_accept(facts, state="received", law=law)
    assert decision.outcome == "refused"
    assert texts(decision) == ["第一项情形：被投诉人不在本局处理权限之内，应由集美区市场监督管理局处理。"]


@pytest.mark.parametrize("state", ["accepted", "declined", "settled", "closed"])
def test_what_was_decided_is_not_decided_again(state, law):
    assert acceptance.check_accept(COMPLETE, state=state, law=law).outcome == "refused"
    refused = decline(law, state=state)
    assert refused.outcome == "refused"
    assert "只有“待处理”时才可以决定不予受理" in texts(refused)[0]


def test_declining_with_ground_evidence_and_reason_is_lawful_and_the_complainant_is_told(law):
    decision = decline(law)
    assert decision.outcome == "decline"
    assert texts(decision)[0] == f"第三项情形：{WORDS}"
    assert decision.citations == (
        "《市场监督管理投诉举报处理办法》第十六条第三项",
        "《市场监督管理投诉举报处理办法》第十五条第二款",
    )


@pytest.mark.parametrize(("regulation", "last"), [("samr-order-121", 7), ("samr-order-20", 6)])
def test_only_the_grounds_of_the_regulation_can_be_chosen(regulation, last, law):
    facts = replace(COMPLETE, regulation=regulation)
    words = "依照《中华人民共和国反垄断法》，该事项另有规定，本局不能作为投诉处理。"
    for ground in (0, last + 1, -1):
        assert decline(law, facts, ground=ground, words=words).outcome == "refused"
    for ground in range(1, last + 1):
        assert decline(law, facts, ground=ground, words=words).outcome == "decline"


@pytest.mark.parametrize("evidence", [[], [""], ["  ", "\n"]])
def test_declining_without_evidence_is_refused_and_says_what_the_ground_needs(evidence, law):
    decision = decline(law, evidence=evidence)
    assert decision.outcome == "refused"
    assert "第十七条因素" in texts(decision)[0]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "　　",
        "不符合。",
        "。。。。。。。。。。。。。。",
        "不是为生活消费需要，或者不能证明与被投诉人之间存在消费者权益争议",
        "本件属于：不是为生活消费需要，或者不能证明与被投诉人之间存在消费者权益争议的。",
    ],
)
def test_a_reason_that_is_empty_or_only_repeats_the_ground_is_refused(words, law):
    decision = decline(law, words=words)
    assert decision.outcome == "refused"
    assert decision.citations == ("《市场监督管理投诉举报处理办法》第十五条第二款",)


def test_the_other_grounds_need_the_name_of_the_law(law):
    refused = decline(law, ground=7, words="该事项按照其他法律的规定不予受理，理由已经口头说明。")
    assert refused.outcome == "refused"
    assert "应当写明所依据的法律" in texts(refused)[0]


def test_all_that_is_wrong_with_a_declining_is_said_at_once(law):
    assert len(decline(law, state="closed", evidence=[], words="").reasons) == 3


@pytest.mark.parametrize("regulation", ["samr-order-121", "samr-order-20"])
def test_every_article_the_rules_of_acceptance_name_is_in_the_lawbook(regulation, law):
    articles = acceptance._ARTICLES[regulation]
    for name in articles.__slots__:
        assert law.cite(regulation, getattr(articles, name))


@pytest.mark.parametrize(
    ("facts", "today", "owed"),
    [
        (COMPLETE, TODAY, "《市场监督管理投诉举报处理办法》第十五条第二款"),
        (OLD, TODAY, "《中华人民共和国消费者权益保护法实施条例》第四十六条第二款"),
        (OLD, date(2024, 7, 1), "《中华人民共和国消费者权益保护法实施条例》第四十六条第二款"),
        # Before that only the decision had to be told; reasons are given as house order.
        (OLD, date(2024, 6, 30), "《市场监督管理投诉举报处理暂行办法》第十四条"),
    ],
)
def test_the_reasons_for_declining_are_owed_by_what_is_law_on_the_day(facts, today, owed, law):
    decision = decline(law, facts, today=today)
    assert (decision.outcome, decision.reasons[-1].citation) == ("decline", owed)


def test_before_the_reasons_were_owed_they_are_asked_for_by_the_house(law):
    (refused,) = decline(law, OLD, today=date(2024, 6, 30), words="").reasons
    assert (refused.citation, refused.text[-7:]) == ("", "（本局要求）。")


def test_an_answer_without_papers_is_laid_before_a_person_and_not_called_a_refusal(law):
    asked = Asked(date(2026, 4, 22), date(2026, 4, 28), date(2026, 4, 24), False, nothing_came=True)
    facts = replace(COMPLETE, identity=asked, identity_refused=True)
    assert "请核对是否属于拒不配合" in texts(acceptance.propose(facts, law, TODAY))[0]
