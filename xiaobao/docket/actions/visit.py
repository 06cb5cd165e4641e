"""Record a return visit (回访, 令121 第二十六条): whether anybody was reached, and how satisfied."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.models import Drawn, Visit
from xiaobao.rules import sampling
from xiaobao.rules.sampling import Call, Satisfaction
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def visit(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    side: str,
    on: date | None,
    channel: str,
    reached: bool,
    satisfaction: str = "",
    words: str = "",
    sample_id: int | None = None,
    address: str = "",
) -> Taken:
    """Record one visit; what the complainant said becomes the satisfaction of the complaint.

    ``channel`` is a code of rules.Channel, ``satisfaction`` of rules.Satisfaction; ``sample_id`` names the
    sample the visit belongs to. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    call = Call(side, on, channel, reached, satisfaction, words)
    with taking(
        act=Act.VISIT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        drawn = sample_id is None or Drawn.objects.filter(sample=sample_id, matter=taken.matter).exists()
        decision = sampling.check_visit(
            call,
            received_on=taken.matter.received_on,
            today=taken.today,
            drawn=drawn,
            basis=taken.basis,
        )
        taken.insist(decision)
        _keep(taken, call, sample_id)
        taken.data |= {"side": side, "channel": channel, "reached": reached, "satisfaction": satisfaction}
        if sample_id is not None:
            taken.data["sample"] = sample_id
    return taken


def _keep(taken: Taken, call: Call, sample_id: int | None) -> None:
    Visit.objects.create(
        matter=taken.matter,
        sample_id=sample_id,
        side=call.side,
        on=call.on or taken.today,
        channel=call.channel,
        reached=call.reached,
        satisfaction=call.satisfaction,
        words=call.words.strip(),
        by=taken.officer.user,
    )
    said = call.satisfaction and call.satisfaction != Satisfaction.UNSAID
    if call.side == "complainant" and (said or not taken.matter.complaint.satisfaction):
        label = Satisfaction(call.satisfaction).label if call.satisfaction else ""
        taken.matter.complaint.satisfaction = label
        taken.matter.complaint.save()
