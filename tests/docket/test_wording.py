"""What lies open of a matter's words, and what is sealed: by registering, amending, dividing, a lead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import cast
from tests.desk_cast import COMPLAINT, REPORT, paper_text
from xiaobao.docket import search
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.amend import amend
from xiaobao.docket.actions.enrol import PersonGiven, enrol
from xiaobao.docket.actions.lead import lead
from xiaobao.docket.actions.register import indexed
from xiaobao.docket.actions.split import split
from xiaobao.docket.duplicates import hints
from xiaobao.docket.models import ImportBatch, Matter
from xiaobao.docket.wording import as_came, cover, laid_open, restored
from xiaobao.vault.models import SealedText
from xiaobao.vault.texts import open_fields

TOLD = "我叫林晓禾，身份证350299199001010015，家住湖里区虚构路1号301室，车牌闽D12345，酸奶过期。"
SHOWN = "我叫林**，身份证350299********0015，家住湖里区****，车牌闽D****，酸奶过期。"


def found(text):
    condition, parameters = search.condition(text)
    return Matter.objects.extra(where=[condition], params=parameters).count()


@pytest.fixture
def batch(db):
    return ImportBatch.objects.create(file_name="再次导出.xlsx", sha256="0" * 64, started_at=cast.NOON)


@pytest.mark.parametrize("row", [cast.complaint, cast.report])
def test_words_lie_open_masked_and_as_they_came_only_in_the_vault(register, row):
    told = row(
        person_name="林晓禾", title="林晓禾投诉酸奶", content=TOLD, reply="已回复林晓禾。", place="林晓禾家门口",
        requests=("退货", "给林晓禾道歉"), extra={"备注": "林晓禾来电", "被投诉人联系电话": "0592-5123456"},
    )  # fmt: skip
    matter = Matter.objects.get(pk=register(told))
    words = matter.submission
    assert (words.title, words.content, words.reply) == ("林**投诉酸奶", SHOWN, "已回复林**。")
    assert (words.requests, matter.place, matter.subject) == ("退货,给林**道歉", "林**家门口", "林**投诉酸奶")
    # The telephone of a shop is no secret.
    assert words.extra == {"备注": "林**来电", "被投诉人联系电话": "0592-5123456"}
    assert open_fields(words.original) == {
        "title": "林晓禾投诉酸奶",
        "content": TOLD,
        "reply": "已回复林晓禾。",
        "place": "林晓禾家门口",
        "requests": "退货,给林晓禾道歉",
        "extra": {"备注": "林晓禾来电"},
    }
    assert as_came(matter)["content"] == TOLD
    assert (found("晓禾"), found("酸奶过期")) == (0, 1)
    assert bytes(words.digest) == told.digest


def test_words_in_which_nobody_shows_are_not_sealed(register):
    words = Matter.objects.get(pk=register(cast.report())).submission
    assert (words.content, words.original) == (cast.report().content, None)
    assert not SealedText.objects.exists()


def test_many_rows_keep_each_its_own_original(register, officers, rulebook):
    from xiaobao.docket.actions.register import register_many

    rows = [
        cast.complaint(external_id=f"1350206202605180000000{place}", content=told)
        for place, told in enumerate(
            ["酸奶过期。", "林晓禾说酸奶过期。", "酸奶坏了。", "回电13900000001。"], start=1
        )
    ]
    keys = register_many(rows, batch=None, rulebook=rulebook, at=cast.NOON)
    kept = [Matter.objects.get(pk=key).submission.original for key in keys]
    told = [open_fields(one)["content"] if one else None for one in kept]
    assert told == [None, "林晓禾说酸奶过期。", None, "回电13900000001。"]


def test_the_second_name_and_the_address_of_the_person_are_masked_too(register):
    row = cast.complaint(
        content="周喆住望海巷339号16栋804室，他来电两次。",
        personal={"求助人姓名": "周喆", "联系地址": "厦门市湖里区望海巷339号16栋804室", "投诉人类别": "个人"},
    )
    assert Matter.objects.get(pk=register(row)).submission.content == "周**住望**，他来电两次。"


def test_a_changed_row_is_masked_and_takes_the_place_of_what_was_sealed(register, rulebook, batch):
    row = cast.complaint(content=TOLD)
    key = register(row)
    sealed = Matter.objects.get(pk=key).submission.original_id
    later = replace(row, content="林晓禾又来电，说酸奶过期。", digest=b"another---digest")
    amend(matter_id=key, row=later, batch=batch, rulebook=rulebook, at=cast.NOON)
    words = Matter.objects.get(pk=key).submission
    assert (words.content, words.original_id) == ("林**又来电，说酸奶过期。", sealed)
    assert open_fields(words.original) == {"content": "林晓禾又来电，说酸奶过期。"}
    assert (found("又来电"), found("身份证"), SealedText.objects.count()) == (1, 0, 1)


def test_a_changed_row_is_masked_by_the_full_name_an_officer_has_written_since(
    register, officers, rulebook, batch
):
    row = cast.complaint(person_name="林**", content="酸奶过期，林晓禾很生气。")
    key = register(row)
    accept(
        matter_id=key, version=1, officer=officers["chensiyuan"], at=cast.NOON, addressee="林晓禾",
    )  # fmt: skip
    matter = Matter.objects.get(pk=key)
    assert matter.submission.content == "酸奶过期，林**很生气。"
    later = replace(row, content="酸奶过期，晓禾林晓禾都很生气。", digest=b"another---digest")
    amend(matter_id=key, row=later, batch=batch, rulebook=rulebook, at=cast.NOON)
    assert Matter.objects.get(pk=key).submission.content == "酸奶过期，晓禾林**都很生气。"


def test_a_name_learnt_for_a_letter_goes_from_the_words_and_the_search(register, officers):
    key = register(cast.complaint(person_name="林**", content="晨间买的酸奶过期，店员骂了林晓禾一句。"))
    assert found("林晓禾") == 1
    accept(matter_id=key, version=1, officer=officers["chensiyuan"], at=cast.NOON, addressee="林晓禾")
    matter = Matter.objects.get(pk=key)
    assert (matter.submission.content, matter.state) == ("晨间买的酸奶过期，店员骂了林**一句。", "accepted")
    assert matter.subject == matter.submission.content
    assert (found("林晓禾"), as_came(matter)["content"]) == (0, "晨间买的酸奶过期，店员骂了林晓禾一句。")


def test_the_printed_form_reads_as_the_person_wrote(own_home, officers):
    person = PersonGiven(name="林晓禾", phone="13900000001", postal="厦门市湖里区虚构路1号301室")
    form = COMPLAINT | {"content": TOLD, "person": person, "requests": ("给林晓禾道歉",)}
    done = enrol(officer=officers["hemin"], at=cast.NOON, key="sheet", office="huli", **form)
    text = paper_text(done.documents[0])
    assert TOLD in text
    assert "给林晓禾道歉" in text
    # The address is known from the form: its door is hidden wherever it stands.
    shown = SHOWN.replace("湖里区****，车牌", "湖里区虚**，车牌")
    assert Matter.objects.get(pk=done.matter_id).submission.content == shown


@pytest.fixture
def divided(own_home, officers):
    """Register a mixed letter that names its author, and divide it by copying from the screen."""
    whole = "我叫林晓禾，酸奶过期要求退货。另外我看见后厨回收过期奶，电话13900000001。"
    letter = enrol(
        officer=officers["hemin"], at=cast.NOON, key="letter", office="huli", **COMPLAINT | {"content": whole}
    )
    here, other, _ = Matter.objects.get(pk=letter.matter_id).submission.content.partition("另外")
    taken = split(
        matter_id=letter.matter_id, version=1, officer=officers["hemin"], at=cast.at("2026-05-20", "14:00"),
        words_here=here, words_other=other + "我看见后厨回收过期奶，电话139****0001。",
    )  # fmt: skip
    return Matter.objects.get(pk=letter.matter_id), Matter.objects.get(number=taken.data["linked"])


def test_each_half_of_a_letter_keeps_its_own_words_as_they_came_and_no_others(divided):
    complaint, report = divided
    assert complaint.submission.content == "我叫林**，酸奶过期要求退货。"
    assert as_came(complaint)["content"] == "我叫林晓禾，酸奶过期要求退货。"
    assert report.submission.content == "另外我看见后厨回收过期奶，电话139****0001。"
    assert as_came(report)["content"] == "另外我看见后厨回收过期奶，电话13900000001。"
    assert "后厨" not in str(open_fields(complaint.submission.original))
    forms = complaint.documents.filter(series="complaint_form", voided_at=None)
    assert "我叫林晓禾，酸奶过期要求退货。" in paper_text(forms.get())


def test_a_divided_half_keeps_its_own_original_when_the_whole_letter_comes_again(
    divided, officers, rulebook, batch
):
    complaint, _ = divided
    row = cast.complaint(
        system="desk", external_id="letter", content="林晓禾的整封来信。", reply="已告知林晓禾。",
        received_at=complaint.received_at, digest=b"another---digest",
    )  # fmt: skip
    amend(matter_id=complaint.pk, row=row, batch=batch, rulebook=rulebook, at=cast.NOON)
    words = Matter.objects.get(pk=complaint.pk).submission
    assert (words.content, words.reply) == ("我叫林**，酸奶过期要求退货。", "已告知林**。")
    assert open_fields(words.original) == {
        "content": "我叫林晓禾，酸奶过期要求退货。",
        "reply": "已告知林晓禾。",
    }


def test_a_lead_does_not_carry_who_complained(register, officers, own_home):
    key = register(cast.complaint(decision="accepted", decided_at=cast.at("2026-05-19")))
    taken = lead(
        matter_id=key, version=1, officer=officers["chensiyuan"], at=cast.NOON, discovered_on=cast.TODAY,
        words="林晓禾（13900000001）提供的小票显示该店回收过期奶。",
    )  # fmt: skip
    report = Matter.objects.get(number=taken.data["linked"])
    assert report.submission.content == "林**（139****0001）提供的小票显示该店回收过期奶。"
    assert report.subject == report.submission.content
    assert (found("晓禾"), found("回收过期奶")) == (0, 1)


def test_like_words_are_found_again_though_somebody_is_masked_in_them(register, officers):
    told = "我叫林晓禾，在该店购买的酸奶已过保质期三天，店家拒绝退货并且恶语相向。"
    key = register(cast.complaint(content=told))
    found = hints(officers["chensiyuan"], respondent="", name="林晓禾", text=told, today=cast.TODAY)
    assert [(one.matter_id, one.why[0]) for one in found] == [(key, "内容相近（约100%相同）")]


def test_covering_again_masks_what_lay_open_and_seals_the_oldest_words(register):
    matter = Matter.objects.get(
        pk=register(cast.complaint(content="回电13900000001，周喆知道。", reply="已告知周喆。"))
    )
    before = indexed(matter)
    assert cover(matter, ("周喆",))
    again = Matter.objects.get(pk=matter.pk)
    assert again.submission.content == "回电139****0001，周**知道。"
    assert open_fields(again.submission.original) == {
        "content": "回电13900000001，周喆知道。",
        "reply": "已告知周喆。",
    }
    assert indexed(again) != before
    assert not cover(again, ("周喆",))


def test_digest_names_and_days_of_a_row_stay_as_they_are():
    row = cast.complaint(content=TOLD)
    shown, came = laid_open(row)
    assert replace(shown, content=TOLD) == row
    assert came == {"content": TOLD}


@pytest.mark.parametrize(
    ("copied", "written"),
    [
        ("我叫林**，酸奶过期。", "我叫林晓禾，酸奶过期。"),
        ("酸奶过期。请查处。", "酸奶过期。请查处。"),
        ("林**", "林晓禾"),
        ("我叫林**，酸奶过期。\n回电139****0001。另外", "我叫林晓禾，酸奶过期。\n回电13900000001。另外"),
        ("我叫周**，酸奶过期。", "我叫周**，酸奶过期。"),
    ],
)
def test_what_was_copied_from_the_screen_reads_as_it_was_written(register, copied, written):
    told = "我叫林晓禾，酸奶过期。\n回电13900000001。"
    matter = Matter.objects.get(pk=register(cast.complaint(content=told)))
    assert restored(copied, matter) == written


def test_a_report_registered_at_the_desk_is_masked_like_a_complaint(own_home, officers):
    form = REPORT | {
        "content": "我是周喆，13900000002，该店回收过期奶。",
        "person": PersonGiven(name="周喆", phone="13900000002"),
    }
    done = enrol(officer=officers["hemin"], at=cast.NOON, key="sheet", office="huli", **form)
    assert (
        Matter.objects.get(pk=done.matter_id).submission.content == "我是周**，139****0002，该店回收过期奶。"
    )
    assert "我是周喆，13900000002，该店回收过期奶。" in paper_text(done.documents[0])
