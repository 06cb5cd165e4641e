"""What a workbook must show before it is opened: a workbook at all, within limits, and free of entities.

Sizes come from the zip directory. Then every XML part is inflated once, in pieces, because a directory and
a <dimension> can lie: the reader behind this gate lays a sheet out as a full rectangle, so two cells in
opposite corners would ask for seventeen thousand million places.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from xiaobao.intake.errors import Damaged, ForbiddenXml, IntakeError, TooLarge, UnknownFileType
from xiaobao.intake.extent import Extent

_PIECE = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MB = 1024 * 1024

_DATE1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true|on)["']""")
_BINARY = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff")
_ENTITY_MARKS = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a workbook. Bytes, parts, and cells of the full rectangle of one sheet."""

    file_bytes: int = 64 * _MB
    unpacked_bytes: int = 256 * _MB
    ratio: int = 150
    ratio_from: int = 8 * _MB
    parts: int = 2_000
    cells: int = 8_000_000
    columns: int = 702


LIMITS = Limits()


def inspect(path: Path, limits: Limits = LIMITS) -> bool:
    """Let a workbook pass, and say whether its bare numbers count days from 1904.

    Raises TooLarge, ForbiddenXml, UnknownFileType or Damaged, each with a sentence for the officer.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise TooLarge(f"文件有{size // _MB} MB，超过{limits.file_bytes // _MB} MB的上限，请按月份分开导出。")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _directory(archive, size, limits)
            return _inspect_parts(archive, parts, limits)
    # Of a compression it does not know zipfile raises a subclass of RuntimeError.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        raise Damaged("文件已损坏，读不完整，请重新导出或下载后再导入。") from error


def refuse_foreign(path: Path) -> None:
    """Refuse what is named like a table and is none: old .xls, an encrypted workbook, a web page."""
    with path.open("rb") as stream:
        head = stream.read(4096)
        if head.startswith(_OLE):
            raise _ole_refusal(head + stream.read(_MB))
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"mime-version")):
        raise UnknownFileType("这个文件其实是网页或XML，不是表格。请用表格软件打开，另存为“.xlsx”后再导入。")
    if not head:
        raise UnknownFileType("文件是空的，请重新导出。")


def _ole_refusal(head: bytes) -> IntakeError:
    if "EncryptedPackage".encode("utf-16-le") in head:
        return UnknownFileType("工作簿设有打开密码，请取消密码另存为“.xlsx”后再导入。")
    return UnknownFileType("这是旧版“.xls”文件，请用表格软件另存为“.xlsx”后再导入。")


def _directory(archive: zipfile.ZipFile, size: int, limits: Limits) -> list[zipfile.ZipInfo]:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.parts or len(set(names)) != len(names):
        raise TooLarge(f"工作簿内部有{len(parts)}个部件，数量过多或有重名，不像正常的导出文件，请重新导出。")
    if unpacked > limits.unpacked_bytes:
        bound = limits.unpacked_bytes // _MB
        raise TooLarge(f"工作簿展开后有{unpacked // _MB} MB，超过{bound} MB的上限，请按月份分开导出。")
    if unpacked > limits.ratio_from and unpacked > size * limits.ratio:
        raise TooLarge("工作簿压缩得异常（展开后大上百倍），疑似“压缩炸弹”，未打开。请向提供人核实。")
    if any(part.flag_bits & 1 for part in parts):
        raise UnknownFileType("工作簿的内容加了密，请取消密码另存为“.xlsx”后再导入。")
    if "xl/workbook.bin" in names:
        raise UnknownFileType("这是“.xlsb”二进制工作簿，请另存为“.xlsx”后再导入。")
    if "xl/workbook.xml" not in names:
        raise UnknownFileType("这个文件不是Excel工作簿（.xlsx），请导出或另存为“.xlsx”后再导入。")
    return parts


def _inspect_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> bool:
    xml = [part for part in parts if not part.filename.lower().endswith(_BINARY)]
    for part in xml:  # the heads first: a DOCTYPE stands before the root element, and is found at once
        with archive.open(part) as stream:
            _no_entities(stream.read(8192), part.filename)
    for part in parts:  # any part may be named a sheet by its relations, a picture's name included
        with archive.open(part) as stream:
            _inspect_part(stream, part.filename, limits)
    with archive.open("xl/workbook.xml") as stream:
        return bool(_DATE1904.search(stream.read(_PIECE)))


def _no_entities(piece: bytes, name: str) -> None:
    if b"\x00" in piece:  # UTF-16 would hide what is looked for
        raise ForbiddenXml(f"工作簿部件“{name}”的编码异常，未打开。请用表格软件另存为“.xlsx”后再导入。")
    if b"<!" in piece and any(mark in piece for mark in _ENTITY_MARKS):
        raise ForbiddenXml(f"工作簿部件“{name}”含有实体定义（DOCTYPE），可能有害，未打开。请向提供人核实。")


def _inspect_part(stream: IO[bytes], name: str, limits: Limits) -> None:
    binary = name.lower().endswith(_BINARY)
    extent = Extent()
    for window in _windows(stream):
        if not binary:
            _no_entities(window, name)
        extent.widen(window)
        _within(extent, limits)


def _windows(stream: IO[bytes]) -> Iterator[bytes]:
    """A part in pieces of about a megabyte that end before a tag, so that no tag is cut in two."""
    rest = b""
    while piece := stream.read(_PIECE):
        window = rest + piece
        cut = window.rfind(b"<")
        if cut <= 0:
            cut = len(window)
        rest = window[cut:]
        yield window[:cut]
    yield rest


def _within(extent: Extent, limits: Limits) -> None:
    if extent.columns > limits.columns:
        raise TooLarge(f"工作表用到的列超过{limits.columns}列的上限。请删除右侧多余的列，另存后再导入。")
    if extent.rows * extent.columns > limits.cells:
        raise TooLarge(
            f"工作表占{extent.rows}行×{extent.columns}列，超过{limits.cells // 10_000}万格的上限。"
            "请删除下方和右侧多余的行列，或按月份分开导出。"
        )
