"""What a report shares with a complaint before anything is decided, done in a report's own words."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, act, kept_without_words, refused, text_of
from tests.docket.conftest import clocks
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.dispute import dispute
from xiaobao.docket.actions.end_dispute import end_dispute
from xiaobao.docket.actions.hand_back import hand_back
from xiaobao.docket.actions.place_report import place_report
from xiaobao.docket.actions.redirect import redirect
from xiaobao.docket.actions.return_ import return_
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.actions.split import split
from xiaobao.docket.models import Distribution, Document, Matter

SENDER = "厦门市市场监督管理局"
OLD = cast.report(received_at=cast.at("2026-03-02"))
ANONYMOUS = cast.report(system="desk", person_name="", person_phone="")
BY_PHONE = "举报人电话13900000002，"
RULES = [(cast.report(), "投诉举报处理办法"), (OLD, "投诉举报处理暂行办法")]


def sent_down(key):
    Distribution.objects.create(matter_id=key, sender=SENDER, sent_on=date(2026, 5, 18))


@pytest.mark.parametrize(("row", "title"), RULES)
def test_what_a_superior_sent_down_goes_back_as_a_report_and_names_nobody(register, officers, row, title):
    key = register(row)
    sent_down(key)
    done = act(return_, key, officers["hemin"], words=f"{BY_PHONE}所报行为在思明区。")
    text = text_of(done.documents[0])
    for said in (f"{SENDER}：", "我局对该举报不具备处理权限", title, "所报行为在思明区"):
        assert said in text, said
    for secret in ("周喆", "13900000002"):
        assert secret not in text
    assert clocks(key)["report.check"].state == "stopped"
    assert Matter.objects.get(pk=key).state == "returned"
    assert "13900000002" not in done.event.ruling.words


def test_what_nobody_sent_down_is_told_to_the_reporter_instead(register, officers):
    refusal = refused(return_, register(cast.report()), officers["hemin"], words="经营地在思明区。")
    assert "依规定告知举报人" in refusal.sentence


@pytest.mark.parametrize(("row", "title"), RULES)
def test_a_consultation_brought_as_a_report_is_answered_with_the_route(register, officers, row, title):
    key = register(row)
    done = act(redirect, key, officers["hemin"], nature="consultation", words=FREE_WORDS)
    (document,) = done.documents
    assert [one.side for one in document.addressees.all()] == ["reporter"]
    assert "周喆：" in text_of(document)
    assert title in text_of(document)
    assert Matter.objects.get(pk=key).state == "redirected"
    assert clocks(key)["report.check"].state == "stopped"
    assert FREE_WORDS not in kept_without_words(key)


def test_of_an_anonymous_consultation_nobody_can_be_told(register, officers):
    done = act(redirect, register(ANONYMOUS), officers["hemin"], nature="consultation")
    assert (done.documents, done.event.data) == ([], {"nature": "consultation", "untold": "unreachable"})


def test_what_the_article_does_not_name_is_checked(register, officers):
    refusal = refused(redirect, register(cast.report()), officers["hemin"], nature="petition")
    assert "按照举报核查处理" in refusal.sentence


@pytest.mark.parametrize(("row", "title"), RULES)
def test_a_dispute_has_its_clock_and_its_end_decides_on_the_report(register, officers, row, title):
    key = register(row)
    on = Matter.objects.get(pk=key).received_on
    when = {"at": cast.at(on.isoformat(), "16:00")}
    early = refused(
        dispute,
        key,
        officers["luyiheng"],
        with_whom="思明区市场监督管理局",
        arose_on=date(2026, 1, 5),
        **when,
    )
    assert "收到举报之日" in early.sentence
    act(
        dispute,
        key,
        officers["luyiheng"],
        with_whom="思明区市场监督管理局",
        arose_on=on,
        words=BY_PHONE,
        **when,
    )
    assert title in clocks(key)["jurisdiction.dispute"].basis
    assert "13900000002" not in Matter.objects.get(pk=key).disputes.get().words
    done = act(end_dispute, key, officers["luyiheng"], outcome="agreed", on=on, ours=False, **when)
    report = Matter.objects.get(pk=key).report
    assert (report.competent, report.competent_elsewhere) == (False, "思明区市场监督管理局")
    assert clocks(key)["jurisdiction.dispute"].state == "stopped"
    assert any("告知举报人" in one.text for one in done.weighed)


def test_a_report_is_given_out_and_handed_back_and_its_clock_runs_on(register, officers):
    key = register(cast.report(office_name=""))
    act(assign, key, officers["hemin"], office="huli", handler="chensiyuan", words=f"{BY_PHONE}店在湖里。")
    assert Matter.objects.get(pk=key).handler.username == "chensiyuan"
    done = act(hand_back, key, officers["chensiyuan"], words="店在江头街道。")
    matter = Matter.objects.get(pk=key)
    assert (matter.office.code, clocks(key)["report.check"].state) == ("intake", "running")
    assert any(one.citation == "《市场监督管理行政处罚程序规定》第十八条第一款" for one in done.weighed)
    told = [event.ruling.words for event in matter.events.filter(verb__in=["assign", "hand_back"])]
    assert not any("13900000002" in words for words in told)


def test_what_has_been_placed_is_no_longer_divided(register, officers):
    key = register(cast.report())
    act(
        place_report,
        key,
        officers["hemin"],
        respondent_kind="ordinary",
        conduct_here=True,
        within_duties=True,
    )
    words = {"words_here": "销售过期酸奶。", "words_other": "请求退货。", "requests": ["退货"]}
    assert "先分开、后定管辖" in refused(split, key, officers["hemin"], **words).sentence


def test_each_half_is_placed_by_its_own_articles(register, officers):
    key = register(cast.report())
    words = {"words_here": "销售过期酸奶。", "words_other": "请求退货。", "requests": ["退货"]}
    act(split, key, officers["hemin"], **words)
    act(
        place_report,
        key,
        officers["hemin"],
        respondent_kind="ordinary",
        conduct_here=True,
        within_duties=True,
    )
    complaint = Matter.objects.get(kind="complaint")
    assert (Matter.objects.get(pk=key).report.competent, complaint.complaint.competent) == (True, None)


def test_the_reporter_is_served_as_the_reporter_and_the_receipt_of_it_names_them(register, officers):
    key = register(cast.report())
    (document,) = act(redirect, key, officers["hemin"], nature="consultation").documents
    addressee = document.addressees.get()
    done = act(
        serve,
        key,
        officers["hemin"],
        document_id=document.pk,
        addressee_id=addressee.pk,
        channel="in_person",
        sent_at=cast.NOON,
        served_at=cast.NOON,
        proof="本人签收",
        receipt=True,
    )
    assert "周喆" in text_of(Document.objects.get(notice="service-receipt"))
    assert done.event.data["side"] == "reporter"
