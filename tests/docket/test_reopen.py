"""Looking again at a complaint that had not been accepted: the old period counts on, a new decision is made."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.a_complaint import DECLINED, Case
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.reopen import reopen
from xiaobao.docket.actions.resume import resume
from xiaobao.docket.models import Document
from xiaobao.docket.told import told
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry

WHY = "投诉人补交了购买小票，原认定不属于消费争议有误。"
LATER = cast.at("2026-06-01")


@pytest.fixture
def case(register, officers):
    """A complaint declined, told and closed on 20 May 2026."""
    case = Case(register(), officers)
    case.serve(case.decline())
    case.do(close)
    return case


def reopened(case, **how):
    return case.do(reopen, **({"who": "suming", "at": LATER, "words": WHY} | how))


def test_the_decision_is_emptied_and_kept_in_the_event_as_codes(case):
    taken = reopened(case)
    complaint = case.complaint
    assert (case.matter.state, case.matter.is_open) == ("received", True)
    assert (complaint.decision, complaint.decided_on, complaint.ground) == ("", None, None)
    assert (complaint.decline_reason, complaint.evidence) == ("", [])
    assert taken.event.data == {"decision": "declined", "decided_on": "2026-05-20", "ground": 3}
    assert taken.event.ruling.words == f"{WHY}\n原理由：{DECLINED['words']}"
    assert "邻居" not in str(AuditEntry.objects.get(act="matter.reopen").detail)


def test_the_law_gives_no_fresh_period_the_old_one_counts_on(case):
    reopened(case)
    clock = case.clock("complaint.acceptance")
    # Seven working days after 18 May end on 27 May: on 1 June the complaint is late, and the page says so.
    assert (clock.state, clock.stopped_on, clock.due_earliest) == ("running", None, date(2026, 5, 27))
    assert [entry["kind"] for entry in clock.ledger] == ["start", "stop", "reopen"]
    assert "没有重新计算期限的规定" in clock.derivation
    assert (case.matter.next_due, case.matter.next_clock) == (date(2026, 5, 27), "complaint.acceptance")


def test_a_second_decision_issues_a_new_document_and_is_told_anew(case):
    first = Document.objects.get()
    reopened(case)
    second = case.accept(at=LATER)
    assert (second.series, Document.objects.count()) == ("acceptance", 2)
    assert case.clock("complaint.acceptance_notice").state == "running"
    assert case.clock("complaint.mediation").started_on == date(2026, 6, 1)
    # Handing over the former decision once more does not tell anybody of the new one.
    case.serve(first, at=cast.at("2026-06-02"))
    assert (told(first), case.clock("complaint.acceptance_notice").state) == (date(2026, 5, 20), "running")
    case.serve(second, at=cast.at("2026-06-03"))
    assert case.clock("complaint.acceptance_notice").stopped_on == date(2026, 6, 3)


def test_declined_again_it_has_another_number(case):
    reopened(case)
    assert case.decline(at=LATER).number == "湖市监投不受〔2026〕2号"
    assert case.clock("complaint.acceptance").stopped_on == date(2026, 6, 1)


def test_under_order_20_too(register, officers):
    case = Case(register(cast.complaint(received_at=cast.at("2026-04-14"))), officers)
    case.serve(case.decline())
    case.do(close)
    reopened(case)
    # Seven working days after Tuesday 14 April: 23 April.
    assert (case.clock("complaint.acceptance").due_earliest, case.matter.regulation) == (
        date(2026, 4, 23),
        "samr-order-20",
    )


def test_a_complaint_closed_by_an_export_without_a_day_runs_again(register, officers):
    case = Case(register(cast.complaint(decision="declined", decided_at=None, closed=True)), officers)
    assert [entry["kind"] for entry in case.clock("complaint.acceptance").ledger] == ["start"]
    reopened(case)
    clock = case.clock("complaint.acceptance")
    assert (clock.state, [entry["kind"] for entry in clock.ledger]) == (
        "running",
        ["start", "stop", "reopen"],
    )


def test_what_had_been_accepted_is_resumed_not_reopened(case, register, officers):
    row = cast.complaint(
        external_id="E2", decision="accepted", decided_at=cast.NOON, outcome="settled", closed=True
    )
    accepted = Case(register(row), officers)
    with pytest.raises(Refused) as refused:
        reopened(accepted)
    assert "请选择恢复调解" in refused.value.sentence
    with pytest.raises(Refused) as refused:
        case.do(resume, who="suming", at=LATER, words=WHY)
    assert "请选择重新审查" in refused.value.sentence


def test_words_are_needed(case):
    with pytest.raises(Refused) as refused:
        reopened(case, words="  ")
    assert set(refused.value.fields) == {"words"}
    assert case.matter.state == "closed"


@pytest.mark.parametrize(
    ("username", "refusal"), [("chensiyuan", NotAllowed), ("hemin", NotAllowed), ("lian", NotFound)]
)
def test_only_heads_reopen(case, username, refusal):
    with pytest.raises(refusal):
        reopened(case, who=username)


@pytest.mark.parametrize("username", ["suming", "luyiheng", "fangzhou"])
def test_each_head_may(case, username):
    reopened(case, who=username)
    assert case.matter.state == "received"


def test_a_double_click_reopens_once_and_an_open_complaint_is_not_reopened(case):
    version = case.matter.version
    reopened(case)
    with pytest.raises(Changed):
        reopened(case, version=version)
    with pytest.raises(Refused) as refused:
        reopened(case)
    assert refused.value.code == "RUL-102"
