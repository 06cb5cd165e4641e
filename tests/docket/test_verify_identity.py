"""Asking who somebody is: Form 4 with a date of its own, once; under Order 20 only since 1 July 2024."""

from __future__ import annotations

from datetime import date

from tests import cast
from tests.docket.arrival_cast import OLD, act, refused, text_of
from xiaobao.docket.actions.ask_material import ask_material
from xiaobao.docket.actions.supplement import supplement
from xiaobao.docket.actions.verify_identity import verify_identity
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.models import MaterialRequest, Matter
from xiaobao.rules import acceptance
from xiaobao.rules.material import IDENTITY_PAPERS

GIVEN = {"items": IDENTITY_PAPERS, "due_on": date(2026, 5, 22)}


def test_form_4_goes_to_the_complainant_with_its_own_date(register, officers):
    key = register()
    act(ask_material, key, officers["hemin"], items=["购物小票"], due_on=date(2026, 5, 25))
    done = act(verify_identity, key, officers["hemin"], **GIVEN)
    kinds = MaterialRequest.objects.values_list("kind", "due_on")
    assert list(kinds) == [("material", date(2026, 5, 25)), ("identity", date(2026, 5, 22))]
    (document,) = done.documents
    assert (document.form, document.number) == ("文书式样四", "湖市监身份〔2026〕1号")
    text = text_of(document)
    for said in (
        "林晓禾：",
        "2026年5月22日前",
        "身份证复印件",
        "第十条第三款",
        "第四十六条第一款",
        "依法不予受理",
    ):
        assert said in text
    assert done.event.data == {"items": 1, "due_on": "2026-05-22", "document": document.number}


def test_once_is_enough(register, officers):
    key = register()
    act(verify_identity, key, officers["hemin"], **GIVEN)
    assert "只提一次" in refused(verify_identity, key, officers["hemin"], **GIVEN).sentence


def test_under_order_20_it_rests_on_the_state_councils_regulation(register, officers):
    key = register(OLD)
    given = GIVEN | {"due_on": date(2026, 3, 10)}
    (document,) = act(verify_identity, key, officers["hemin"], **given, at=cast.at("2026-03-04")).documents
    text = text_of(document)
    assert "《中华人民共和国消费者权益保护法实施条例》第四十六条第一款" in text
    assert "第十条第三款" not in text


def test_before_that_was_law_it_is_refused(register, officers):
    key = register(cast.complaint(received_at=cast.at("2024-06-25")))
    given = GIVEN | {"due_on": date(2024, 7, 3)}
    refusal = refused(verify_identity, key, officers["hemin"], **given, at=cast.at("2024-06-28"))
    assert "当时尚未施行" in refusal.sentence
    act(verify_identity, key, officers["hemin"], **given, at=cast.at("2024-07-01"))


def test_who_answers_with_nothing_is_proposed_for_the_sixth_ground_and_not_declined(
    register, officers, rulebook
):
    key = register()
    act(verify_identity, key, officers["hemin"], **GIVEN)
    answer = {"kind": "identity", "on": date(2026, 5, 21), "received": [], "complete": False}
    at = cast.at("2026-05-21")
    act(supplement, key, officers["hemin"], at=at, **answer, words="电话中明确拒绝提供。")
    matter = Matter.objects.get(pk=key)
    facts = complaint_facts(matter)
    assert (facts.identity_refused, matter.state) == (True, "received")
    decision = acceptance.propose(facts, rulebook.law, date(2026, 5, 21))
    assert (decision.outcome, decision.citations[0]) == (
        "decline",
        "《市场监督管理投诉举报处理办法》第十六条第六项",
    )
