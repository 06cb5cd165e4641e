"""An edition as files, and files as drafts: what is exported is, to the byte, what a fresh install loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xiaobao.handbook.actions.start_draft import Wanted, start_draft
from xiaobao.handbook.editions_page import numbered
from xiaobao.handbook.models import Draft, EditionEntry
from xiaobao.handbook.shelf import book_of, in_service, latest
from xiaobao.law import MalformedContent
from xiaobao.refusals import NotFound, Refused
from xiaobao.rules.handbook import book as books
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.changes import compare
from xiaobao.rules.handbook.drafting import OPEN
from xiaobao.rules.handbook.entry import Entry
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True)
class Difference:
    """A file that differs from the edition in service: ``what`` is added, changed or removed.

    ``stands`` says why no draft is made of it: one is open already (``draft``), or the bureau has replaced
    these very words since (``own``). Empty where a draft may be made.
    """

    path: str
    title: str
    what: str
    text: str
    stands: str = ""


def export_edition(folder: Path, number: int | None = None) -> Book:
    """Write the files of an edition, the latest by default, and return its book.

    Raises NotFound for an edition there is not, Refused where the folder holds other files of a handbook,
    OSError where it cannot be written.
    """
    edition = numbered(number) if number else latest()
    if edition is None:
        raise NotFound("还没有发布过任何一版。")
    book = book_of(edition)
    strangers = sorted(
        {file.relative_to(folder).as_posix() for file in folder.glob("*/*.md")} - set(book.entries)
    )
    if strangers:
        named = "、".join(strangers[:5])
        raise Refused(f"{folder} 中有不属于这一版的文件（{named}），请换一个空目录，或者先移走。")
    for entry in book:
        file = folder / entry.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(entry.text.encode())
    return book


def differences(folder: Path, *, shipped: bool = False) -> list[Difference]:
    """Tell the files of a folder from the edition in service, in the order of the book.

    ``shipped``: the folder is the software's own, so words the bureau has replaced are known already. Raises
    Refused with file and line for a file that is no entry.
    """
    try:
        given = books.read(folder)
    except MalformedContent as error:
        raise Refused(f"{error.file} 第{error.line}行：{error.reason}") from error
    drafted = set(Draft.objects.filter(state__in=OPEN).values_list("path", flat=True))
    replaced = _replaced() if shipped else set()
    return [_difference(one, what, drafted, replaced) for what, one in _told(given)]


def draft_differences(
    found: list[Difference], *, officer: Authority, at: datetime, words: str, removals: bool = False
) -> list[Draft]:
    """Start a draft of each file that differs; nothing is published. Raises NotAllowed, Refused.

    ``removals``: what the folder has not is proposed to go, too.
    """
    wanted = [one for one in found if not one.stands and (removals or one.what != "removed")]
    return [start_draft(wanted=_wanted(one, words), officer=officer, at=at) for one in wanted]


def _told(given: Book) -> Iterator[tuple[str, Entry]]:
    found = compare(in_service(), given)
    yield from (("added", one) for one in found.added)
    yield from (("changed", newer) for _older, newer in found.changed)
    yield from (("removed", one) for one in found.removed)


def _difference(one: Entry, what: str, drafted: set[str], replaced: set[tuple[str, str]]) -> Difference:
    stands = "draft" if one.path in drafted else "own" if (one.path, one.text) in replaced else ""
    return Difference(one.path, one.title, what, one.text, stands)


def _replaced() -> set[tuple[str, str]]:
    """Return every wording there has been: what an edition once said is no news."""
    return set(EditionEntry.objects.values_list("path", "text").distinct())


def _wanted(one: Difference, words: str) -> Wanted:
    if one.what == "removed":
        return Wanted(one.path, removes=True, words=words)
    return Wanted(one.path, text=one.text, words=words)
