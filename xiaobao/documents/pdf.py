"""PDF through typst, with the fonts that come along: nothing is taken from the machine."""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

import noto_cjk_sans_otc
import typst

from xiaobao.documents import tables
from xiaobao.documents.blocks import Block
from xiaobao.documents.errors import RenderFailed
from xiaobao.documents.tables import Placed, Table

_HERE = Path(__file__).parent
_LINE = 30  # digits on a full line, a few less than fit
_CELL_MM, _INSET_MM, _DIGIT_MM = 156 / 28, 2.0, 12 * 25.4 / 72 / 2  # as page.typ sets tables
_WORD, _CAPITALS = re.compile(r"[!-\u2e7f]+"), re.compile(r"[@-Z]+")
_LOCK = Lock()  # one compiler, kept warm with its fonts; it serves one document at a time


def write(title: str, blocks: tuple[Block, ...]) -> bytes:
    """Lay the document out as PDF: fonts embedded as subsets, no author, no creation time.

    The same blocks give the same bytes. Raises RenderFailed.
    """
    parts = [_described(part) for part in tables.gather(blocks)]
    text = "\n".join(block.text for block in blocks)
    ticks, long = "☑" in text, _LINE if _overlong(text, _LINE) else 0
    paper = {"title": title, "blocks": parts, "ticks": ticks, "long": long}
    inputs = {"document": json.dumps(paper, ensure_ascii=False)}
    with _LOCK:
        try:
            return cast("bytes", _compiler().compile(format="pdf", sys_inputs=inputs))
        except typst.TypstError as error:
            raise RenderFailed(f"“{title}”不能排版：{error}") from error


def _described(part: Block | Table) -> dict[str, Any]:
    if isinstance(part, Block):
        return {"kind": part.kind.value, "text": part.text, "aside": part.aside}
    rows = [[_described_cell(cell) for cell in row] for row in part.rows]
    return {"kind": "table", "widths": part.widths, "rows": rows, "lines": part.lines, "breaks": part.breaks}


def _described_cell(cell: Placed) -> dict[str, Any]:
    room = _room(cell.width)
    long = room if _overlong(cell.text, room) else 0
    return asdict(cell) | {"indent": cell.indented, "long": long}


def _room(width: int) -> int:
    """Return how many digits stand side by side in a cell ``width`` twenty-eighths of the page wide."""
    return min(max(math.floor((width * _CELL_MM - _INSET_MM) / _DIGIT_MM) - 1, 2), _LINE)


def _overlong(text: str, room: int) -> bool:
    """Whether a word would leave its line: capitals may be twice as wide as digits."""
    capitals = room // 2
    return any(len(run) >= room or _widest(run) >= capitals for run in _WORD.findall(text))


def _widest(run: str) -> int:
    return max((len(capitals) for capitals in _CAPITALS.findall(run)), default=0)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = [_HERE / "fonts", Path(str(noto_cjk_sans_otc.FONT_PATH)).parent]
    return typst.Compiler(input=_HERE / "page.typ", root=_HERE, font_paths=fonts, ignore_system_fonts=True)
