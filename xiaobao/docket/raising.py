"""What a look at a clock leads to, worked out before anything is written: stages, who is told, the order.

A plan is made for each clock by itself, so that one that cannot be worked on spoils none of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.docket import reckoning
from xiaobao.docket.clock_row import from_model
from xiaobao.docket.models import Clock
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.reckoning import binding_others, name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.ladder import Stage
from xiaobao.rules.ledger import SHANGHAI
from xiaobao.rules.supervision import Reached, look, reply_day, working_days_from
from xiaobao.staff.models import User

LATE = "{number}的“{clock}”已于{due_on}届满，逾期{overdue}个工作日（补发的{grade}）。"
"""Said of a stage before the due day that is looked at only after it: what it would say is true no more."""


@dataclass(frozen=True, slots=True)
class Raised:
    """One stage to raise: when it fell due, in which words, and who is told."""

    stage: Stage
    reached_at: datetime
    words: str
    to: tuple[User, ...]
    copies: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class NewOrder:
    """The order the highest of the stages issues: who answers for it, and by when."""

    raised: Raised
    owner: User | None
    reply_due: date


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written for one clock. ``stale``: its due days are to be derived anew first."""

    clock: Clock
    raised: tuple[Raised, ...] = ()
    order: NewOrder | None = None
    again_at: datetime | None = None
    stale: bool = False


def plan_for(
    clock: Clock, done: Mapping[str, date], *, at: datetime, rulebook: Rulebook, people: Recipients
) -> Plan:
    """Look at a clock again and say what is to be done; ``done`` maps stages to the due days warned of.

    The stored due day has only found the clock: it is derived again from the ledger before anybody is told.
    """
    row = from_model(clock)
    if row.state != "running" or row.clock in binding_others(rulebook):
        return Plan(clock)
    if reckoning.recompute(row, rulebook) != row:
        return Plan(clock, again_at=clock.watch_at, stale=True)
    found = look(rulebook.ladder, row.clock, row.due_earliest, rulebook.calendar, done=done, at=at)
    raised = tuple(_raised(clock, one, at, rulebook, people) for one in found.reached)
    return Plan(clock, raised, _order(clock, raised, at, rulebook, people), found.again_at)


def _raised(clock: Clock, found: Reached, at: datetime, rulebook: Rulebook, people: Recipients) -> Raised:
    stage, matter = found.stage, clock.matter
    to = people.all_of(stage.to, matter)
    known = {user.pk for user in to}
    copies = [user for user in people.all_of(stage.copies, matter) if user.pk not in known]
    return Raised(stage, found.moment, wording(clock, stage, at, rulebook), tuple(to), tuple(copies))


def wording(clock: Clock, stage: Stage, at: datetime, rulebook: Rulebook) -> str:
    """Return what a stage says, with the working days left or overdue at ``at``."""
    day = at.astimezone(SHANGHAI).date()
    offset = working_days_from(clock.due_earliest, day, rulebook.calendar)
    text = LATE if stage.left is not None and offset > 0 else stage.wording
    return text.format(
        number=clock.matter.number,
        clock=name_of(clock.clock, rulebook),
        due_on=clock.due_earliest,
        left=max(-offset, 0),
        overdue=max(offset, stage.overdue or 0),
        office=clock.matter.office.name,
        grade=stage.grade.label,
    )


def _order(
    clock: Clock, raised: tuple[Raised, ...], at: datetime, rulebook: Rulebook, people: Recipients
) -> NewOrder | None:
    # Of several stages at once only the highest orders anything: whoever comes back gets one order.
    highest = next((one for one in reversed(raised) if one.stage.order is not None), None)
    if highest is None or highest.stage.order is None:
        return None
    terms, day = highest.stage.order, at.astimezone(SHANGHAI).date()
    owners = people.of(terms.owner, clock.matter)
    due = reply_day(day, terms.reply_within, rulebook.calendar)
    return NewOrder(highest, owners[0] if owners else None, due)
