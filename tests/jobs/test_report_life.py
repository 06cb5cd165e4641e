"""The life of a report is played whole: every act in its order, every clock in time, every paper numbered."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests import cast
from xiaobao.docket.account import account
from xiaobao.docket.models import Matter
from xiaobao.jobs.commands.journey import NAMES
from xiaobao.jobs.report_life import LIVES
from xiaobao.staff.seed import seed_demo_accounts

pytestmark = pytest.mark.usefixtures("own_home", "db")
NOW = cast.at("2026-11-24", "10:00")
VERBS = [
    "register", "classify", "place", "assign", "check", "leave_out", "count_again", "propose", "review",
    "file", "answer", "serve", "milestone", "milestone", "milestone", "milestone", "milestone", "milestone",
    "decide", "milestone", "answer", "serve", "milestone", "milestone", "milestone", "close",
]  # fmt: skip


@pytest.fixture
def played(rulebook):
    """The account of a report's life, as it would be printed on 24 November 2026."""
    seed_demo_accounts(rulebook.locality, since=NOW.date() - timedelta(weeks=52))
    return account(LIVES["report"](NOW, rulebook), rulebook)


def test_the_lives_that_can_be_played_are_those_the_command_offers():
    assert tuple(LIVES) == NAMES


def test_it_runs_from_the_counter_to_the_closed_case(played):
    assert (played["kind"], played["state"]) == ("report", "closed")
    assert sorted(event["verb"] for event in played["events"]) == sorted(VERBS)
    report = Matter.objects.get().report
    assert (report.decision, report.fined) == ("filed", Decimal(5000))


def test_every_clock_has_stopped_and_none_of_the_bureaus_late(played):
    assert {clock["state"] for clock in played["clocks"]} == {"stopped"}
    late = [one["clock"] for one in played["clocks"] if one["due_on"] and one["stopped_on"] > one["due_on"]]
    assert late == []
    assert {one["clock"] for one in played["clocks"]} >= {
        "report.check", "case.decision", "case.sealing", "case.review", "case.payment", "case.closing",
        "publicity.same_province", "report.answer.prompt", "report.answer.outcome",
    }  # fmt: skip


def test_every_paper_has_a_number_and_names_nobody(played):
    notices = [paper["notice"] for paper in played["documents"]]
    assert notices.count("report-result-121") == 2
    assert {"filing-form", "check-record"} <= set(notices)
    assert all(paper["number"] for paper in played["documents"])
    assert "周喆" not in repr(played)
