"""Files of a matter: known by their content, kept sealed, opened only with an audit row."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection

from tests import cast
from tests.desk_cast import JPG, PDF, PNG, office_file
from tests.documents.outward import planted
from xiaobao.docket import materials
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.attach import attach, open_attachment
from xiaobao.docket.cabinet import archive_root
from xiaobao.docket.models import Attachment, Matter
from xiaobao.documents.outward import cleaned
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused, Unavailable
from xiaobao.vault.models import AuditEntry

TYPES = "[Content_Types].xml"
DOCX = office_file(TYPES, "word/document.xml")
XLSX = office_file(TYPES, "xl/workbook.xml")


@pytest.fixture
def attached(own_home, register, officers):
    """Add files to 林晓禾's complaint; what came of it."""
    key = register()

    def add(*files, username="chensiyuan", matter_id=key, **how):
        given = {"at": cast.NOON, "files": files or [("林晓禾的小票.png", PNG)]} | how
        return attach(matter_id=matter_id, officer=officers[username], **given)

    return add


def nothing_was_kept():
    return (Attachment.objects.count(), AuditEntry.objects.count(), archive_root().exists()) == (0, 0, False)


def test_files_are_sealed_and_shown_by_place_and_kind(attached):
    taken = attached(("林晓禾的小票.png", PNG), ("照片.JPEG", JPG), what="购物凭证")
    kept = list(Attachment.objects.all())
    assert [(one.shown_name, one.content_type, one.what, one.added_by.name) for one in kept] == [
        ("附件1.png", "image/png", "购物凭证", "陈思远"),
        ("附件2.jpg", "image/jpeg", "购物凭证", "陈思远"),
    ]
    assert taken.data == {"attachments": [one.pk for one in kept], "files": 2}
    assert "林晓禾的小票".encode() not in connection.connection.serialize()
    for path in archive_root().rglob("*"):
        assert path.is_dir() or PNG not in path.read_bytes()


def test_the_event_and_the_audit_row_hold_no_name_of_a_file(attached):
    attached()
    event = Matter.objects.get().events.last()
    entry = AuditEntry.objects.get()
    assert (event.verb, event.actor.name, event.data["files"]) == ("attach", "陈思远", 1)
    assert (entry.act, entry.detail["files"]) == ("matter.attach", 1)
    assert "小票" not in str(event.data) + str(entry.detail)


def test_numbering_goes_on_where_it_stopped(attached):
    attached()
    attached(("b.pdf", PDF))
    assert [one.shown_name for one in Attachment.objects.all()] == ["附件1.png", "附件2.pdf"]


@pytest.mark.parametrize("username", ["chensiyuan", "hemin", "fangzhou"])
@pytest.mark.parametrize(
    "row",
    [cast.report(), cast.complaint(external_id="E9", closed=True, decision="accepted", outcome="settled")],
)
def test_reports_and_closed_matters_take_files_too(attached, register, username, row):
    key = register(row)
    before = Matter.objects.get(pk=key)
    attached(matter_id=key, username=username)
    after = Matter.objects.get(pk=key)
    assert (after.state, after.is_open, after.next_due) == (before.state, before.is_open, before.next_due)


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PDF, "pdf"),
        (b"\x00 leading rubbish %PDF-1.4", "pdf"),
        (JPG, "jpg"),
        (PNG, "png"),
        (DOCX, "docx"),
        (XLSX, "xlsx"),
        ("酸奶过期。\r\n".encode(), "txt"),
        ("酸奶过期。".encode("gb18030"), "txt"),
        (b"ID3\x04\x00rest", "mp3"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"\x00\x00\x00\x20ftypisom\x00", "mp4"),
        (b"\x00\x00\x00\x20ftypM4A \x00", "m4a"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "wav"),
        (b"#!AMR\n\x00", "amr"),
    ],
)
def test_a_file_is_what_it_holds(data, ending):
    kind = materials.kind_of(data)
    assert kind is not None
    assert kind.ending == ending


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00",
        b"\x7fELF\x02",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"Rar!\x1a\x07\x00",
        b"PK\x03\x04broken",
        office_file("plain.txt"),
        office_file(TYPES, "word/document.xml", "word/vbaProject.bin"),
        office_file(TYPES, "ppt/presentation.xml"),
        b"\x00\x00\x00\x18ftypheic\x00",
        b"text with a bell\x07",
        b"\xff\xfe\x00\x00",
        b"GIF89a\x00",
    ],
)
def test_what_is_not_on_the_list_is_not_taken_whatever_it_is_called(attached, data):
    assert materials.kind_of(data) is None
    with pytest.raises(Refused) as refused:
        attached(("看上去很好.pdf", data))
    assert list(refused.value.fields) == ["files"]
    assert refused.value.code == "DKT-005"
    assert nothing_was_kept()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "请选择"),
        ([("a.pdf", PDF), ("b.pdf", b"")], "第2份材料是空文件"),
        ([("a.pdf", PDF), ("b.pdf", PDF + b" " * materials.LARGEST)], "第2份材料超过20兆字节"),
        ([("a.pdf", PDF)] * 21, "一次最多添加20份"),
    ],
)
def test_too_little_and_too_much_are_refused_before_anything_is_kept(
    own_home, register, officers, files, said
):
    with pytest.raises(Refused) as refused:
        attach(matter_id=register(), officer=officers["hemin"], at=cast.NOON, files=files)
    assert said in refused.value.fields["files"]
    assert nothing_was_kept()


def test_whoever_is_deciding_meanwhile_is_told_that_material_has_come(attached, officers):
    attached()
    with pytest.raises(Changed) as changed:
        accept(matter_id=Matter.objects.get().pk, version=1, officer=officers["suming"], at=cast.NOON)
    assert (changed.value.by, changed.value.what) == ("陈思远", ("添加材料",))


@pytest.mark.parametrize("username", ["lian", "admin"])
def test_a_matter_out_of_reach_answers_as_if_it_did_not_exist(attached, officers, username):
    with pytest.raises(NotFound):
        attached(username=username)
    assert nothing_was_kept()
    attached()
    with pytest.raises(NotFound) as hidden:
        open_attachment(attachment_id=Attachment.objects.get().pk, officer=officers[username], at=cast.NOON)
    with pytest.raises(NotFound) as absent:
        open_attachment(attachment_id=4711, officer=officers["chensiyuan"], at=cast.NOON)
    assert hidden.value.sentence == absent.value.sentence
    assert AuditEntry.objects.count() == 1


def test_who_only_counts_adds_nothing(attached):
    with pytest.raises(NotAllowed):
        attached(username="tangyue")
    assert nothing_was_kept()


def test_opening_gives_a_cleaned_copy_and_leaves_an_audit_row(attached, officers):
    attached(("周喆.jpg", planted.jpeg()))
    attachment = Attachment.objects.get()
    file = open_attachment(
        attachment_id=attachment.pk, officer=officers["suming"], at=cast.NOON, address="10.0.0.7"
    )
    assert (file.name, file.content_type) == ("湖消〔2026〕000001 附件1.jpg", "image/jpeg")
    assert file.data == cleaned(planted.jpeg(), "image/jpeg")
    assert planted.told(file.data) == []
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.subject, entry.actor_name, entry.address) == (
        "attachment.read", f"attachment:{attachment.pk}", "苏明", "10.0.0.7",
    )  # fmt: skip
    assert entry.detail == {"number": "湖消〔2026〕000001", "copy": "cleaned"}


def test_the_original_stays_as_it_was_handed_in_with_its_hash(attached):
    attached(("周喆.jpg", planted.jpeg()))
    attachment = Attachment.objects.get()
    assert materials.original_attachment(attachment) == planted.jpeg()
    assert attachment.sha256 == hashlib.sha256(planted.jpeg()).hexdigest()


def test_what_cannot_be_cleaned_is_not_handed_over_and_nobody_has_read_it(attached, officers):
    attached(("a.jpg", JPG))
    before = AuditEntry.objects.count()
    with pytest.raises(Unavailable) as refused:
        open_attachment(attachment_id=Attachment.objects.get().pk, officer=officers["suming"], at=cast.NOON)
    assert refused.value.code == "DOC-050"
    assert "不提供未经清理的副本" in refused.value.sentence
    assert AuditEntry.objects.count() == before
