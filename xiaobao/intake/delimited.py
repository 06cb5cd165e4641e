"""Text tables: UTF-8 with or without BOM, UTF-16 with BOM, GBK/GB18030; comma, tab or semicolon between."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from xiaobao.intake.errors import Damaged, TooLarge, UnknownFileType

LIMIT_BYTES = 256 * 1024 * 1024
_FIELD_LIMIT = 1_000_000
_DELIMITERS = (",", "\t", ";")
_PIECE = 1 << 20


def encoding_of(path: Path) -> str:
    """The first encoding the whole file can be read in. Raises UnknownFileType when there is none."""
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise UnknownFileType("文件不是文本表格，或编码既非UTF-8也非GBK。请另存为“.xlsx”或“CSV UTF-8”后再导入。")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                if b"\x00" in piece:
                    return False
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def delimiter_of(path: Path, encoding: str) -> str:
    """The mark that divides some line among the first ten into most cells; comma when none does."""
    with path.open(encoding=encoding, newline="") as stream:
        lines = [stream.readline(65_536) for _ in range(10)]
    return max(_DELIMITERS, key=lambda mark: max(_width(line, mark) for line in lines))


def _width(line: str, mark: str) -> int:
    return len(next(csv.reader([line], delimiter=mark), []))


def rows(path: Path, *, limit_bytes: int = LIMIT_BYTES) -> Iterator[list[object]]:
    """The rows of a text table as lists of text. Raises TooLarge, UnknownFileType, Damaged."""
    if path.stat().st_size > limit_bytes:
        raise TooLarge(f"文件超过{limit_bytes // (1024 * 1024)} MB的上限，请按月份分开导出后再导入。")
    encoding = encoding_of(path)
    delimiter = delimiter_of(path, encoding)
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        with path.open(encoding=encoding, newline="") as stream:
            for row in csv.reader(stream, delimiter=delimiter):
                yield list(row)
    except csv.Error as error:
        raise Damaged("文本表格的引号或分列有误，读不下去。请另存为“.xlsx”后再导入。") from error
