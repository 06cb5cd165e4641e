"""Texts with labels from a CSV, however it was written: UTF-8 with or without a mark, or GB 18030; ends of
lines inside quotes; columns asked for by name.

::

    Unreadable           no such file, no header, no such column, not one row that can be used
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

csv.field_size_limit(16 * 1024 * 1024)
_NULL, _MARK = "\0", "\ufeff"


class Unreadable(Exception):
    """A file of labelled texts that cannot be used; the sentence says which and why."""


@dataclass(frozen=True)
class LabelledTexts:
    """Texts and their labels. ``without_label`` rows were left out; ``empty`` texts are among the texts."""

    texts: list[str]
    labels: list[str]
    groups: list[str]
    without_label: int

    @property
    def empty(self) -> int:
        """How many texts hold nothing."""
        return sum(not text.strip() for text in self.texts)


def read(file: Path, columns: Sequence[str], label: str, group: str = "") -> LabelledTexts:
    """Read texts (several columns are put together in their order) and labels; raises Unreadable.

    Of the text columns one at least must be there: files of raw and of segmented texts name them differently.
    """
    rows = csv.DictReader(StringIO(_decoded(file), newline=""))
    named = {(name or "").strip().lstrip(_MARK): name for name in rows.fieldnames or []}
    present = [named[one] for one in columns if one in named]
    for wanted, there in ((columns, bool(present)), ([label], label in named)):
        if not there:
            there_are = "、".join(named) or "无"
            raise Unreadable(f"{file.name} 中没有列“{'”“'.join(wanted)}”，现有的列：{there_are}。")
    if group and group not in named:
        raise Unreadable(f"{file.name} 中没有列“{group}”，现有的列：{'、'.join(named)}。")
    found = [_row(row, present, named[label], named.get(group, "")) for row in rows]
    told = [one for one in found if one[1]]
    if not told:
        raise Unreadable(f"{file.name} 中没有一行有标签。")
    texts, labels, groups = (list(column) for column in zip(*told, strict=True))
    return LabelledTexts(texts, labels, groups, len(found) - len(told))


def _row(row: dict[str, str], columns: Sequence[str], label: str, group: str) -> tuple[str, str, str]:
    text = " ".join(row[one] or "" for one in columns).strip()
    return text, (row[label] or "").strip(), (row[group] or "") if group else ""


def _decoded(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Unreadable(f"无法读取 {file.name}：{error.strerror}。") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace(_NULL, "")
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"{file.name} 既不是 UTF-8 也不是 GB 18030 编码，请另存为 UTF-8 的 CSV。")
