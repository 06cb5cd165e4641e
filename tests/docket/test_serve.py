"""Serving a document: an attempt, its moment, its proof; told when the last addressee has been served."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import cast
from tests.docket.a_complaint import Case
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.materials import original_attachment
from xiaobao.docket.models import Addressee, Attachment, Document, Matter, Party, Service, ServiceChannel
from xiaobao.docket.told import told
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules.serving import Channel
from xiaobao.vault.identities import Person, keep
from xiaobao.vault.models import AuditEntry

PDF = b"%PDF-1.4 receipt"
AFTERNOON = cast.at("2026-05-20", "15:00")


@pytest.fixture
def case(register, officers):
    """A complaint just accepted, nobody told yet."""
    case = Case(register(), officers)
    case.accept()
    return case


def only(case):
    return case.matter.documents.get()


def served(case, **how):
    document = only(case)
    given = {
        "document_id": document.pk,
        "addressee_id": document.addressees.get().pk,
        "channel": "phone",
        "sent_at": AFTERNOON,
        "served_at": AFTERNOON,
        "proof": "15时拨打，本人接听并知悉。",
        "at": cast.at("2026-05-20", "15:10"),
    }
    return case.do(serve, **(given | how))


def test_a_service_is_kept_with_its_event_and_its_audit_row_without_a_name(case):
    taken = served(case, address="10.0.0.7")
    service, document = Service.objects.get(), only(case)
    assert (service.channel, service.sent_at, service.served_at) == ("phone", AFTERNOON, AFTERNOON)
    assert (service.proof, service.recorded_by.name) == ("15时拨打，本人接听并知悉。", "陈思远")
    moment = AFTERNOON.isoformat()
    assert taken.event.data == {
        "served": document.number,
        "addressee": document.addressees.get().pk,
        "side": "complainant",
        "channel": "phone",
        "sent_at": moment,
        "served_at": moment,
        "told_on": "2026-05-20",
    }
    entry = AuditEntry.objects.get(act="matter.serve")
    assert (entry.address, entry.detail["served"]) == ("10.0.0.7", document.number)
    assert "接听" not in str(entry.detail)


def test_the_clock_of_telling_runs_from_receipt_until_the_complainant_was_served(case):
    # Seven working days after Monday 18 May: 19, 20, 21, 22, 25, 26, 27 May.
    running = case.clock("complaint.acceptance_notice")
    assert (running.state, running.due_earliest) == ("running", date(2026, 5, 27))
    assert case.matter.next_clock == "complaint.acceptance_notice"
    served(
        case,
        sent_at=cast.at("2026-05-21"),
        served_at=cast.at("2026-05-22"),
        at=cast.at("2026-05-22", "10:00"),
    )
    stopped = case.clock("complaint.acceptance_notice")
    assert (stopped.state, stopped.stopped_on) == ("stopped", date(2026, 5, 22))
    assert (case.matter.next_clock, case.matter.next_due) == ("complaint.mediation", date(2026, 7, 19))
    assert told(only(case)) == date(2026, 5, 22)


def test_what_was_sent_and_has_not_arrived_tells_nobody_and_may_be_tried_again(case):
    served(case, channel="post", served_at=None, proof="挂号信 XA00000001FJ")
    assert (told(only(case)), case.clock("complaint.acceptance_notice").state) == (None, "running")
    again = cast.at("2026-05-25")
    served(case, sent_at=again, served_at=again, at=again)
    assert Service.objects.count() == 2
    assert told(only(case)) == date(2026, 5, 25)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"channel": ""}, "channel"),
        ({"channel": "pigeon"}, "channel"),
        ({"sent_at": None}, "sent_at"),
        ({"sent_at": cast.at("2026-05-20", "11:59")}, "sent_at"),
        ({"sent_at": cast.at("2026-05-21"), "served_at": None}, "sent_at"),
        ({"served_at": cast.at("2026-05-20", "14:59")}, "served_at"),
        ({"served_at": cast.at("2026-05-20", "15:11")}, "served_at"),
        ({"proof": ""}, "proof"),
        ({"channel": "post", "proof": "  "}, "proof"),
        ({"receipt": True}, "receipt"),
        ({"document_id": 0}, "document_id"),
        ({"addressee_id": 0}, "addressee_id"),
        ({"file": ("凭据.exe", b"MZ\x00\x01")}, "file"),
    ],
)
def test_each_thing_that_is_wrong_is_refused_at_its_field(case, given, field):
    with pytest.raises(Refused) as refused:
        served(case, **given)
    assert set(refused.value.fields) == {field}
    assert (Service.objects.count(), case.matter.version) == (0, 2)


def test_a_file_alone_proves_a_letter_but_a_call_needs_who_answered(case):
    with pytest.raises(Refused) as refused:
        served(case, proof="", file=("录音.pdf", PDF))
    assert "由谁接听" in refused.value.fields["proof"]
    served(case, channel="post", proof="", file=("林晓禾回执.pdf", PDF))
    kept = Attachment.objects.get()
    assert (Service.objects.get().attachment, kept.what, kept.matter) == (kept, "送达凭据", case.matter)
    assert original_attachment(kept) == PDF
    assert "林晓禾" not in kept.shown_name


def test_a_time_without_a_zone_is_wall_clock_time_in_china(case):
    plain = AFTERNOON.replace(tzinfo=None)
    served(case, sent_at=plain, served_at=plain)
    assert Service.objects.get().served_at == AFTERNOON


def test_the_minute_in_which_a_document_was_issued_is_not_before_it(register, officers):
    case = Case(register(), officers)
    case.accept(at=cast.NOON + timedelta(seconds=40))
    served(case, sent_at=cast.NOON, served_at=cast.NOON)
    assert told(only(case)) == cast.TODAY


def test_joint_complainants_are_told_on_the_day_the_last_of_them_was_served(register, officers):
    case = Case(register(), officers)
    second = keep(Person(name="周喆", phone="13900000002"))
    Party.objects.create(matter=case.matter, role="complainant", shown_name="周*", identity=second)
    document = case.accept()
    first, last = document.addressees.all()
    given = {"document_id": document.pk, "channel": "in_person", "proof": "当面签收。"}
    days = cast.at("2026-05-21"), cast.at("2026-05-26")
    case.do(serve, at=days[0], addressee_id=first.pk, sent_at=days[0], served_at=days[0], **given)
    assert (told(document), case.clock("complaint.acceptance_notice").state) == (None, "running")
    case.do(serve, at=days[1], addressee_id=last.pk, sent_at=days[1], served_at=days[1], **given)
    assert told(Document.objects.get()) == date(2026, 5, 26)
    assert case.clock("complaint.acceptance_notice").stopped_on == date(2026, 5, 26)


def test_both_sides_are_told_of_a_termination_before_its_clock_stops(case):
    document = case.terminate().documents[0]
    case.serve(document, at=cast.at("2026-05-21"), side="complainant")
    # Seven working days after Wednesday 20 May: 21, 22, 25, 26, 27, 28, 29 May.
    running = case.clock("complaint.termination_notice")
    assert (running.state, running.due_earliest) == ("running", date(2026, 5, 29))
    case.serve(document, at=cast.at("2026-05-29"), side="respondent")
    assert case.clock("complaint.termination_notice").stopped_on == date(2026, 5, 29)


def test_a_matter_of_order_20_is_told_under_order_20(register, officers):
    case = Case(register(cast.complaint(received_at=cast.at("2026-04-14"))), officers)
    case.accept(at=cast.at("2026-04-16"))
    # Seven working days after Tuesday 14 April: 15, 16, 17, 20, 21, 22, 23 April.
    clock = case.clock("complaint.acceptance_notice")
    assert (clock.regulation, clock.due_earliest) == ("samr-order-20", date(2026, 4, 23))
    on = cast.at("2026-04-17")
    served(case, sent_at=on, served_at=on, at=on)
    assert case.clock("complaint.acceptance_notice").stopped_on == date(2026, 4, 17)


def test_a_later_service_changes_nothing_and_an_earlier_one_cannot_be_added(case):
    later = cast.at("2026-05-21")
    served(case, sent_at=later, served_at=later, at=later)
    served(case, channel="post", sent_at=later, served_at=cast.at("2026-05-25"), at=cast.at("2026-05-25"))
    assert told(only(case)) == date(2026, 5, 21)
    with pytest.raises(Refused) as refused:
        served(case, at=cast.at("2026-05-25"))
    assert set(refused.value.fields) == {"served_at"}


def test_a_document_handed_over_in_person_may_have_a_receipt(case):
    served(case, channel="in_person", proof="本人签收。", receipt=True, place="湖里所（虚构）")
    receipt = case.matter.documents.last()
    assert (receipt.title, receipt.number) == ("送达回证", "湖市监送达〔2026〕1号")
    text = case.text_of(receipt)
    for said in (
        "湖市监投受〔2026〕1号",
        "林晓禾",
        "2026年5月20日下午3时",
        "当面送交",
        "湖里所（虚构）",
        "陈思远",
    ):
        assert said in text
    assert not Addressee.objects.filter(document=receipt).exists()


def test_a_double_click_records_once(case):
    version = case.matter.version
    served(case)
    with pytest.raises(Changed):
        served(case, version=version)
    assert Service.objects.count() == 1


@pytest.mark.parametrize(
    ("username", "refusal"),
    [("tangyue", NotAllowed), ("fangzhou", NotAllowed), ("lian", NotFound), ("admin", NotFound)],
)
def test_only_a_post_that_serves_and_sees_the_matter_serves(case, username, refusal):
    with pytest.raises(refusal):
        served(case, who=username)
    assert Service.objects.count() == 0


def test_a_document_of_another_matter_is_not_served_here(case, register, officers):
    other = Case(register(cast.complaint(external_id="E2")), officers)
    document = other.accept()
    with pytest.raises(Refused) as refused:
        served(case, document_id=document.pk)
    assert set(refused.value.fields) == {"document_id"}


def test_rule_and_table_know_the_same_ways_by_the_same_words():
    assert [(one.value, one.label) for one in Channel] == [
        (code, str(label)) for code, label in ServiceChannel.choices
    ]


def test_intake_may_serve_for_the_bureau(case):
    served(case, who="hemin")
    assert Matter.objects.get().version == 3


def test_both_sides_handed_their_copies_at_one_table_are_served_in_one_step(case):
    served(case)
    (ended,) = case.terminate().documents
    first, second = ended.addressees.all()
    taken = case.do(
        serve,
        document_id=ended.pk,
        addressee_id=first.pk,
        also=[second.pk],
        channel="in_person",
        sent_at=AFTERNOON,
        served_at=AFTERNOON,
        proof="双方当面签收。",
        at=cast.at("2026-05-20", "15:30"),
    )
    assert told(Document.objects.get(pk=ended.pk)) == date(2026, 5, 20)
    assert taken.event.data["also"] == [{"addressee": second.pk, "side": "respondent"}]
    assert case.clock("complaint.termination_notice").state == "stopped"
