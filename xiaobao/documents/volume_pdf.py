"""A volume as PDF through typst: fonts embedded, drawings as vectors, bookmarks, tagged for readers aloud."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import cast

import noto_cjk_sans_otc
import typst

from xiaobao.documents import glyphs
from xiaobao.documents.errors import RenderFailed
from xiaobao.documents.volume import Volume, as_data

_HERE = Path(__file__).parent
_NO_GLYPH = "〓"  # the geta of printers: here stands a character no font has
_LOCK = Lock()


def write(volume: Volume) -> bytes:
    """Lay the volume out; the same volume gives the same bytes. Raises RenderFailed."""
    inputs = {"volume": _printable(json.dumps(as_data(volume), ensure_ascii=False))}
    with _LOCK:
        try:
            compiler = typst.Compiler(input=_HERE / "volume.typ", root=_HERE, font_paths=fonts())
            made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
            return cast("bytes", made)
        except typst.TypstError as error:
            raise RenderFailed(f"“{volume.title}”不能排版：{error}") from error


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return the fonts that come along; nothing is taken from the machine."""
    paths = [_HERE / "fonts", Path(str(noto_cjk_sans_otc.FONT_PATH)).parent]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


def _printable(text: str) -> str:
    for lost in glyphs.missing(text):
        text = text.replace(lost, _NO_GLYPH)
    return text
