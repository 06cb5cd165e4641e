"""Take away the results of practising as a workbook (导出练习成绩), for the trainer; it is in the trail."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

import xlsxwriter  # type: ignore[import-untyped]

from xiaobao.handbook.practice import ResultRow, results
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

COLUMNS = ("账号", "姓名", "单位", "任职时间", "新任、借调", "章", "次数", "最近一次", "最好一次", "最近时间")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class ResultsFile(NamedTuple):
    """A file to be handed over."""

    name: str
    media_type: str
    data: bytes


def export_results(
    *, officer: Authority, today: date, at: datetime, only_new: bool = False, address: str = ""
) -> ResultsFile:
    """Return the table as it stands on screen, one row for a person and chapter. Raises NotFound."""
    rows = results(officer, today=today, only_new=only_new)
    with writing():
        record(
            act="handbook.results_exported", subject="screen:quiz-results", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"only_new": only_new},
        )  # fmt: skip
    return ResultsFile(f"练习成绩-{today:%Y%m%d}.xlsx", XLSX, _xlsx(rows))


def _xlsx(rows: tuple[ResultRow, ...]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**_AS_TEXT, "in_memory": True}) as book:
        sheet = book.add_worksheet("练习成绩")
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, len(COLUMNS) - 1, 16)
        for line, cells in enumerate((COLUMNS, *_lines(rows))):
            for column, cell in enumerate(cells):
                sheet.write(line, column, cell)
    return file.getvalue()


def _lines(rows: tuple[ResultRow, ...]) -> Iterator[tuple[str | int, ...]]:
    for row in rows:
        since = row.since.isoformat() if row.since else ""
        head = (row.user.username, row.user.name, row.office, since, "是" if row.is_new else "")
        for one in row.standings:
            if one.last and one.best:
                told = tuple(f"{attempt.right}/{attempt.asked}" for attempt in (one.last, one.best))
                yield (*head, one.chapter.title, one.count, *told, f"{one.last.at:%Y-%m-%d}")
        if not any(one.count for one in row.standings):
            yield (*head, "", 0, "", "", "")
