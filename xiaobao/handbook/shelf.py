"""The handbook in service: the latest edition, read once and again when a newer one is published."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from xiaobao.handbook.models import Edition, EditionEntry
from xiaobao.law import content_dir
from xiaobao.rules.handbook import book as books
from xiaobao.rules.handbook.book import FOLDER, Book


def in_service() -> Book:
    """Return the book of the latest edition; before the first one, what came with the software."""
    edition = latest()
    return book_of(edition) if edition else shipped()


def latest() -> Edition | None:
    """Return the latest edition, None before the first."""
    return Edition.objects.order_by("-number").first()


def shipped(content: Path | None = None) -> Book:
    """Return the handbook as its files stand in ``content``; raises MalformedContent."""
    return books.read((content or content_dir()) / FOLDER)


def book_of(edition: Edition) -> Book:
    """Return the book of one edition: an edition never changes, so its book is kept."""
    return _kept(edition.pk, edition.version)


@lru_cache(maxsize=8)
def _kept(edition_id: int, version: str) -> Book:  # noqa: ARG001  the version tells a database from another
    rows = EditionEntry.objects.filter(edition_id=edition_id).values_list("path", "text")
    return books.of_texts(dict(rows))
