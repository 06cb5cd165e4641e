"""What a consumer sees by a code: how far settling first has come, what comes next and by when.

Nobody's name is on it, not even the consumer's own: whoever has found the code learns little more than the
code's holder has written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from xiaobao.docket.diversions import by_code
from xiaobao.docket.due import DueBadge, badge_for
from xiaobao.docket.exchange_lines import ExchangeLine, lines_of
from xiaobao.docket.models import Diversion, Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.settle_first import expired
from xiaobao.rules.workflow import State

ACCEPTANCE = "complaint.acceptance"


@dataclass(frozen=True)
class Progress:
    """One complaint as its consumer sees it; money in yuan.

    ``ended``: settling first is over, and ``settled_first`` how. ``back``: it is with the bureau;
    ``decide_by`` is the last day of the bureau's decision on acceptance while that is still to come, and
    ``state_label`` where the bureau stands.
    """

    number: str
    partner: str
    office: str
    office_phone: str
    version: int
    diverted_at: datetime
    due_on: date
    due: DueBadge
    derivation: list[str]
    contacted_at: datetime | None
    shares_contact: bool
    claimed_at: datetime | None
    terms: str
    settled: Decimal | None
    ended: bool
    ending: str
    ending_label: str
    ended_at: datetime | None
    back: bool
    over: bool
    decide_by: date | None
    state_label: str
    satisfaction: int | None
    exchanges: list[ExchangeLine]


def progress(code: str, *, today: date, rulebook: Rulebook) -> Progress:
    """Return how the complaint of a code stands. Raises NotFound for a code that stands for none."""
    one = by_code(code)
    matter = Matter.objects.select_related("office").get(pk=one.matter_id)
    return Progress(
        number=matter.number,
        partner=one.partner.name,
        office=matter.office.name,
        office_phone=rulebook.locality.bureau.phone,
        version=one.version,
        diverted_at=one.diverted_at,
        due_on=one.due_on,
        due=badge_for(one.due_on, provisional=False, today=today, rulebook=rulebook),
        derivation=one.derivation.splitlines(),
        contacted_at=one.first_contact_at,
        shares_contact=one.shares_contact,
        claimed_at=one.claimed_at,
        terms=one.terms,
        settled=one.settled,
        ended=bool(one.ending),
        ending=one.ending,
        ending_label=str(Diversion.Ending(one.ending).label) if one.ending else "",
        ended_at=one.ended_at,
        back=one.ending in _BACK,
        over=not one.ending and expired(one.due_on, today),
        decide_by=_decide_by(matter) if one.ending in _BACK else None,
        state_label=State(matter.state).label,
        satisfaction=one.satisfaction,
        exchanges=lines_of(one),
    )


_BACK = tuple(
    ending.value
    for ending in Diversion.Ending
    if ending not in (Diversion.Ending.SETTLED, Diversion.Ending.WITHDRAWN)
)


def _decide_by(matter: Matter) -> date | None:
    running = matter.clocks.filter(clock=ACCEPTANCE, state="running").first()
    return (running.due_on or running.due_earliest) if running else None
