"""Files people hand in (材料): known by what they hold and not by their name, and kept sealed.

A file is judged and sealed into the archive before the docket is locked; a row refers to it afterwards. When
the act fails in between, a sealed file without a row is left behind, and no harm done.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xiaobao.docket import cabinet
from xiaobao.docket.models import Attachment, Matter
from xiaobao.docket.shield import shield_report
from xiaobao.docket.sitting import Sitting
from xiaobao.documents.outward import cleaned
from xiaobao.refusals import BadFile, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.sealing import seal

LARGEST = 20 * 1024 * 1024
MOST_AT_ONCE = 20
KINDS = "PDF、JPG、PNG、DOCX、XLSX、TXT、MP3、M4A、MP4、WAV、AMR"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_STILL_PICTURES = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: the ending it is shown under and its content type."""

    ending: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Material:
    """A file sealed in the archive, ready for its row; ``file_name`` is sealed, ``size`` in bytes."""

    kind: Kind
    size: int
    sha256: str
    stored: str
    file_name: bytes


def kind_of(data: bytes) -> Kind | None:
    """Tell what a file is from its first bytes, an Office file from its parts too; None for all else."""
    if b"%PDF-" in data[:1024]:
        return Kind("pdf", "application/pdf")
    if data.startswith(b"\xff\xd8\xff"):
        return Kind("jpg", "image/jpeg")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind("png", "image/png")
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    return _sound_or_film(data) or _plain_text(data)


def seal_all(files: Sequence[tuple[str, bytes]]) -> list[Material]:
    """Judge (name, bytes) pairs and seal each into the archive, all or none.

    Raises Refused at the field ``files``.
    """
    if len(files) > MOST_AT_ONCE:
        raise refused(f"一次最多添加{MOST_AT_ONCE}份材料，请分次添加。")
    kinds = [_judged(place, data) for place, (_, data) in enumerate(files, start=1)]
    return [_sealed(kind, name, data) for kind, (name, data) in zip(kinds, files, strict=True)]


def keep(
    matter: Matter,
    materials: Sequence[Material],
    *,
    officer: Authority | Sitting,
    at: datetime,
    what: str = "",
) -> list[Attachment]:
    """Write the rows of sealed files; the caller holds the transaction. Shown as 附件1.pdf, 附件2.jpg …"""
    first = matter.attachments.count() + 1
    return [
        Attachment.objects.create(
            matter=matter,
            shown_name=f"附件{first + place}.{material.kind.ending}",
            file_name=material.file_name,
            content_type=material.kind.content_type,
            size=material.size,
            sha256=material.sha256,
            stored=material.stored,
            what=shield_report(matter, what.strip())[:100],
            added_at=at,
            added_by=officer.user,
        )
        for place, material in enumerate(materials)
    ]


def original_attachment(attachment: Attachment) -> bytes:
    """Return the bytes of a file as it was handed in, with all it says of its maker; raises Unavailable.

    Only for who has been let through the gate before an identity; the caller has written the audit row.
    """
    return cabinet.get(attachment.stored, about=b"attachment")


def outward_copy(attachment: Attachment) -> bytes:
    """Return a copy of a file that looks, reads or sounds the same and says nothing of its maker.

    Raises Unavailable, with the code DOC-050 or DOC-051 when the file cannot be cleaned.
    """
    data = original_attachment(attachment)
    with cabinet.told():
        return cleaned(data, attachment.content_type)


def refused(sentence: str) -> Refused:
    """Return the refusal of files, at the field they are chosen in."""
    return Refused(sentence, code=BadFile.code, fields={"files": sentence})


def _judged(place: int, data: bytes) -> Kind:
    if not data:
        raise refused(f"第{place}份材料是空文件，请重新选择。")
    if len(data) > LARGEST:
        limit = LARGEST // (1024 * 1024)
        raise refused(f"第{place}份材料超过{limit}兆字节，请压缩或者拆分后再添加。")
    kind = kind_of(data)
    if kind is None:
        raise refused(f"第{place}份材料的类型（按内容识别）不能接收。可以接收：{KINDS}；其他文件请先转换。")
    return kind


def _sealed(kind: Kind, name: str, data: bytes) -> Material:
    return Material(
        kind=kind,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        stored=cabinet.keep(data, about=b"attachment"),
        # The name of a file often names a person.
        file_name=seal(name[:255].encode("utf-8", "replace"), about=b"attachment-name"),
    )


def _office(data: bytes) -> Kind | None:
    """Tell a Word from an Excel file by the directory of its parts alone; one with macros is neither."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    if "word/document.xml" in names:
        return Kind("docx", f"{_OFFICE}wordprocessingml.document")
    return Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet") if "xl/workbook.xml" in names else None


def _sound_or_film(data: bytes) -> Kind | None:
    if data[4:8] == b"ftyp" and data[8:12] not in _STILL_PICTURES:
        return Kind("m4a", "audio/mp4") if data[8:11] == b"M4A" else Kind("mp4", "video/mp4")
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return Kind("wav", "audio/wav")
    if data.startswith(b"#!AMR"):
        return Kind("amr", "audio/amr")
    if data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] in (b"\xfb", b"\xf3", b"\xf2", b"\xfa")):
        return Kind("mp3", "audio/mpeg")
    return None


def _plain_text(data: bytes) -> Kind | None:
    """Take for text what reads as UTF-8 or GB 18030 without control characters but line ends and tabs."""
    if any(byte < 32 and byte not in (9, 10, 12, 13) for byte in data):
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Kind("txt", f"text/plain; charset={encoding}")
    return None
