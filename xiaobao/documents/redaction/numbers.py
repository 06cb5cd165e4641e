"""Numbers that lead to a person, wherever they stand in a text and however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from xiaobao.documents.redaction import masks

_BETWEEN = r"[ \-–—－―.·_/\u00a0\u3000]"
_PROVINCES = masks.PROVINCES
_SPELLED = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
# A chain of numbers written into each other can be spun out for ever; what people write needs two rounds.
_ROUNDS = 12
_FIGURES = str.maketrans(_SPELLED, "0012345678911234567" + "89")


def mask_text(text: str) -> str:
    """Mask e-mails, identity numbers, passports, bank cards, phones and vehicle plates in a free text.

    Full-width digits are seen, blanks and hyphens between them too, and a phone spelled in characters.
    Long runs of digits are masked as cards even where they are order numbers: losing an order number in a
    redacted text harms nobody.
    """
    if "@" not in text and "＠" not in text and not _GATE.search(text) and not _SPELLED_GATE.search(text):
        return text
    for _ in range(_ROUNDS):
        masked = text
        for pattern, mask in _PATTERNS:
            masked = pattern.sub(mask, masked)
        # Masking one number can lay the next one bare of its neighbours, hence until nothing changes.
        if masked == text:
            break
        text = masked
    return text


def digits_of(text: str) -> str:
    """Return the digits of a number, full-width ones and those spelled in characters as plain ones."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text).translate(_FIGURES))


def _plain(found: str) -> str:
    return re.sub(rf"{_BETWEEN}|\s", "", unicodedata.normalize("NFKC", found))


def _email(found: re.Match[str]) -> str:
    return f"***@{found[1]}"


def _identity(found: re.Match[str]) -> str:
    return masks.mask_id(_plain(found[0]))


def _card(found: re.Match[str]) -> str:
    return "****" + _plain(found[0])[-4:]


def _phone(found: re.Match[str]) -> str:
    return masks.mask_phone(digits_of(found[0]))


def _one_by_one(found: re.Match[str]) -> str:
    digits = digits_of(found[0])
    return masks.mask_phone(digits) if len(digits) < 14 else "****" + digits[-4:]


def _spelled(found: re.Match[str]) -> str:
    """Mask a phone spelled in characters; one more character may be the 一 of what follows (一直, 一次)."""
    digits = digits_of(found[0])
    more = found[0][-1] if len(digits) == 12 and not found[0][-1].isdecimal() else "****" * (len(digits) > 11)
    return masks.mask_phone(digits[:11]) + more


def _passport(found: re.Match[str]) -> str:
    return masks.mask_id(found[0])


def _plate(found: re.Match[str]) -> str:
    return _plain(found[0])[:2].upper() + "****"


# What any of the patterns needs: a run of seven digits, two groups of three with something between, digits
# one by one, a province before a letter. Days (2026-05-18) and sums have none of it: most texts stop here.
_GATE = re.compile(
    rf"[\d{_PROVINCES}]"
    rf"(?:(?<=\d)(?:\d{{6}}|\d\d+[()（）]?{_BETWEEN}{{0,3}}[()（）]?(?<!\d)\d{{3}}|(?:{_BETWEEN}\d){{6}}|{_BETWEEN}\d{{7}})"
    rf"|(?<=[{_PROVINCES}])[A-Za-zＡ-Ｚａ-ｚ])"
)
_SPELLED_GATE = re.compile(rf"[一幺壹][\d{_SPELLED}]{{3}}|[1１][3-9][零〇一二三四五六七八九]")
_LOCAL = r"[A-Za-z0-9_.+-]"
_DOMAIN = r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
_SERIAL = "[A-HJ-NP-Za-hj-np-z0-9Ａ-ＨＪ-ＮＰ-Ｚ０-９]"
_MOBILE = (
    r"(?<!\d)(?:[(（]?[+＋]?(?:00)?(?:86|８６)[)）]?" + _BETWEEN + r"{0,2})?[1１][3-9３-９]\d(?:"
    rf"(?:{_BETWEEN}{{0,3}}\d{{4}}){{2}}"
    rf"|\d{_BETWEEN}\d{{3}}{_BETWEEN}\d{{4}}|\d\d{_BETWEEN}\d{{6}}|\d{{3}}{_BETWEEN}\d{{5}}"
    rf"|{_BETWEEN}\d{{3}}{_BETWEEN}\d{{5}}|(?:{_BETWEEN}\d\d){{4}}"
    r")(?!\d)"
)
_LANDLINE = (
    rf"(?<!\d)(?:[(（]?[0０]\d{{2,3}}[)）]?{_BETWEEN}{{0,3}}(?:\d{{7,8}}|\d{{3,4}}{_BETWEEN}\d{{4}})"
    rf"|[+＋](?:86|８６){_BETWEEN}?\d{{2,3}}{_BETWEEN}?\d{{7,8}})(?!\d)"
)
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"(?<!{_LOCAL})[A-Za-z0-9]{_LOCAL}{{0,63}}[@＠]({_DOMAIN})"), _email),
    (
        re.compile(
            rf"(?<!\d)\d{{6}}{_BETWEEN}?\d{{4}}{_BETWEEN}?\d{{4}}{_BETWEEN}?\d{{3}}[\dXxＸｘ](?!\d)",
        ),
        _identity,
    ),
    (re.compile(r"(?<!\d)\d{15,}(?!\d)"), _card),
    (re.compile(rf"(?<!\d)\d{{4}}(?:{_BETWEEN}\d{{4}}){{3}}(?:{_BETWEEN}?\d{{1,3}})?(?!\d)"), _card),
    (re.compile(_MOBILE), _phone),
    (re.compile(_LANDLINE), _phone),
    (re.compile(rf"(?<!\d)\d(?:{_BETWEEN}\d){{10,19}}(?!\d)"), _one_by_one),
    (
        re.compile(
            rf"(?<![\d{_SPELLED}])[1１一幺壹]{_BETWEEN}?[3-9３-９三四五六七八九叁肆伍陆柒捌玖]"
            rf"(?:{_BETWEEN}?[\d{_SPELLED}]){{9,}}"
        ),
        _spelled,
    ),
    (re.compile(r"(?<![A-Za-z0-9])(?:[EG]\d{8}|E[A-HJ-NP-Z]\d{7})(?![A-Za-z0-9])"), _passport),
    (
        re.compile(
            rf"[{_PROVINCES}][A-HJ-Za-hj-zＡ-ＨＪ-Ｚ][·. \-－]?"
            rf"{_SERIAL}{{4,5}}(?:{_SERIAL}|[学警港澳挂])(?![A-Za-z0-9])"
        ),
        _plate,
    ),
)
