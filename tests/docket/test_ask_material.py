"""Asking for what is missing: one list, once, with a date; the period for deciding runs on."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, OLD, act, refused, text_of
from tests.docket.conftest import clocks
from xiaobao.docket.actions.ask_material import ask_material
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.models import MaterialRequest, Matter
from xiaobao.rules import acceptance
from xiaobao.rules.facts import Asked

GIVEN = {"items": ["投诉人通讯地址", " 购物小票 ", ""], "due_on": date(2026, 5, 25)}


def test_request_letter_event_and_words_are_written_together(register, officers):
    key = register()
    done = act(ask_material, key, officers["hemin"], **GIVEN, how="电话")
    request = MaterialRequest.objects.get()
    assert (request.kind, request.items) == ("material", ["投诉人通讯地址", "购物小票"])
    assert (request.asked_on, request.due_on, request.answered_on) == (cast.TODAY, date(2026, 5, 25), None)
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.version) == ("received", 2)
    assert done.event.data == {"items": 2, "due_on": "2026-05-25", "document": "湖市监补正〔2026〕1号"}
    assert done.event.ruling.words == "告知方式：电话"
    (document,) = done.documents
    assert [(one.side, one.name) for one in document.addressees.all()] == [("complainant", "林**")]


def test_the_letter_lists_everything_with_the_date_the_article_and_where_to_send_it(register, officers):
    (document,) = act(ask_material, register(), officers["hemin"], **GIVEN).documents
    text = text_of(document)
    for said in (
        "林晓禾：",
        "2026年5月18日收到",
        "《市场监督管理投诉举报处理办法》第十条第一款",
        "2026年5月25日前",
        "投诉人通讯地址",
        "购物小票",
        "0592-0000000",
    ):
        assert said in text


def test_the_period_for_deciding_runs_on_to_the_same_day(register, officers):
    key = register()
    act(ask_material, key, officers["hemin"], **GIVEN)
    clock = clocks(key)["complaint.acceptance"]
    # Seven working days after Monday 18 May: 19 to 22, 25 to 27 May.
    assert (clock.state, clock.due_on, len(clock.ledger)) == ("running", date(2026, 5, 27), 1)


def test_a_second_time_is_refused(register, officers):
    key = register()
    act(ask_material, key, officers["hemin"], **GIVEN)
    refusal = refused(ask_material, key, officers["chensiyuan"], **GIVEN)
    assert refusal.sentence.startswith("已于2026年5月20日（星期三）一次列明要求提供")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"items": []}, "items"), ({"due_on": None}, "due_on"), ({"due_on": date(2026, 5, 19)}, "due_on")],
)
def test_what_is_missing_is_named_at_its_field(register, officers, wrong, field):
    assert set(refused(ask_material, register(), officers["hemin"], **GIVEN | wrong).fields) == {field}


def test_a_day_past_the_last_one_for_deciding_needs_words(register, officers):
    key, late = register(), GIVEN | {"due_on": date(2026, 5, 28)}
    refusal = refused(ask_material, key, officers["hemin"], **late)
    assert "受理期限的最后一日（2026年5月27日（星期三））之后" in refusal.fields["due_on"]
    done = act(ask_material, key, officers["hemin"], **late, words=FREE_WORDS)
    assert done.event.ruling.words == FREE_WORDS


def test_under_order_20_the_letter_cites_order_20(register, officers):
    key = register(OLD)
    given = GIVEN | {"due_on": date(2026, 3, 10)}
    (document,) = act(ask_material, key, officers["hemin"], **given, at=cast.at("2026-03-04")).documents
    assert "《市场监督管理投诉举报处理暂行办法》第九条第一款" in text_of(document)


def test_where_the_export_gave_half_a_name_the_letter_needs_a_whole_one(register, officers):
    key = register(cast.complaint(person_name="林**"))
    assert set(refused(ask_material, key, officers["hemin"], **GIVEN).fields) == {"addressee"}
    (document,) = act(ask_material, key, officers["hemin"], **GIVEN, addressee="林晓禾").documents
    assert "林晓禾：" in text_of(document)


def test_when_nothing_came_in_time_declining_is_proposed_and_not_done(register, officers, rulebook):
    key = register()
    act(ask_material, key, officers["hemin"], **GIVEN)
    matter = Matter.objects.get(pk=key)
    facts = complaint_facts(matter)
    assert facts.material == Asked(cast.TODAY, date(2026, 5, 25))
    decision = acceptance.propose(facts, rulebook.law, date(2026, 5, 26))
    assert (decision.outcome, decision.citations[0]) == (
        "decline",
        "《市场监督管理投诉举报处理办法》第十六条第五项",
    )
    assert matter.state == "received"
