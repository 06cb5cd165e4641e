"""A partner takes its own list away (导出): no names, no words of anybody; the taking is in the trail."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped]

from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.docket.diversions import of_partner
from xiaobao.docket.models import Diversion
from xiaobao.docket.own_cases import DiversionsFilter
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.docket.sitting import Sitting
from xiaobao.vault.audit import record
from xiaobao.writing import writing

MOST = 5000
"""Rows of one file."""
COLUMNS = (
    *("来件编号", "涉及金额（元）", "转来时间", "最后一日", "首次联系时间", "报告和解时间"),
    *("和解金额（元）", "结果", "结束时间", "满意程度"),
)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def export_diversions(
    *, chosen: DiversionsFilter, sitting: Sitting, at: datetime, address: str = ""
) -> IssuedFile:
    """Hand the partner's own list over as a workbook, every cell text; at most 5,000 rows.

    Raises Unavailable.
    """
    found = chosen.apply(of_partner(sitting)).select_related("matter")[:MOST]
    rows = [_row(one) for one in found]
    with writing():
        record(
            act="settling.exported",
            subject=f"partner:{sitting.partner.code}",
            at=at,
            actor=sitting.user,
            post=sitting.post,
            detail={"rows": len(rows), "state": chosen.state},
            address=address,
        )
    name = f"先行和解清单-{at.astimezone(SHANGHAI):%Y%m%d-%H%M}.xlsx"
    return IssuedFile(name, _TYPE, _workbook([COLUMNS, *rows]))


def _row(one: Diversion) -> tuple[str, ...]:
    return (
        one.matter.number,
        "" if one.matter.amount is None else f"{one.matter.amount:.2f}",
        _moment(one.diverted_at),
        f"{one.due_on}",
        _moment(one.first_contact_at),
        _moment(one.claimed_at),
        "" if one.settled is None else f"{one.settled:.2f}",
        str(Diversion.Ending(one.ending).label) if one.ending else "办理中",
        _moment(one.ended_at),
        "" if one.satisfaction is None else str(one.satisfaction),
    )


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment else ""


def _workbook(rows: Iterable[tuple[str, ...]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**_AS_TEXT, "in_memory": True}) as book:
        sheet = book.add_worksheet("先行和解清单")
        text = book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(COLUMNS) - 1, 20)
        for line, column, value in _cells(rows):
            sheet.write_string(line, column, value, text)
    return file.getvalue()


def _cells(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, int, str]]:
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            yield line, column, value
