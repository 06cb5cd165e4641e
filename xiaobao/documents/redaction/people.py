"""Names in a text: those that are known, and those that somebody introduces."""

from __future__ import annotations

import re

from xiaobao.documents.redaction.given_names import AFTER, BEFORE, GIVEN
from xiaobao.documents.redaction.masks import kept_of
from xiaobao.documents.redaction.not_names import (
    BRANDS,
    CAUTIOUS,
    LEFT_WORDS,
    NEVER,
    NOBODY,
    OFFICES,
    ORGANISATION,
    SHOPS,
    TITLED_BRANDS,
    TITLES,
    TRANSCRIBED,
    WORDS,
)
from xiaobao.documents.redaction.surnames import ALL, COMMON, COMPOUND, family

HIDDEN = "**"
_MARK = re.compile(r"$|[^\w*＊]|[\dA-Za-z]")
_BLANK = frozenset(" \t\r\n\u00a0\u3000*＊·•・-—_.．")
_DOTS = "·•‧・∙"
_DOTTED = re.compile(rf"[^\W\d_A-Za-z]{{1,10}}[{_DOTS}](?=[^\W\d_A-Za-z])")
# What comes after a name that ends here: the end, a mark, a figure, or a word that no name goes on with.
_ENDS = (
    "和系现为想有发男女汉来自住家通联本人先小同师阿太大表提已未正将使用参需办签愿认实均共可怀能会应两"
    "一二三多前后下上经受帮替带订领取交拿看听觉收回寄租借开做吃喝坐乘骑停跑丢遇遭患误核问谈聊协商请求回复接待赶赴"
)
_AFTER = re.compile(rf"$|[^\w*＊]|[\dA-Za-z]|[{''.join(sorted(NEVER))}{_ENDS}]")
_BY_A_PERSON = re.compile("来电|反映|反应|称|说|投诉|举报|表示|于|在|先生|女士")
_TOWARDS = frozenset(("反映", "反应", "投诉", "举报", "在"))
# What may stand before a name whose 身份证 is spoken of.
_BEFORE = re.compile(r"[^\w*＊]|[供用给是为与和到以由被叫找把将拿持问要了]")
_FAMILIES = "|".join(sorted(COMPOUND - {"东方", "太史", "第五"}))
_ALONE = re.compile(
    rf"(?:{_FAMILIES}|[{''.join(sorted(COMMON - CAUTIOUS))}])[{GIVEN}]{{2}}"
    rf"(?=$|[^\u4e00-\u9fff*＊·]|[{AFTER}])"
)
_BEFORE_ALONE = re.compile(rf"[^\w*＊·]|[\d{BEFORE}]")
_SHORTEST = 2


def hide_known(text: str, name: str) -> str:
    """Hide one name wherever it stands, blanks, stars or dots between its characters notwithstanding.

    Whole phrases (an organisation, an address) of six characters and more may be given too.
    """
    name = _bare(name)
    if len(name) < _SHORTEST or name[0] not in text or name in NOBODY:
        return text
    hidden = kept_of(name) + HIDDEN
    pieces: list[str] = []
    done, start = 0, text.find(name[0])
    while start >= 0:
        end = _same(text, start, name)
        if end:
            pieces += (text[done:start], hidden)
            done = end
        start = text.find(name[0], end or start + 1)
    return "".join((*pieces, text[done:])) if done else text


def _bare(name: str) -> str:
    """Return a name without blanks, dots and titles; nothing of one that is masked already."""
    if "*" in name or "＊" in name:
        return ""
    for title in TITLES:
        name = name.removesuffix(title)
    return "".join(char for char in name if char not in _BLANK)


def _same(text: str, start: int, name: str) -> int:
    """Return where the name that begins at ``start`` ends, 0 when it is another one."""
    place, size = start + 1, len(text)
    for char in name[1:]:
        first = place
        while place < size and place - first < 2 and text[place] in _BLANK:
            place += 1
        # Two stars after a surname are our own mask: what follows them is somebody else's.
        if place >= size or text[place] != char or text[first:place] == HIDDEN:
            return 0
        place += 1
    return place


def introduced(text: str, start: int, *, sure: bool) -> tuple[int, str] | None:
    """Return (end, what to show) of the name introduced at ``start``, None when there is no name.

    ``sure``: the words before say that a name follows (姓名：), so that rare surnames, brands and common
    words are taken for names as well; otherwise the name must also end where it looks as if it did.
    """
    dotted = _DOTTED.match(text, start)
    if dotted:
        return _end_of_dotted(text, dotted.end()), text[start] + HIDDEN
    known = family(text, start, ALL if sure else COMMON)
    if not known or text.startswith((*TITLES, *OFFICES, "*", "＊"), start + known):
        return None
    end = _end(text, start, known, sure=sure)
    if not end and known == 2:
        end, known = _end(text, start, 1, sure=sure), 1
    return (end, text[start : start + known] + HIDDEN) if end else None


def _end(text: str, start: int, known: int, *, sure: bool) -> int:
    first = start + known
    longest = 2 if _given(text, first) and _given(text, first + 1) else 1 if _given(text, first) else 0
    doubtful = _word(text, start)
    if not longest or (doubtful and not sure):
        return 0
    cautious = text[start] in CAUTIOUS and not (sure and text[start] in COMMON)
    after = _MARK if doubtful or cautious else _AFTER
    for given in range(longest, 0, -1):
        if after.match(text, first + given) and not (given == 2 and text.startswith(TITLES, first + 1)):
            return first + given
    if cautious and longest == 2 and _acts(text, start):
        return first + 2
    if not sure or after is _MARK or ORGANISATION.match(text, first):
        return 0
    return first + longest


def _acts(text: str, start: int) -> bool:
    """Whether what follows three characters is what a person does: 于晓禾来电, but 向学校反映."""
    deed = _BY_A_PERSON.match(text, start + 3)
    toward = text[start] == "向" and (deed is None or deed[0] in _TOWARDS)
    return deed is not None and not toward and text[start + 1 : start + 3] not in WORDS


def _end_of_dotted(text: str, place: int) -> int:
    """Return where the last part of a name with a dot ends: at a mark, or where no name goes on."""
    first = place
    while place < len(text) and place - first < 6:
        char = text[place]
        if char in _DOTS:
            first = place + 1
        elif not _han(char) or (place - first >= 2 and char in NEVER):
            break
        place += 1
    return place


def stand_alone(text: str) -> str:
    """Hide names of three characters that nobody introduces, where all of them look like one.

    A common surname, two characters given names are made of, and before and behind what stands beside a name.
    """
    return _ALONE.sub(_alone, text)


def _alone(found: re.Match[str]) -> str:
    text, start = found.string, found.start()
    before = text[max(start - 1, 0) : start]
    if before and not _BEFORE_ALONE.match(before):
        return found[0]
    if before + found[0][0] in LEFT_WORDS or _word(text, start) or found[0][-2:] in WORDS:
        return found[0]
    if text.startswith(OFFICES, start + 1):
        return found[0]
    return kept_of(found[0]) + HIDDEN


def titled(text: str, at: int, floor: int) -> tuple[int, str] | None:
    """Return (start, what to show) of the name before a title at ``at``, None when nobody is named.

    Nothing before ``floor`` is looked at.
    """
    if text[max(at - 2, 0) : at] == HIDDEN:
        # 林**先生, as the source or an earlier masking wrote it: 先生 says no more than is needed.
        return (at, "") if at >= 3 and (text[at - 3] in ALL or text[at - 4 : at - 2] in COMPOUND) else None
    for length in (4, 3, 2, 1):
        start = at - length
        if start >= floor and start >= 0:
            known = family(text, start, COMMON)
            if known and _named(text, start, known, at):
                return start, text[start : start + known] + HIDDEN
    return None


def _named(text: str, start: int, known: int, at: int) -> bool:
    given = at - start - known
    if not 0 <= given <= 2 or text[max(start - 1, 0) : start + 1] in LEFT_WORDS:
        return False
    if given and (_word(text, start) or not all(_given(text, place) for place in range(start + known, at))):
        return False
    if (given == 2 and text[at - 2 : at] in WORDS) or SHOPS.match(text, at + 2):
        return False
    # 求助同车女士: what is mostly something else is a surname where nothing runs into it.
    loose = start and text[start] in CAUTIOUS and not _BEFORE_ALONE.match(text, start - 1)
    return not loose and not text.startswith(TITLED_BRANDS, start)


def dotted(text: str, at: int, floor: int) -> tuple[int, int, str] | None:
    """Return (start, end, what to show) of the name of a minority around the dot at ``at``: 艾力·吐尔逊.

    Only of characters such names are written with in Chinese: 皮尔·卡丹 is a brand.
    """
    start = at
    while start > max(floor, at - 6) and text[start - 1] in TRANSCRIBED:
        start -= 1
    end = at + 1
    while end < len(text) and end - at < 7 and text[end] in TRANSCRIBED:
        end += 1
    if at - start < 2 or end - at < 3 or not _AFTER.match(text, end):
        return None
    return start, end, text[start] + HIDDEN


def owner(text: str, at: int, floor: int) -> tuple[int, str] | None:
    """Return (start, what to show) of the name that ends at ``at``, as in 提供林晓禾的身份证."""
    for length in (4, 3, 2):
        start = at - length
        if start < max(floor, 0) or not (start == 0 or _BEFORE.match(text, start - 1)):
            continue
        known = family(text, start, COMMON)
        if known and length > known and _named(text, start, known, at):
            return start, text[start : start + known] + HIDDEN
    return None


def _word(text: str, start: int) -> bool:
    common = text[start : start + 2] in WORDS and text[start : start + 2] not in COMPOUND
    return common or text.startswith(BRANDS, start)


def _given(text: str, place: int) -> bool:
    return place < len(text) and _han(text[place]) and text[place] not in NEVER


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char >= "\U00020000"
