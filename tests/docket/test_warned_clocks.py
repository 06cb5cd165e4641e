"""A clock that begins again keeps what was warned of on it: its row stays, and its new due day is warned of anew."""

from __future__ import annotations

from datetime import date

from tests import cast
from tests.docket.a_complaint import Case
from tests.docket.arrival_cast import act
from tests.docket.conftest import clocks
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.dispute import dispute
from xiaobao.docket.actions.end_dispute import end_dispute
from xiaobao.docket.actions.resume import resume
from xiaobao.docket.models import Alert, Clock

SIMING = "厦门市思明区市场监督管理局"


def warned(clock: Clock) -> Alert:
    """Keep a warning of this clock."""
    return Alert.objects.create(
        clock=clock, matter=clock.matter, stage="remind", grade="remind", due_on=clock.due_earliest,
        reached_at=cast.NOON, raised_at=cast.NOON, office=clock.matter.office, ladder="0" * 12,
    )  # fmt: skip


def test_a_second_termination_counts_anew_on_the_row_that_was_warned_of(register, officers):
    case = Case(register(), officers)
    case.serve(case.accept())
    case.serve(case.terminate().documents[0])
    case.do(close)
    alert = warned(case.clock("complaint.termination_notice"))
    case.do(resume, who="suming", at=cast.at("2026-06-10"), words="被投诉人来函表示愿意退款，继续调解。")
    case.terminate(at=cast.at("2026-06-11"))
    clock = case.clock("complaint.termination_notice")
    # Seven working days after Thursday 11 June; Friday 19 June is the Dragon Boat Festival.
    assert (clock.pk, clock.state, clock.started_on) == (alert.clock_id, "running", date(2026, 6, 11))
    assert (alert.due_on, clock.due_earliest) == (date(2026, 5, 29), date(2026, 6, 23))
    assert [entry["kind"] for entry in clock.ledger] == ["start"]
    assert clock.watch_at is not None


def test_a_second_dispute_counts_anew_on_the_row_that_was_warned_of(register, officers):
    key = register()
    act(dispute, key, officers["hemin"], with_whom=SIMING, arose_on=date(2026, 5, 19))
    alert = warned(clocks(key)["jurisdiction.dispute"])
    on = cast.at("2026-05-27")
    ended = {"outcome": "agreed", "on": on.date(), "ours": True, "words": "双方协商一致。"}
    act(end_dispute, key, officers["hemin"], **ended, at=on)
    act(dispute, key, officers["hemin"], with_whom=SIMING, arose_on=on.date(), at=on)
    clock = clocks(key)["jurisdiction.dispute"]
    assert (clock.pk, clock.state, clock.started_on) == (alert.clock_id, "running", on.date())
    assert clock.due_earliest > alert.due_on
