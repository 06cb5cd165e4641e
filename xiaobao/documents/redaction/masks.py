"""How one value is masked: a name, a phone, an identity number."""

from __future__ import annotations

import re
import unicodedata

from xiaobao.documents.redaction.surnames import COMPOUND

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_FAMILY = "|".join((*sorted(COMPOUND), "[\u3400-\u9fff\U00020000-\U0003ffff]"))
MASKED_NAME = re.compile(rf"(?:{_FAMILY})\*{{1,2}}(?!\*)")
"""A masked name: one or two stars behind the surname."""
_FIGURES = r"[A-Za-z0-9.+-]*\*{2,}[A-Za-z0-9.@+-]*"
MASKED_NUMBER = re.compile(rf"(?:[{PROVINCES}](?=[A-Z]\*))?{_FIGURES}")
"""A masked number, a plate with its province; names have been looked for before."""
MASKED = re.compile(rf"{MASKED_NAME.pattern}|{_FIGURES}")
"""What is masked in a text: a name has one or two stars behind the surname, a number more, maybe between."""
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
    kept = kept_of(name)
    return kept + "*" * max(1, min(2, len(name) - len(kept)))


def kept_of(name: str) -> str:
    """Return the part of a name that is shown: its surname."""
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND else name[:1]


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
        # What is no number at all may still hold one: a stray e-mail, a plate.
        from xiaobao.documents.redaction.numbers import mask_text

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
