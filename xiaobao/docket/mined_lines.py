"""Matters listed on the pages of an enterprise and of a linked person: a page of them, masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from xiaobao.docket.finding_page import MemberLine
from xiaobao.docket.models import Matter
from xiaobao.documents.redaction import mask_text

PAGE = 25


@dataclass(frozen=True)
class Listed:
    """One page of ``total`` matters, the latest received first."""

    lines: tuple[MemberLine, ...]
    total: int
    page: int
    pages: int


def listed(matters: QuerySet[Matter], page: int, why: Mapping[int, str] | None = None) -> Listed:
    """Return a page of ``matters``, one too far the last; ``why`` says of each by what it belongs here."""
    total = matters.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    rows = matters.order_by("-received_at", "-pk").select_related("office", "respondent")
    shown = rows[(page - 1) * PAGE : page * PAGE]
    return Listed(tuple(_line(row, (why or {}).get(row.pk, "")) for row in shown), total, page, pages)


def _line(matter: Matter, why: str) -> MemberLine:
    return MemberLine(
        id=matter.pk,
        number=matter.number,
        kind=matter.kind,
        state=matter.state,
        received_on=matter.received_on,
        office=matter.office.name,
        respondent=matter.respondent.name if matter.respondent else "",
        subject=mask_text(matter.subject),
        why=why,
        counted=True,
    )
