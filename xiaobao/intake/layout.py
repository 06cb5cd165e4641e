"""Which sheet, which row is the header, which system: by column names alone; in doubt a person is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from xiaobao.intake.errors import AmbiguousLayout, DoubledColumn, UnknownLayout
from xiaobao.intake.fields import REQUIRED
from xiaobao.intake.mapping import SystemMap
from xiaobao.intake.spreadsheet import Book, Row, Sheet
from xiaobao.intake.text import as_text, header

HEADER_WITHIN = 10
_TELLING = 3  # a column that identifies a system counts as much as three that merely occur in it
_CLEAR_LEAD = 3
_FIELD_NAMES = {"external_id": "编号", "kind": "类型（投诉/举报）", "received_at": "收到时间"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the data of a file begins and what its columns are called. `header_row` is 1-based."""

    system: SystemMap
    sheet: Sheet
    header_row: int
    shown: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def unknown_headers(self) -> list[str]:
        """Columns the mapping does not name, as the sheet writes them."""
        return [
            shown
            for shown, name in zip(self.shown, self.names, strict=True)
            if name and name not in self.system.known and not self.system.is_personal(name)
        ]


def recognise(book: Book, systems: Mapping[str, SystemMap], system: str = "auto") -> Layout:
    """The first sheet whose header fits one system and only one.

    Raises UnknownLayout (nothing fits, or a required column is missing), AmbiguousLayout (two fit alike) or
    DoubledColumn; each lists the headers no mapping names.
    """
    candidates = [systems[system]] if system in systems else list(systems.values())
    if system not in {"auto", *systems}:
        raise UnknownLayout(f"不认得的来源“{system}”，可选：{'、'.join(sorted(systems))}，或auto。")
    best: tuple[int, Layout] | None = None
    for sheet in book.sheets:
        for number, row in enumerate(islice(sheet.rows(), HEADER_WITHIN), start=1):
            scored = _scored(row, number, sheet, candidates)
            if fitting := [one for one in scored if not missing(one[1])]:
                return _single(fitting)
            best = max([*scored, *([best] if best else [])], key=lambda one: one[0], default=None)
    raise _nothing_fits(best[1] if best and best[0] > 1 else None, book)


def missing(layout: Layout) -> list[str]:
    """Required fields that no column of the layout can fill."""
    present = set(layout.names)
    fields = layout.system.fields
    return [name for name in REQUIRED if present.isdisjoint((*fields[name].columns, *fields[name].said_in))]


def _scored(row: Row, number: int, sheet: Sheet, systems: Iterable[SystemMap]) -> list[tuple[int, Layout]]:
    shown = tuple(as_text(cell).strip() for cell in row)
    names = tuple(header(cell) for cell in row)
    return [(_score(names, one), Layout(one, sheet, number, shown, names)) for one in systems]


def _score(names: Sequence[str], system: SystemMap) -> int:
    present = set(names)
    return len(present & system.known) + (_TELLING - 1) * len(present & system.recognised_by)


def _single(fitting: list[tuple[int, Layout]]) -> Layout:
    fitting.sort(key=lambda one: -one[0])
    first = fitting[0][1]
    if len(fitting) > 1 and fitting[0][0] - fitting[1][0] < _CLEAR_LEAD:
        titles = "”“".join(layout.system.title for _, layout in fitting)
        raise AmbiguousLayout(f"这张表既像“{titles}”，请在导入时指明来源。", first.unknown_headers)
    for name in REQUIRED:
        for column in first.system.fields[name].columns:
            if first.names.count(column) > 1:
                raise DoubledColumn(f"列名“{column}”出现了不止一次，请删去多余的一列后再导入。")
    return first


def _nothing_fits(nearest: Layout | None, book: Book) -> UnknownLayout:
    if nearest is None:
        first = next((row for sheet in book.sheets for row in islice(sheet.rows(), 1)), [])
        names = [text for cell in first if (text := as_text(cell).strip())]
        listed = "、".join(names[:40]) or "（空）"
        asked = "请核对文件，或请管理员补充导入对照表。"
        return UnknownLayout(f"认不出这是哪个系统导出的表。首行各列为：{listed}。{asked}", names)
    lacking = "；".join(_wanted(nearest.system, name) for name in missing(nearest))
    unknown = nearest.unknown_headers
    asked = f"不认得的列：{'、'.join(unknown)}。" if unknown else "没有不认得的列。"
    title = nearest.system.title
    return UnknownLayout(f"按“{title}”来读，缺少必需的列：{lacking}。{asked}未导入任何一行。", unknown)


def _wanted(system: SystemMap, name: str) -> str:
    return f"{_FIELD_NAMES[name]}（如“{'”“'.join(system.fields[name].columns[:3])}”）"
