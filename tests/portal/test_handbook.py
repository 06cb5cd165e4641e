"""What citizens read of the handbook, and what they do not."""

from __future__ import annotations

import pytest
from django.test import Client

from xiaobao.handbook import shelf
from xiaobao.rules.handbook.kinds import Kind

pytestmark = pytest.mark.django_db


def test_the_public_part_is_listed_and_read_without_an_account() -> None:
    client = Client()
    listed = client.get("/public/handbook/").content.decode()
    assert "投诉处置流程" in listed
    entry = client.get("/public/handbook/chapters/complaint/")
    assert entry.status_code == 200
    assert "/handbook/law/" not in entry.content.decode()


def test_nothing_internal_is_listed_or_opened() -> None:
    client, book = Client(), shelf.in_service()
    internal = [one for one in book if not one.public]
    assert len(internal) > 10
    listed = client.get("/public/handbook/").content.decode()
    assert [one.path for one in internal if f"/{one.kind.folder}/{one.slug}/" in listed] == []
    for one in (*internal[:5], *book.of(Kind.PHRASE)[:2], *book.of(Kind.QUESTION)[:1]):
        assert client.get(f"/public/handbook/{one.kind.folder}/{one.slug}/").status_code == 404


def told(page: bytes) -> str:
    """Return a page without what is drawn anew each time."""
    return "\n".join(line for line in page.decode().splitlines() if "csrfmiddlewaretoken" not in line)


def test_what_is_not_public_answers_like_what_there_is_not() -> None:
    client = Client()
    hidden = client.get("/public/handbook/chapters/phone-phrases/")
    absent = client.get("/public/handbook/chapters/no-such-entry/")
    assert hidden.status_code == absent.status_code == 404
    assert told(hidden.content) == told(absent.content)


def test_a_public_page_says_no_word_of_a_phrase_or_a_step() -> None:
    client, book = Client(), shelf.in_service()
    words = [one.title for kind in (Kind.PHRASE, Kind.STEP) for one in book.of(kind) if len(one.title) > 8]
    for one in book.of(Kind.CHAPTER):
        if one.public:
            shown = client.get(f"/public/handbook/chapters/{one.slug}/").content.decode()
            assert [word for word in words if word in shown and word not in one.body] == [], one.slug
