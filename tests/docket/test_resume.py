"""Going on with a mediation after closing: the period counts on from acceptance, a new outcome is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.a_complaint import REFUSED_TO_COME, TERMS, Case
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.resume import resume
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused

WHY = "被投诉人来函表示愿意退款，原终止调解的情形不再存在。"
LATER = cast.at("2026-06-10")


@pytest.fixture
def case(register, officers):
    """A complaint accepted on 20 May, ended for refusal the same day, told and closed."""
    case = Case(register(), officers)
    case.serve(case.accept())
    case.serve(case.terminate().documents[0])
    case.do(close)
    return case


def resumed(case, **how):
    return case.do(resume, **({"who": "suming", "at": LATER, "words": WHY} | how))


def test_the_outcome_is_emptied_and_kept_as_codes_the_acceptance_stands(case):
    taken = resumed(case)
    complaint = case.complaint
    assert (case.matter.state, case.matter.is_open) == ("accepted", True)
    assert (complaint.decision, complaint.decided_on) == ("accepted", cast.TODAY)
    assert (complaint.outcome, complaint.termination_ground, complaint.concluded_on) == ("", None, None)
    assert (complaint.termination_reason, complaint.termination_evidence) == ("", [])
    assert taken.event.data == {"outcome": "failed", "concluded_on": "2026-05-20", "termination_ground": 2}
    assert taken.event.ruling.words == f"{WHY}\n原记载：{REFUSED_TO_COME['words']}"


def test_the_period_of_mediation_counts_on_from_acceptance(case):
    resumed(case)
    clock = case.clock("complaint.mediation")
    # Sixty natural days after 20 May: Sunday 19 July, by the later reading Monday 20 July.
    assert (clock.state, clock.due_earliest, clock.due_latest) == (
        "running",
        date(2026, 7, 19),
        date(2026, 7, 20),
    )
    assert [entry["kind"] for entry in clock.ledger] == ["start", "stop", "reopen"]
    assert (case.matter.next_due, case.matter.next_clock) == (date(2026, 7, 19), "complaint.mediation")


def test_it_may_be_settled_then_with_another_document(case):
    resumed(case)
    case.agree_to_mediation()
    case.session()
    taken = case.settle(at=LATER, on=LATER.date())
    assert taken.documents[0].series == "agreement"
    assert case.matter.documents.count() == 3
    assert case.clock("complaint.mediation").stopped_on == LATER.date()


def test_a_settlement_that_was_wrong_is_kept_in_the_event(register, officers):
    case = Case(register(), officers).ready_to_settle()
    case.serve(case.matter.documents.get())
    case.settle(settlement="performed")
    case.do(close)
    taken = resumed(case)
    assert taken.event.data == {
        "outcome": "settled",
        "concluded_on": "2026-05-20",
        "settlement": "performed",
        "settled": "200.00",
        "recovered": "200.00",
        "performed_on": "2026-05-20",
    }
    assert taken.event.ruling.words == f"{WHY}\n原记载：{TERMS}"
    assert (case.complaint.settled, case.complaint.terms) == (None, "")


def test_where_an_export_gave_no_day_the_clock_begins_with_receipt_and_says_so(register, officers):
    row = cast.complaint(decision="accepted", decided_at=None, outcome="failed", closed=True)
    case = Case(register(row), officers)
    assert not case.matter.clocks.filter(clock="complaint.mediation").exists()
    resumed(case)
    clock = case.clock("complaint.mediation")
    assert (clock.state, clock.started_on, clock.provisional) == ("running", date(2026, 5, 18), True)
    assert "暂从收到之日起算" in clock.derivation


def test_words_are_needed(case):
    with pytest.raises(Refused) as refused:
        resumed(case, words="")
    assert set(refused.value.fields) == {"words"}


@pytest.mark.parametrize(
    ("username", "refusal"), [("chensiyuan", NotAllowed), ("hemin", NotAllowed), ("lian", NotFound)]
)
def test_only_heads_resume(case, username, refusal):
    with pytest.raises(refusal):
        resumed(case, who=username)


def test_a_double_click_resumes_once(case):
    version = case.matter.version
    resumed(case)
    with pytest.raises(Changed) as changed:
        resumed(case, version=version)
    assert changed.value.what == ("恢复调解",)
