"""Which running clocks are provisional, why, and that the notice of a year makes exactly those of it firm."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast, notices_2027
from xiaobao.docket import provisional
from xiaobao.docket.actions.load_calendar import load_calendar
from xiaobao.docket.models import Clock, Event, Matter
from xiaobao.docket.provisional import Why
from xiaobao.docket.rulebook import current
from xiaobao.docket.story_page import timeline

NOTICE_DAY = cast.at("2026-12-28")


@pytest.fixture
def waiting(own_home, register):
    """A firm clock, three that wait for 2027, one without a first day, and one without either."""
    rows = {
        "firm": cast.complaint(external_id="E1"),
        "soon": cast.complaint(external_id="E2", received_at=cast.at("2026-12-25")),
        "report": cast.report(external_id="E3", received_at=cast.at("2026-12-21")),
        "mediation": cast.complaint(
            external_id="E4",
            received_at=cast.at("2026-11-18"),
            decision="accepted",
            decided_at=cast.at("2026-11-20"),
        ),
        "assumed": cast.complaint(external_id="E5", decision="accepted"),
        "both": cast.complaint(external_id="E6", received_at=cast.at("2026-12-01"), decision="accepted"),
    }
    return {name: register(row) for name, row in rows.items()}


def lines(officer) -> dict[int, provisional.ProvisionalLine]:
    """What is listed, by matter."""
    return {clock.matter_id: provisional.line(clock, current()) for clock in provisional.within(officer)}


def test_they_are_counted_by_the_year_they_wait_for(waiting) -> None:
    counts = provisional.count(current().calendar)
    assert (counts.total, counts.years, counts.others) == (5, ((2027, 4),), 1)


def test_each_says_why(waiting, officers) -> None:
    found = lines(officers["fangzhou"])
    assert {name: (found[key].why, found[key].years) for name, key in waiting.items() if key in found} == {
        "soon": ((Why.NOTICE,), (2027,)),
        "report": ((Why.NOTICE,), (2027,)),
        "mediation": ((Why.NOTICE,), (2027,)),
        "assumed": ((Why.DAY,), ()),
        "both": ((Why.NOTICE, Why.DAY), (2027,)),
    }


def test_nobody_is_shown_a_matter_out_of_reach(waiting, officers) -> None:
    assert lines(officers["lian"]) == {}
    assert lines(officers["admin"]) == {}


def test_loading_the_year_recomputes_exactly_those_that_wait_for_it(waiting, officers, tmp_path) -> None:
    awaited = {key for key, line in lines(officers["fangzhou"]).items() if 2027 in line.years}
    untouched = {
        key: list(Clock.objects.filter(matter=key).values("due_earliest", "due_latest", "provisional"))
        for key in waiting.values()
        if key not in awaited
    }
    load_calendar(notices_2027.write(tmp_path), at=NOTICE_DAY)
    assert set(Event.objects.filter(verb="recompute").values_list("matter", flat=True)) == awaited
    assert {
        key: list(Clock.objects.filter(matter=key).values("due_earliest", "due_latest", "provisional"))
        for key in untouched
    } == untouched
    assert provisional.count(current().calendar).years == ()
    assert {line.why for line in lines(officers["fangzhou"]).values()} == {(Why.DAY,)}


def test_the_timeline_says_which_day_moved(waiting, tmp_path) -> None:
    load_calendar(notices_2027.write(tmp_path), at=NOTICE_DAY)
    (told,) = [
        line
        for line in timeline(Matter.objects.get(pk=waiting["soon"]), current())
        if line.verb == "recompute"
    ]
    assert told.more == ("投诉受理决定 2027-01-04 → 2027-01-06",)


@pytest.mark.parametrize(
    ("started", "due", "years"),
    [
        ("2026-12-25", "2027-01-04", (2027,)),
        ("2026-12-25", "2028-01-04", (2027, 2028)),
        ("2026-12-01", "2026-12-31", (2027,)),
        ("2026-05-01", "2026-06-30", ()),
    ],
)
def test_whose_notices_a_period_waits_for(rulebook, started, due, years) -> None:
    found = provisional.years_awaited(date.fromisoformat(started), date.fromisoformat(due), rulebook.calendar)
    assert found == years
