"""Practising (练习): which quiz somebody has before them, and what came of those they sent in.

Results are for whoever practised and for the trainer; for everybody else they do not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.core import signing

from xiaobao.handbook.models import Attempt
from xiaobao.handbook.shelf import in_service
from xiaobao.law import Lawbook
from xiaobao.refusals import NotFound, Refused
from xiaobao.rules.handbook import quiz as quizzes
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.quiz import Posed
from xiaobao.staff.models import Post, User
from xiaobao.staff.permissions import Authority

RESULTS = "quiz_results"
NEW_FOR = 90
"""How many days after a post begins its holder counts as new or seconded."""
_SALT, _HOURS = "handbook.quiz", 24


@dataclass(frozen=True)
class Sheet:
    """A quiz to be answered; ``token`` is what the form brings back, signed."""

    chapter: Entry
    asked: tuple[Posed, ...]
    token: str


@dataclass(frozen=True)
class Standing:
    """How somebody stands in one chapter; ``last`` and ``best`` are None before the first attempt."""

    chapter: Entry
    count: int = 0
    last: Attempt | None = None
    best: Attempt | None = None


@dataclass(frozen=True)
class ResultRow:
    """One person: the office and day of the latest post, and how they stand in each chapter."""

    user: User
    office: str
    since: date | None
    is_new: bool
    standings: tuple[Standing, ...]


def new_sheet(officer: Authority, chapter: str, *, seed: int, law: Lawbook, day: date) -> Sheet:
    """Return a quiz made with a seed; raises NotFound for a chapter that has none."""
    book = in_service()
    asked = quizzes.quiz(book, law, chapter, seed, day=day)
    entry = next((one for one in quizzes.chapters(book) if one.slug == chapter), None)
    if entry is None or not asked:
        raise NotFound("这一章没有练习。")
    signed = [officer.user.pk, chapter, seed, day.isoformat(), book.version, law.version]
    return Sheet(entry, asked, signing.dumps(signed, salt=_SALT))


def sheet_of(officer: Authority, chapter: str, token: str, *, law: Lawbook) -> Sheet:
    """Return the quiz a form was made for. Raises NotFound, and Refused for one that is not ours any more.

    A token that was changed, is another officer's or of yesterday, or belongs to an edition or a law that has
    been replaced since is refused: its answers would be marked against other questions.
    """
    gone = Refused("这份练习已经失效：题目有更新，或者页面放得太久。请重新练习。", code="DSK-409")
    try:
        signed = signing.loads(token, salt=_SALT, max_age=timedelta(hours=_HOURS))
        seed, day = int(signed[2]), date.fromisoformat(signed[3])
    except (signing.BadSignature, ValueError, IndexError, TypeError) as error:
        raise gone from error
    sheet = new_sheet(officer, chapter, seed=seed, law=law, day=day)
    if signing.loads(sheet.token, salt=_SALT) != signed:
        raise gone
    return sheet


def attempt_of(officer: Authority, attempt_id: int) -> Attempt:
    """Return one attempt, for whoever made it and for the trainer; raises NotFound for all others."""
    attempt = Attempt.objects.select_related("by").filter(pk=attempt_id).first()
    if attempt is None or not (attempt.by_id == officer.user.pk or officer.may(RESULTS)):
        raise NotFound("没有这次练习。")
    return attempt


def standings_of(officer: Authority, book: Book) -> tuple[Standing, ...]:
    """Return how the officer stands in each chapter, in the order of the book."""
    mine = Attempt.objects.filter(by=officer.user).order_by("at", "pk")
    return tuple(_standings(list(mine), quizzes.chapters(book)))


def suggested(standings: Sequence[Standing]) -> Standing | None:
    """Return what to practise next: the first chapter never tried, else the one known least."""
    untried = next((one for one in standings if one.count == 0), None)
    weak = [one for one in standings if one.best and one.best.right < one.best.asked]
    return untried or min(weak, key=lambda one: _rate(one.best), default=None)


def results(officer: Authority, *, today: date, only_new: bool = False) -> tuple[ResultRow, ...]:
    """Return how everybody stands who has practised, and all new or seconded staff; trainer only.

    Raises NotFound for everybody else.
    """
    if not officer.may(RESULTS):
        raise NotFound("这个页面不存在。")
    chapters = quizzes.chapters(in_service())
    attempts = Attempt.objects.select_related("by").order_by("by__username", "at", "pk")
    by_user = {key: list(rows) for key, rows in groupby(attempts, key=lambda one: one.by_id)}
    posts = {one.user_id: one for one in _posts(today)}
    begun = {key for key, post in posts.items() if _is_new(post, today)}
    people = User.objects.filter(pk__in={*by_user, *begun}, outside=False).order_by("username")
    rows = (_row(one, posts.get(one.pk), by_user.get(one.pk, []), chapters, today) for one in people)
    return tuple(row for row in rows if row.is_new or not only_new)


def _posts(today: date) -> Iterable[Post]:
    """Return the posts held today, so that the latest of somebody comes last."""
    return Post.objects.on(today).select_related("office").order_by("since", "pk")


def _is_new(post: Post, today: date) -> bool:
    return post.since > today - timedelta(days=NEW_FOR)


def _row(
    user: User, post: Post | None, attempts: list[Attempt], chapters: Sequence[Entry], today: date
) -> ResultRow:
    standings = tuple(_standings(attempts, chapters))
    if post is None:
        return ResultRow(user, "", None, is_new=False, standings=standings)
    return ResultRow(user, post.office.name, post.since, _is_new(post, today), standings)


def _standings(attempts: Sequence[Attempt], chapters: Sequence[Entry]) -> Iterator[Standing]:
    """Yield how one person stands; ``attempts`` are those of that person, the earliest first."""
    for chapter in chapters:
        mine = [one for one in attempts if one.chapter == chapter.slug]
        if mine:
            yield Standing(chapter, len(mine), mine[-1], max(mine, key=_rate))
        else:
            yield Standing(chapter)


def _rate(attempt: Attempt | None) -> float:
    return attempt.right / attempt.asked if attempt and attempt.asked else 0.0
