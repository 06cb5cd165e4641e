"""Practising on screen: how the officer stands, the questions of a chapter, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xiaobao.desk.handbook_links import entry_address
from xiaobao.desk.screen import Asking
from xiaobao.handbook import practice
from xiaobao.handbook.models import Attempt
from xiaobao.handbook.practice import RESULTS, ResultRow, Sheet, Standing
from xiaobao.handbook.shelf import in_service
from xiaobao.rules.handbook import quiz as quizzes
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import Kind


@dataclass(frozen=True)
class HomePage:
    """How the officer stands in each chapter, and what to practise next."""

    standings: tuple[Standing, ...]
    next: Standing | None
    may_see_results: bool


@dataclass(frozen=True)
class Answer:
    """One question as it was answered; ``address`` is where to read again, empty where there is no page."""

    words: str
    options: tuple[tuple[str, bool, bool], ...]
    right: bool
    why: str
    citation: str
    address: str


@dataclass(frozen=True)
class AttemptPage:
    """What came of one quiz; ``own``: the officer's own."""

    attempt: Attempt
    chapter: Entry | None
    answers: tuple[Answer, ...]
    own: bool


@dataclass(frozen=True)
class TablePage:
    """How everybody stands, person by chapter; chapters nobody has tried are left out where some were."""

    rows: tuple[ResultRow, ...]
    chapters: tuple[Entry, ...]
    only_new: bool
    new_for: int


def home(ask: Asking) -> HomePage:
    """Return where the officer stands; in two queries."""
    standings = practice.standings_of(ask.officer, in_service())
    return HomePage(standings, practice.suggested(standings), ask.officer.may(RESULTS))


def sheet(ask: Asking, chapter: str, token: str | None, seed: int) -> Sheet:
    """Return the quiz a form came from, a new one where none did. Raises NotFound, Refused."""
    law = ask.rulebook.law
    if token is None:
        return practice.new_sheet(ask.officer, chapter, seed=seed, law=law, day=ask.today)
    return practice.sheet_of(ask.officer, chapter, token, law=law)


def answered(ask: Asking, attempt_id: int) -> AttemptPage:
    """Return what came of one quiz; raises NotFound for all but the learner and the trainer."""
    attempt = practice.attempt_of(ask.officer, attempt_id)
    chapter = in_service().get(Kind.CHAPTER, attempt.chapter)
    return AttemptPage(attempt, chapter, tuple(_answers(attempt)), attempt.by_id == ask.officer.user.pk)


def table(ask: Asking, *, only_new: bool) -> TablePage:
    """Return the trainer's table; raises NotFound for everybody else."""
    rows = practice.results(ask.officer, today=ask.today, only_new=only_new)
    chapters = quizzes.chapters(in_service())
    tried = {one.chapter.slug for row in rows for one in row.standings if one.count} or {
        one.slug for one in chapters
    }
    kept = tuple(replace(row, standings=_among(row.standings, tried)) for row in rows)
    shown = tuple(one for one in chapters if one.slug in tried)
    return TablePage(kept, shown, only_new, practice.NEW_FOR)


def _among(standings: tuple[Standing, ...], slugs: set[str]) -> tuple[Standing, ...]:
    return tuple(one for one in standings if one.chapter.slug in slugs)


def _answers(attempt: Attempt) -> Iterator[Answer]:
    book = in_service()
    for row in attempt.answers:
        chosen, right = row["chosen"], row["right"]
        options = ((words, at == chosen, at == right) for at, words in enumerate(row["options"]))
        yield Answer(
            words=row["words"],
            options=tuple(options),
            right=chosen == right,
            why=row["why"],
            citation=row["citation"],
            address=entry_address(row["path"]) if row["path"] in book.entries else "",
        )
