"""Printing a filtered list: one PDF that opens, every reading audited."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests import cast
from xiaobao.docket import printing
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.decline import decline
from xiaobao.docket.actions.make import opened
from xiaobao.docket.actions.print_many import print_many
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import Addressee, Document, Service
from xiaobao.docket.printing import Wanted
from xiaobao.refusals import Refused
from xiaobao.vault.models import AuditEntry

ACCEPTED, DECLINED = "投诉受理决定书", "投诉不予受理决定书"
ALL = Filter(open="all")


@pytest.fixture
def issued(officers, register) -> list[Document]:
    """Two letters of 湖里所 (one of the 19th, one of the 20th) and one of 江头所."""
    matters = [register()]
    for number, office in ((1, "湖里市场监督管理所"), (2, "江头市场监督管理所")):
        matters.append(
            register(
                cast.complaint(
                    external_id=f"135020620260518000020{number}",
                    digest=f"p{number}".ljust(16).encode(),
                    office_name=office,
                )
            )
        )
    chen = officers["chensiyuan"]
    accept(matter_id=matters[0], version=1, officer=chen, at=cast.at("2026-05-19"))
    decline(
        matter_id=matters[1],
        version=1,
        officer=chen,
        at=cast.NOON,
        ground=3,
        evidence=["投诉记录12件"],
        words="购买数量明显超出生活消费需要，不能证明消费者权益争议。",
    )
    accept(matter_id=matters[2], version=1, officer=officers["lian"], at=cast.NOON)
    return list(Document.objects.order_by("id"))


def pages(data: bytes) -> int:
    """Open the PDF and count its pages."""
    return len(PdfReader(io.BytesIO(data), strict=True).pages)


def printed(officer, **more: object):
    """Print what is wanted of everything within reach."""
    return print_many(officer=officer, at=cast.NOON, chosen=ALL, wanted=Wanted(), **more)


def numbers(officer, rulebook, **wanted: object) -> list[str]:
    """Return the titles that would be printed."""
    found = printing.printable(officer, ALL, Wanted(**wanted), rulebook, cast.TODAY)
    return [document.title for document in found]


def test_the_pdf_opens_and_holds_every_page(officers, issued, rulebook) -> None:
    chen = officers["chensiyuan"]
    assert printing.stack(printing.printable(chen, ALL, Wanted(), rulebook, cast.TODAY)).unmade == 2
    file = printed(chen)
    stack = printing.stack(printing.printable(chen, ALL, Wanted(), rulebook, cast.TODAY))
    assert (stack.documents, stack.unmade) == (2, 0)
    assert pages(file.data) == stack.pages == sum(pages(opened(d, "pdf")) for d in issued[:2])
    assert (file.name, file.content_type) == ("文书2份-20260520.pdf", "application/pdf")


def test_on_both_sides_every_document_begins_on_a_fresh_sheet(officers, issued, rulebook) -> None:
    chief = officers["luyiheng"]
    each = [
        pages(opened(document, "pdf"))
        for document in printing.printable(chief, ALL, Wanted(), rulebook, cast.TODAY)
    ]
    sheets = [count + count % 2 for count in each[:-1]]
    assert pages(printed(chief, duplex=True).data) == sum(sheets) + each[-1]


def test_every_reading_is_audited_by_document(officers, issued) -> None:
    printed(officers["chensiyuan"], address="10.0.0.8")
    rows = AuditEntry.objects.filter(act="document.read").order_by("subject")
    assert [(row.subject, row.actor_name, row.address) for row in rows] == [
        (f"document:{document.pk}", "陈思远", "10.0.0.8") for document in issued[:2]
    ]
    assert rows[0].detail == {"number": issued[0].number, "form": "pdf", "printed_with": 2}


def test_nothing_out_of_reach_is_printed(officers, issued, rulebook) -> None:
    assert numbers(officers["lian"], rulebook) == [ACCEPTED]
    assert pages(printed(officers["lian"]).data) == pages(opened(issued[2], "pdf"))


def test_kinds_days_and_what_has_not_been_served(officers, issued, rulebook) -> None:
    chief = officers["luyiheng"]
    assert printing.kinds(chief, ALL, rulebook, cast.TODAY) == [(DECLINED, 1), (ACCEPTED, 2)]
    assert numbers(chief, rulebook, titles=(DECLINED,)) == [DECLINED]
    assert numbers(chief, rulebook, until=cast.at("2026-05-19").date()) == [ACCEPTED]
    assert numbers(chief, rulebook, since=cast.TODAY) == [ACCEPTED, DECLINED]
    Service.objects.create(
        addressee=Addressee.objects.get(document=issued[0]),
        channel="phone",
        sent_at=cast.NOON,
        served_at=cast.NOON,
        recorded_by=chief.user,
    )
    assert numbers(chief, rulebook, unserved=True) == [ACCEPTED, DECLINED]
    assert issued[0] not in printing.printable(chief, ALL, Wanted(unserved=True), rulebook, cast.TODAY)


def test_a_voided_document_is_left_out(officers, issued, rulebook) -> None:
    Document.objects.filter(pk=issued[0].pk).update(voided_at=cast.NOON)
    assert numbers(officers["chensiyuan"], rulebook) == [DECLINED]


def test_the_filter_of_the_list_counts(officers, issued) -> None:
    with pytest.raises(Refused, match="没有符合条件的文书"):
        print_many(
            officer=officers["chensiyuan"], at=cast.NOON, chosen=Filter(kind="report"), wanted=Wanted()
        )
    assert AuditEntry.objects.filter(act="document.read").count() == 0


def test_too_many_are_refused_and_none_is_read(officers, issued, monkeypatch) -> None:
    monkeypatch.setattr("xiaobao.docket.actions.print_many.MOST", 1)
    with pytest.raises(Refused, match="一次最多打印1份"):
        printed(officers["chensiyuan"])
    assert AuditEntry.objects.filter(act="document.read").count() == 0


def test_the_pages_of_too_many_are_not_counted(officers, issued, rulebook, monkeypatch) -> None:
    monkeypatch.setattr(printing, "MOST", 1)
    found = printing.printable(officers["chensiyuan"], ALL, Wanted(), rulebook, cast.TODAY)
    assert (printing.stack(found).too_many, printing.stack(found).pages) == (True, 0)
