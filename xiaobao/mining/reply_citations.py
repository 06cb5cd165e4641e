"""Which law a reply cites, and whether it was law on the day of the reply (依据是否有效).

A citation is 《name》, and 第…条 after it. What content/law does not hold is said to be unknown, never wrong;
an article is said not to exist only where the file holds every article up to its last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from xiaobao.law import Lawbook, Regulation, citation
from xiaobao.mining.reply_words import Check, plain

_CITED = re.compile(
    r"《(?P<name>[^《》]{2,40})》(?:（[^（）]{1,30}）|\([^()]{1,30}\))?"
    r"(?:第?(?P<article>[一二三四五六七八九十百千零]{1,7}|[0-9]{1,4})条)?"
)
_STATE = "中华人民共和国"
_LAST = 1999


@dataclass(frozen=True)
class Law:
    """One regulation as a reply may cite it; ``whole``: every article from the first to the last is held."""

    title: str
    since: date | None
    until: date | None
    articles: frozenset[int]
    whole: bool
    successor: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it was law on that day, as far as is known; ``until`` is excluded."""
        return (self.since or date.min) <= day < (self.until or date.max)


Laws = Mapping[str, tuple[Law, ...]]
"""Regulations by their name without 中华人民共和国, plain data for a kernel."""


def laws(book: Lawbook) -> Laws:
    """Return what is held of the law, by name."""
    after = {one.supersedes: one.title for one in book.regulations.values() if one.supersedes}
    found: dict[str, list[Law]] = {}
    for regulation in book.regulations.values():
        found.setdefault(_bare(regulation.title), []).append(_law(regulation, after.get(regulation.id, "")))
    return {name: tuple(held) for name, held in sorted(found.items())}


def cited(reply: str, day: date, held: Laws) -> Check | None:
    """Check **cites** (引用依据): the first that is wrong, else a right one, else any; None without one."""
    found = list(_each(plain(reply), day, held))
    if not found:
        return None
    return next((one for one in found if one.met is False), next((one for one in found if one.met), found[0]))


def _each(reply: str, day: date, held: Laws) -> Iterator[Check]:
    for match in _CITED.finditer(reply):
        known = held.get(_bare(match["name"]))
        if known:
            yield _check(match, day, known)
        elif match["article"]:
            yield Check("cites", None, match[0], f"《{match['name']}》不在本系统的法规库内，请人工核对")


def _check(match: re.Match[str], day: date, known: tuple[Law, ...]) -> Check:
    law = next((one for one in known if one.holds_on(day)), None)
    if law is None:
        return _not_law(match[0], known, day)
    article = _number(match["article"])
    if article is None or article in law.articles:
        if law.since is None:
            return Check("cites", None, match[0], f"《{law.title}》的施行日未核实，请人工核对")
        return Check("cites", True, match[0], f"《{law.title}》在{day:%Y-%m-%d}有效")
    place = f"第{citation.numeral(article)}条"
    if law.whole:
        last = citation.numeral(max(law.articles))
        return Check("cites", False, match[0], f"《{law.title}》没有{place}（共{last}条）")
    return Check("cites", None, match[0], f"法规库没有收录《{law.title}》{place}，请人工核对")


def _not_law(passage: str, known: tuple[Law, ...], day: date) -> Check:
    before = [one for one in known if one.until and one.until <= day]
    if not before:
        # a law of that name may have stood in an older version, which is not held here
        first = min(one.since for one in known if one.since)
        why = f"法规库中的《{known[0].title}》自{first:%Y-%m-%d}起施行，此前的版本没有收录，请人工核对"
        return Check("cites", None, passage, why)
    law = max(before, key=lambda one: one.until or date.min)
    instead = f"，应当适用《{law.successor}》" if law.successor else ""
    return Check("cites", False, passage, f"《{law.title}》已于{law.until:%Y-%m-%d}废止{instead}")


def _law(regulation: Regulation, successor: str) -> Law:
    articles = frozenset(int(number) for number in regulation.articles)
    whole = len(articles) > 1 and max(articles) == len(articles)
    return Law(
        regulation.title, regulation.in_force.from_, regulation.in_force.to, articles, whole, successor
    )


def _bare(name: str) -> str:
    return name.strip().removeprefix(_STATE)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() else _numerals().get(text)


@lru_cache(maxsize=1)
def _numerals() -> dict[str, int]:
    return {citation.numeral(number): number for number in range(1, _LAST + 1)}
