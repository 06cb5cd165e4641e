"""One row of cells to one Registration, or to a Rejection that names every fault of the row."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, datetime
from hashlib import blake2b

from xiaobao.intake import registration as codes
from xiaobao.intake import text
from xiaobao.intake.columns import Columns, Reader, Unfit
from xiaobao.intake.fields import AMOUNTS, LISTS, PATHS, PLAIN
from xiaobao.intake.kinds import kind_reader
from xiaobao.intake.layout import Layout
from xiaobao.intake.orders import order_reader
from xiaobao.intake.registration import Registration, Rejection
from xiaobao.intake.spreadsheet import Row

_LONG_NUMBER = 1e15  # a spreadsheet keeps 15 digits of a number; the rest of a longer one is lost
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")
_OF_KIND = {"complaint": {"accepted", "declined", ""}, "report": {"filed", "not_filed", ""}}


class Converter:
    """Turns the rows of one layout into Registrations or Rejections.

    `today` bounds what happened (not later) and what is due (at most ten years on). `unknown_values` counts,
    by column, words of accepted rows that have no code or sum; they are kept in `extra`.
    """

    def __init__(self, layout: Layout, *, today: date, date1904: bool) -> None:
        columns = Columns(layout, today=today, date1904=date1904)
        self._system, self._channel = layout.system.system, layout.system.channel
        self._columns, self._shown = columns, columns.shown
        self.id_column = columns.present("external_id")[0]
        self._kind = kind_reader(columns)
        self._received = columns.required_moment("received_at")
        self._fields = _readers(columns)
        self._due = columns.due()
        self._orders = order_reader(columns)
        self._extras, self._personal = columns.extras()
        self.unknown_values: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def values(self, row: Row) -> dict[str, str]:
        """The row's cells as they were, by header, blank cells left out."""
        spilled = [f"第{number}列（超出表头）" for number in range(len(self._shown) + 1, len(row) + 1)]
        pairs = zip([*self._shown, *spilled], map(text.as_text, row), strict=False)
        return {shown: value for shown, value in pairs if value.strip()}

    def convert(self, row: Row, number: int) -> Registration | Rejection:
        """The row (1-based `number` in its sheet) as a Registration or a Rejection."""
        if len(row) < len(self._shown):
            row = [*row, *([""] * (len(self._shown) - len(row)))]
        try:
            self._no_spill(row)
            return self._registration(row, number)
        except Unfit as fault:
            faults = self._faults(row) or [fault]
            reason = "；".join(one.reason for one in faults)
            return Rejection(number, faults[0].code, reason, self.values(row))

    def _registration(self, row: Row, number: int) -> Registration:
        extra = self._columns.left_over = {}
        external_id, kind, received = self._id_of(row), self._kind(row), self._received(row)
        fields = {name: read(row) for name, read in self._fields.items()}
        due = tuple((name, when) for name, read in self._due if (when := read(row)) is not None)
        orders = self._orders(row)
        _check(kind, received, fields)
        for column, word in extra.items():
            self.unknown_values[column][word] += 1
        extra.update(_told(row, self._extras))
        personal = _told(row, self._personal)
        told = sorted((extra | personal).items())
        digest = _digest((external_id, kind, received, *fields.values(), due, told))
        return Registration(
            system=self._system,
            channel=self._channel,
            external_id=external_id,
            kind=kind,
            received_at=received,
            external_due=due,
            extra=extra,
            personal=personal,
            row=number,
            digest=digest,
            orders=orders,
            **fields,  # type: ignore[arg-type]
        )

    def _id_of(self, row: Row) -> str:
        cell = row[self.id_column]
        found, column = text.identifier(cell), self._shown[self.id_column]
        if not found:
            raise Unfit(codes.NO_EXTERNAL_ID, f"“{column}”是空的")
        if (isinstance(cell, int | float) and abs(cell) >= _LONG_NUMBER) or _SCIENTIFIC.fullmatch(found):
            why = "被表格软件当成了数字，末几位已丢失，请把该列设为文本格式重新导出"
            raise Unfit(codes.MANGLED_EXTERNAL_ID, f"“{column}”{why}")
        return found

    def _no_spill(self, row: Row) -> None:
        over = row[len(self._shown) :]
        if over and any(text.clean(cell) for cell in over):
            raise Unfit(codes.SPILLED_CELLS, f"这一行比表头多出{len(over)}格，各列可能错位")

    def _faults(self, row: Row) -> list[Unfit]:
        """Every fault a column of the row has; slower, and only for rows that have one."""
        due = [read for _, read in self._due]
        found: list[Unfit] = []
        fields = [*self._fields.values(), *due, self._orders]
        for read in (self._no_spill, self._id_of, self._kind, self._received, *fields):
            try:
                read(row)
            except Unfit as fault:
                found.append(fault)
        return found


def _told(row: Row, columns: list[tuple[int, str]]) -> dict[str, str]:
    """The cells of these columns as text, blank ones left out."""
    filled = ((shown, row[index]) for index, shown in columns if row[index] != "")
    return {shown: value for shown, cell in filled if (value := text.clean(cell))}


def _readers(columns: Columns) -> dict[str, Reader[object]]:
    readers: dict[str, Reader[object]] = {name: columns.words(name) for name in PLAIN}
    readers.update({name: columns.path(name) for name in PATHS})
    readers.update({name: columns.several(name) for name in LISTS})
    readers.update({name: columns.moment(name) for name in ("decided_at", "closed_at")})
    readers.update({name: columns.amount(name) for name in AMOUNTS})
    readers.update({name: columns.code(name) for name in ("decision", "outcome", "diversion")})
    closed = columns.code("closed")
    readers["closed"] = lambda row: closed(row) == "closed"
    return readers


def _check(kind: str, received: datetime, fields: dict[str, object]) -> None:
    """What one row cannot say at once: a report that was accepted, an answer before the question."""
    if fields["decision"] not in _OF_KIND[kind]:
        name = "投诉" if kind == "complaint" else "举报"
        why = "处理结论却是另一类的（受理用于投诉，立案用于举报），请核对"
        raise Unfit(codes.CONTRADICTION, f"类型是{name}，{why}")
    for field, words in (("decided_at", "反馈时间"), ("closed_at", "办结时间")):
        when = fields[field]
        if isinstance(when, datetime) and when.date() < received.date():
            raise Unfit(codes.CONTRADICTION, f"{words}{when:%Y-%m-%d}早于收到时间{received:%Y-%m-%d}，请核对")


def _digest(values: tuple[object, ...]) -> bytes:
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).digest()
