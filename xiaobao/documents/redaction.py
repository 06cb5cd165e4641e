"""Masking of names, numbers and addresses that lead to a person.

Everything here may be applied twice without harm: what is already masked stays as it is. A free text
is searched for numbers only; names and postal addresses inside it are not recognised.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳上官司马诸葛东方皇甫尉迟公孙慕容令狐宇文长孙司徒司空夏侯轩辕端木百里呼延南宫"
        "东郭西门独孤拓跋申屠闻人濮阳淳于单于太史公冶公羊澹台赫连钟离鲜于闾丘仲孙第五范姜",
    )
)
_MASKED_NAME = re.compile(r".{0,2}\*+")
_MASKED_PHONE = re.compile(r"\d{3,4}\*{4}\d{2,4}")
_MASKED_ID = re.compile(r"[0-9A-Z]{1,6}\*{4,}[0-9X]{2,4}")
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")


def mask_name(name: str) -> str:
    """Keep the surname: 林晓禾 → 林**, 欧阳晓禾 → 欧阳**, 林禾 → 林*. At most two stars are shown."""
    name = "".join(name.split())
    if not name or _MASKED_NAME.fullmatch(name):
        return name
    name = name.replace("*", "") or "*"
    kept = name[:2] if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES else name[:1]
    return kept + "*" * max(1, min(2, len(name) - len(kept)))


def mask_phone(phone: str) -> str:
    """Keep the first three and the last four digits of a mobile number: 139****0001.

    A landline keeps its area code and last two digits. Numbers of fewer than seven digits (12345,
    12315) belong to no person and stay.
    """
    compact = re.sub(r"[\s\-–—()]", "", unicodedata.normalize("NFKC", phone))
    if _MASKED_PHONE.fullmatch(compact):
        return compact
    mobile = _MOBILE.fullmatch(compact)
    if mobile:
        return f"{mobile[1][:3]}****{mobile[1][-4:]}"
    digits = re.sub(r"\D", "", compact)
    if len(digits) < 7:
        return mask_text(phone)
    area = 3 if digits.startswith(("01", "02")) else 4
    return f"{digits[:area]}****{digits[-2:]}"


def mask_id(number: str) -> str:
    """Keep the first six and the last four of an identity number, less of anything shorter."""
    compact = re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).upper()
    if not compact or _MASKED_ID.fullmatch(compact):
        return compact
    if len(compact) >= 15:
        return compact[:6] + "*" * (len(compact) - 10) + compact[-4:]
    tail = compact[-2:] if len(compact) > 5 and re.fullmatch(r"[0-9X]{2}", compact[-2:]) else "**"
    return compact[:1] + "****" + tail if compact.strip("*") else compact


def mask_text(text: str) -> str:
    """Mask e-mails, identity numbers, bank cards, phones and vehicle plates in a free text.

    Full-width digits are seen. Long runs of digits are masked as cards even where they are order
    numbers: losing an order number in a redacted text harms nobody.
    """
    while True:
        masked = text
        for pattern, mask in _PATTERNS:
            masked = pattern.sub(mask, masked)
        # Masking one number can lay the next one bare of its neighbours, hence until nothing changes.
        # Each round removes digits or letters from the text, so the rounds end.
        if masked == text:
            return text
        text = masked


def _plain(found: str) -> str:
    return re.sub(r"[\s\-–—·]", "", unicodedata.normalize("NFKC", found))


def _email(found: re.Match[str]) -> str:
    return f"***@{found[1]}"


def _identity(found: re.Match[str]) -> str:
    return mask_id(_plain(found[0]))


def _card(found: re.Match[str]) -> str:
    return "****" + _plain(found[0])[-4:]


def _phone(found: re.Match[str]) -> str:
    return mask_phone(found[0])


def _plate(found: re.Match[str]) -> str:
    return _plain(found[0])[:2] + "****"


_BETWEEN = r"[ \-–—\u00a0\u3000]"
_MOBILE_START = rf"(?<!\d)(?:[+＋]?(?:86|８６){_BETWEEN}?)?[1１][3-9３-９]"
_LOCAL = r"[A-Za-z0-9_.+-]"
_DOMAIN = r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
_SERIAL = "[A-HJ-NP-Z0-9]"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"(?<!{_LOCAL})[A-Za-z0-9]{_LOCAL}{{0,63}}[@＠]({_DOMAIN})"), _email),
    (re.compile(rf"(?<!\d)\d{{6}}{_BETWEEN}?\d{{8}}{_BETWEEN}?\d{{3}}[\dXxＸｘ](?!\d)"), _identity),
    (re.compile(r"(?<!\d)\d{15,}(?!\d)"), _card),
    (re.compile(rf"(?<!\d)\d{{4}}(?:{_BETWEEN}\d{{4}}){{3}}(?:{_BETWEEN}?\d{{1,3}})?(?!\d)"), _card),
    (re.compile(rf"{_MOBILE_START}\d(?:{_BETWEEN}?\d{{4}}){{2}}(?!\d)"), _phone),
    (re.compile(rf"{_MOBILE_START}\d\d{_BETWEEN}\d{{3}}{_BETWEEN}\d{{4}}(?!\d)"), _phone),
    (re.compile(r"(?<!\d)[0０]\d{2,3}[ \-–—)）]{0,2}\d{7,8}(?!\d)"), _phone),
    (
        re.compile(rf"[{_PROVINCES}][A-HJ-Z][·. ]?{_SERIAL}{{4,5}}(?:{_SERIAL}|[学警港澳挂])(?![A-Za-z0-9])"),
        _plate,
    ),
)
