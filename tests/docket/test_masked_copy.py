"""A report's documents without the reporter: what is opened, printed and downloaded by default."""

from __future__ import annotations

import io
import zipfile

import pytest
from pypdf import PdfReader

from tests import cast, desk_cast
from tests.docket.reveal_cast import asked, handed_to
from xiaobao.docket import printing
from xiaobao.docket.actions.enrol import enrol
from xiaobao.docket.actions.issue import open_document
from xiaobao.docket.actions.print_many import print_many
from xiaobao.docket.actions.reveal import reveal_document
from xiaobao.docket.actions.transfer import transfer
from xiaobao.docket.filters import Filter
from xiaobao.docket.masked_copy import COVERED, NOTICE, masked_blocks
from xiaobao.docket.models import Document, Matter
from xiaobao.docket.people import PersonGiven
from xiaobao.documents import blocks
from xiaobao.refusals import Refused, Unavailable
from xiaobao.vault.models import AuditEntry

ZHOU = PersonGiven(
    name="周喆",
    phone="13900000002",
    postal="厦门市湖里区虚构巷9号",
    id_kind="居民身份证",
    id_number="350206199001010022",
)
TOLD = ("周喆", "13900000002", "虚构巷9号", "350206199001010022")


@pytest.fixture
def report(officers, own_home) -> int:
    """周喆's report by letter, with name, address and number, and the number once more in the words."""
    form = desk_cast.REPORT | {"office": "huli", "key": "by-letter", "person": ZHOU}
    form["content"] = "我是周 喆，电话139-0000-0002，住厦门市湖里区 虚构巷9号，该店销售过期酸奶。"
    return enrol(officer=officers["hemin"], at=cast.NOON, **form).matter_id


def opened(officer, document: Document, form: str):
    """Open a document as everybody does."""
    return open_document(document_id=document.pk, officer=officer, at=cast.NOON, form=form)


def text_of(data: bytes) -> str:
    """Return what a PDF says, blanks left out."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


def test_no_document_of_a_report_names_the_reporter(officers, report) -> None:
    documents = Document.objects.filter(matter=report)
    assert documents.count() == 2
    for document in documents:
        text = "".join(blocks.plain(masked_blocks(document)).split())
        assert not any(part in text for part in TOLD), text
        assert NOTICE in text
        assert "周*" in text


def test_the_form_shows_the_masked_line_in_place_of_the_person(officers, report) -> None:
    form = Document.objects.get(matter=report, series="report_form")
    cells = [cell.text for block in masked_blocks(form) for cell in block.cells]
    assert {"周*", "139****0002", COVERED} <= set(cells)
    assert any(cell.startswith("我是周*，电话139****0002，住") for cell in cells)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_is_handed_over_is_the_masked_copy_under_its_number(form, officers, report) -> None:
    document = Document.objects.get(matter=report, series="report_form")
    file = opened(officers["chensiyuan"], document, form)
    assert file.name == f"{document.number}（遮盖件）.{form}"
    if form == "pdf":
        text = text_of(file.data)
    else:
        text = zipfile.ZipFile(io.BytesIO(file.data)).read("word/document.xml").decode()
    assert "遮盖件" in text
    assert not any(part in text for part in TOLD)
    assert AuditEntry.objects.get(act="document.read").detail == {
        "number": document.number,
        "form": form,
        "masked": True,
    }


def test_a_letter_to_another_authority_that_names_nobody_goes_out_as_issued(officers, report) -> None:
    given = {"body": "厦门市公安局湖里分局", "suspicion": "slipped_in", "materials": ["监控录像一份"]}
    facts = "门店监控显示过期酸奶系自行带入，货号690000000000123。"
    version = Matter.objects.get(pk=report).version
    taken = transfer(
        matter_id=report, version=version, officer=officers["suming"], at=cast.NOON, facts=facts, **given
    )
    letter = opened(officers["suming"], taken.documents[0], "pdf")
    assert letter.name == f"{taken.documents[0].number}.pdf"
    assert "690000000000123" in text_of(letter.data)
    assert "遮盖件" not in text_of(letter.data)


def test_the_bureau_s_own_telephone_is_no_secret(officers, report, rulebook) -> None:
    receipt = Document.objects.get(matter=report, series="receipt")
    assert rulebook.locality.bureau.phone in blocks.plain(masked_blocks(receipt))


def test_the_document_in_full_is_to_be_had_for_a_purpose(officers, report) -> None:
    handed_to(officers["chensiyuan"], report)
    document = Document.objects.get(matter=report, series="report_form")
    file = reveal_document(
        document_id=document.pk, form="pdf", **asked(officers["chensiyuan"], purpose="serve")
    )
    assert all(part in text_of(file.data) for part in ("周喆", "13900000002"))
    assert "遮盖件" not in text_of(file.data)


def test_without_its_text_a_document_is_not_shown_at_all(officers, report) -> None:
    document = Document.objects.filter(matter=report).first()
    Document.objects.filter(pk=document.pk).update(paper=b"")
    with pytest.raises(Unavailable, match="没有可以遮盖的文本"):
        opened(officers["chensiyuan"], document, "pdf")


def test_a_complaint_s_document_is_opened_as_issued(officers, own_home) -> None:
    form = desk_cast.COMPLAINT | {"office": "huli", "key": "complaint"}
    key = enrol(officer=officers["hemin"], at=cast.NOON, **form).matter_id
    document = Document.objects.get(matter=key, series="complaint_form")
    file = opened(officers["chensiyuan"], document, "pdf")
    assert (file.name, "林晓禾" in text_of(file.data)) == (f"{document.number}.pdf", True)


def test_batch_printing_leaves_a_report_s_documents_out_and_says_how_many(officers, report, rulebook) -> None:
    chen, every = officers["chensiyuan"], Filter(open="all")
    wanted = printing.Wanted()
    assert not printing.printable(chen, every, wanted, rulebook, cast.TODAY).exists()
    assert printing.kinds(chen, every, rulebook, cast.TODAY) == []
    assert printing.left_out(chen, every, wanted, rulebook, cast.TODAY) == 2
    assert printing.left_out(officers["lian"], every, wanted, rulebook, cast.TODAY) == 0
    with pytest.raises(Refused, match="没有符合条件的文书"):
        print_many(officer=chen, at=cast.NOON, chosen=every, wanted=wanted)
