"""What a row says has happened, as steps in order, and where they lead."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket.chronicle import state_after, steps

DECIDED, CLOSED = cast.at("2026-05-19"), cast.at("2026-05-20")


@pytest.mark.parametrize(
    ("row", "acts", "state"),
    [
        (cast.complaint(), ["register"], "received"),
        (cast.complaint(diversion="odr"), ["register", "divert"], "received"),
        (cast.complaint(decision="accepted"), ["register", "accept"], "accepted"),
        (cast.complaint(decision="declined"), ["register", "decline"], "declined"),
        (cast.complaint(decision="accepted", outcome="settled"), ["register", "accept", "settle"], "settled"),
        (
            cast.complaint(decision="accepted", outcome="failed"),
            ["register", "accept", "terminate"],
            "terminated",
        ),
        (
            cast.complaint(decision="accepted", outcome="withdrawn", closed=True),
            ["register", "accept", "terminate", "close"],
            "closed",
        ),
        (cast.complaint(closed=True), ["register", "close"], "closed"),
        (cast.complaint(outcome="settled"), ["register", "settle"], "settled"),
        (cast.report(decision="filed"), ["register", "file"], "filed"),
        (cast.report(decision="not_filed", closed=True), ["register", "not_file", "close"], "closed"),
    ],
)
def test_a_row_tells_its_steps_in_order_and_they_lead_to_a_state(row, acts, state):
    told = steps(row)
    assert ([step.act for step in told], state_after(row.kind, told)) == (acts, state)


def test_each_step_has_the_moment_the_source_gives_and_none_is_guessed():
    row = cast.complaint(
        decision="accepted",
        decided_at=DECIDED,
        outcome="settled",
        closed=True,
        closed_at=CLOSED,
        diversion="odr",
    )
    assert [(step.act, step.at) for step in steps(row)] == [
        ("register", cast.at("2026-05-18")),
        ("divert", None),
        ("accept", DECIDED),
        ("settle", CLOSED),
        ("close", CLOSED),
    ]
    assert [step.at for step in steps(cast.complaint(decision="accepted"))][1:] == [None]
