"""Registering at the desk: once, from every channel, with form and receipt; the person sealed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from tests import cast
from tests.desk_cast import COMPLAINT, PNG, REPORT, YANG, paper_text
from xiaobao.docket.actions.enrol import DistributionGiven, PersonGiven, RespondentGiven, enrol
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.models import Attachment, Document, Event, Link, Matter, NumberSeries, Party
from xiaobao.home import key
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.rules import acceptance
from xiaobao.vault.identities import Person, reveal
from xiaobao.vault.models import AuditEntry

SECRETS = ("林晓禾", "13900000001", "虚构巷2号", "350206199001010011", "周喆", "13900000002")


@pytest.fixture
def enrolled(own_home, officers):
    """Register one form as one officer; what came of it."""

    def enrol_one(username="hemin", form=COMPLAINT, **changes):
        return enrol(officer=officers[username], **{"at": cast.NOON, "key": "sheet-1"} | form | changes)

    return enrol_one


def refusal(enrolled, **changes):
    """The fields of the refusal, and that nothing was written."""
    with pytest.raises(Refused) as refused:
        enrolled(**changes)
    assert (Matter.objects.count(), Document.objects.count(), NumberSeries.objects.count()) == (0, 0, 0)
    assert AuditEntry.objects.count() == 0
    return refused.value.fields


def test_a_complaint_at_the_window_becomes_a_matter_with_clock_form_and_receipt(enrolled):
    done = enrolled()
    matter = Matter.objects.get()
    assert (done.matter_id, done.number, done.already) == (matter.pk, "湖消〔2026〕000001", False)
    assert (matter.kind, matter.source, matter.external_id, matter.channel, matter.state, matter.version) == (
        "complaint", "desk", "sheet-1", "窗口", "received", 1,
    )  # fmt: skip
    assert (matter.received_at, matter.office.code, matter.category, matter.amount) == (
        cast.at("2026-05-18"), "intake", "食品", Decimal("36.50"),
    )  # fmt: skip
    assert (matter.respondent.name, matter.submission.requests) == (
        "厦门青禾生鲜超市有限公司",
        "退货,赔偿损失",
    )
    assert (matter.complaint.knew_on, matter.complaint.publication, matter.complaint.delegation) == (
        date(2026, 5, 16), True, False,
    )  # fmt: skip
    (clock,) = matter.clocks.all()
    assert (clock.clock, clock.started_on, clock.due_on, matter.next_due) == (
        "complaint.acceptance", date(2026, 5, 18), date(2026, 5, 27), date(2026, 5, 27),
    )  # fmt: skip
    assert [(paper.form, paper.number) for paper in done.documents] == [
        ("文书式样一", "湖市监投登〔2026〕1号"),
        ("本局自制文书", "湖市监收〔2026〕1号"),
    ]


def test_the_event_and_the_audit_row_name_the_officer_and_nobody_else(enrolled):
    enrolled(address="10.0.0.7")
    event = Event.objects.get()
    assert (event.verb, event.occurred_at, event.recorded_at, event.actor.name, event.data) == (
        "register", cast.at("2026-05-18"), cast.NOON, "何敏", {"channel": "window", "files": 0},
    )  # fmt: skip
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor_name, entry.address) == ("matter.register", "何敏", "10.0.0.7")
    assert entry.detail == {
        "number": "湖消〔2026〕000001",
        "version": 1,
        "documents": ["湖市监投登〔2026〕1号", "湖市监收〔2026〕1号"],
        "channel": "window",
        "files": 0,
    }


def test_the_person_is_sealed_with_address_and_identity_document_and_shown_masked(enrolled):
    enrolled()
    party = Party.objects.select_related("identity").get()
    assert (party.role, party.shown_name, party.shown_phone, party.named, party.has_address) == (
        "complainant", "林**", "139****0001", True, True,
    )  # fmt: skip
    assert reveal(party.identity) == Person(
        name="林晓禾",
        phone="13900000001",
        more={
            "联系地址": "厦门市湖里区虚构巷2号",
            "证件类型": "居民身份证",
            "证件号码": "350206199001010011",
            "被投诉人联系人": "吴店长",
        },
    )
    stored = connection.connection.serialize()
    for secret in (*SECRETS, "吴店长"):
        assert secret.encode() not in stored


def test_form_1_holds_every_field_and_the_receipt_the_number(enrolled):
    form, receipt = (paper_text(paper) for paper in enrolled(on_site=True).documents)
    for said in (
        "厦门市湖里区市场监督管理局", "湖市监投登〔2026〕1号", "林晓禾", "13900000001", "居民身份证",
        "350206199001010011", "厦门市湖里区虚构巷2号", "☑是　□否", "□是　☑否", "厦门青禾生鲜超市有限公司",
        "吴店长", "福建省厦门市湖里区湖里街道虚构路1号", "0592-0000001", "酸奶已过保质期三天", "退货", "赔偿损失",
        "何敏", "2026年5月20日",
    ):  # fmt: skip
        assert said in form
    assert "非现场提出" not in form
    for said in (
        "林晓禾",
        "2026年5月18日",
        "湖消〔2026〕000001",
        "厦门青禾生鲜超市有限公司（食品）",
        "第十五条第一款",
    ):
        assert said in receipt


def test_under_order_20_the_old_form_is_filled_and_the_old_article_cited(enrolled):
    done = enrolled(received_at=cast.at("2026-03-02"), knew_on=None, at=cast.at("2026-03-02", "10:00"))
    matter = Matter.objects.get()
    assert (matter.regulation, matter.clocks.get().regulation) == ("samr-order-20", "samr-order-20")
    assert done.documents[0].notice == "complaint-form-20"
    assert "暂行办法》第十四条" in paper_text(done.documents[1])


def test_a_report_may_be_anonymous_and_gets_form_2(enrolled):
    done = enrolled(form=REPORT, person=PersonGiven())
    matter = Matter.objects.get()
    party = matter.parties.get()
    assert (matter.kind, party.role, party.named, party.shown_name) == ("report", "reporter", False, "")
    assert (matter.clocks.get().clock, matter.report.decision) == ("report.check", "")
    (form,) = done.documents
    assert (form.form, "匿名" in paper_text(form)) == ("文书式样二", True)


def test_who_reports_anonymously_at_the_window_still_gets_the_number(enrolled):
    receipt = enrolled(form=REPORT, person=PersonGiven(), on_site=True).documents[1]
    assert "举报人" in paper_text(receipt)


def test_a_report_under_a_name_fills_form_2(enrolled):
    form, receipt = (paper_text(paper) for paper in enrolled(form=REPORT).documents)
    for said in ("周喆", "13900000002", "厦门青禾生鲜超市有限公司", "销售超过保质期的酸奶", "何敏"):
        assert said in form
    assert "第三十五条第一款" in receipt


@pytest.mark.parametrize(
    ("channel", "kept"),
    [("12315", "12315"), ("12345", "12345"), ("window", "窗口"), ("post", "来信"), ("phone", "来电")],
)
def test_every_channel_is_kept_by_its_word(enrolled, channel, kept):
    enrolled(channel=channel)
    assert Matter.objects.get().channel == kept


def test_what_a_superior_sent_down_keeps_who_number_and_when_to_report_back(enrolled):
    sent = DistributionGiven(
        "厦门市市场监督管理局", "厦市监分〔2026〕7号", date(2026, 5, 15), date(2026, 6, 30)
    )
    enrolled(channel="superior", distribution=sent)
    kept = Matter.objects.get().distribution
    assert (kept.sender, kept.number, kept.sent_on, kept.report_back_on) == (
        "厦门市市场监督管理局", "厦市监分〔2026〕7号", date(2026, 5, 15), date(2026, 6, 30),
    )  # fmt: skip


def test_pressing_twice_registers_once(enrolled):
    first, second = enrolled(), enrolled(at=cast.at("2026-05-20", "12:01"))
    assert (second.matter_id, second.number, second.already) == (first.matter_id, first.number, True)
    assert [paper.pk for paper in second.documents] == [paper.pk for paper in first.documents]
    assert (Matter.objects.count(), Event.objects.count(), AuditEntry.objects.count()) == (1, 1, 1)


def test_a_sheet_sent_again_with_other_words_is_refused_and_not_silently_dropped(enrolled):
    enrolled()
    with pytest.raises(Refused) as refused:
        enrolled(content="另一件事。")
    assert "湖消〔2026〕000001" in refused.value.fields["key"]
    with pytest.raises(Refused) as refused:
        enrolled("lian", content="另一件事。")
    assert "湖消" not in refused.value.fields["key"]


def test_two_presses_at_the_same_moment_are_one_registration(transactional_db, own_home, officers):
    key("vault-master-key")

    def press(_):
        try:
            return enrol(officer=officers["hemin"], at=cast.NOON, key="sheet-1", **COMPLAINT).already
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == [False, True]
    assert (Matter.objects.count(), Document.objects.count()) == (1, 2)


def test_an_officer_of_an_office_registers_into_it(enrolled):
    enrolled("chensiyuan")
    assert Matter.objects.get().office.code == "huli"


def test_intake_may_register_straight_into_the_office_that_will_handle_it(enrolled):
    enrolled("hemin", office="jiangtou")
    assert Matter.objects.get().office.code == "jiangtou"


@pytest.mark.parametrize(
    ("username", "office"), [("chensiyuan", "jiangtou"), ("chensiyuan", "intake"), ("hemin", "nowhere")]
)
def test_nobody_registers_into_an_office_that_is_not_theirs_to_choose(enrolled, username, office):
    assert list(refusal(enrolled, username=username, office=office)) == ["office"]


@pytest.mark.parametrize("username", ["tangyue", "fangzhou", "admin"])
def test_only_who_may_register_registers(enrolled, username):
    with pytest.raises(NotAllowed):
        enrolled(username)
    assert Matter.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"received_at": cast.at("2026-05-20", "12:01")}, ["received_at"]),
        ({"received_at": cast.at("2019-12-31"), "knew_on": None}, ["received_at"]),
        ({"content": "  "}, ["content"]),
        ({"person": PersonGiven()}, ["person_name"]),
        ({"person": PersonGiven(name="林晓禾", phone="林晓禾本人")}, ["person_phone"]),
        ({"amount": Decimal("-0.01")}, ["amount"]),
        (
            {"respondent": RespondentGiven(name="青禾", credit_code="91350206MA00000000")},
            ["respondent_credit_code"],
        ),
        ({"channel": "fax"}, ["channel"]),
        ({"channel": "superior"}, ["distribution_sender"]),
        ({"form": REPORT, "requests": ("退款",)}, ["requests"]),
        ({"same_as": 4711}, ["same_as"]),
        ({"files": [("a.exe", b"MZ\x00\x01")]}, ["files"]),
        ({"key": " "}, ["key"]),
    ],
)
def test_what_cannot_be_registered_is_refused_at_its_field(enrolled, changes, fields):
    assert list(refusal(enrolled, **changes)) == fields


@pytest.mark.parametrize(
    "person", [PersonGiven(name="林晓禾"), PersonGiven(phone="13900000001"), PersonGiven(postal="虚构巷2号")]
)
def test_what_is_missing_is_asked_for_later_and_no_reason_not_to_register(enrolled, person, rulebook):
    enrolled(person=person, respondent=RespondentGiven(), requests=())
    facts = complaint_facts(Matter.objects.get())
    asked = "".join(reason.text for reason in acceptance.propose(facts, rulebook.law, cast.TODAY).reasons)
    for missing in ("被投诉人名称", "被投诉人地址", "具体的投诉请求"):
        assert missing in asked
    assert ("投诉人通讯地址" in asked) is not bool(person.postal)


def test_files_come_along_sealed_and_stand_on_the_receipt(enrolled):
    receipt = enrolled(files=[("林晓禾的小票.png", PNG)]).documents[1]
    attachment = Attachment.objects.get()
    assert (attachment.shown_name, attachment.content_type, attachment.size) == (
        "附件1.png",
        "image/png",
        len(PNG),
    )
    assert "附件1.png" in paper_text(receipt)
    assert "小票".encode() not in connection.connection.serialize()


def test_the_same_dispute_is_tied_to_the_earlier_matter_and_bars_it_once_that_was_accepted(
    enrolled, rulebook
):
    earlier = Matter.objects.get(pk=enrolled(received_at=cast.at("2026-05-16")).matter_id)
    later = Matter.objects.get(pk=enrolled(key="sheet-2", same_as=earlier.pk).matter_id)
    link = Link.objects.get()
    assert (link.earlier, link.later, link.kind, link.made_by.name) == (earlier, later, "same", "何敏")
    (known,) = complaint_facts(later).earlier
    assert (known.number, known.same_dispute) == (earlier.number, None)
    type(earlier.complaint).objects.filter(pk=earlier.pk).update(decision="accepted")
    (known,) = complaint_facts(later).earlier
    assert known.same_dispute is True


def test_what_is_tied_must_be_of_the_same_kind_and_within_reach(enrolled):
    report = enrolled(form=REPORT, key="r").matter_id
    far = enrolled("hemin", key="f", office="jiangtou").matter_id
    for username, other in (("hemin", report), ("chensiyuan", far)):
        with pytest.raises(Refused) as refused:
            enrolled(username, key="sheet-9", same_as=other)
        assert list(refused.value.fields) == ["same_as"]
    assert Link.objects.count() == 0


def test_a_mobile_written_with_blanks_meets_the_same_person_again(enrolled):
    enrolled()
    enrolled(key="sheet-2", person=replace(YANG, name=" 林晓禾 ", phone="139 0000 0001"))
    one, other = Party.objects.select_related("identity").order_by("id")
    assert bytes(one.identity.person_index) == bytes(other.identity.person_index) != b""
