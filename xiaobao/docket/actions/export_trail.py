"""Take the audit trail away as a table (导出审计记录): every cell text, and the taking is in the trail."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped]

from xiaobao.docket import trail
from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.docket.actions.read_trail import insist, leave_row
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.docket.trail import Wanted
from xiaobao.docket.trail_words import RESULTS, label_of
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.chain import canonical
from xiaobao.vault.models import AuditEntry

MOST = 50_000
"""So many rows fit one file: what is more than a person reads is asked for in parts."""
COLUMNS = (
    *("序号", "时间", "人员", "岗位", "事项", "事项代码", "对象", "结果", "来源地址", "内容"),
    *("摘要算法", "前一条摘要", "摘要", "鉴别码"),
)
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def export_trail(
    *, wanted: Wanted, form: str, officer: Authority, at: datetime, address: str = ""
) -> IssuedFile:
    """Hand the rows over, oldest first, as "xlsx" or "csv"; that is in the trail before the bytes leave.

    Raises NotAllowed, Refused when there is nothing or too much, Unavailable.
    """
    insist(officer)
    if form not in _TYPES:
        raise Refused("请选择 xlsx 或者 csv。")
    rows = [_cells(entry) for entry in trail.every(wanted, MOST + 1)]
    if not rows:
        raise Refused("没有符合条件的审计记录。")
    if len(rows) > MOST:
        raise Refused(f"一次最多导出 {MOST} 条，请按日期或者人员分几次导出。")
    data = _xlsx(rows) if form == "xlsx" else _csv(rows)
    detail = wanted.told() | {"form": form, "rows": len(rows)}
    leave_row("audit.exported", detail, officer, at, address)
    return IssuedFile(f"审计记录-{at.astimezone(SHANGHAI):%Y%m%d-%H%M}.{form}", _TYPES[form], data)


def _cells(entry: AuditEntry) -> tuple[str, ...]:
    return (
        str(entry.pk),
        f"{entry.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
        entry.actor_name,
        entry.post,
        label_of(entry.act),
        entry.act,
        entry.subject,
        RESULTS.get(entry.result, entry.result),
        entry.address,
        canonical(entry.detail),
        entry.hashing,
        entry.previous,
        entry.digest,
        entry.mac,
    )


def _xlsx(rows: list[tuple[str, ...]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**_AS_TEXT, "in_memory": True}) as book:
        sheet = book.add_worksheet("审计记录")
        text = book.add_format({"num_format": "@"})
        for line, row in enumerate([COLUMNS, *rows]):
            for column, value in enumerate(row):
                sheet.write_string(line, column, value[:32_767], text)
        sheet.freeze_panes(1, 2)
        sheet.set_column(1, 1, 20)
        sheet.set_column(9, 9, 50)
    return file.getvalue()


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([COLUMNS, *_harmless(rows)])
    # With a mark of the encoding, or the usual spreadsheet garbles Chinese.
    return file.getvalue().encode("utf-8-sig")


def _harmless(rows: list[tuple[str, ...]]) -> Iterator[list[str]]:
    for row in rows:
        yield [f"'{value}" if value.startswith(_FORMULA) else value for value in row]
