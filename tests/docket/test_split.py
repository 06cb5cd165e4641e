"""Dividing a letter: two linked matters, each with its own words, files and clock; the reporter protected."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from tests import cast, exports
from tests.desk_cast import COMPLAINT, PDF, PNG, REPORT, paper_text
from xiaobao.docket import halves, search
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.attach import attach, open_attachment
from xiaobao.docket.actions.enrol import DistributionGiven, PersonGiven, enrol
from xiaobao.docket.actions.issue import open_document
from xiaobao.docket.actions.split import split
from xiaobao.docket.models import Attachment, Document, Event, Link, Matter
from xiaobao.documents.outward import cleaned
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.staff.models import Office
from xiaobao.vault.identities import reveal
from xiaobao.vault.models import AuditEntry

WHOLE = "酸奶过期三天，要求退货；另举报该店后厨回收过期奶。"
HERE, OTHER = "酸奶过期三天，店家拒绝退货。", "该店后厨回收过期奶再售。"


@pytest.fixture
def divided(own_home, officers):
    """Register 林晓禾's mixed letter and divide it; both halves, the one registered first."""

    def divide(username="hemin", form=COMPLAINT, files=(), **changes):
        letter = enrol(
            officer=officers["hemin"], at=cast.NOON, key="letter", office="huli",
            **form | {"content": WHOLE, "files": files},
        )  # fmt: skip
        keys = list(Attachment.objects.values_list("id", flat=True))
        given = {
            "version": 1,
            "at": cast.at("2026-05-20", "14:00"),
            "words_here": HERE,
            "words_other": OTHER,
            "files_here": keys[:1],
            "files_other": keys[1:],
        }
        taken = split(matter_id=letter.matter_id, officer=officers[username], **given | changes)
        return Matter.objects.get(pk=letter.matter_id), Matter.objects.get(number=taken.data["linked"])

    return divide


def found(text):
    condition, parameters = search.condition(text)
    return set(Matter.objects.extra(where=[condition], params=parameters).values_list("kind", flat=True))


def test_two_linked_matters_each_on_its_own_track_with_its_own_clock_from_receipt(divided):
    complaint, report = divided()
    assert (complaint.kind, complaint.state, complaint.version) == ("complaint", "received", 2)
    assert (report.kind, report.state, report.source, report.channel, report.office.code) == (
        "report", "received", "desk", "窗口", "huli",
    )  # fmt: skip
    assert report.received_at == complaint.received_at == cast.at("2026-05-18")
    assert [(clock.clock, clock.due_on) for clock in complaint.clocks.all()] == [
        ("complaint.acceptance", date(2026, 5, 27))
    ]
    assert [(clock.clock, clock.due_on) for clock in report.clocks.all()] == [
        ("report.check", date(2026, 6, 8))
    ]
    link = Link.objects.get()
    assert (link.earlier, link.later, link.kind, link.made_by.name) == (complaint, report, "split", "何敏")


def test_under_order_20_the_report_half_has_its_clock_too(divided):
    complaint, report = divided(form=COMPLAINT | {"received_at": cast.at("2026-03-02"), "knew_on": None})
    assert (complaint.regulation, report.regulation) == ("samr-order-20", "samr-order-20")
    assert Document.objects.get(matter=report, series="report_form").notice == "report-form-20"


def test_each_half_says_only_its_own_words_and_is_found_by_them(divided):
    complaint, report = divided()
    assert (complaint.submission.content, complaint.subject, complaint.submission.requests) == (
        HERE,
        HERE,
        "退货,赔偿损失",
    )
    assert (report.submission.content, report.subject, report.submission.requests) == (OTHER, OTHER, "")
    assert found("后厨回收") == {"report"}
    assert found("拒绝退货") == {"complaint"}
    assert found("另举报") == set()
    assert found("青禾生鲜") == {"complaint", "report"}


def test_both_histories_name_each_other_and_nobody_by_name(divided):
    complaint, report = divided()
    assert complaint.events.last().data == {
        "linked": report.number, "linked_id": report.pk, "document": "湖市监投登〔2026〕2号",
    }  # fmt: skip
    event = report.events.get()
    assert (event.verb, event.actor.name, event.data) == (
        "register", "何敏", {"linked": complaint.number, "linked_id": complaint.pk},
    )  # fmt: skip
    told = [str(row.data) for row in Event.objects.all()] + [
        str(row.detail) for row in AuditEntry.objects.all()
    ]
    for secret in ("林", "13900000001", "后厨", "拒绝"):
        assert not [text for text in told if secret in text]
    assert [(row.act, row.subject) for row in AuditEntry.objects.order_by("id")][1:] == [
        ("matter.register", f"matter:{report.pk}"),
        ("matter.split", f"matter:{complaint.pk}"),
    ]


def test_the_person_comes_along_with_every_line_and_stays_sealed(divided):
    complaint, report = divided()
    mine, theirs = complaint.parties.get(), report.parties.get()
    assert (theirs.role, theirs.shown_name, theirs.has_address) == ("reporter", "林**", True)
    assert reveal(theirs.identity) == reveal(mine.identity)
    assert "林晓禾".encode() not in connection.connection.serialize()


def test_an_anonymous_report_half_carries_nobody(divided):
    _, report = divided(anonymous=True)
    party = report.parties.get()
    assert (party.named, party.shown_name, party.shown_phone, party.has_address) == (False, "", "", False)
    assert reveal(party.identity).more == {}
    (form,) = report.documents.all()
    text = paper_text(form)
    assert "匿名" in text
    for secret in ("林晓禾", "13900000001", "虚构巷2号"):
        assert secret not in text


def test_each_half_gets_a_form_of_its_own_and_the_form_of_the_whole_letter_is_void(divided):
    complaint, report = divided()
    whole, receipt, form = complaint.documents.all()
    assert (whole.voided_at, whole.void_reason) == (
        cast.at("2026-05-20", "14:00"), "来件已依法分开办理，以分开后的登记表为准。",
    )  # fmt: skip
    assert (receipt.voided_at, form.voided_at, form.form) == (None, None, "文书式样一")
    assert HERE in paper_text(form)
    assert "后厨" not in paper_text(form)
    form_2, receipt_2 = report.documents.all()
    assert (form_2.form, OTHER in paper_text(form_2), report.number in paper_text(receipt_2)) == (
        "文书式样二",
        True,
        True,
    )


def test_files_are_chosen_again_for_each_half(divided, officers):
    complaint, report = divided(files=[("a.png", PNG), ("b.pdf", PDF)])
    here = complaint.attachments.filter(set_aside_at=None)
    assert [one.shown_name for one in here] == ["附件1.png"]
    (theirs,) = report.attachments.all()
    assert (theirs.shown_name, theirs.content_type, theirs.set_aside_at) == (
        "附件1.pdf",
        "application/pdf",
        None,
    )
    opened = open_attachment(attachment_id=theirs.pk, officer=officers["chensiyuan"], at=cast.NOON)
    assert opened.data == cleaned(PDF, "application/pdf")


def test_what_is_the_other_halfs_opens_only_to_who_sees_both_halves(divided, officers):
    complaint, report = divided(files=[("a.png", PNG), ("b.pdf", PDF)])
    letter = complaint.attachments.get(what=halves.WHOLE_LETTER)
    aside = complaint.attachments.filter(set_aside_at__isnull=False)
    whole_form = complaint.documents.get(voided_at__isnull=False)
    assert aside.count() == 2
    both = open_attachment(
        attachment_id=letter.pk, officer=officers["chensiyuan"], at=cast.NOON
    ).data.decode()
    assert WHOLE in both
    Matter.objects.filter(pk=report.pk).update(office=Office.objects.get(code="jiangtou"))
    for one in aside:
        with pytest.raises(NotFound):
            open_attachment(attachment_id=one.pk, officer=officers["chensiyuan"], at=cast.NOON)
    with pytest.raises(NotFound):
        open_document(document_id=whole_form.pk, officer=officers["chensiyuan"], at=cast.NOON, form="docx")
    assert open_attachment(attachment_id=letter.pk, officer=officers["hemin"], at=cast.NOON).data


def test_no_file_is_lost_between_the_halves(divided):
    with pytest.raises(Refused) as refused:
        divided(files=[("a.png", PNG), ("b.pdf", PDF)], files_other=[])
    assert list(refused.value.fields) == ["files_here"]
    assert (Matter.objects.count(), Link.objects.count()) == (1, 0)


def test_a_report_divided_gives_the_complaint_only_what_mediation_needs(divided):
    report, complaint = divided(
        form=REPORT, words_here=OTHER, words_other=HERE, requests=["退货"], files=[("a.pdf", PDF)]
    )
    assert (report.kind, report.submission.content) == ("report", OTHER)
    assert (complaint.kind, complaint.submission.content, complaint.submission.requests) == (
        "complaint",
        HERE,
        "退货",
    )
    assert complaint.attachments.count() == 0
    assert [clock.clock for clock in complaint.clocks.all()] == ["complaint.acceptance"]
    assert complaint.parties.get().role == "complainant"
    assert {paper.series for paper in complaint.documents.all()} == {"complaint_form", "receipt"}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"words_here": " "}, ["words_here"]),
        ({"words_other": ""}, ["words_other"]),
        ({"files_here": [4711]}, ["files_here"]),
        ({"form": REPORT}, ["requests"]),
        ({"form": REPORT, "requests": ["退货"], "anonymous": True}, ["anonymous"]),
        ({"form": REPORT | {"person": PersonGiven()}, "requests": ["退货"]}, []),
    ],
)
def test_what_cannot_be_divided_is_refused_and_nothing_happens(divided, changes, fields):
    with pytest.raises(Refused) as refused:
        divided(**changes)
    assert list(refused.value.fields) == fields
    assert (Matter.objects.count(), Link.objects.count()) == (1, 0)
    assert Matter.objects.get().submission.content == WHOLE
    assert Attachment.objects.count() == 0


def again(officers, matter, **changes):
    given = {"version": matter.version, "at": cast.NOON, "words_here": HERE, "words_other": OTHER} | changes
    return split(matter_id=matter.pk, officer=officers["hemin"], **given)


def test_neither_half_is_divided_again(divided, officers):
    for half in divided():
        with pytest.raises(Refused) as refused:
            again(officers, half, requests=["退货"])
        assert "不能再分" in refused.value.sentence


def test_once_the_place_is_settled_it_is_too_late(register, officers, own_home):
    matter = Matter.objects.get(pk=register())
    matter.complaint.placed_on = date(2026, 5, 19)
    matter.complaint.save()
    with pytest.raises(Refused) as refused:
        again(officers, matter)
    assert "已经确认管辖" in refused.value.sentence


def test_an_accepted_complaint_is_not_divided(register, officers, own_home):
    key = register()
    accept(matter_id=key, version=1, officer=officers["chensiyuan"], at=cast.NOON)
    with pytest.raises(Refused) as refused:
        again(officers, Matter.objects.get(pk=key))
    assert refused.value.code == "RUL-102"


def test_the_second_officer_is_told_and_the_letter_is_divided_once(divided, officers):
    complaint, _ = divided()
    with pytest.raises(Changed) as changed:
        again(officers, complaint, version=1)
    assert (changed.value.by, changed.value.what) == ("何敏", ("分开投诉与举报",))
    assert Matter.objects.count() == 2


def test_out_of_reach_and_without_the_post_nothing_is_divided(register, officers, own_home):
    matter = Matter.objects.get(pk=register())
    given = {"version": 1, "at": cast.NOON, "words_here": HERE, "words_other": OTHER}
    with pytest.raises(NotFound):
        split(matter_id=matter.pk, officer=officers["lian"], **given)
    with pytest.raises(NotAllowed):
        split(matter_id=matter.pk, officer=officers["tangyue"], **given)
    assert Matter.objects.count() == 1


def test_what_a_superior_sent_down_is_reported_back_for_both_halves(divided):
    sent = DistributionGiven("厦门市市场监督管理局", "7号", date(2026, 5, 15), date(2026, 6, 30))
    halves = divided(form=COMPLAINT | {"channel": "superior", "distribution": sent})
    assert {(half.distribution.sender, half.distribution.report_back_on) for half in halves} == {
        ("厦门市市场监督管理局", date(2026, 6, 30))
    }


def test_a_newer_export_does_not_put_the_report_back_into_the_complaint(taken_in, officers, own_home):
    taken_in(exports.platform())
    again(officers, Matter.objects.get())
    complaint = Matter.objects.get(kind="complaint")
    taken_in(exports.platform(反馈内容="已联系。"), at=cast.at("2026-05-21"))
    complaint = Matter.objects.get(pk=complaint.pk)
    assert (complaint.submission.content, complaint.submission.reply) == (HERE, "已联系。")
    assert found("拒绝退货") == {"complaint"}


def test_files_added_later_belong_to_the_half_they_are_added_to(divided, officers):
    complaint, report = divided()
    attach(matter_id=complaint.pk, officer=officers["hemin"], at=cast.NOON, files=[("c.png", PNG)])
    assert complaint.attachments.filter(set_aside_at=None).count() == 1
    assert report.attachments.count() == 0
