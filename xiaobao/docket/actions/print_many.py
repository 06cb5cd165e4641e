"""Print the documents of a filtered list as one PDF; the reading of each is audited."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.issue import CONTENT_TYPES, IssuedFile
from xiaobao.docket.actions.make import opened
from xiaobao.docket.cabinet import told
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import Document
from xiaobao.docket.printing import MOST, Wanted, printable
from xiaobao.docket.rulebook import current
from xiaobao.documents.batch import join
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def print_many(
    *,
    officer: Authority,
    at: datetime,
    chosen: Filter,
    wanted: Wanted,
    duplex: bool = False,
    address: str = "",
) -> IssuedFile:
    """Hand over the wanted documents within the filter as one PDF, in the order of their numbers.

    Only documents within the officer's reach, voided ones left out; with ``duplex`` each begins on the
    front of a sheet. One audit row a document is written before the bytes leave. Raises Refused when
    there is none, when there are more than one PDF may hold, and Unavailable when a file is damaged.
    """
    rulebook = current()
    today = rulebook.today(at)
    documents = list(printable(officer, chosen, wanted, rulebook, today)[: MOST + 1])
    _insist(documents)
    with told():
        data = join((opened(document, "pdf") for document in documents), duplex=duplex)
    with writing():
        for document in documents:
            _audit(document, len(documents), officer, at, address)
    return IssuedFile(f"文书{len(documents)}份-{today:%Y%m%d}.pdf", CONTENT_TYPES["pdf"], data)


def _insist(documents: list[Document]) -> None:
    if not documents:
        raise Refused("没有符合条件的文书，请换一个种类或者时间。")
    if len(documents) > MOST:
        raise Refused(f"一次最多打印{MOST}份文书，请按种类或者签发日期分几次打印。")


def _audit(document: Document, count: int, officer: Authority, at: datetime, address: str) -> None:
    record(
        act="document.read",
        subject=f"document:{document.pk}",
        at=at,
        actor=officer.user,
        post=officer.post,
        detail={"number": document.number, "form": "pdf", "printed_with": count},
        address=address,
    )
