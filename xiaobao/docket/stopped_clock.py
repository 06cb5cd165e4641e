"""Let a clock that had stopped count on: no article gives a fresh period to a matter taken up again."""

from __future__ import annotations

from xiaobao.docket import clockwork, reckoning
from xiaobao.docket.actions.taking import Taken
from xiaobao.docket.clock_row import from_model
from xiaobao.rules.footing import MEDIATION_CLOCK
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act

_STARTS = {"complaint.acceptance": Act.REGISTER, MEDIATION_CLOCK: Act.ACCEPT}
_UNKNOWN_STOP = "来源未载明停止之日"


def run_on(taken: Taken, clock: str) -> None:
    """Take back that a clock of the matter stopped; one that runs is left alone.

    Where an export told of the end without a day, no clock was begun: it begins now with receipt, assumed.
    Raises Refused.
    """
    row = taken.matter.clocks.filter(clock=clock).first()
    if row is None:
        _begin(taken, clock)
        return
    if row.state != "stopped":
        return
    if not any(entry["kind"] == "stop" for entry in row.ledger):
        taken.enter(clock, Entry("stop", taken.today, reason=_UNKNOWN_STOP))
    taken.enter(clock, Entry("reopen", taken.today))


def _begin(taken: Taken, clock: str) -> None:
    matter = taken.matter
    begun = reckoning.started(
        matter.kind,
        _STARTS[clock],
        matter.received_on,
        regulation=matter.regulation,
        named=True,
        rulebook=taken.rulebook,
        assumed=True,
    )
    present = [from_model(one) for one in matter.clocks.all()]
    clockwork.keep_clocks(matter, [*present, *(row for row in begun if row.clock == clock)])
