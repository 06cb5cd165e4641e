"""The wall: offices by what is overdue and what comes next, and nothing of anybody."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from tests import cast
from tests.docket.board_cast import ELSEWHERE, docket, order
from tests.docket.test_insiders import guarded
from xiaobao.docket import liveness
from xiaobao.docket.models import Matter
from xiaobao.docket.wall_page import wall_page


@pytest.fixture
def wall(officers, rulebook):
    """Open the wall for somebody."""

    def look(who="fangzhou"):
        return wall_page(officers[who], at=cast.NOON, today=cast.TODAY, rulebook=rulebook)

    return look


def test_each_office_by_what_is_overdue_due_today_due_soon_and_by_orders(register, wall):
    matters = docket(register)
    for name, due in [
        ("late", date(2026, 5, 20)),
        ("filed", date(2026, 5, 25)),
        ("before", date(2026, 5, 26)),
    ]:
        Matter.objects.filter(pk=matters[name]).update(next_due=due)
    order(matters["overdue"])
    order(matters["late"], "lifted")
    order(matters["elsewhere"], "replied")
    page = wall()
    by_name = {line.name: (asdict(line.load), line.owed.open) for line in page.lines}
    assert by_name["湖里市场监督管理所"] == ({"open": 7, "overdue": 1, "today": 1, "soon": 1}, 1)
    assert by_name[ELSEWHERE] == ({"open": 1, "overdue": 0, "today": 0, "soon": 0}, 1)
    assert (asdict(page.total.load), page.total.owed.open) == (
        {"open": 8, "overdue": 1, "today": 1, "soon": 1},
        2,
    )
    assert page.soon_days == 3


def test_a_handler_sees_the_line_of_the_own_office(register, wall):
    docket(register)
    assert [(line.name, line.load.open) for line in wall("lian").lines] == [(ELSEWHERE, 1)]


def test_an_insiders_report_is_on_no_wall_not_even_of_who_may_know(register, officers, wall):
    before = wall().lines
    key = guarded(register, officers)
    Matter.objects.filter(pk=key).update(next_due=date(2026, 5, 1))
    order(key)
    assert wall().lines == before
    assert (wall("chensiyuan").total.load.open, wall("chensiyuan").total.owed.open) == (0, 0)


def test_the_wall_says_how_the_clockwork_stands(wall):
    assert (wall().clockwork.alive, wall().clockwork.last_finished) == (False, None)
    liveness.begun(cast.NOON - timedelta(minutes=1))
    liveness.finished(cast.NOON - timedelta(minutes=1), {})
    assert wall().clockwork.alive
    liveness.finished(cast.NOON - timedelta(minutes=11), {})
    assert not wall().clockwork.alive
