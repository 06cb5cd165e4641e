"""PDF through typst, with the fonts that come along: nothing is taken from the machine."""

from __future__ import annotations

import json
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
_LOCK = Lock()  # one compiler, kept warm with its fonts; it serves one document at a time


def write(title: str, blocks: tuple[Block, ...]) -> bytes:
    """Lay the document out as PDF: fonts embedded as subsets, no author, no creation time.

    The same blocks give the same bytes. Raises RenderFailed.
    """
    paper = {"title": title, "blocks": [_described(part) for part in tables.gather(blocks)]}
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
    return asdict(cell) | {"indent": cell.indented}


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = [_HERE / "fonts", Path(str(noto_cjk_sans_otc.FONT_PATH)).parent]
    return typst.Compiler(input=_HERE / "page.typ", root=_HERE, font_paths=fonts, ignore_system_fonts=True)
