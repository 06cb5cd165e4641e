"""Ending mediation: a ground of the closed list, its evidence, a reason, and one decision for both sides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests import cast
from tests.docket.a_complaint import REFUSED_TO_COME, Case
from xiaobao.docket import clockwork
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.resume import resume
from xiaobao.docket.models import Appraisal, Delegation, Document, Matter, Recusal
from xiaobao.home import official_texts
from xiaobao.law import load
from xiaobao.law.official import grounds_text
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules.ledger import Entry
from xiaobao.vault.models import AuditEntry

OWN_WORDS = "超市店长两次答复不再协商，我局核对全部材料后认为继续组织已无意义。"


@pytest.fixture
def case(register, officers):
    """A complaint accepted on 20 May 2026 under Order 121."""
    case = Case(register(), officers)
    case.accept()
    return case


@pytest.fixture
def older(register, officers):
    """A complaint received on 14 April and accepted on 16 April 2026, under Order 20."""
    case = Case(register(cast.complaint(external_id="E20", received_at=cast.at("2026-04-14"))), officers)
    case.accept(at=cast.at("2026-04-16"))
    return case


def test_state_reason_clocks_document_event_and_audit_row_are_written_together(case):
    taken = case.terminate()
    complaint, document = case.complaint, taken.documents[0]
    assert (case.matter.state, case.matter.is_open) == ("terminated", True)
    assert (complaint.outcome, complaint.concluded_on, complaint.termination_ground) == (
        "failed",
        cast.TODAY,
        2,
    )
    assert complaint.termination_reason == REFUSED_TO_COME["words"]
    assert complaint.termination_evidence == REFUSED_TO_COME["evidence"]
    assert (document.title, document.form, document.number) == (
        "投诉终止调解决定书",
        "文书式样八",
        "湖市监终调〔2026〕1号",
    )
    assert taken.event.data == {"ground": 2, "outcome": "failed", "document": document.number}
    assert "店长" not in str(AuditEntry.objects.get(act="matter.terminate").detail)


def test_the_mediation_clock_stops_and_the_clock_of_telling_both_sides_starts(case):
    case.terminate()
    assert case.clock("complaint.mediation").stopped_on == cast.TODAY
    telling = case.clock("complaint.termination_notice")
    # Seven working days after Wednesday 20 May: 21, 22, 25, 26, 27, 28, 29 May.
    assert (telling.state, telling.started_on, telling.due_on) == ("running", cast.TODAY, date(2026, 5, 29))


def test_one_decision_names_both_sides_the_whole_list_the_ground_and_the_reason(case):
    document = case.terminate().documents[0]
    assert [one.side for one in document.addressees.all()] == ["complainant", "respondent"]
    text = case.text_of(document)
    for said in (
        "林晓禾、厦门青禾生鲜超市有限公司：",
        "第〔二〕项情形",
        REFUSED_TO_COME["words"],
        "2026年5月21日电话记录",
        "第二十五条",
        "《中华人民共和国消费者权益保护法》第三十九条",
        "（一）",
        "（八）",
    ):
        assert said in text, said


@pytest.mark.parametrize(("regulation", "grounds"), [("samr-order-121", 8), ("samr-order-20", 7)])
def test_the_list_is_the_one_of_the_regulation(case, older, regulation, grounds):
    subject = case if regulation == "samr-order-121" else older
    number = 2 if regulation == "samr-order-121" else 3
    text = subject.text_of(subject.terminate(ground=number).documents[0])
    listed = grounds_text(load().regulation(regulation), "terminate", official_texts())
    assert len(listed.splitlines()) == grounds
    for line in listed.splitlines():
        assert "".join(line.split()) in text


@pytest.mark.parametrize(("how", "outcome"), [("withdrawn", "withdrawn"), ("self_settled", "self_settled")])
def test_withdrawal_and_self_settlement_are_told_apart(case, how, outcome):
    with pytest.raises(Refused) as refused:
        case.terminate(ground=1, words="投诉人来电称不再坚持要求，双方的事情已经了结。")
    assert set(refused.value.fields) == {"how_it_ended"}
    taken = case.terminate(
        ground=1,
        words="投诉人来电称不再坚持要求，双方的事情已经了结。",
        how_it_ended=how,
        recovered=Decimal("36.50"),
    )
    assert (case.complaint.outcome, case.complaint.recovered) == (outcome, Decimal("36.50"))
    assert taken.event.data["outcome"] == outcome


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"ground": None}, "ground"),
        ({"ground": 9}, "ground"),
        ({"evidence": []}, "evidence"),
        ({"evidence": ["  "]}, "evidence"),
        ({"words": ""}, "words"),
        ({"words": "一方无正当理由不参加调解，或者明确拒绝调解。"}, "words"),
        ({"recovered": Decimal("-1")}, "recovered"),
        ({"ground": 3}, "ground"),
        ({"ground": 5}, "ground"),
        ({"ground": 6}, "bar"),
        ({"ground": 6, "bar": "15(3)"}, "bar"),
        ({"ground": 7, "evidence": ["死亡证明一份"]}, "evidence"),
        ({"ground": 8}, "words"),
    ],
)
def test_each_thing_that_is_missing_is_refused_at_its_field(case, given, field):
    with pytest.raises(Refused) as refused:
        case.terminate(**given)
    assert set(refused.value.fields) == {field}
    assert (case.matter.state, Document.objects.count()) == ("accepted", 1)


def test_everything_missing_is_said_at_once(case):
    with pytest.raises(Refused) as refused:
        case.terminate(ground=None, evidence=[], words="")
    assert set(refused.value.fields) == {"ground", "evidence", "words"}


def test_after_mediation_was_organised_one_side_may_say_no(case):
    case.session()
    case.terminate(ground=3)
    assert case.matter.state == "terminated"


def test_a_delegated_mediation_that_came_back_counts_as_mediation(case):
    Delegation.objects.create(
        matter=case.matter,
        body="厦门市消费者权益保护委员会",
        began_on=cast.TODAY,
        ended_on=cast.TODAY,
        outcome="failed",
    )
    case.terminate(ground=3)
    assert case.matter.state == "terminated"


# Accepted on 20 May 2026 the sixty days end on Sunday 19 July, or by the later reading on Monday 20 July.
@pytest.mark.parametrize(
    ("day", "allowed"), [("2026-07-19", False), ("2026-07-20", False), ("2026-07-21", True)]
)
def test_expiry_waits_for_the_latest_last_day(case, day, allowed):
    given = {"ground": 5, "words": OWN_WORDS, "at": cast.at(day)}
    if allowed:
        case.terminate(**given)
        assert case.complaint.termination_ground == 5
        return
    with pytest.raises(Refused) as refused:
        case.terminate(**given)
    assert "2026年7月20日（星期一）才届满" in refused.value.fields["ground"]
    assert "期限为60日" in refused.value.fields["ground"]


def test_under_order_20_expiry_is_the_earlier_of_both_periods(older):
    # 45 working days would be later than the sixty days of Order 778: Monday 15 June 2026.
    with pytest.raises(Refused):
        older.terminate(ground=5, words=OWN_WORDS, at=cast.at("2026-06-15"))
    older.terminate(ground=5, words=OWN_WORDS, at=cast.at("2026-06-16"))
    assert older.complaint.termination_ground == 5


def test_while_an_appraisal_goes_on_the_period_has_not_run_out_but_other_grounds_hold(case, rulebook):
    matter = case.matter
    Appraisal.objects.create(
        matter=matter, kind="testing", subject="酸奶", body="检测机构（虚构）", chosen="agreed", cost="投诉人",
        began_on=date(2026, 6, 1), proof="湖市监委鉴〔2026〕1号",
    )  # fmt: skip
    clockwork.enter(
        matter,
        clock="complaint.mediation",
        entry=Entry("pause", date(2026, 6, 1), reason="testing"),
        rulebook=rulebook,
    )
    matter.save()
    with pytest.raises(Refused) as refused:
        case.terminate(ground=5, words=OWN_WORDS, at=cast.at("2026-09-01"))
    assert "鉴定、检测还没有结束" in refused.value.fields["ground"]
    case.terminate(ground=2, at=cast.at("2026-09-01"))
    assert case.clock("complaint.mediation").state == "stopped"


def test_a_period_counted_from_an_assumed_day_is_not_firm(register, officers):
    row = cast.complaint(decision="accepted", decided_at=None, received_at=cast.at("2026-05-18"))
    case = Case(register(row), officers)
    with pytest.raises(Refused) as refused:
        case.terminate(ground=5, words=OWN_WORDS, at=cast.at("2026-12-01"))
    assert "还不能确定" in refused.value.fields["ground"]


@pytest.mark.parametrize("bar", ["16(3)", "42"])
def test_what_should_not_have_been_accepted_names_its_item(case, bar):
    taken = case.terminate(ground=6, bar=bar, words=OWN_WORDS)
    assert taken.event.data["bar"] == bar


def test_under_order_20_the_numbers_mean_other_grounds(older):
    # Number 2 is the cost there, number 4 what number 3 is under Order 121, number 7 the last.
    with pytest.raises(Refused) as refused:
        older.terminate(ground=4)
    assert "还没有调解记录" in refused.value.fields["ground"]
    with pytest.raises(Refused) as refused:
        older.terminate(ground=7)
    assert "法律、法规、规章名称" in refused.value.fields["words"]
    with pytest.raises(Refused) as refused:
        older.terminate(ground=6, bar="16(3)")
    assert set(refused.value.fields) == {"bar"}
    taken = older.terminate(ground=6, bar="15(2)", words=OWN_WORDS)
    assert taken.documents[0].regulation == "samr-order-20"


def test_death_or_dissolution_says_of_whom(case):
    case.terminate(
        ground=7,
        evidence=["被投诉人注销登记通知书"],
        words="超市已于上月办完清算注销，不再存在可以协商的主体。",
    )
    assert case.complaint.outcome == "failed"


def test_while_a_recusal_is_undecided_mediation_may_still_end(case):
    Recusal.objects.create(
        matter=case.matter, side="respondent", against="陈思远", asked_on=cast.TODAY, ground="interest"
    )
    Matter.objects.filter(pk=case.key).update(state="suspended")
    case.terminate()
    assert case.matter.state == "terminated"


def test_a_mediation_resumed_and_ended_again_is_told_anew(case):
    case.serve(case.matter.documents.get())
    first = case.terminate().documents[0]
    case.serve(first)
    case.do(close)
    later = cast.at("2026-06-10")
    case.do(resume, who="suming", at=later, words="被投诉人来函愿意退款，恢复调解。")
    second = case.terminate(at=cast.at("2026-06-12")).documents[0]
    assert (first.number, second.number) == ("湖市监终调〔2026〕1号", "湖市监终调〔2026〕2号")
    telling = case.clock("complaint.termination_notice")
    # Seven working days after Friday 12 June; 19 to 21 June are days off: 15, 16, 17, 18, 22, 23, 24 June.
    assert (telling.state, telling.started_on, telling.due_on) == (
        "running",
        date(2026, 6, 12),
        date(2026, 6, 24),
    )


def test_a_double_click_ends_it_once(case):
    version = case.matter.version
    case.terminate()
    with pytest.raises(Changed) as changed:
        case.terminate(who="suming", version=version)
    assert changed.value.what == ("终止调解",)
    with pytest.raises(Refused) as refused:
        case.terminate(who="suming")
    assert refused.value.code == "RUL-102"


@pytest.mark.parametrize(
    ("username", "refusal"),
    [("hemin", NotAllowed), ("tangyue", NotAllowed), ("lian", NotFound), ("admin", NotFound)],
)
def test_only_who_mediates_and_sees_the_matter_ends_it(case, username, refusal):
    with pytest.raises(refusal):
        case.terminate(who=username)
    assert case.matter.state == "accepted"
