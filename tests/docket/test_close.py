"""Closing: whoever must be told has been told, or the record is on file; everything missing is said at once."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.a_complaint import Case
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.void import void
from xiaobao.docket.ending_facts import closing_facts
from xiaobao.docket.models import Addressee, Delegation, Document
from xiaobao.docket.rulebook import current
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules.closing import check_close

WORDS = "决定由平台作出并由平台于5月19日短信告知，截图已归档。"


@pytest.fixture
def case(register, officers):
    """林晓禾's complaint as received."""
    return Case(register(), officers)


@pytest.fixture
def older(register, officers):
    """The same complaint received under Order 20."""
    return Case(register(cast.complaint(external_id="E20", received_at=cast.at("2026-04-14"))), officers)


def refusal(case, **how):
    with pytest.raises(Refused) as refused:
        case.do(close, **how)
    return refused.value


def served_and_accepted(case):
    case.serve(case.accept())
    return case


def test_a_declined_complaint_is_closed_once_the_complainant_has_been_told(case):
    document = case.decline()
    assert f"{document.number}）还没有送达林**" in refusal(case).sentence
    case.serve(document)
    taken = case.do(close, words="已归档。")
    assert (case.matter.state, case.matter.is_open, case.matter.unclocked) == ("closed", False, "")
    assert (taken.event.data, taken.event.ruling.words) == ({}, "已归档。")
    assert not case.matter.clocks.exclude(state="stopped").exists()


def test_a_terminated_one_only_when_both_sides_have(case):
    served_and_accepted(case)
    document = case.terminate().documents[0]
    assert "还没有送达林**、厦门青禾生鲜超市有限公司" in refusal(case).sentence
    case.serve(document, side="complainant")
    assert "还没有送达厦门青禾生鲜超市有限公司" in refusal(case).sentence
    case.serve(document, side="respondent")
    case.do(close)
    assert case.matter.state == "closed"


def test_a_settled_one_when_both_have_the_agreement_or_the_record_is_on_file(case, register, officers):
    case.serve(case.ready_to_settle().matter.documents.get())
    agreement = case.settle().documents[0]
    assert "投诉调解书" in refusal(case).sentence
    case.serve(agreement)
    case.do(close)
    other = Case(register(cast.complaint(external_id="E2")), officers).ready_to_settle()
    other.serve(other.matter.documents.get())
    other.settle(settlement="performed")
    other.do(close)
    assert (case.matter.state, other.matter.state) == ("closed", "closed")


def test_everything_missing_is_said_at_once(case):
    case.accept()
    case.terminate()
    Delegation.objects.create(matter=case.matter, body="厦门市消费者权益保护委员会", began_on=cast.TODAY)
    case.session(state="planned")
    found = refusal(case)
    assert "投诉受理决定书" in found.sentence
    assert "投诉终止调解决定书" in found.sentence
    assert "委托调解尚未收回、已通知的调解会1次尚未举行或者取消" in found.fields["words"]


def test_what_was_begun_and_has_not_ended_needs_a_word_and_stands_in_nobodys_way(case):
    served_and_accepted(case)
    case.serve(case.terminate().documents[0])
    case.session(state="planned")
    taken = case.do(close, words="调解会已电话通知双方取消。")
    assert taken.event.data == {"unfinished": 1}


def test_the_citations_are_those_of_the_regulation(case, older):
    for subject, article in ((case, "第十五条第二款"), (older, "第十四条")):
        subject.decline()
        facts = closing_facts(subject.matter, rulebook=current())
        assert article in check_close(facts, words="", law=current().law).citations[0]


@pytest.mark.parametrize("outcome", ["settled", "failed"])
def test_what_was_decided_elsewhere_is_closed_with_words_that_say_so(register, officers, outcome):
    row = cast.complaint(decision="accepted", decided_at=cast.at("2026-05-19"), outcome=outcome)
    case = Case(register(row), officers)
    assert "不在本系统作出，请写明何时、如何告知" in refusal(case).fields["words"]
    taken = case.do(close, words=WORDS)
    assert taken.event.data == {"elsewhere": True}
    assert taken.event.ruling.words == WORDS


def test_a_complaint_declined_elsewhere_too(register, officers):
    case = Case(register(cast.complaint(decision="declined", decided_at=cast.at("2026-05-19"))), officers)
    refusal(case)
    case.do(close, words=WORDS)
    assert case.matter.state == "closed"


def test_a_document_from_before_addressees_were_kept_needs_a_word(case):
    case.decline()
    Addressee.objects.all().delete()
    assert "没有登记送达对象" in refusal(case).fields["words"]
    case.do(close, words=WORDS)
    assert case.matter.state == "closed"


def test_a_voided_decision_tells_nobody_until_its_replacement_is_served(case):
    document = case.decline()
    case.serve(document)
    case.do(void, who="suming", document_id=document.pk, words="收件人姓名写错。")
    assert "没有有效的投诉不予受理决定书" in refusal(case).sentence
    case.do(void, who="suming", document_id=document.pk, words="重新制作。", reissue=True)
    replacement = Document.objects.last()
    assert "还没有送达" in refusal(case).sentence
    case.serve(replacement)
    case.do(close)
    assert case.matter.state == "closed"


def test_a_complaint_not_yet_decided_is_not_closed(case):
    assert refusal(case).code == "RUL-102"


def test_a_double_click_closes_once_and_only_who_may_and_sees_it(case):
    case.serve(case.decline())
    version = case.matter.version
    for username, error in (("hemin", NotAllowed), ("fangzhou", NotAllowed), ("lian", NotFound)):
        with pytest.raises(error):
            case.do(close, who=username)
    case.do(close)
    with pytest.raises(Changed) as changed:
        case.do(close, who="suming", version=version)
    assert changed.value.what == ("办结",)
