"""How the handbook is used: openings by page and office, quizzes by chapter, and nothing of a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection

from tests import cast
from xiaobao.handbook.models import Attempt, PageUse
from xiaobao.handbook.page_use import opened
from xiaobao.handbook.use_board import UseBoard, use_board
from xiaobao.staff.permissions import Authority

pytestmark = pytest.mark.django_db
FOOD = "chapters/food-safety.md"


def board(officer: Authority, since: date = cast.TODAY) -> UseBoard:
    """The board of one day, or since another."""
    return use_board(officer, since, cast.TODAY)


def practised(
    officers: dict[str, Authority], *usernames: str, right: int = 6, chapter: str = "food-safety"
) -> None:
    """These have made the quiz of a chapter, eight questions each."""
    for username in usernames:
        Attempt.objects.create(
            by=officers[username].user, chapter=chapter, at=cast.NOON, right=right, asked=8, answers=[]
        )


def test_openings_of_one_page_from_one_office_on_one_day_are_one_row(officers) -> None:
    for username in ("chensiyuan", "suming", "chensiyuan"):
        opened(FOOD, officers[username], cast.TODAY)
    assert list(PageUse.objects.values_list("on", "page", "office", "opened")) == [
        (cast.TODAY, FOOD, "huli", 3)
    ]


def test_a_row_names_neither_person_nor_post(officers) -> None:
    assert {one.name for one in PageUse._meta.get_fields()} == {"id", "on", "page", "office", "opened"}


def test_counting_is_one_statement(officers, django_assert_num_queries) -> None:
    opened(FOOD, officers["suming"], cast.TODAY)
    with django_assert_num_queries(1):
        opened(FOOD, officers["suming"], cast.TODAY)


def test_a_count_that_cannot_be_written_fails_nobody_and_the_log_names_nobody(officers, caplog) -> None:
    def refuse(*_: object) -> None:
        raise DatabaseError("the disk is full")

    with connection.execute_wrapper(refuse):
        opened(FOOD, officers["suming"], cast.TODAY)
    assert "was not counted" in caplog.text
    assert "suming" not in caplog.text
    assert not PageUse.objects.exists()


def test_a_reader_waits_a_moment_only_and_acts_as_long_as_before(officers) -> None:
    def waits() -> int:
        connection.ensure_connection()
        return connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]

    usual, during = waits(), []
    with connection.execute_wrapper(lambda execute, *told: (during.append(waits()), execute(*told))[1]):
        opened(FOOD, officers["suming"], cast.TODAY)
    assert (during, waits()) == ([100], usual)
    assert usual > 100


def test_a_station_sees_the_openings_of_its_own_office_and_the_section_head_all(officers) -> None:
    opened(FOOD, officers["suming"], cast.TODAY)
    opened(FOOD, officers["lian"], cast.TODAY)
    opened("steps/", officers["lian"], cast.TODAY - timedelta(days=1))
    assert (board(officers["suming"]).pages, board(officers["suming"]).offices) == (
        {FOOD: 1}, (("湖里市场监督管理所", 1),),
    )  # fmt: skip
    seen = board(officers["luyiheng"], cast.TODAY - timedelta(days=1))
    assert (seen.pages, seen.total) == ({FOOD: 2, "steps/": 1}, 3)
    assert dict(seen.offices)["江头市场监督管理所"] == 2
    assert seen.opened([FOOD, "flow/report"]) == 2


def test_a_quiz_tells_how_a_chapter_went_once_three_people_have_made_it(officers) -> None:
    practised(officers, "chensiyuan", "wenlan", "chensiyuan")
    two = board(officers["luyiheng"]).chapters["food-safety"]
    assert (two.people, two.attempts, two.right, two.rate) == (2, 3, None, None)
    practised(officers, "lian", right=2)
    three = board(officers["luyiheng"]).chapters["food-safety"]
    assert (three.people, three.right, three.asked, three.rate) == (3, 20, 32, 0.625)


def test_a_station_is_told_only_of_quizzes_made_in_its_office(officers) -> None:
    practised(officers, "chensiyuan", "wenlan", "lian")
    assert board(officers["suming"]).chapters["food-safety"].rate is None
    assert board(officers["lian"]).chapters["food-safety"].people == 1


def test_a_quiz_of_another_day_is_not_counted(officers) -> None:
    practised(officers, "chensiyuan")
    Attempt.objects.update(at=cast.at("2026-05-19", "23:59"))
    assert board(officers["luyiheng"]).chapters == {}
