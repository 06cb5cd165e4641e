"""Take away the whole list of what a change of rules moves (下载变动清单); the taking is in the trail."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice

import xlsxwriter  # type: ignore[import-untyped]

from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.docket.models import RuleChange
from xiaobao.docket.moves import Days, Moves
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rehandled import Rehandling
from xiaobao.docket.rehandled_page import COLUMNS as HANDLING
from xiaobao.docket.rehandled_page import rehandling_rows
from xiaobao.docket.reroutes import Reroutes
from xiaobao.docket.reroutes_page import COLUMNS as WAYS
from xiaobao.docket.reroutes_page import reroute_rows
from xiaobao.docket.rule_lists import RuleList, kept, rows_of
from xiaobao.docket.rule_steps import leave_row
from xiaobao.docket.rulebook import SHANGHAI, current
from xiaobao.docket.rules_page import insist_on_rules, within_reach
from xiaobao.refusals import NotFound, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

MOST = {"xlsx": 200_000, "csv": 5_000_000}
"""Rows that fit one file: a workbook is held in memory whole."""
COLUMNS = ("来件编号", "期限", "变动", "预警", "怎样变动", "现在", "变更以后")
OUT_OF_REACH = "不在您的查看范围内"
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CHUNK = 1000
_Row = tuple[str, ...]


def export_moves(
    *, change_id: int, form: str, officer: Authority, at: datetime, address: str = ""
) -> IssuedFile:
    """Hand the list over as "xlsx" or "csv". Numbers of matters out of the officer's reach are left out.

    Raises NotAllowed, NotFound, Refused when it does not fit, Unavailable.
    """
    insist_on_rules(officer)
    change = RuleChange.objects.filter(pk=change_id).first()
    if change is None or form not in _TYPES:
        raise NotFound("没有这份清单。")
    count = rows_of(change)
    if count > MOST[form]:
        raise Refused(f"清单有{count}行，{form}最多{MOST[form]}行，请改用CSV下载。")
    with writing():
        leave_row("rules.exported", change, officer, at, address)
    columns, rows = _table(kept(change))
    table = chain([columns], _reachable(rows, officer))
    data = _xlsx(table) if form == "xlsx" else _csv(table)
    name = f"变动清单-第{change.pk}号-{at.astimezone(SHANGHAI):%Y%m%d-%H%M}.{form}"
    return IssuedFile(name, _TYPES[form], data)


def _table(listed: RuleList) -> tuple[_Row, Iterator[_Row]]:
    if isinstance(listed, Reroutes):
        return WAYS, reroute_rows(listed, current())
    if isinstance(listed, Rehandling):
        return HANDLING, rehandling_rows(listed)
    return COLUMNS, _rows(listed) if isinstance(listed, Moves) else iter(())


def _rows(moves: Moves) -> Iterator[_Row]:
    rulebook = current()
    for group, number in moves.clocks():
        days = (_days(group.before), _days(group.after))
        yield (number, name_of(group.clock, rulebook), "届满日", "", "", *days)
    for group, shift, number in moves.warnings():
        when = (_moment(shift.before), _moment(shift.after))
        yield (number, name_of(group.clock, rulebook), "预警", shift.name, shift.effect.label, *when)


def _reachable(rows: Iterator[_Row], officer: Authority) -> Iterator[_Row]:
    while chunk := list(islice(rows, _CHUNK)):
        seen = within_reach((row[0] for row in chunk), officer)
        yield from ((row[0] if row[0] in seen else OUT_OF_REACH, *row[1:]) for row in chunk)


def _days(days: Days) -> str:
    return f"{days.earliest}{'' if days.latest else '（暂定）'}"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _xlsx(rows: Iterator[_Row]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**_AS_TEXT, "in_memory": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet("变动清单")
        text = book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 6, 22)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write_string(line, column, value, text)
    return file.getvalue()


def _csv(rows: Iterator[_Row]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    # With a mark of the encoding, or the usual spreadsheet garbles Chinese.
    return file.getvalue().encode("utf-8-sig")
