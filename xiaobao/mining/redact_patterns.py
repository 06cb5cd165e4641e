"""What numbers, plates and doors look like that lead to a person: patterns for ``redact``, no code."""

from __future__ import annotations

GAP = r"[ \-_.–—·]?"
"""What stands between the groups of a number."""
LINK = r"(?:号码?|账号|帐号|同号|号)?(?:是|为|加|：|:|=|\(|（| ){0,3}"
"""What stands between the word for a number and the number."""
_SPOKEN = "一二三四五六七八九零〇幺壹贰叁肆伍陆柒捌玖"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
FIRST = rf"\dA-Za-z+._%\-(（一幺{_PROVINCES}"
"""What any of the patterns below may begin with."""
_ALONE, _ENDS = r"(?<![\dA-Za-z])", r"(?![\dA-Za-z])"

MAIL = r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,64}(?:\.[A-Za-z0-9\-]{1,64}){0,3}\.[A-Za-z]{2,10}"
PHONE = "|".join(
    (
        rf"(?<!\d)(?:(?:\+|00)?86{GAP})?1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}}(?!\d)",
        # Hidden in part: 138****1234, 0592-5***34, 1381234****.
        rf"{_ALONE}(?:1[3-9]\d|0\d{{2,3}}-?\d?|\d{{2,3}})[*xX×?•#]{{3,8}}\d{{0,4}}{_ENDS}",
        r"(?<!\d)1[3-9]\d{5}[*xX×•#]{4}",
        # Written out: 一三八零零…
        rf"[一幺][{_SPOKEN}]{{10}}(?![{_SPOKEN}])",
        rf"(?<!\d)(?:[(（]0\d{{2,3}}[)）]|0\d{{2,3}}){GAP}[2-9]\d{{2,3}}{GAP}\d{{4}}(?:[\-转]\d{{1,6}})?(?!\d)",
    )
)
ID = "|".join(
    (
        rf"{_ALONE}\d{{6}}{GAP}(?:19|20)\d{{2}}{GAP}\d{{4}}{GAP}\d{{3}}[\dXx]{_ENDS}",
        rf"{_ALONE}\d{{3,14}}\*{{4,14}}[\dXx]{{0,4}}{_ENDS}",
    )
)
LONG = "|".join(
    (
        rf"{_ALONE}\d{{4}}(?:[ \-]?\d{{4}}){{2,3}}(?:[ \-]?\d{{1,4}}){{1,2}}{_ENDS}",
        rf"{_ALONE}\d{{15,19}}{_ENDS}",
    )
)
"""A card, an identity number or an order: the check digits decide."""
_LETTER = "[A-HJ-NP-Z0-9]"
PLATE = (
    rf"[{_PROVINCES}][A-HJ-NP-Z]{GAP}"
    rf"(?:{_LETTER}{{5,6}}|{_LETTER}{{0,3}}\*{{2,5}}{_LETTER}{{0,3}})(?![A-Za-z0-9])"
)

_LAST = r"(?:\d{3,5}(?!\d*[年月日元块]))?"
_UNIT = r"[A-Za-z一二三四五六七八九十]?\d{0,5}(?:[\-－#]\d{1,5}){0,3}"
_NUMBERED = (
    r"(?<=[路道街巷里弄村园苑城厦场埕社组区])[A-Za-z]?\d{1,5}(?:[\-－]\d{1,5}){0,2}号(?!线|店|链|楼梯)"
    r"(?:之\d{1,4})?(?:院|楼)?"
)
_FLAT = r"(?:[A-Za-z]?\d{1,5}(?:[\-－#]\d{1,5}){0,3}|[A-Za-z一二三四五六七八九十])"
DOOR = "|".join(
    (
        # Behind a road or an estate: 12号, 12-3号之2, 12号3栋502室; not 2号线.
        rf"{_NUMBERED}(?:{_UNIT}(?:栋|幢|座|号楼|梯|单元|楼|层|室|房|铺|户|F)){{0,5}}{_LAST}",
        # A building alone leads to nobody; with its stair or its flat it does.
        rf"[A-Za-z]?\d{{1,3}}(?:栋|幢|号楼)(?:{_FLAT}(?:座|梯|单元|楼|层|室|房)){{1,4}}{_LAST}",
        r"[A-Za-z]?\d{1,3}(?:栋|幢|号楼)\d{3,5}(?!\d*[年月日元块多])",
        rf"\d{{1,3}}(?:单元|梯)(?:{_UNIT}(?:楼|层|室|房|户)){{0,3}}{_LAST}",
        r"(?<![\d#])\d{3,4}(?:室|房(?!间|卡|型|费|价|子))",
    )
)
