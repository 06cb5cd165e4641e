"""Voiding a document: number, files and reason stay, the decision stands, and telling begins anew."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.a_complaint import Case
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.issue import open_document
from xiaobao.docket.actions.reopen import reopen
from xiaobao.docket.actions.void import void
from xiaobao.docket.models import Document
from xiaobao.docket.told import told
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused

WHY = "被投诉人名称写错。"
LATER = cast.at("2026-05-22")


@pytest.fixture
def case(register, officers):
    """A complaint accepted, and the complainant told."""
    case = Case(register(), officers)
    case.serve(case.accept())
    return case


def voided(case, document=None, **how):
    document = document or case.matter.documents.first()
    return case.do(void, **({"who": "suming", "at": LATER, "document_id": document.pk, "words": WHY} | how))


def test_number_files_and_reason_stay_and_nobody_is_told_any_more(case):
    before = Document.objects.get()
    taken = voided(case)
    document = Document.objects.get()
    assert (document.number, document.pdf_sha256) == (before.number, before.pdf_sha256)
    assert (document.voided_at, document.void_reason) == (LATER, WHY)
    assert told(document) is None
    assert (case.matter.state, case.complaint.decision) == ("accepted", "accepted")
    assert taken.event.data == {"voided": document.number, "reissued": False}
    opened = open_document(document_id=document.pk, officer=case.officers["chensiyuan"], at=LATER, form="pdf")
    assert opened.data.startswith(b"%PDF")


def test_the_period_of_telling_has_then_never_stopped(case):
    assert case.clock("complaint.acceptance_notice").stopped_on == cast.TODAY
    voided(case)
    clock = case.clock("complaint.acceptance_notice")
    # Seven working days after Monday 18 May: 27 May.
    assert (clock.state, clock.stopped_on, clock.due_earliest) == ("running", None, date(2026, 5, 27))
    assert case.matter.next_clock == "complaint.acceptance_notice"


def test_issued_anew_it_has_a_number_of_its_own_and_tells_when_it_is_served(case):
    replacement = voided(case, reissue=True).documents[0]
    assert (replacement.number, replacement.issued_at) == ("湖市监投受〔2026〕2号", LATER)
    assert [one.name for one in replacement.addressees.all()] == ["林**"]
    case.serve(replacement, at=cast.at("2026-05-25"))
    assert case.clock("complaint.acceptance_notice").stopped_on == date(2026, 5, 25)


@pytest.mark.parametrize("kind", ["decline", "terminate", "agreement", "settlement_record"])
def test_every_document_of_a_decision_can_be_issued_anew_as_the_decision_stands(register, officers, kind):
    case = Case(register(), officers)
    first = {
        "decline": lambda: case.decline(),
        "terminate": lambda: case.accept() and case.terminate().documents[0],
        "agreement": lambda: case.ready_to_settle().settle().documents[0],
        "settlement_record": lambda: case.ready_to_settle().settle(settlement="performed").documents[0],
    }[kind]()
    again = voided(case, first, reissue=True).documents[0]
    assert (again.series, again.sequence, again.title) == (first.series, 2, first.title)
    assert again.addressees.count() == first.addressees.count()
    same = [case.text_of(one).replace("〔2026〕1号", "").replace("〔2026〕2号", "") for one in (first, again)]
    same = [
        text.replace("2026年5月20日", "").replace("2026年5月22日", "").replace("苏明", "陈思远")
        for text in same
    ]
    assert same[0] == same[1]


def test_the_replacement_may_come_later_but_only_once(case):
    document = case.matter.documents.get()
    voided(case)
    voided(case, document, words="补制。", reissue=True)
    assert Document.objects.count() == 2
    with pytest.raises(Refused) as refused:
        voided(case, document, words="再补制。", reissue=True)
    assert "已经有替代的文书" in refused.value.fields["reissue"]


def test_a_document_voided_before_it_was_served_lets_the_clock_run(register, officers):
    case = Case(register(), officers)
    case.accept()
    voided(case)
    assert [entry["kind"] for entry in case.clock("complaint.acceptance_notice").ledger] == ["start"]


def test_a_termination_voided_is_to_be_told_to_both_sides_anew(case):
    document = case.terminate().documents[0]
    case.serve(document)
    voided(case, document)
    clock = case.clock("complaint.termination_notice")
    assert (clock.state, clock.due_earliest) == ("running", date(2026, 5, 29))
    with pytest.raises(Refused) as refused:
        case.serve(document)
    assert "已经作废" in refused.value.fields["document_id"]


@pytest.mark.parametrize(("given", "field"), [({"words": " "}, "words"), ({"document_id": 0}, "document_id")])
def test_each_thing_that_is_missing_is_refused_at_its_field(case, given, field):
    with pytest.raises(Refused) as refused:
        voided(case, **given)
    assert set(refused.value.fields) == {field}


def test_what_is_voided_is_not_voided_again(case):
    document = case.matter.documents.get()
    voided(case)
    with pytest.raises(Refused) as refused:
        voided(case, document)
    assert set(refused.value.fields) == {"document_id"}


def test_a_letter_that_tells_no_decision_is_not_issued_anew_here(case):
    receipt = case.serve(case.matter.documents.get(), receipt=True)[0].documents[0]
    with pytest.raises(Refused) as refused:
        voided(case, receipt, reissue=True)
    assert set(refused.value.fields) == {"reissue"}
    voided(case, receipt)
    assert Document.objects.get(pk=receipt.pk).voided_at == LATER


def test_the_decision_of_a_closed_complaint_is_looked_at_again_first(register, officers):
    case = Case(register(), officers)
    document = case.decline()
    case.serve(document)
    case.do(close)
    with pytest.raises(Refused) as refused:
        voided(case, document)
    assert "请先重新审查或者恢复调解" in refused.value.fields["document_id"]
    case.do(reopen, who="suming", at=LATER, words="复核认为原决定有误。")
    with pytest.raises(Refused) as refused:
        voided(case, document, reissue=True)
    assert "决定已经改变" in refused.value.fields["reissue"]
    voided(case, document)
    assert case.clock("complaint.acceptance").state == "running"


@pytest.mark.parametrize(
    ("username", "refusal"), [("chensiyuan", NotAllowed), ("hemin", NotAllowed), ("lian", NotFound)]
)
def test_only_heads_void(case, username, refusal):
    with pytest.raises(refusal):
        voided(case, who=username)


def test_a_double_click_voids_once(case):
    document, version = case.matter.documents.get(), case.matter.version
    voided(case, reissue=True)
    with pytest.raises(Changed):
        voided(case, document, version=version, reissue=True)
    assert Document.objects.count() == 2
