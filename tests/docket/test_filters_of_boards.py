"""What the boards ask the inbox for: who handles it, how its period ended, what was warned of, between days."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.board_cast import docket, give, warn
from xiaobao.docket.filters import NOBODY, Filter
from xiaobao.docket.models import Clock
from xiaobao.docket.queries import inbox, next_matter


@pytest.fixture
def matters(register):
    """The docket, two of it handled by somebody, one provisional."""
    made = docket(register)
    give(made["overdue"], "wenlan")
    give(made["settled"], "wenlan")
    Clock.objects.filter(matter=made["in_time"], clock="complaint.acceptance").update(provisional=True)
    warn(made["overdue"], "remind", "2026-05-12", at="00:00")
    warn(made["overdue"], "urge", "2026-05-14")
    warn(made["late"], "remind", "2026-05-12", at="23:59")
    return made


@pytest.fixture
def found(matters, officers, rulebook):
    """The matters of a filter as names of the docket."""
    names = {key: name for name, key in matters.items()}

    def read(**asked):
        rows = inbox(officers["hemin"], Filter(**{"open": "all"} | asked), cast.TODAY, rulebook).rows
        return {names[row.id] for row in rows}

    return read


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"handler": "wenlan"}, {"overdue", "settled"}),
        ({"handler": "wenlan", "open": "open"}, {"overdue"}),
        ({"handler": "nobody-of-this-name"}, set()),
        ({"clock": "acceptance", "ended": "late"}, {"late"}),
        ({"clock": "acceptance", "ended": "on_time"}, {"last_day", "declined", "settled", "elsewhere", "before"}),
        ({"clock": "acceptance", "ended": "on_time", "since": "2026-05-01"}, {"last_day", "declined", "settled", "elsewhere"}),
        ({"clock": "acceptance", "ended": "on_time", "until": "2026-05-07"}, {"settled", "before"}),
        ({"clock": "acceptance", "ended": "on_time", "office": "jiangtou"}, {"elsewhere"}),
        ({"clock": "acceptance", "ended": "provisional"}, {"in_time"}),
        ({"clock": "acceptance", "ended": "undated"}, {"undated"}),
        ({"clock": "acceptance", "ended": "undated", "since": "2026-05-19"}, set()),
        ({"clock": "acceptance", "ended": "undated", "until": "2026-05-18"}, {"undated"}),
        ({"clock": "acceptance", "since": "2026-05-08", "until": "2026-05-14"}, {"in_time", "last_day", "elsewhere"}),
        ({"clock": "check"}, {"not_filed", "filed"}),
        ({"clock": "unfiled"}, {"not_filed"}),
        ({"clock": "filed"}, {"filed"}),
        ({"clock": "case"}, set()),
        ({"clock": "mediation"}, {"settled"}),
        ({"clock": "closing"}, {"settled", "not_filed"}),
        ({"ended": "judged"}, {"settled", "not_filed"}),
        ({"alert": "remind"}, {"overdue", "late"}),
        ({"alert": "urge"}, {"overdue"}),
        ({"alert": "red"}, set()),
        ({"alert": "remind", "since": "2026-05-12", "until": "2026-05-12"}, {"overdue", "late"}),
        ({"alert": "remind", "until": "2026-05-11"}, set()),
        ({"alert": "remind", "since": "2026-05-13"}, set()),
        ({"since": "2026-05-12", "until": "2026-05-12"}, {"elsewhere"}),
        ({"until": "2026-04-16"}, {"before"}),
        ({"since": "2026-05-13", "kind": "report"}, {"not_filed", "filed"}),
        ({"since": "2026-05-20", "until": "2026-05-19"}, set()),
    ],
)  # fmt: skip
def test_a_filter_lists_exactly_what_it_says(found, asked, expected):
    assert found(**asked) == expected


def test_what_nobody_handles_can_be_asked_for(found, matters):
    assert found(handler=NOBODY) == set(matters) - {"overdue", "settled"}


def test_a_warning_and_an_ending_are_asked_for_together(found):
    assert found(alert="remind", clock="acceptance", ended="late") == {"late"}


def test_next_stays_within_the_list_a_number_opened(matters, officers, rulebook):
    chosen = Filter(clock="check", open="all")
    after = next_matter(officers["hemin"], chosen, cast.TODAY, matters["filed"], rulebook)
    assert after == matters["not_filed"]
