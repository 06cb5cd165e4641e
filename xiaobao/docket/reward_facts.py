"""What is on record of a report for its reward: the case, the sums, the reporter; never who it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from xiaobao.docket.models import Case, CrimeTransfer, Matter, Party, Reward, Role
from xiaobao.rules.reward import RewardFacts
from xiaobao.rules.workflow import Track
from xiaobao.staff.permissions import Authority

PROPOSE, APPROVE, PAY = "reward_propose", "reward_approve", "reward_pay"
"""What the two posts of rewards may do; each sees rewards because of one of these."""
IN_PROGRESS = (Reward.State.PROPOSED, Reward.State.APPROVED)


def sees_rewards(officer: Authority) -> bool:
    """Tell whether the officer's posts have to do with rewards at all."""
    return any(officer.may(act) for act in (PROPOSE, APPROVE, PAY))


def rewardable() -> QuerySet[Matter]:
    """Return the reports whose case was decided with a sum or handed over as a crime, newest first.

    For the two posts alone: it asks for no reach, and knows insiders' reports too.
    """
    sums = Q(case__decided_on__isnull=False) & (Q(case__fined__gt=0) | Q(case__confiscated__gt=0))
    crimes = Q(pk__in=CrimeTransfer.objects.filter(approved=True).values("matter"))
    found = Matter.objects.filter(sums | crimes, kind=Track.REPORT.value)
    found = found.select_related("case", "office", "respondent").prefetch_related("rewards")
    return found.order_by(F("case__decided_on").desc(nulls_last=True), "-id")


def reporters(matter: Matter) -> list[Party]:
    """Return who reported, in the order registered."""
    return list(matter.parties.filter(role=Role.REPORTER).order_by("id"))


def reward_facts(matter: Matter, party: Party | None, officer: Authority, today: date) -> RewardFacts:
    """Return what the rules need to know; ``party`` None: whether anybody could be rewarded at all."""
    case, handed = getattr(matter, "case", None), _handed_over_on(matter)
    people = [party] if party else reporters(matter)
    return RewardFacts(
        regulation=matter.regulation,
        today=today,
        decided_on=(case.decided_on if case else None) or handed,
        base=_base(case),
        crime=handed is not None,
        reachable=any(_is_reachable(one) for one in people),
        insider=matter.guarded,
        already=_already(matter),
        own=is_own(matter, officer),
    )


def is_own(matter: Matter, officer: Authority) -> bool:
    """Tell whether the officer handles the report or its case; officers of a case stand there by name."""
    case = getattr(matter, "case", None)
    mine = {officer.user.username, officer.user.name}
    return matter.handler_id == officer.user.pk or bool(case and mine & set(case.officers))


def _base(case: Case | None) -> Decimal:
    return (case.fined or Decimal(0)) + (case.confiscated or Decimal(0)) if case else Decimal(0)


def _handed_over_on(matter: Matter) -> date | None:
    handed = CrimeTransfer.objects.filter(matter=matter, approved=True).order_by("-decided_on").first()
    return handed.decided_on if handed else None


def _already(matter: Matter) -> Decimal:
    others = Reward.objects.filter(matter=matter).exclude(state=Reward.State.REFUSED)
    return others.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def _is_reachable(party: Party) -> bool:
    return party.named or bool(party.shown_phone) or party.has_address
