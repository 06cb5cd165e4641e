"""Whether a regulation is what it was when the handbook was last held against it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from xiaobao.documents.notices import Notice
from xiaobao.law import Lawbook, LawError, citation, official
from xiaobao.law.regulation import Regulation
from xiaobao.rules.handbook.book import Book

NOTICES = "notices"
"""What the subject of a revisit begins with where it is a template of a notice: ``notices/<id>``."""
_SAYS_NOTHING = {"note", "source", "not_expressed"}
"""Keys of a law file that are about the file, not about the law."""
_NO_FILE = ""
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """What one regulation is: the digest of its file (empty: gone), of its official text, whether it governs.

    ``text`` is empty where no official text is loaded.
    """

    digest: str
    text: str
    governs: bool


@dataclass(frozen=True, slots=True)
class Citing:
    """Something that cites a regulation: its path or ``notices/<id>``, its title, the articles it cites."""

    subject: str
    title: str
    cites: tuple[str, ...]


def standings(lawbook: Lawbook, official_folder: Path, today: date) -> dict[str, Standing]:
    """Return what every regulation is on a day, by its id."""
    digests = _digests(lawbook)
    return {
        one.id: Standing(digests[one.id], _text(official_folder, one.id), today in one.in_force)
        for one in lawbook.regulations.values()
    }


def differing(now: Mapping[str, Standing], seen: Mapping[str, Standing]) -> dict[str, Standing]:
    """Return what is otherwise than it was seen, as it is now; a regulation that is gone has no digest.

    A text that cannot be read any more is taken to be the one it was.
    """
    found = {name: Standing(_NO_FILE, one.text, governs=False) for name, one in seen.items()}
    for name, one in now.items():
        found[name] = replace(one, text=one.text or (seen[name].text if name in seen else ""))
    return {name: one for name, one in found.items() if one != seen.get(name)}


def told(before: Standing, now: Standing) -> str:
    """Say in Chinese what has changed; empty where nothing has that asks for another look.

    A first official text changes no law: it takes the place of our paraphrase.
    """
    if now.digest == _NO_FILE:
        return "法规库中不再有这部法规"
    found = []
    if now.digest != before.digest:
        found.append("法规文件有改动")
    if before.text and now.text != before.text:
        found.append("载入了另一个官方文本")
    if now.governs != before.governs:
        found.append("已经施行" if now.governs else "不再施行")
    return "，".join(found)


def rewritten(folder: Path, regulation: str, before: Standing) -> str:
    """Say which articles of the official text read otherwise than before: （第十五条、第十六条有出入）."""
    try:
        numbers = official.differing(folder, regulation, before.text)
    except LawError:
        return ""
    named = "、".join(f"第{citation.numeral(int(number))}条" for number in numbers[:_NAMED])
    more = f"等{len(numbers)}条" if len(numbers) > _NAMED else ""
    return f"（{named}{more}有出入）" if named else ""


def citing(regulation: str, book: Book, notices: Mapping[str, Notice]) -> Iterator[Citing]:
    """Yield every entry of the handbook and every template of a notice that cites a regulation."""
    for entry in book.citing(regulation):
        cites = tuple(str(one) for one in entry.citations if one.regulation == regulation)
        yield Citing(entry.path, entry.title, cites)
    for notice in notices.values():
        articles = tuple(f"{held}:{article}" for held, article in notice.cites if held == regulation)
        if articles or regulation == notice.regulation:
            yield Citing(f"{NOTICES}/{notice.id}", notice.title, articles)


@lru_cache(maxsize=4)
def _digests(lawbook: Lawbook) -> dict[str, str]:
    shape = TypeAdapter(Regulation)
    return {one.id: _digest(shape, one) for one in lawbook.regulations.values()}


def _digest(shape: TypeAdapter[Regulation], regulation: Regulation) -> str:
    # What has its default is left out, so that a key the software learns later changes no digest.
    said = shape.dump_python(regulation, mode="json", exclude_defaults=True, exclude=_SAYS_NOTHING)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _text(folder: Path, regulation: str) -> str:
    try:
        text = official.current(folder, regulation)
    except LawError:
        # A damaged file says nothing of the law; whoever prints from it is told.
        return ""
    return text.sha256 if text else ""
