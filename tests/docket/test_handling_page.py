"""What the page of 林晓禾's complaint says of how 湖里所 handles it, and the count of what is past a limit."""

from __future__ import annotations

from datetime import date

from tests import cast
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.handling_page import DONE, PASSED, RUNS, WAITS
from xiaobao.docket.house_board import past_limits
from xiaobao.docket.matter_page import matter_page
from xiaobao.docket.queries import visible


def _limits(matter_id, officers, rulebook, today):
    part = matter_page(officers["chensiyuan"], matter_id, rulebook, today).handling
    return [(line.name, line.within, line.last, line.stands) for line in part.limits]


def test_class_posts_steps_and_the_last_days_of_the_house(register, officers, rulebook):
    matter_id = register()
    part = matter_page(officers["chensiyuan"], matter_id, rulebook, cast.TODAY).handling
    assert (part.matter_class.name, part.posts, part.own_cell) == ("食品安全", ("承办岗",), False)
    assert "核对消费凭证、实物照片、就诊材料" in part.steps
    # Received on Monday the 18th: four working days.
    assert _limits(matter_id, officers, rulebook, cast.TODAY) == [
        ("投诉受理决定", 4, date(2026, 5, 22), RUNS),
        ("投诉调解", 25, None, WAITS),
    ]


def test_once_accepted_the_next_limit_counts(register, officers, rulebook):
    matter_id = register()
    accept(matter_id=matter_id, version=1, officer=officers["chensiyuan"], at=cast.NOON)
    assert _limits(matter_id, officers, rulebook, cast.TODAY) == [
        ("投诉受理决定", 4, date(2026, 5, 22), DONE),
        ("投诉调解", 25, date(2026, 6, 25), RUNS),
    ]


def test_what_is_past_a_limit_is_said_on_the_matter_and_counted(register, officers, rulebook):
    matter_id, today = register(), date(2026, 5, 25)
    register(cast.report())
    page = matter_page(officers["chensiyuan"], matter_id, rulebook, today)
    assert (page.handling.late.name, page.handling.late.stands) == ("投诉受理决定", PASSED)
    (found,) = past_limits(visible(officers["chensiyuan"]), rulebook, today)
    assert (found.matter_id, found.class_name, found.clock, found.last) == (
        matter_id, "食品安全", "投诉受理决定", date(2026, 5, 22),
    )  # fmt: skip
    assert past_limits(visible(officers["lian"]), rulebook, today) == []


def test_many_matters_are_counted_in_a_few_queries(register, officers, rulebook, django_assert_num_queries):
    for number in range(30):
        register(cast.complaint(external_id=f"1350206{number:013d}", digest=f"{number:016d}".encode()))
    with django_assert_num_queries(3):
        assert len(past_limits(visible(officers["chensiyuan"]), rulebook, date(2026, 5, 25))) == 30


def test_no_house_limit_ends_after_the_period_of_the_law(register, officers, rulebook):
    matter_id = register(cast.complaint())
    page = matter_page(officers["suming"], matter_id, rulebook, cast.TODAY)
    due = {clock.name: clock.due_earliest for clock in page.clocks}
    assert all(line.last <= due[line.name] for line in page.handling.limits if line.last)
