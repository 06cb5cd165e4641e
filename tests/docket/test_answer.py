"""Telling the result: on whose law, in which form, which clocks it stops, and when nobody can be told."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import kept_without_words, text_of
from tests.docket.checking_cast import FILED, OLD, a_report
from xiaobao.docket.actions.answer import answer
from xiaobao.docket.actions.void import void
from xiaobao.docket.answers import answers_of, begin_answers
from xiaobao.refusals import Refused
from xiaobao.rules.answering import open_duties

RESULT = "经核查，未发现销售过期酸奶，决定不予立案。"
NUMBERED = ("enterprise_information", "individual_annual_report", "cooperative_annual_report")


@pytest.fixture
def one(register, officers):
    return a_report(register, officers)


def answered(one, *duties, **changes):
    return one.do(answer, **{"result": RESULT, "duties": duties, **changes})


def still_open(one, rulebook):
    return [owed.duty.id for owed in open_duties(answers_of(one.matter, rulebook))]


def test_advertising_has_seven_working_days_from_receipt(one):
    clock = one.about("advertising").clock("report.answer.advertising")
    # After Monday 18 May: Wednesday 27 May.
    assert (clock.started_on, clock.due_on) == (date(2026, 5, 18), date(2026, 5, 27))
    assert "《中华人民共和国广告法》第五十三条第一款" in clock.basis
    assert one.matter.next_clock == "report.answer.advertising"


@pytest.mark.parametrize("subject", NUMBERED)
def test_what_has_to_be_written_has_twenty_working_days_from_receipt(one, subject):
    clock = one.about(subject).clock(f"report.answer.{subject}")
    # Twenty working days after 18 May: 15 June.
    assert clock.due_on == date(2026, 6, 15)


def test_what_has_no_number_counts_from_the_decision_as_the_house_orders(one):
    one.about("food")
    assert {clock.clock for clock in one.matter.clocks.all()} == {"report.check"}
    one.ready().not_filed()
    clock = one.clock("report.answer.prompt")
    assert (clock.state, clock.started_on, clock.due_on) == (
        "running",
        date(2026, 5, 20),
        date(2026, 5, 27),
    )
    assert "本局工作要求" in clock.basis
    assert "这一期限是本局要求，不是法定期限" in clock.derivation


def test_a_duty_towards_who_gave_a_name_binds_only_then(register, officers, rulebook):
    named = a_report(register, officers).about("standards", "advertising")
    nobody = a_report(
        register, officers, external_id="13502062026051800000077", person_name="匿名", digest=b"other"
    ).about("standards", "advertising")
    assert still_open(named, rulebook) == ["advertising", "standards"]
    assert still_open(nobody, rulebook) == ["advertising"]


@pytest.mark.parametrize(("evidenced", "bound"), [(True, 1), (False, 0), (None, 0)])
def test_a_duty_that_asks_for_evidence_binds_once_somebody_has_said_so(one, rulebook, evidenced, bound):
    one.about("unfair_competition", evidenced=evidenced)
    assert len(answers_of(one.matter, rulebook)) == bound


def test_a_subject_without_a_duty_owes_no_answer(one, rulebook):
    one.about("price")
    assert answers_of(one.matter, rulebook) == ()
    with pytest.raises(Refused) as refused:
        answered(one, "price")
    assert "没有法律、法规、规章规定" in refused.value.fields["duties"]


def test_a_report_said_to_be_about_something_else_owes_the_former_no_more(one):
    one.about("advertising").about("food", words="核对来件，举报的是食品，不是广告。")
    clock = one.clock("report.answer.advertising")
    assert clock.state == "stopped"
    assert "不再适用" in clock.derivation
    one.about("food", "advertising")
    assert one.clock("report.answer.advertising").state == "running"


def test_form_10_names_every_law_and_article_and_serving_it_stops_the_clocks(one, rulebook):
    one.about("advertising", "food").ready().not_filed()
    (letter,) = answered(one, "advertising", "food").documents
    text = text_of(letter)
    assert letter.number == "湖市监举结〔2026〕1号"
    for said in (
        "周喆：", RESULT, "第三十六条和《中华人民共和国广告法》第五十三条第一款",
        "《中华人民共和国食品安全法》第一百一十五条",
    ):  # fmt: skip
        assert said in text, said
    assert [(to.side, to.name) for to in letter.addressees.all()] == [("reporter", "周*")]
    assert still_open(one, rulebook) == ["advertising", "food"]
    one.on("2026-05-22").serve(letter)
    for name in ("report.answer.advertising", "report.answer.prompt"):
        clock = one.clock(name)
        assert (clock.state, clock.stopped_on) == ("stopped", date(2026, 5, 22)), name
    assert still_open(one, rulebook) == []
    assert one.matter.unclocked == "已决定不予立案，等待归档办结"


def test_under_order_20_the_letter_is_that_of_order_20(register, officers):
    one = a_report(register, officers, OLD).about("food").ready()
    one.not_filed()
    (letter,) = answered(one, "food").documents
    assert letter.notice == "report-result-20"
    assert "第三十二条和《中华人民共和国食品安全法》第一百一十五条" in text_of(letter)


def test_only_the_duties_chosen_are_answered(one, rulebook):
    one.about("advertising", "enterprise_information").ready().not_filed()
    one.serve(answered(one, "advertising").documents[0])
    assert one.clock("report.answer.advertising").state == "stopped"
    assert one.clock("report.answer.enterprise_information").state == "running"
    assert still_open(one, rulebook) == ["enterprise_information"]


def test_what_has_to_be_written_is_not_told_by_phone(one):
    one.about("enterprise_information").ready().not_filed()
    (letter,) = answered(one, "enterprise_information").documents
    with pytest.raises(Refused) as refused:
        one.serve(letter, channel="phone")
    assert "书面告知" in refused.value.fields["channel"]
    one.serve(letter, channel="post")
    assert one.clock("report.answer.enterprise_information").state == "stopped"


def test_what_is_told_before_there_is_a_result_is_told_again_with_it(one, rulebook):
    one.about("advertising")
    taken = answered(one, "advertising", result="已经受理核查，结果另行告知。")
    assert any("有了结果以后还要再告知" in reason.text for reason in taken.weighed)
    one.serve(taken.documents[0])
    assert one.clock("report.answer.advertising").state == "stopped"
    assert still_open(one, rulebook) == ["advertising"]
    one.ready().not_filed()
    assert one.clock("report.answer.prompt").state == "running"
    one.serve(answered(one, "advertising").documents[0])
    assert one.clock("report.answer.prompt").state == "stopped"
    assert still_open(one, rulebook) == []


def test_a_letter_on_its_way_when_the_decision_falls_leaves_the_result_to_be_told(one, rulebook):
    one.about("advertising")
    (letter,) = answered(one, "advertising", result="正在核查。").documents
    one.ready().not_filed()
    one.serve(letter)
    assert one.clock("report.answer.prompt").state == "running"
    assert still_open(one, rulebook) == ["advertising"]


def test_the_end_of_a_case_is_told_once_more(one, rulebook):
    one.about("food").ready(FILED).filed()
    one.serve(answered(one, "food", result="已经立案调查。").documents[0])
    matter = one.matter
    begin_answers(matter, rulebook=rulebook, today=cast.TODAY, ended_on=date(2026, 5, 20))
    matter.save()
    assert one.clock("report.answer.outcome").due_on == date(2026, 5, 27)


def test_a_reporter_nobody_can_reach_is_put_on_record(register, officers, rulebook):
    one = a_report(register, officers, system="hotline_12345", person_name="匿名", person_phone="").about(
        "advertising"
    )
    one.ready().not_filed()
    taken = answered(one, "advertising")
    assert (taken.documents, taken.event.data["unreachable"]) == ([], True)
    clock = one.clock("report.answer.advertising")
    assert (clock.state, clock.stopped_on) == ("stopped", date(2026, 5, 20))
    assert "举报人无法联系" in clock.derivation
    assert still_open(one, rulebook) == []


def test_who_gave_no_name_and_a_phone_is_addressed_as_the_reporter(register, officers):
    one = a_report(register, officers, person_name="匿名").about("advertising")
    one.ready().not_filed()
    (letter,) = answered(one, "advertising").documents
    assert "举报人：" in text_of(letter)


def test_a_letter_voided_tells_nobody_and_the_clock_runs_on(one, rulebook):
    one.about("advertising").ready().not_filed()
    (letter,) = answered(one, "advertising").documents
    one.serve(letter)
    one.do(void, who="suming", document_id=letter.pk, words="结果写错。")
    assert one.clock("report.answer.advertising").state == "running"
    assert still_open(one, rulebook) == ["advertising"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"result": " "}, "result"), ({"duties": []}, "duties"), ({"duties": ["food"]}, "duties")],
)
def test_a_result_and_a_duty_that_binds_are_needed(one, wrong, field):
    one.about("advertising")
    with pytest.raises(Refused) as refused:
        one.do(answer, **{"result": RESULT, "duties": ["advertising"], **wrong})
    assert set(refused.value.fields) == {field}


def test_the_bureaus_own_lead_has_nobody_to_tell(one, rulebook):
    one.about("advertising")
    one.matter.parties.all().delete()
    assert answers_of(one.matter, rulebook) == ()


def test_nothing_personal_stands_in_events_or_the_audit_trail(one):
    one.about("advertising")
    answered(one, "advertising")
    kept = kept_without_words(one.key)
    for words in ("周喆", "13900000002", RESULT):
        assert words not in kept, words
