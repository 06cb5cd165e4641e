"""PDF through typst, with the fonts that come along: nothing is taken from the machine."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import cast

import noto_cjk_sans_otc
import typst

from xiaobao.documents.blocks import Block
from xiaobao.documents.errors import RenderFailed

_HERE = Path(__file__).parent
_LOCK = Lock()  # one compiler, kept warm with its fonts; it serves one document at a time


def write(title: str, blocks: tuple[Block, ...]) -> bytes:
    """Lay the document out as PDF: fonts embedded as subsets, no author, no creation time.

    The same blocks give the same bytes. Raises RenderFailed.
    """
    paper = {"title": title, "blocks": [{"kind": block.kind.value, "text": block.text} for block in blocks]}
    inputs = {"document": json.dumps(paper, ensure_ascii=False)}
    with _LOCK:
        try:
            return cast("bytes", _compiler().compile(format="pdf", sys_inputs=inputs))
        except typst.TypstError as error:
            raise RenderFailed(f"“{title}”不能排版：{error}") from error


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = [_HERE / "fonts", Path(str(noto_cjk_sans_otc.FONT_PATH)).parent]
    return typst.Compiler(input=_HERE / "page.typ", root=_HERE, font_paths=fonts, ignore_system_fonts=True)
