"""A layout's columns as readers: for each field one function from a row to a value, chosen once per file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from xiaobao.intake import registration as codes
from xiaobao.intake import text
from xiaobao.intake.amounts import yuan
from xiaobao.intake.layout import Layout
from xiaobao.intake.mapping import FieldMap
from xiaobao.intake.moments import EARLIEST, Unreadable, moment
from xiaobao.intake.spreadsheet import Row
from xiaobao.intake.text import Cell

T = TypeVar("T")
Reader = Callable[[Row], T]

_DUE_YEARS = 10
_CACHE = 20_000
_FREE_TEXT = {"content", "reply"}
_CLEANERS: dict[str, Callable[[Cell], str]] = {
    "person_phone": text.phone,
    "respondent_uscc": text.identifier,
    **dict.fromkeys(_FREE_TEXT, text.clean),
}


class Unfit(Exception):
    """A row cannot be taken over; carries the code and the reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Columns:
    """The columns of one file. `left_over` takes, for the row being read, words that have no code."""

    def __init__(self, layout: Layout, *, today: date, date1904: bool) -> None:
        self._fields, self._due = layout.system.fields, layout.system.due
        self.orders = layout.system.orders
        self._today, self._date1904 = today, date1904
        self._at = {name: index for index, name in reversed(list(enumerate(layout.names))) if name}
        self._names, self._is_personal = layout.names, layout.system.is_personal
        self._used: set[int] = set()
        self.shown = _distinct(layout.shown)
        self.left_over: dict[str, str] = {}

    def extras(self) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        """The columns no field took as its first, with their names: open ones, and those about the person.

        Asked for when all readers are made.
        """
        rest = [(index, shown) for index, shown in enumerate(self.shown) if index not in self._used]
        personal = [one for one in rest if self._is_personal(self._names[one[0]])]
        return [one for one in rest if one not in personal], personal

    def single(self, name: str) -> int | None:
        """The one column a field is read from, lest another silently stands in; None when there is none."""
        return next(iter(self.present(name)), None)

    def named(self, names: Sequence[str]) -> list[int]:
        """The columns with these names that the file has, in that order."""
        return [self._at[one] for one in names if one in self._at]

    def present(self, name: str) -> list[int]:
        """A field's columns that the file has. The first counts as used; the rest stay in `extra` as well."""
        found = self.named(self.mapped(name).columns)
        self._used.update(found[:1])
        return found

    def mapped(self, name: str) -> FieldMap:
        """What the mapping says of a field, nothing when it does not name it."""
        return self._fields.get(name) or FieldMap()

    def words(self, name: str) -> Reader[str]:
        """A field kept as text."""
        cleaner = _CLEANERS.get(name, text.narrow)
        one = self.mapped(name)

        def convert(cell: Cell) -> str:
            found = cleaner(cell)
            short = text.token(found)
            return "" if short in one.blank else one.values.get(short, found)

        return self._coalesced(name, convert if one.blank or one.values else cleaner, "")

    def several(self, name: str) -> Reader[tuple[str, ...]]:
        """A field that holds several words."""
        return self._coalesced(name, text.several, ())

    def path(self, name: str) -> Reader[tuple[str, ...]]:
        """A classification: one column with separators, or one column for each level."""
        levels = self.mapped(name).levels
        if not levels:
            return self._coalesced(name, text.path, ())
        present = [found[0] for names in levels if (found := self.named(names))]
        self._used.update(present)
        level = _cached(text.level)
        return lambda row: tuple(part for index in present if (part := level(row[index])))

    def code(self, name: str) -> Reader[str]:
        """A coded word; a word without a code is left over and reads as blank, never guessed."""
        columns, values, token = self.present(name), self.mapped(name).values, _cached(text.token)

        def read(row: Row) -> str:
            for index in columns:
                if word := token(row[index]):
                    code = values.get(word)
                    return self._leave(index, row[index], "") if code is None else code
            return ""

        return read

    def amount(self, name: str) -> Reader[Decimal | None]:
        """Yuan; what cannot be read as a sum is left over."""
        columns, cached = self.present(name), _cached(yuan)

        def read(row: Row) -> Decimal | None:
            for index in columns:
                try:
                    found = cached(row[index])
                except Unreadable:
                    return self._leave(index, row[index], None)
                if found is not None:
                    return found
            return None

        return read

    def moment(self, name: str) -> Reader[datetime | None]:
        """Something that happened: not before 2000, not after today. The reader raises Unfit."""
        return self.happened(self.present(name))

    def required_moment(self, name: str) -> Reader[datetime]:
        """A moment no row may lack, from one column only. The reader raises Unfit."""
        index = self.present(name)[0]
        latest = self._today

        def read(row: Row) -> datetime:
            when = self._when(row[index], index, latest)
            if when is None:
                raise Unfit(codes.UNREADABLE_TIME, f"“{self.shown[index]}”是空的")
            return when

        return read

    def due(self) -> list[tuple[str, Reader[datetime | None]]]:
        """Deadlines of other systems, at most ten years on. The readers raise Unfit."""
        present = {name: found for name, names in self._due.items() if (found := self.named(names))}
        self._used.update(found[0] for found in present.values())
        return [(name, self.deadline(found)) for name, found in present.items()]

    def deadline(self, columns: Sequence[int]) -> Reader[datetime | None]:
        """The first of these columns with a moment, at most ten years on. The reader raises Unfit."""
        return self._moment(columns, date(self._today.year + _DUE_YEARS, 12, 31))

    def happened(self, columns: Sequence[int]) -> Reader[datetime | None]:
        """The first of these columns with a moment, not after today. The reader raises Unfit."""
        return self._moment(columns, self._today)

    def _moment(self, columns: Sequence[int], latest: date) -> Reader[datetime | None]:
        def read(row: Row) -> datetime | None:
            for index in columns:
                cell = row[index]
                if cell != "" and (when := self._when(cell, index, latest)):
                    return when
            return None

        return read

    def _when(self, cell: Cell, index: int, latest: date) -> datetime | None:
        try:
            when = moment(cell, date1904=self._date1904)
        except Unreadable:
            written = f"“{self.shown[index]}”写的是“{text.as_text(cell)}”"
            raise Unfit(codes.UNREADABLE_TIME, f"{written}，看不出是哪天") from None
        if when is None or EARLIEST <= when.date() <= latest:
            return when
        early, far = f"早于{EARLIEST.year}年", "在将来" if latest == self._today else "过于遥远"
        why = early if when.date() < EARLIEST else far
        raise Unfit(codes.IMPLAUSIBLE_TIME, f"“{self.shown[index]}”为{when:%Y-%m-%d %H:%M}，{why}，不可信")

    def _coalesced(self, name: str, convert: Callable[[Cell], T], blank: T) -> Reader[T]:
        columns = self.present(name)
        cached = convert if name in _FREE_TEXT else _cached(convert)

        def read(row: Row) -> T:
            for index in columns:
                if found := cached(row[index]):
                    return found
            return blank

        return read

    def _leave(self, index: int, cell: Cell, value: T) -> T:
        self.left_over[self.shown[index]] = text.clean(cell)
        return value


def _distinct(shown: Sequence[str]) -> tuple[str, ...]:
    """Header texts made distinct: a second 备注 becomes 备注(2); a nameless column is called by its place."""
    seen: Counter[str] = Counter()
    names = []
    for number, name in enumerate(shown, start=1):
        seen[name] += 1
        plain = name or f"第{number}列（无列名）"
        names.append(plain if seen[name] == 1 or not name else f"{plain}({seen[name]})")
    return tuple(names)


def _cached(convert: Callable[[Cell], T]) -> Callable[[Cell], T]:
    """The same conversion, remembering cells already met: statuses, offices and enterprises repeat."""
    known: dict[tuple[type, Cell], T] = {}

    def read(cell: Cell) -> T:
        key = (cell.__class__, cell)
        try:
            return known[key]
        except KeyError:
            found = convert(cell)
            if len(known) < _CACHE:
                known[key] = found
            return found

    return read
