"""A published text of a regulation read by article, and held against the law file of that regulation."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from xiaobao.law import citation, wording
from xiaobao.law.errors import ForeignText, UnfitText
from xiaobao.law.lawbook import Lawbook
from xiaobao.law.regulation import ClosedList, Factor, Ground, Regulation

LARGEST = 2_000_000  # bytes; the longest law in force has a tenth of that
_STATE = "中华人民共和国"
_NUMERALS = "零一二三四五六七八九十百"
_REMARK = re.compile(r"[（(【\[].*")
_HEADING = re.compile(rf"(?<=[。；])\s*第[{_NUMERALS}]+[章节编][^。；]{{0,60}}$")
_SPACES = re.compile(r"[ \t\u3000\xa0]*\n[ \t\u3000\xa0]*|[ \t\xa0]+")


@dataclass(frozen=True, slots=True)
class OfficialText:
    """The published text of one regulation: ``articles`` by number ("16"), whole and without the number.

    ``sha256`` is the digest of the file it was read from; ``at`` (ISO) and ``by`` say when it was loaded and
    by whom, both empty before.
    """

    regulation: str
    title: str
    sha256: str
    articles: Mapping[str, str]
    at: str = ""
    by: str = ""


def read_text(words: str, lawbook: Lawbook, regulation: str = "", *, sha256: str = "") -> OfficialText:
    """Read a published text and check it against the law file.

    The first line is the title, every article begins with 第…条. ``regulation`` is an id, needed where two
    versions share a title. Raises ForeignText when the title fits no regulation; UnfitText when an article
    is missing or out of order, or a list of grounds has another length than the law file's.
    """
    title, _, body = words.strip().partition("\n")
    held = _regulation(_bare(title), regulation, lawbook)
    articles = dict(_articles(body, held))
    _check_grounds(articles, held)
    digest = sha256 or hashlib.sha256(words.encode()).hexdigest()
    return OfficialText(held.id, held.title, digest, articles)


def decoded(raw: bytes, name: str) -> str:
    """Return a text file as text, UTF-8 or GB18030; raises UnfitText when it is neither, or too large."""
    if len(raw) > LARGEST:
        raise UnfitText(f"“{name}”超过 {LARGEST // 1_000_000} MB，不是一部法规的文本。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnfitText(f"“{name}”既不是 UTF-8 也不是 GB18030 编码，请另存后再载入。")


def remarks(text: OfficialText, held: Regulation) -> tuple[str, ...]:
    """Say where a text and the law file differ without either being wrong: paragraphs, items, articles more.

    One sentence a place; nothing is refused for it.
    """
    found = [*_other_paragraphs(text, held), *_other_items(text, held)]
    more = len(text.articles) - max(int(number) for number in held.articles)
    if more > 0:
        found.append(f"法规库没有最后 {more} 条（官方文本共 {len(text.articles)} 条）。")
    return tuple(found)


def article_of(part: Ground | Factor | ClosedList) -> str:
    """Return the number of the article a ground, a factor or a list stands in."""
    return str(citation.parse(part.article).article)


def _other_paragraphs(text: OfficialText, held: Regulation) -> Iterator[str]:
    for number, ours in held.articles.items():
        count = len(wording.paragraphs(text.articles[number]))
        if count != len(ours):
            name = citation.numeral(int(number))
            yield f"第{name}条：官方文本 {count} 款，法规库 {len(ours)} 款；引用到款的，显示整条。"


def _other_items(text: OfficialText, held: Regulation) -> Iterator[str]:
    lists = [(one.article, len(one.items)) for one in held.lists.values()]
    if held.factors:
        lists.append((held.factors[0].article, len(held.factors)))
    for article, ours in lists:
        where = replace(citation.parse(article), item=0)
        words = wording.part(text.articles[str(where.article)], where) or ""
        count = len(wording.items(words))
        if count != ours:
            yield f"{where}：官方文本 {count} 项，法规库 {ours} 项，请核对。"


def _bare(title: str) -> str:
    """Drop the name of the state, remarks in brackets and spaces: publishers differ in them."""
    return _REMARK.sub("", "".join(title.split()).strip("《》#")).removeprefix(_STATE)


def _regulation(title: str, chosen: str, lawbook: Lawbook) -> Regulation:
    named = [held for held in lawbook.regulations.values() if _bare(held.title) == title]
    fitting = [held for held in named if held.id == chosen or not chosen]
    if len(fitting) == 1:
        return fitting[0]
    told = f"文本第一行“{title[:40]}”：法规库中"
    if not fitting:
        raise ForeignText(f"{told}没有与它对应的法规。第一行应当是法规全名。")
    raise UnfitText(f"{told}有几部同名的法规，请指明是哪一部。第一行应当是法规全名。")


def _articles(body: str, held: Regulation) -> Iterator[tuple[str, str]]:
    """Yield number and text of each article; the next number must follow, to the last the law file holds."""
    number, start = 1, _start_of(1, body, 0)
    if start is None:
        raise UnfitText(f"《{held.title}》的文本中找不到第一条。")
    while start is not None:
        following = _start_of(number + 1, body, start[1])
        # What follows the last full stop of the last article is the web page it was copied from.
        end = following[0] if following else body.rfind("。") + 1 or len(body)
        yield str(number), _tidy(body[start[1] : end], number)
        number, start = number + 1, following
    last = max(int(known) for known in held.articles)
    if number <= last:
        until, lacking, final = (citation.numeral(n) for n in (number - 1, number, last))
        raise UnfitText(
            f"《{held.title}》的文本到第{until}条为止，缺第{lacking}条；法规库中最后一条是第{final}条。"
        )


def _start_of(number: int, body: str, after: int) -> tuple[int, int] | None:
    """Find where an article begins: at the start of a line, or glued to the end of the one before."""
    word = f"第{citation.numeral(number)}条"
    spaced = re.compile(rf"(?m)^[ \t\u3000]*{word}(?!之)[ \t\u3000]*")
    glued = re.compile(rf"(?<=[。；])\s*{word}(?![之的、第规和或所情])[ \t\u3000]*")
    found = spaced.search(body, after) or glued.search(body, after)
    return (found.start(), found.end()) if found else None


def _tidy(text: str, number: int) -> str:
    words = _SPACES.sub(lambda gap: "\n" if "\n" in gap[0] else " ", text).strip()
    words = _HEADING.sub("", words)
    if not words:
        raise UnfitText(f"文本中第{citation.numeral(number)}条没有内容。")
    return words


def _check_grounds(articles: Mapping[str, str], held: Regulation) -> None:
    for grounds in filter(None, (held.decline_grounds, held.termination_grounds)):
        number = article_of(grounds[0])
        count = len(wording.items(articles[number]))
        if count != len(grounds):
            raise UnfitText(
                f"《{held.title}》第{citation.numeral(int(number))}条的文本有 {count} 项，"
                f"法规库中有 {len(grounds)} 项，请核对版本。"
            )
