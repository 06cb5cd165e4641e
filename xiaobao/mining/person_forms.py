"""How a person was written, in one form each: name, phone, identity number, address; whole or in part."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pyarrow as pa
from stdnum.cn import ric

from xiaobao.mining.normal import simplified
from xiaobao.mining.settings import Strict

WHOLE, HIDDEN, NONE = "whole", "hidden", ""
_MASKS = re.compile(r"[*＊×xX某?？●○•█#]+")
_NAME_SIGNS = re.compile(r"[^\u3400-\u9fffA-Za-z*·]")
_PHONE_SIGNS = re.compile(r"[^\d*]")
_SEVERAL = re.compile(r"[/,，;；、|]|转")
_HEAD, _TAIL, _MOBILE = 3, 4, 11
_LEAST_SHOWN, _LEAST_WHOLE = 5, 7

FORMS = pa.schema(
    [
        ("row", pa.int64()), ("matter", pa.int64()), ("role", pa.string()), ("name", pa.string()),
        ("name_kind", pa.string()), ("phone", pa.string()), ("phone_kind", pa.string()),
        ("surname", pa.string()), ("head", pa.string()), ("tail", pa.string()), ("shown", pa.int64()),
        ("id_number", pa.string()), ("address", pa.string()),
    ]
)  # fmt: skip
"""One row a row of ``people``. Of whatever was hidden one star stands, however long it was: 陈*, 138*1234.
``head`` and ``tail`` are the first three and last four figures of a phone where they are shown, ``shown``
counts its figures."""


class PersonWords(Strict):
    """What stands for no name, what is said after a name, and from where on an address leads to a door."""

    nameless: tuple[str, ...]
    titles: tuple[str, ...]
    address_least: int


def forms(words: PersonWords, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the forms of a batch of ``people`` with a column ``row`` before it."""
    names = ("row", "matter", "role", "name", "phone", "id_number", "address")
    rows = [
        _forms(words, *row) for row in zip(*(batch.column(one).to_pylist() for one in names), strict=True)
    ]
    columns = zip(*rows, strict=True) if rows else ([] for _ in FORMS)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, FORMS, strict=True)], schema=FORMS
    )


def _forms(
    words: PersonWords, row: int, matter: int, role: str, name: str, phone: str, number: str, address: str
) -> tuple[object, ...]:
    name, name_kind = name_form(name, words)
    phone, phone_kind = phone_form(phone)
    head, tail = _ends(phone, phone_kind)
    return (
        row, matter, role, name, name_kind, phone, phone_kind, name[:1].strip("*"), head, tail,
        len(phone.replace("*", "")), id_form(number), address_form(address, words),
    )  # fmt: skip


@lru_cache(maxsize=65536)
def name_form(name: str, words: PersonWords) -> tuple[str, str]:
    """Return a name in one writing, and whether it is whole, hidden in part or none.

    陈先生 tells no more than 陈*; 匿名 tells nothing.
    """
    plain = _NAME_SIGNS.sub("", _MASKS.sub("*", simplified(unicodedata.normalize("NFKC", name))))
    for title in words.titles:
        plain = plain.removesuffix(title)
    if not plain.strip("*·") or plain in words.nameless:
        return "", NONE
    if len(plain) == 1:
        return f"{plain}*", HIDDEN
    return plain, HIDDEN if "*" in plain else WHOLE


def phone_form(phone: str) -> tuple[str, str]:
    """Return a phone as figures (of several the first), and whether it is whole, hidden in part or none.

    Too short for a person's (12345), or one figure over and over, is none.
    """
    if len(phone) == _MOBILE and phone.isascii() and phone.isdigit() and len(set(phone)) > 1:
        return phone, WHOLE
    told = _SEVERAL.split(unicodedata.normalize("NFKC", phone))[0]
    plain = _PHONE_SIGNS.sub("", _MASKS.sub("*", told))
    plain = re.sub(r"^(?:00)?86(?=1[3-9])", "", plain)
    figures = plain.replace("*", "")
    if len(set(figures)) < 2:
        return "", NONE
    if "*" in plain:
        return (plain, HIDDEN) if len(figures) >= _LEAST_SHOWN else ("", NONE)
    return (plain, WHOLE) if len(figures) >= _LEAST_WHOLE else ("", NONE)


def _ends(phone: str, kind: str) -> tuple[str, str]:
    first, star, last = phone.partition("*")
    if kind == WHOLE:
        return phone[:_HEAD], phone[-_TAIL:]
    return (first, last) if star and len(first) == _HEAD and len(last) == _TAIL else (first[:_HEAD], "")


def id_form(number: str) -> str:
    """Return an identity number whose check digit is right; else empty, for it may be anybody's."""
    if not number:
        return ""
    plain = re.sub(r"[^\dX]", "", unicodedata.normalize("NFKC", number).upper())
    return plain if len(plain) == 18 and ric.is_valid(plain) else ""


def address_form(address: str, words: PersonWords) -> str:
    """Return an address in one writing where it leads to a door; else empty."""
    if not address:
        return ""
    plain = re.sub(r"[^\w#-]", "", simplified(unicodedata.normalize("NFKC", address)))
    door = len(plain) >= words.address_least and re.search(r"\d", plain) and "*" not in address
    return plain if door else ""


def fits(hidden: str, whole: str) -> bool:
    """Whether what is hidden in part can be the whole: 陈*明 fits 陈晓明, 138*1234 fits 13800001234."""
    if "*" not in hidden:
        return hidden == whole
    first, _, last = hidden.partition("*")
    return len(whole) > len(first) + len(last) and whole.startswith(first) and whole.endswith(last)
