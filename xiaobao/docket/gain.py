"""What the bureau gains from settling first (加减): complaints settled before acceptance, hours not spent.

Counted by the day of receipt, so that they are a share of all complaints received: those confirmed as settled
here, and those that the national platform handed to an enterprise first and that were settled with it, or
without the bureau having accepted them.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from xiaobao.docket.models import Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.scorecard import Gain
from xiaobao.rules.workflow import State

EXPORTED = ("odr", "green_channel")
"""How the national platform says that it handed a complaint to an enterprise first."""


def settled_before() -> Q:
    """Return the condition for a complaint settled before acceptance."""
    unaccepted = Q(complaint__outcome="settled") & ~Q(complaint__decision="accepted")
    by_export = Q(complaint__outcome="self_settled") | unaccepted
    return Q(state=State.RECONCILED.value) | Q(complaint__diversion__in=EXPORTED) & by_export


def gain(matters: QuerySet[Matter], since: date, until: date, complaints: int, rulebook: Rulebook) -> Gain:
    """Return the gain among ``matters`` received on these days, both included, of so many complaints."""
    received = matters.filter(kind="complaint", received_on__gte=since, received_on__lte=until).order_by()
    settled = received.filter(settled_before()).count()
    return Gain(settled, complaints, rulebook.locality.tiers.minutes.a_complaint)
