"""A file read from end to end: every row is a Registration, a Rejection, or counted as repeated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from xiaobao.intake import mapping
from xiaobao.intake.convert import Converter
from xiaobao.intake.layout import Layout, recognise
from xiaobao.intake.registration import SAME_ID_OTHER_CONTENT, Registration, Rejection
from xiaobao.intake.spreadsheet import Row, open_rows
from xiaobao.intake.text import clean, header


class Reading:
    """Iterate to get Registrations and Rejections in the order of the sheet.

    Known at once: system, sheet, header_row (1-based), headers, unknown_headers, date1904. Counted while
    iterating: rows (data rows met, blank rows and repeated headers excluded), duplicates (rows identical to
    an earlier one, not yielded), repeated_headers, unknown_values (column -> word -> times).
    """

    def __init__(self, path: Path, layout: Layout, *, today: date, date1904: bool) -> None:
        self.path, self.date1904 = path, date1904
        self.system = layout.system.system
        self.sheet, self.header_row = layout.sheet.name, layout.header_row
        self.headers: list[str] = [shown for shown in layout.shown if shown]
        self.unknown_headers: list[str] = layout.unknown_headers
        self.rows = self.duplicates = self.repeated_headers = 0
        self._layout = layout
        self._converter = Converter(layout, today=today, date1904=date1904)
        self._seen: dict[str, tuple[bytes, int]] = {}

    @property
    def unknown_values(self) -> dict[str, dict[str, int]]:
        """Words in coded or amount columns that have no reading, kept in `extra`: column -> word -> times."""
        return {column: dict(words) for column, words in self._converter.unknown_values.items()}

    def __iter__(self) -> Iterator[Registration | Rejection]:
        self.rows = self.duplicates = self.repeated_headers = 0
        self._seen.clear()
        self._converter.unknown_values.clear()
        for number, row in enumerate(self._layout.sheet.rows(), start=1):
            if number <= self.header_row or self._passed_over(row):
                continue
            self.rows += 1
            found = self._converter.convert(row, number)
            if isinstance(found, Registration):
                judged = self._judge(found, row)
                if judged is not None:
                    yield judged
            else:
                yield found

    def _passed_over(self, row: Row) -> bool:
        """A blank row, or the header once more (exports glued together by hand)."""
        column = self._converter.id_column
        cell = row[column] if column < len(row) else ""
        if cell == "" or not clean(cell):
            return not any(clean(one) for one in row)
        if isinstance(cell, str) and header(cell) == self._layout.names[column]:
            self.repeated_headers += 1
            return True
        return False

    def _judge(self, found: Registration, row: Row) -> Registration | Rejection | None:
        """An identifier met before: the same content is a duplicate, other content goes to a person."""
        earlier = self._seen.setdefault(found.external_id, (found.digest, found.row))
        if earlier[1] == found.row:
            return found
        if earlier[0] == found.digest:
            self.duplicates += 1
            return None
        reason = f"编号“{found.external_id}”在第{earlier[1]}行已出现且内容不同，请核对哪一行为准"
        return Rejection(found.row, SAME_ID_OTHER_CONTENT, reason, self._converter.values(row))


def read(path: Path, *, system: str = "auto", content: Path, today: date) -> Reading:
    """Open a 12315 export or a 12345 work-order table and recognise it; rows are read while iterating.

    `content` is the content directory (its intake/*.yaml are used), `today` the day of reading.
    Raises FileRefused (the file), LayoutRefused (its columns; lists `unknown_headers`) or MalformedMapping.
    """
    book = open_rows(path)
    layout = recognise(book, mapping.load(content), system)
    return Reading(path, layout, today=today, date1904=book.date1904)
