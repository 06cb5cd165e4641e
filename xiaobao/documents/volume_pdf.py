"""A volume as PDF through typst: fonts embedded, drawings as vectors, bookmarks, tagged for readers aloud."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import cast

import noto_cjk_sans_otc
import typst

from xiaobao.documents import glyphs
from xiaobao.documents.errors import RenderFailed
from xiaobao.documents.volume import Volume, as_data

_HERE = Path(__file__).parent
_NO_GLYPH = "〓"  # the geta of printers: here stands a character no font has
_PATIENCE = 180  # seconds; on a quiet machine the whole book takes six


def write(volume: Volume) -> bytes:
    """Lay the volume out; the same volume gives the same bytes. Raises RenderFailed."""
    try:
        return _compiled(_told(volume))
    except typst.TypstError as error:
        raise RenderFailed(f"“{volume.title}”不能排版：{error}") from error


def write_apart(volume: Volume) -> bytes:
    """Lay the volume out in a process of its own: what a whole book takes of memory is given back.

    The bytes are those of ``write``. Raises RenderFailed.
    """
    command = [sys.executable, "-m", __spec__.name]
    try:
        made = subprocess.run(  # noqa: S603  this very module
            command, input=_told(volume).encode(), capture_output=True, timeout=_PATIENCE, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise RenderFailed(f"“{volume.title}”不能排版：{error}") from error
    return made.stdout


def _told(volume: Volume) -> str:
    """Return the volume as the template reads it, without characters no font has."""
    text = json.dumps(as_data(volume), ensure_ascii=False)
    for lost in glyphs.missing(text):
        text = text.replace(lost, _NO_GLYPH)
    return text


def _compiled(told: str) -> bytes:
    compiler = typst.Compiler(input=_HERE / "volume.typ", root=_HERE, font_paths=fonts())
    made = compiler.compile(format="pdf", sys_inputs={"volume": told}, pdf_standards=["ua-1"])
    return cast("bytes", made)


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return the fonts that come along; nothing is taken from the machine."""
    paths = [_HERE / "fonts", Path(str(noto_cjk_sans_otc.FONT_PATH)).parent]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


if __name__ == "__main__":
    sys.stdout.buffer.write(_compiled(sys.stdin.buffer.read().decode()))
