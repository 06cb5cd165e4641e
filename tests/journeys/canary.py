"""Reporters nobody else is like, and how a byte of them is looked for in whatever leaves the house.

Each is known by a name, numbers, an address and a device no text of the project holds. ``Sieve`` keeps what
was sent or stored and finds them in it in every spelling a program could give them, packed files included.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from pypdf import PdfReader
from pypdf.errors import PdfReadError

from tests.documents.outward import planted
from xiaobao.docket.people import PersonGiven

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass(frozen=True)
class Bird:
    """One reporter. ``given`` is the name without the surname, ``door`` what of the address leads home.

    ``called`` is what officers put before a name the docket does not know: without it nobody can tell that it
    is one.
    """

    name: str
    given: str
    phone: str
    id_number: str
    postal: str
    door: str
    email: str
    plate: str
    called: str = ""

    @property
    def person(self) -> PersonGiven:
        """As the officer at the counter writes it down."""
        return PersonGiven(self.name, self.phone, self.postal, "居民身份证", self.id_number)

    @property
    def said(self) -> str:
        """What a letter and an officer's free words say of the reporter, in one breath."""
        spaced = f"{self.phone[:3]} {self.phone[3:7]} {self.phone[7:]}"
        return (
            f"本人{self.name}，电话{self.phone}（或{spaced}、{self.phone.translate(_WIDE)}），"
            f"身份证号{self.id_number}，车牌{self.plate}，邮箱{self.email}，住{self.postal}。"
        )

    @property
    def noted(self) -> str:
        """What slips into a short field."""
        return f"{self.called}{self.name}{self.phone}"

    @property
    def told_by(self) -> tuple[str, ...]:
        """What leads to the reporter: none of it may leave. The surname and the last digits may."""
        mail, middle = self.email.partition("@")[0], self.id_number[6:16]
        return (self.name, self.given, self.phone, self.phone[1:], middle, self.door, mail, self.plate[1:])


NAMED = Bird(
    "鄢溯璘", "溯璘", "13900000077", "350206197708310077", "厦门市湖里区鲸落巷717号2903室", "717号2903室",
    "yansulin77@canary.example", "闽D7K7L9",
)  # fmt: skip
"""Reports by name; 鄢 is a surname no list of common ones has."""
INSIDER = Bird(
    "令狐渡舟", "渡舟", "13900000078", "350206198809120078", "厦门市湖里区鲸落巷818号1704室", "818号1704室",
    "linghudz78@canary.example", "闽D8M8N1",
)  # fmt: skip
"""Works for the shop; the report is guarded."""
NAMELESS = Bird(
    "石桑榆", "桑榆", "13900000079", "350206199905170079", "厦门市湖里区鲸落巷919号0606室", "919号0606室",
    "shisangyu79@canary.example", "闽D9P9Q2", "，举报人",
)  # fmt: skip
"""Reports without a name and gives it away in the words."""
MIXED = Bird(
    "佴栖梧", "栖梧", "13900000080", "350206198210240080", "厦门市湖里区鲸落巷626号3105室", "626号3105室",
    "erqiwu80@canary.example", "闽D6R6S3",
)  # fmt: skip
"""Writes a letter that is complaint and report; known as who complains, never as who reports."""
EXPORTED = Bird(
    "綦望舒", "望舒", "13900000081", "350206197303150081", "厦门市湖里区鲸落巷535号0411室", "535号0411室",
    "qiwangshu81@canary.example", "闽D5T5U4",
)  # fmt: skip
"""Comes with an export of another system, in every column."""
BIRDS = (NAMED, INSIDER, NAMELESS, MIXED, EXPORTED)
DEVICE = (planted.NAME, planted.SERIAL, planted.SERIAL.swapcase())
"""What the files handed in say of who made them and with what."""


@cache
def spellings(text: str) -> frozenset[bytes]:
    """Return ``text`` in every spelling; those a few bytes long are left out, for chance spells them too."""
    said = {text, text.translate(_WIDE)}
    if text.isdecimal() and len(text) > 10:
        said |= {f"{text[:3]}{mark}{text[3:7]}{mark}{text[7:]}" for mark in " -·\u3000"}
    spelt = {one.encode(how) for one in said for how in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")}
    escaped = json.dumps(text)[1:-1]
    spelt |= {escaped.encode(), escaped.upper().replace("\\U", "\\u").encode()}
    for one in (quote(text), quote(text, encoding="gb18030")):
        spelt |= {one.encode(), one.lower().encode()}
    spelt |= {
        "".join(f"&#{mark}{ord(char):{how}};" for char in text).encode()
        for mark, how in (("", "d"), ("x", "x"))
    }
    spelt |= {one for how in ("utf-8", "gb18030") for one in _base64(text.encode(how))}
    return frozenset(one for one in spelt if len(one) > 5)


def _base64(data: bytes) -> Iterator[bytes]:
    """Yield what stays the same of ``data`` in base64, at each of the three places it may begin."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + data)
        begin, end = -(-before * 8 // 6), (before + len(data)) * 8 // 6
        yield whole[begin:end]


def needles(birds: Iterable[Bird] = BIRDS, texts: Iterable[str] = DEVICE) -> dict[bytes, str]:
    """Return every spelling of what leads to these reporters, and of these texts, their devices if not said."""
    told = (*(text for bird in birds for text in bird.told_by), *texts)
    return {spelt: text for text in told for spelt in spellings(text)}


class Sieve:
    """What was sent or stored, each piece once, with where it was first seen."""

    def __init__(self) -> None:
        self.lines: dict[bytes, str] = {}
        self.pieces: dict[bytes, tuple[str, bytes]] = {}
        self.seen = 0

    def add(self, where: str, data: bytes | str, *, text: bool = False) -> None:
        """Keep ``data``; of a text line by line, for pages are much alike."""
        self.seen += 1
        data = data.encode() if isinstance(data, str) else data
        if text:
            for line in data.split(b"\n"):
                self.lines.setdefault(line, where)
            return
        digest = hashlib.sha256(data).digest()
        if digest not in self.pieces:
            self.pieces[digest] = (where, data)
            for piece in _packed(data):
                self.pieces.setdefault(hashlib.sha256(piece).digest(), (where, piece))

    def caught(self, wanted: dict[bytes, str]) -> list[str]:
        """Return what was found, and where, one line each."""
        found = [(where, line) for line, where in self.lines.items()]
        whole = b"\n".join(self.lines)
        hit = {spelt for spelt in wanted if spelt in whole}
        told = {f"{where}: {wanted[spelt]}" for where, line in found for spelt in hit if spelt in line}
        told |= {
            f"{where}: {text}"
            for where, data in self.pieces.values()
            for spelt, text in wanted.items()
            if spelt in data
        }
        return sorted(told)


def _packed(data: bytes) -> Iterator[bytes]:
    """Yield what a file holds packed: parts, streams, the text of pages."""
    try:
        if data.startswith(b"\x1f\x8b"):
            yield gzip.decompress(data)
        yield from planted.unpacked(data)
        if b"%PDF-" in data[:1024]:
            pages = PdfReader(io.BytesIO(data)).pages
            yield "".join("".join(page.extract_text().split()) for page in pages).encode()
    except (OSError, EOFError, zlib.error, PdfReadError):
        return
