"""What the screens say of the way of a matter that still waits at intake: a proposal, and why (分办建议)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaobao.docket.models import Matter
from xiaobao.docket.registers import Registers
from xiaobao.docket.routing_facts import facts_of
from xiaobao.docket.routing_words import names_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules import routing, workflow
from xiaobao.rules.decision import Reason
from xiaobao.rules.distribution import RECEIVES
from xiaobao.rules.routing import INTAKE, Listed, Route, Tier
from xiaobao.rules.workflow import Act, NotLawful, State

SURE = frozenset({Tier.DESK, Tier.STATION})
"""The tiers that a matter can be given to as proposed, without a person having to look first."""
PHRASES = tuple(tier.label for tier in Tier)


@dataclass(frozen=True, slots=True)
class RouteLine:
    """Where the rules propose that a matter goes. ``office`` is empty where a person has to say.

    ``offered`` may settle first if the consumer agrees; ``chosen``: the consumer has chosen that already.
    """

    tier: Tier
    office: str
    office_name: str
    rule: str
    street: str
    reasons: tuple[Reason, ...]
    offered: tuple[Listed, ...]

    @property
    def sure(self) -> bool:
        """Whether it can be assigned as it stands."""
        return self.tier in SURE and bool(self.office)

    @property
    def chosen(self) -> bool:
        """Whether somebody settles first by the consumer's choice."""
        return self.tier in (Tier.ENTERPRISE, Tier.POINT)


def line_of(found: Route, rulebook: Rulebook) -> RouteLine:
    """Return a route in words."""
    rule = next(one for one in rulebook.routing.rules if one.id == found.rule)
    office = "" if found.office == INTAKE else found.office
    return RouteLine(
        found.tier, office, names_of(rulebook).get(office, ""), rule.name, found.where.street,
        found.reasons, found.offered,
    )  # fmt: skip


def proposed_route(matter: Matter, rulebook: Rulebook, today: date) -> RouteLine | None:
    """Return where a matter at intake would go by the rules in service; None once it has been given out."""
    if matter.office.kind != RECEIVES or not matter.is_open or not assignable(matter.kind, matter.state):
        return None
    facts = facts_of([matter.pk], Registers.read(), today)[matter.pk]
    return line_of(routing.route(facts, rulebook.routing), rulebook)


def assignable(track: str, state: str) -> bool:
    """Whether the table of states lets a matter be given to a unit now."""
    try:
        workflow.find(track, State(state), Act.ASSIGN)
    except NotLawful:
        return False
    return True
