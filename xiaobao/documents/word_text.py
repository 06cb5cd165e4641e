"""The words of a Word file (.docx), a paragraph a line; nothing else of it is opened."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from xiaobao.documents.outward import markup
from xiaobao.documents.outward.refusal import broken, too_much

_WHAT = "Word 文件"
_BODY = "word/document.xml"
_LARGEST = 16 * 1024 * 1024
"""Bytes the words of a file may unpack to: a hundred times the longest law."""
_GAPS = {"tab": " ", "br": "\n", "cr": "\n"}


def words_in(data: bytes) -> str:
    """Return the words, paragraphs parted by line ends.

    Raises NotCleaned when the file is no Word file, is damaged or has a password, and TooMuch when it
    unpacks to more than a text has.
    """
    root = markup.parse(_body(data))
    return "\n".join(_line(one) for one in root.iter("{*}p"))


def _body(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(_BODY) as part:
            content = part.read(_LARGEST + 1)
    # Of a password or a compression it does not know zipfile raises RuntimeError.
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, OSError) as error:
        raise broken(_WHAT) from error
    if len(content) > _LARGEST:
        raise too_much(_WHAT)
    return content


def _line(paragraph: Any) -> str:
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Any) -> Iterator[str]:
    for one in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}cr"):
        yield one.text or _GAPS.get(markup.local(one), "")
