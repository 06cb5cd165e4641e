"""Publish an edition (发布手册): the edition before, with every draft the leader has agreed to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from xiaobao.handbook.draft_steps import insist, moved, said
from xiaobao.handbook.models import Comment, Draft, DraftState, Edition, EditionEntry, Ruling
from xiaobao.handbook.shelf import in_service, latest
from xiaobao.law import Lawbook, content_dir
from xiaobao.refusals import Refused
from xiaobao.rules import hot_categories
from xiaobao.rules.handbook import book as books
from xiaobao.rules.handbook import checks
from xiaobao.rules.handbook.book import Book
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

PUBLISH = "handbook_publish"
_WRITERS = 256


def approved() -> list[Draft]:
    """Return the drafts the leader has agreed to, by their files."""
    return list(Draft.objects.filter(state=DraftState.APPROVED).select_related("owner").order_by("path"))


def stamp(drafts: Sequence[Draft]) -> str:
    """Return a digest of which drafts stand in which version: what a page showed, and is published."""
    told = "".join(f"{one.pk}:{one.version};" for one in drafts)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def publish(
    *,
    shown: str,
    note: str,
    lawbook: Lawbook,
    officer: Authority,
    today: date,
    at: datetime,
    address: str = "",
) -> Edition:
    """Make the next edition; ``shown`` is the ``stamp`` of the drafts on the page.

    Whoever wrote one of the drafts does not publish it. Raises NotAllowed, Refused (fields note, shown).
    """
    insist(officer, PUBLISH, "发布手册")
    words = said(note, "note", "请写明这一版改了什么，读的人先看这个。")
    with writing():
        drafts = approved()
        _insist(drafts, shown, officer)
        before = latest()
        book = _book(drafts, lawbook)
        edition = Edition.objects.create(
            number=before.number + 1 if before else 1, dated=today, note=words, version=book.version,
            published_by=officer.user, published_at=at,
        )  # fmt: skip
        EditionEntry.objects.bulk_create(_rows(edition, before, book, drafts))
        _close(drafts, edition, at)
        record(
            act="handbook.published", subject=f"edition:{edition.number}", at=at, actor=officer.user,
            post=officer.post, address=address,
            detail={"version": book.version, "entries": len(book), "drafts": [one.pk for one in drafts]},
        )  # fmt: skip
    return edition


def _insist(drafts: Sequence[Draft], shown: str, officer: Authority) -> None:
    if not drafts:
        raise Refused("没有局领导已同意的草稿，没有什么可以发布。")
    if stamp(drafts) != shown:
        raise Refused("等待发布的草稿刚刚有变动，请看过现在的再发布。", code="DKT-004")
    own = [one.title for one in drafts if one.owner_id == officer.user.pk]
    if own:
        raise Refused(f"自己起草的由另一个人发布：{'、'.join(own)}。")


def _book(drafts: Sequence[Draft], lawbook: Lawbook) -> Book:
    """Return the book as it will be; raises Refused for anything wrong that was not so before."""
    before = in_service()
    texts = {one.path: one.text for one in before}
    for draft in drafts:
        texts.pop(draft.path, None)
        if not draft.removes:
            texts[draft.path] = draft.text
    book = books.of_texts(texts)
    fresh = sorted(set(_wrong(book, lawbook)) - set(_wrong(before, lawbook)))
    if fresh:
        told = "；".join(f"“{title}”{sentence}" for title, sentence in fresh[:5])
        raise Refused(f"发布以后手册会有 {len(fresh)} 处不对。{told}。")
    return book


def _wrong(book: Book, lawbook: Lawbook) -> Iterator[tuple[str, str]]:
    categories = {one.id for one in hot_categories.load(content_dir())}
    known = checks.known_of(book, lawbook, categories)
    for entry in book:
        yield from ((entry.title, sentence) for _, sentence in checks.complaints(entry, known))


def _rows(
    edition: Edition, before: Edition | None, book: Book, drafts: Sequence[Draft]
) -> Iterator[EditionEntry]:
    kept: Mapping[str, EditionEntry] = {one.path: one for one in before.entries.all()} if before else {}
    fresh = {one.path: one for one in drafts}
    for entry in book:
        old, draft = kept.get(entry.path), fresh.get(entry.path)
        if draft is None and old is not None:
            since, by = old.since, old.written_by
        else:
            since, by = edition.number, writers(draft) if draft else ""
        yield EditionEntry(edition=edition, path=entry.path, text=entry.text, since=since, written_by=by)


def writers(draft: Draft) -> str:
    """Name whose hand is in a draft: who wrote its texts, and whose comments were followed."""
    wrote = list(dict.fromkeys(draft.texts.values_list("by__name", flat=True)))
    followed = Comment.objects.filter(draft=draft, ruling__in=(Ruling.TAKEN, Ruling.PARTLY))
    names = [name for name in dict.fromkeys(followed.values_list("by__name", flat=True)) if name not in wrote]
    told = "、".join(wrote) + (f"（据{'、'.join(names)}意见修改）" if names else "")
    return told[:_WRITERS]


def _close(drafts: Sequence[Draft], edition: Edition, at: datetime) -> None:
    for draft in drafts:
        draft.published_in = edition
        moved(draft, at, DraftState.PUBLISHED)
