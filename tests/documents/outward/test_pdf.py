"""PDF files on their way out: the same pages, and nothing of who made them or what they were before."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime

import docx
import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter

from tests import cast
from tests.documents.outward import planted, planted_office
from xiaobao.documents import pdf as ours
from xiaobao.documents import word
from xiaobao.documents.blocks import parse
from xiaobao.documents.errors import NotCleaned, TooMuch
from xiaobao.documents.outward import cleaned

PDF = "application/pdf"


def texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def test_a_pdf_keeps_its_pages_and_tells_nothing() -> None:
    data = planted_office.pdf()
    clean = cleaned(data, PDF)
    assert planted.told(data)
    assert planted.told(clean) == []
    with pikepdf.open(io.BytesIO(clean)) as after:
        assert len(after.pages) == 2
        assert set(after.trailer.keys()) & {"/Info", "/Prev", "/Encrypt"} == set()
        assert set(after.Root.keys()) == {"/Type", "/Pages"}
        assert not after.attachments
        assert all("/Annots" not in page.obj for page in after.pages)
    assert clean.count(b"startxref") == 1


def test_the_words_stay_and_a_filled_field_is_burned_in() -> None:
    data = planted_office.pdf()
    first, second = texts(cleaned(data, PDF))
    assert "Milk 1 is past its date." in first
    assert "Filled" in first
    assert second == texts(data)[1]


def test_the_photograph_in_a_page_keeps_its_pixels() -> None:
    data = planted_office.pdf()
    one, other = (PdfReader(io.BytesIO(file)).pages[1].images[0].image for file in (data, cleaned(data, PDF)))
    assert one.tobytes() == other.tobytes()


def test_the_same_pdf_gives_the_same_copy_and_a_copy_is_clean_already() -> None:
    clean = cleaned(planted_office.pdf(), PDF)
    assert clean == cleaned(planted_office.pdf(), PDF)
    assert texts(cleaned(clean, PDF)) == texts(clean)


def test_size_and_rotation_set_for_all_pages_at_once_stay() -> None:
    made, file = pikepdf.open(io.BytesIO(planted_office.pdf())), io.BytesIO()
    for page in made.pages:
        del page.obj["/MediaBox"]
    made.Root.Pages.MediaBox, made.Root.Pages.Rotate = pikepdf.Array([0, 0, 123, 45]), 90
    made.save(file)
    page = PdfReader(io.BytesIO(cleaned(file.getvalue(), PDF))).pages[1]
    assert (page.mediabox.width, page.rotation) == (123, 90)


def test_a_pdf_locked_against_changes_is_cleaned_and_one_with_a_password_is_not() -> None:
    for password, opens in (("", True), ("geheim", False)):
        writer, file = PdfWriter(clone_from=PdfReader(io.BytesIO(planted_office.pdf()))), io.BytesIO()
        writer.encrypt(password, "owner", algorithm="AES-256")
        writer.write(file)
        if opens:
            assert "Milk 2" in texts(cleaned(file.getvalue(), PDF))[1]
        else:
            with pytest.raises(NotCleaned) as refused:
                cleaned(file.getvalue(), PDF)
            assert "设有打开密码" in refused.value.message


def test_a_field_that_is_filled_in_and_not_drawn_is_refused_and_not_lost() -> None:
    made, file = pikepdf.open(io.BytesIO(planted_office.pdf())), io.BytesIO()
    del made.Root.AcroForm.Fields[0]["/AP"]
    made.save(file)
    with pytest.raises(NotCleaned) as refused:
        cleaned(file.getvalue(), PDF)
    assert "没有固定下来的表单内容" in refused.value.message


def test_an_object_stream_that_unpacks_without_end_is_refused() -> None:
    packed = zlib.compress(bytes(300_000_000), 9)
    front = b"%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
    data = front + b"%d>>stream\n" % len(packed) + packed + b"\nendstream\nendobj\n"
    at = len(data)
    entries = ((0, 0, 0), (1, len(b"%PDF-1.7\n"), 0), (2, 1, 0), (1, at, 0))
    rows = b"".join(bytes([kind]) + place.to_bytes(3, "big") + bytes([last]) for kind, place, last in entries)
    data += b"3 0 obj\n<</Type/XRef/Size 4/W[1 3 1]/Root 2 0 R/Length %d>>stream\n" % len(rows) + rows
    data += b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
    with pytest.raises((NotCleaned, TooMuch)):
        cleaned(data, PDF)


def test_what_we_write_ourselves_names_no_author_no_officer_and_no_machine() -> None:
    blocks = parse("# 投诉受理决定书\n\n@ 林晓禾：\n\n你的投诉已经受理。\n\n> 厦门市湖里区市场监督管理局\n")
    printed = PdfReader(io.BytesIO(ours.write("投诉受理决定书", blocks)))
    assert set(printed.metadata or {}) <= {"/Title", "/Creator"}
    assert (printed.metadata or {}).get("/Creator", "").startswith("Typst")
    pieces = [*planted.unpacked(word.write("投诉受理决定书", blocks))]
    pieces += planted.unpacked(ours.write("投诉受理决定书", blocks))
    for name in (*(officer.name.encode() for officer in cast.OFFICERS), b"python-docx"):
        assert not [one for one in pieces if name in one]
    document = docx.Document(io.BytesIO(word.write("投诉受理决定书", blocks)))
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created == properties.modified == datetime(2000, 1, 1, tzinfo=UTC)
    assert [rel for rel in document.part.package.rels.values() if "thumbnail" in rel.reltype] == []
