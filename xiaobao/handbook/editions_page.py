"""What the pages of editions show: the list, one with what is new in it, two beside each other, a history."""

from __future__ import annotations

from dataclasses import dataclass

from xiaobao.handbook.actions.publish import PUBLISH, approved, stamp
from xiaobao.handbook.draft_steps import insist
from xiaobao.handbook.models import Draft, Edition, EditionEntry
from xiaobao.handbook.shelf import book_of
from xiaobao.refusals import NotFound
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.changes import Paragraph, compare, paragraphs
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.heads import fields_of
from xiaobao.rules.handbook.kinds import Kind
from xiaobao.staff.permissions import Authority

_NONE = Book({})


@dataclass(frozen=True)
class EntryChange:
    """One entry that differs: ``old`` is None for a new one, ``new`` for one that is gone."""

    path: str
    kind: Kind
    title: str
    old: Entry | None
    new: Entry | None
    written_by: str = ""

    @property
    def slug(self) -> str:
        """Its name within its kind."""
        return slug_of(self.path)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph of both, told apart."""
        return paragraphs(self.old.paragraphs if self.old else (), self.new.paragraphs if self.new else ())

    @property
    def head(self) -> dict[str, object]:
        """The head as it is now."""
        return fields_of(self.new.text) if self.new else {}

    @property
    def head_before(self) -> dict[str, object]:
        """The head as it was."""
        return fields_of(self.old.text) if self.old else {}


@dataclass(frozen=True)
class Differences:
    """What differs between two editions; ``before`` is None where the first is told from nothing."""

    before: Edition | None
    after: Edition
    added: tuple[EntryChange, ...]
    changed: tuple[EntryChange, ...]
    removed: tuple[EntryChange, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class EditionLine:
    """One edition in the list, with how many entries it has, and how many of them are in new words."""

    edition: Edition
    entries: int
    fresh: int


@dataclass(frozen=True)
class EditionPage:
    """One edition and what is new in it; ``others`` are those it can be told apart from."""

    edition: Edition
    entries: int
    differences: Differences
    drafts: tuple[Draft, ...]
    others: tuple[Edition, ...]


@dataclass(frozen=True)
class Words:
    """What an entry said from one edition on; ``gone``: it was taken out there."""

    edition: Edition
    written_by: str
    change: EntryChange
    gone: bool = False


@dataclass(frozen=True)
class HistoryPage:
    """Every wording of one entry, the latest first, and the drafts about it."""

    path: str
    kind: Kind
    title: str
    words: tuple[Words, ...]
    drafts: tuple[Draft, ...]


@dataclass(frozen=True)
class NextEdition:
    """What would be published now: the drafts, their ``stamp``, and the number of the edition."""

    drafts: tuple[Draft, ...]
    stamp: str
    number: int


def slug_of(path: str) -> str:
    """Return the name of a file within its folder."""
    return path.rpartition("/")[2].removesuffix(".md")


def editions_page() -> list[EditionLine]:
    """Return every edition, the latest first."""
    counted: dict[int, list[int]] = {}
    for edition_id, since in EditionEntry.objects.values_list("edition_id", "since"):
        counted.setdefault(edition_id, []).append(since)
    return [
        EditionLine(one, len(counted.get(one.pk, [])), counted.get(one.pk, []).count(one.number))
        for one in Edition.objects.select_related("published_by")
    ]


def edition_page(number: int) -> EditionPage:
    """Return one edition; raises NotFound."""
    edition = numbered(number)
    before = Edition.objects.filter(number__lt=number).first()
    return EditionPage(
        edition=edition,
        entries=len(book_of(edition)),
        differences=_differences(before, edition),
        drafts=tuple(edition.drafts.select_related("owner").order_by("path")),
        others=tuple(Edition.objects.exclude(pk=edition.pk)),
    )


def differences(before: int, after: int) -> Differences:
    """Tell two editions apart, whichever is named first; raises NotFound."""
    older, newer = sorted((before, after))
    return _differences(numbered(older), numbered(newer))


def history_page(folder: str, slug: str) -> HistoryPage:
    """Return who wrote what of an entry, and in which edition; raises NotFound."""
    kind = next((one for one in Kind if folder in (one.value, one.folder)), None)
    if kind is None:
        raise NotFound("手册没有这一类。")
    path = entries.path_of(kind, slug)
    rows = {one.edition_id: one for one in EditionEntry.objects.filter(path=path)}
    drafts = tuple(Draft.objects.filter(path=path).select_related("owner", "published_in"))
    if not rows and not drafts:
        raise NotFound("手册没有这一篇。")
    words = tuple(reversed(_wordings(rows)))
    title = words[0].change.title if words else drafts[0].title
    return HistoryPage(path, kind, title, words, drafts)


def next_edition(officer: Authority) -> NextEdition:
    """Return what waits to be published; raises NotAllowed."""
    insist(officer, PUBLISH, "发布手册")
    drafts = approved()
    last = Edition.objects.first()
    return NextEdition(tuple(drafts), stamp(drafts), last.number + 1 if last else 1)


def numbered(number: int) -> Edition:
    """Return the edition of a number; raises NotFound."""
    found = Edition.objects.select_related("published_by").filter(number=number).first()
    if found is None:
        raise NotFound("没有这一版。")
    return found


def _differences(before: Edition | None, after: Edition) -> Differences:
    told = compare(book_of(before) if before else _NONE, book_of(after))
    by = dict(EditionEntry.objects.filter(edition=after).values_list("path", "written_by"))
    return Differences(
        before=before,
        after=after,
        added=tuple(_change(None, one, by) for one in told.added) if before else (),
        changed=tuple(_change(old, new, by) for old, new in told.changed),
        removed=tuple(_change(one, None, by) for one in told.removed),
    )


def _change(old: Entry | None, new: Entry | None, by: dict[str, str]) -> EntryChange:
    either = new or old
    assert either is not None  # noqa: S101  one of the two is there, or there would be no change
    return EntryChange(either.path, either.kind, either.title, old, new, by.get(either.path, ""))


def _wordings(rows: dict[int, EditionEntry]) -> list[Words]:
    """Return each wording of an entry in order, and where it was taken out."""
    found: list[Words] = []
    last: Entry | None = None
    for edition in Edition.objects.select_related("published_by").order_by("number"):
        row = rows.get(edition.pk)
        entry = entries.parse(row.path, row.text) if row else None
        if (entry.text if entry else "") == (last.text if last else ""):
            continue
        by = row.written_by if row else ""
        found.append(Words(edition, by, _change(last, entry, {}), gone=entry is None))
        last = entry
    return found
