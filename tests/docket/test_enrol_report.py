"""Registering a report: what it is about may be said at once; an insider's is not seen again at the counter."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.desk_cast import REPORT, paper_text
from xiaobao.docket.actions.enrol import PersonGiven, enrol
from xiaobao.docket.models import Addressee, Matter
from xiaobao.docket.queries import within_reach
from xiaobao.refusals import Refused


@pytest.fixture
def enrolled(own_home, officers):
    """Register one report as one officer; what came of it."""

    def enrol_one(username="hemin", **changes):
        return enrol(officer=officers[username], **{"at": cast.NOON, "key": "sheet-1"} | REPORT | changes)

    return enrol_one


def test_what_it_is_about_is_kept_and_its_clock_runs_from_receipt(enrolled):
    enrolled(subjects=["food", "advertising"], evidenced=True)
    matter = Matter.objects.get()
    assert (matter.report.subjects, matter.report.evidenced, matter.report.classified_on) == (
        ["advertising", "food"],
        True,
        cast.TODAY,
    )
    clock = matter.clocks.get(clock="report.answer.advertising")
    assert (clock.started_on, matter.next_clock) == (date(2026, 5, 18), "report.answer.advertising")
    event = matter.events.get()
    assert (event.data["subjects"], event.data["insider"]) == (["food", "advertising"], False)


def test_without_a_subject_it_is_still_to_be_classified(enrolled):
    enrolled(evidenced=False)
    report = Matter.objects.get().report
    assert (report.subjects, report.evidenced, report.classified_on) == ([], False, None)


def test_of_an_import_nothing_is_known(register):
    report = Matter.objects.get(pk=register(cast.report())).report
    assert (report.subjects, report.evidenced, report.classified_on) == ([], None, None)


def test_a_subject_that_was_not_law_on_the_day_received_is_refused(enrolled):
    with pytest.raises(Refused) as refusal:
        enrolled(received_at=cast.at("2025-09-01"), subjects=["unfair_competition"])
    assert set(refusal.value.fields) == {"subjects"}
    assert Matter.objects.count() == 0


def test_an_insiders_report_is_not_seen_again_by_who_wrote_it_down(enrolled, officers):
    done = enrolled(insider=True)
    matter = Matter.objects.get()
    assert matter.guarded
    assert not within_reach(officers["hemin"], matter.pk)
    assert within_reach(officers["suming"], matter.pk) is (matter.office.code == "huli")
    assert within_reach(officers["luyiheng"], matter.pk)
    # Pressing twice is still one registration, and says so.
    again = enrolled(insider=True)
    assert (again.already, again.number) == (True, done.number)


def test_a_complaint_takes_nothing_of_a_report(own_home, officers):
    from tests.desk_cast import COMPLAINT

    given = {"at": cast.NOON, "key": "sheet-2"} | COMPLAINT
    enrol(officer=officers["hemin"], **given, subjects=["food"], insider=True)
    matter = Matter.objects.get()
    assert (matter.guarded, matter.clocks.count()) == (False, 1)


@pytest.mark.parametrize(
    ("received", "asked"),
    [("2026-05-18", "具体线索和相应的事实依据。"), ("2026-03-02", "具体线索。")],
)
def test_the_lead_is_asked_for_and_its_facts_under_order_121_only(enrolled, received, asked):
    with pytest.raises(Refused) as refusal:
        enrolled(content=" ", received_at=cast.at(received))
    assert refusal.value.fields["content"].endswith(asked)


def test_the_receipt_is_the_reporters_and_needs_no_name(enrolled):
    done = enrolled(person=PersonGiven(phone="13900000002"))
    assert [one.side for one in Addressee.objects.all()] == ["reporter"]
    assert "第三十五条第一款" in paper_text(done.documents[1])


def test_under_order_20_the_receipt_cites_its_article(enrolled):
    done = enrolled(received_at=cast.at("2026-03-02"))
    assert "《市场监督管理投诉举报处理暂行办法》第三十一条第一款" in paper_text(done.documents[1])
