"""A file of the enforcement system read: every row is what it says of one case, or a Rejection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from xiaobao.intake import case_mapping, text
from xiaobao.intake.case_mapping import AMOUNTS, CODES, DAYS, NUMBERS, WORDS
from xiaobao.intake.columns import Columns, Reader, Unfit
from xiaobao.intake.errors import DoubledColumn, UnknownLayout
from xiaobao.intake.layout import HEADER_WITHIN, Layout
from xiaobao.intake.mapping import SystemMap
from xiaobao.intake.registration import Rejection
from xiaobao.intake.spreadsheet import Book, Row, Sheet, open_rows

NO_NUMBER = "INT-421"
UNKNOWN_WORD = "INT-422"
NO_DAY = "INT-423"
UNREADABLE_AMOUNT = "INT-424"
NOTHING_TOLD = "INT-425"
_LONGEST = {"case_number": 64, "decision_number": 64, "matter_number": 64, "document": 100}
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What one row says of a case; empty and None where it says nothing. Amounts in yuan.

    ``event`` is a step of ``rules.milestones``, ``outcome`` an item of 令2 第六十条第一款. ``row`` is the
    1-based row of the sheet, ``values`` its cells as they were.
    """

    row: int
    values: Mapping[str, str]
    case_number: str = ""
    matter_number: str = ""
    filed_on: date | None = None
    event: str = ""
    step_on: date | None = None
    document: str = ""
    outcome: int | None = None
    decided_on: date | None = None
    decision_number: str = ""
    penalty: str = ""
    fined: Decimal | None = None
    confiscated: Decimal | None = None
    collective: bool | None = None
    published: bool | None = None
    same_province: bool | None = None
    words: str = ""
    published_on: date | None = None
    closed_on: date | None = None

    @property
    def decides(self) -> bool:
        """Whether the row says anything of a decision."""
        told = (self.outcome, self.decided_on, self.fined, self.confiscated)
        return any(one is not None for one in told) or bool(self.decision_number)

    @property
    def first_day(self) -> date:
        """The earliest day the row speaks of: rows are taken in that order."""
        days = (self.step_on, self.decided_on, self.published_on, self.closed_on, self.filed_on)
        return min((day for day in days if day), default=date.max)


class CaseReading:
    """Iterate to get rows in the order of the sheet; ``rows`` and ``duplicates`` are counted meanwhile."""

    def __init__(self, layout: Layout, *, today: date, date1904: bool) -> None:
        self.headers = [shown for shown in layout.shown if shown]
        self.unknown_headers = layout.unknown_headers
        self.rows = self.duplicates = 0
        self._layout, self._columns = layout, Columns(layout, today=today, date1904=date1904)
        self._readers = _readers(self._columns)

    def __iter__(self) -> Iterator[CaseRow | Rejection]:
        self.rows = self.duplicates = 0
        seen: set[tuple[tuple[str, str], ...]] = set()
        for number, row in enumerate(self._layout.sheet.rows(), start=1):
            if number <= self._layout.header_row or not any(text.clean(cell) for cell in row):
                continue
            self.rows += 1
            values = self._values(row)
            if tuple(values.items()) in seen:
                self.duplicates += 1
                continue
            seen.add(tuple(values.items()))
            yield self._read(row, number, values)

    def _values(self, row: Row) -> dict[str, str]:
        pairs = zip(self._columns.shown, map(text.as_text, row), strict=False)
        return {shown: value for shown, value in pairs if value.strip()}

    def _read(self, row: Row, number: int, values: dict[str, str]) -> CaseRow | Rejection:
        if len(row) < len(self._layout.shown):
            row = [*row, *([""] * (len(self._layout.shown) - len(row)))]
        left: dict[str, str] = {}
        self._columns.left_over = left
        try:
            found = {name: read(row) for name, read in self._readers.items()}
            _whole(found, left)
            return CaseRow(number, values, **_typed(found))
        except Unfit as fault:
            return Rejection(number, fault.code, fault.reason, values)


def read(path: Path, *, content: Path, today: date) -> CaseReading:
    """Open a file of the enforcement system and recognise its columns; rows are read while iterating.

    Raises FileRefused (the file), LayoutRefused (its columns) or MalformedMapping.
    """
    mapping = case_mapping.load(content)
    book = open_rows(path)
    return CaseReading(_recognised(book, mapping), today=today, date1904=book.date1904)


def _recognised(book: Book, mapping: SystemMap) -> Layout:
    first: list[str] = []
    for sheet in book.sheets:
        for number, row in enumerate(islice(sheet.rows(), HEADER_WITHIN), start=1):
            layout = _layout(sheet, number, row, mapping)
            first = first or [shown for shown in layout.shown if shown]
            if _fits(layout):
                return layout
    wanted = "”或者“".join(mapping.mapped(name)[0] for name in NUMBERS)
    listed = "、".join(first[:40]) or "（空）"
    raise UnknownLayout(
        f"认不出这是执法办案系统的案件进展表：应当有“{wanted}”一列，以及环节、处理结果或者结案日期等列。"
        f"首行各列为：{listed}。未导入任何一行。",
        first,
    )


def _layout(sheet: Sheet, number: int, row: Row, mapping: SystemMap) -> Layout:
    shown = tuple(text.as_text(cell).strip() for cell in row)
    return Layout(mapping, sheet, number, shown, tuple(text.header(cell) for cell in row))


def _fits(layout: Layout) -> bool:
    present, mapping = set(layout.names), layout.system
    numbers = {name for field in NUMBERS for name in mapping.mapped(field)}
    telling = {name for field in (*CODES, *DAYS) for name in mapping.mapped(field)}
    if not present & numbers or not present & telling:
        return False
    for column in present & mapping.recognised_by:
        if layout.names.count(column) > 1:
            raise DoubledColumn(f"列名“{column}”出现了不止一次，请删去多余的一列后再导入。")
    return True


def _readers(columns: Columns) -> dict[str, Reader[Any]]:
    readers: dict[str, Reader[Any]] = {name: columns.words(name) for name in WORDS}
    readers |= {name: columns.moment(name) for name in DAYS}
    readers |= {name: columns.amount(name) for name in AMOUNTS}
    return readers | {name: columns.code(name) for name in CODES}


def _whole(found: Mapping[str, Any], left: Mapping[str, str]) -> None:
    """Raise Unfit for a row that does not say enough, or says it in words nobody knows."""
    if not any(found[name] for name in NUMBERS):
        raise Unfit(NO_NUMBER, "没有案件编号，也没有登记编号，不知道是哪件案件")
    for shown, word in left.items():
        amount = any(mark in shown for mark in ("金额", "罚款", "没收"))
        code = UNREADABLE_AMOUNT if amount else UNKNOWN_WORD
        why = "不是金额" if amount else "不在对照表内，请改正，或请管理员补充对照后再导入"
        raise Unfit(code, f"“{shown}”写的是“{word}”，{why}")
    if bool(found["event"]) != bool(found["step_on"]):
        raise Unfit(NO_DAY, "环节和日期应当同时填写")
    told = (name for name in (*DAYS, *AMOUNTS, "event", "outcome", "decision_number"))
    if not any(found[name] for name in told):
        raise Unfit(NOTHING_TOLD, "这一行没有可以记入的环节、决定或者日期")
    for name, longest in _LONGEST.items():
        if len(found[name]) > longest:
            raise Unfit(UNKNOWN_WORD, f"“{found[name][:20]}……”超过{longest}个字，不像编号")


def _typed(found: dict[str, Any]) -> dict[str, Any]:
    known = {one.name for one in fields(CaseRow)}
    days = {name: _day(found[name]) for name in DAYS}
    answers = {name: _YES_NO.get(found[name]) for name in ("collective", "published", "same_province")}
    outcome = int(found["outcome"]) if found["outcome"] else None
    return {name: value for name, value in (found | days | answers).items() if name in known} | {
        "outcome": outcome
    }


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
