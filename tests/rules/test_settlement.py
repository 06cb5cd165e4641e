"""Settling and performing: who must agree, how it is put down, and what money can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from xiaobao import law as law_room
from xiaobao.rules.consent import Wishes
from xiaobao.rules.settlement import Agent, SettlementFacts, check_perform, check_settle

YES = Wishes(complainant=True, respondent=True)
LIN, ZHOU, ZHENG = 1, 2, 3
NEW = SettlementFacts(
    regulation="samr-order-121",
    today=date(2026, 6, 3),
    complainants=((LIN, "林**"),),
    accepted_on=date(2026, 5, 20),
    agreed=YES,
    on_site=True,
    amount=Decimal("36.50"),
    last_day=date(2026, 7, 20),
)
OLD = replace(NEW, regulation="samr-order-20")
JOINT = replace(NEW, complainants=((LIN, "林**"), (ZHOU, "周*")))
SPECIAL = Agent(ZHENG, "complainant", principal=LIN, name="郑*", special=True)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def settle(law, facts=NEW, **given):
    told = {
        "settlement": "agreement",
        "terms": "退还货款36.50元。",
        "on": date(2026, 6, 3),
        "settled": Decimal("36.50"),
        "recovered": None,
        "consented": [LIN],
        "respondent_consents": True,
        "proof": "",
    }
    return check_settle(facts, **(told | given), law=law)


def fields(decision):
    return [reason.field for reason in decision.reasons]


@pytest.mark.parametrize(("facts", "article"), [(NEW, "第二十四条第一款"), (OLD, "第二十二条第一款")])
def test_agreed_on_site_there_is_an_agreement(law, facts, article):
    decision = settle(law, facts)
    assert (decision.outcome, decision.citations[0][-len(article) :]) == ("allowed", article)


@pytest.mark.parametrize(("facts", "article"), [(NEW, "第二十四条第二款"), (OLD, "第二十二条第二款")])
def test_without_one_there_is_a_record(law, facts, article):
    decision = settle(law, replace(facts, on_site=False), settlement="no_document")
    assert (decision.outcome, decision.citations[0][-len(article) :]) == ("allowed", article)


def test_a_delegated_mediation_may_end_in_an_agreement(law):
    assert settle(law, replace(NEW, on_site=False, delegated=True)).outcome == "allowed"
    assert fields(settle(law, replace(NEW, on_site=False))) == ["settlement"]


@pytest.mark.parametrize(
    ("agreed", "sentences"),
    [
        (Wishes(), 2),
        (Wishes(complainant=True), 1),
        (Wishes(complainant=False, respondent=True), 1),
        (Wishes(complainant=False, respondent=False), 2),
    ],
)
def test_each_side_must_have_agreed_to_be_mediated(law, agreed, sentences):
    decision = settle(law, replace(NEW, agreed=agreed))
    assert (decision.outcome, len(decision.reasons)) == ("refused", sentences)
    assert decision.citations == ("《市场监督管理投诉举报处理办法》第十八条第一款",)


@pytest.mark.parametrize(
    ("consented", "missing"),
    [([LIN, ZHOU], []), ([LIN], ["周*"]), ([], ["林**", "周*"]), ([ZHENG, ZHOU], []), ([ZHENG], ["周*"])],
)
def test_everybody_bound_must_agree_in_person_or_by_an_agent(law, consented, missing):
    decision = settle(law, replace(JOINT, agents=(SPECIAL,)), consented=consented)
    said = [reason.text for reason in decision.reasons if reason.field == "consented"]
    assert said == ([f"还没有记录{'、'.join(missing)}同意这一协议。"] if missing else [])


@pytest.mark.parametrize(
    ("facts", "article"),
    [(JOINT, "第十二条第二款"), (replace(JOINT, regulation="samr-order-20"), "第十一条第二款")],
)
def test_of_joint_complainants_the_article_on_representatives_is_cited(law, facts, article):
    assert settle(law, facts, consented=[LIN]).citations[0].endswith(article)


def test_an_agent_for_the_whole_side_covers_everybody(law):
    agent = replace(SPECIAL, principal=None)
    assert settle(law, replace(JOINT, agents=(agent,)), consented=[ZHENG]).outcome == "allowed"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"special": False}, "没有载明可以达成协议（特别授权）"),
        ({"original": False}, "授权委托书原件"),
        ({"until": date(2026, 6, 2)}, "已于2026年6月2日（星期二）到期"),
    ],
)
def test_an_agent_needs_special_power_the_original_and_a_mandate_that_lasts(law, changed, said):
    agent = replace(SPECIAL, **changed)
    decision = settle(law, replace(NEW, agents=(agent,)), consented=[ZHENG])
    assert said in "".join(reason.text for reason in decision.reasons)
    # Whoever agrees in person needs no agent.
    assert settle(law, replace(NEW, agents=(agent,)), consented=[LIN]).outcome == "allowed"


def test_the_amount_in_dispute_is_shown_and_decides_nothing(law):
    decision = settle(law, settled=Decimal("200"))
    assert decision.outcome == "allowed"
    assert "约定的金额200元多于争议金额36.50元，请核对。" in [reason.text for reason in decision.reasons]
    assert len(settle(law).reasons) == 1


def test_an_agreement_after_the_last_day_is_shown_and_decides_nothing(law):
    late = replace(NEW, today=date(2026, 7, 21))
    decision = settle(law, late, on=date(2026, 7, 21))
    assert decision.outcome == "allowed"
    assert "2026年7月20日（星期一）届满" in decision.reasons[-1].text


def test_everything_missing_is_said_at_once(law):
    decision = settle(
        law, settlement="", terms="", on=None, settled=None, consented=[], respondent_consents=False
    )
    assert fields(decision) == ["settlement", "on", "terms", "settled", "consented", "respondent_consents"]


def perform(law, **given):
    told = {
        "regulation": "samr-order-121",
        "today": date(2026, 6, 10),
        "concluded_on": date(2026, 6, 3),
        "settled": Decimal("100"),
        "before": Decimal("40"),
        "on": date(2026, 6, 5),
        "recovered": Decimal("60"),
        "words": "",
    }
    return check_perform(**(told | given), law=law)


@pytest.mark.parametrize(("recovered", "said"), [("60", "尚有40元没有履行。"), ("100", "全部履行完毕。")])
def test_it_says_how_much_is_left(law, recovered, said):
    assert perform(law, recovered=Decimal(recovered)).reasons[0].text == said


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"recovered": Decimal("100.01")}, ["recovered"]),
        ({"recovered": Decimal("39")}, ["words"]),
        ({"recovered": Decimal("39"), "words": "退回。"}, []),
        ({"recovered": Decimal("Infinity")}, ["recovered"]),
        ({"recovered": Decimal("1.001")}, ["recovered"]),
        ({"on": date(2026, 6, 2)}, ["on"]),
        ({"settled": None, "recovered": Decimal("5000")}, []),
    ],
)
def test_never_more_than_was_settled_and_less_than_before_with_words_only(law, given, refused):
    decision = perform(law, **given)
    assert [one for one in fields(decision) if one] == refused
    assert decision.outcome == ("refused" if refused else "allowed")
