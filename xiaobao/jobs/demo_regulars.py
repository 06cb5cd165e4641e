"""The regulars of a home with invented officers: planned, and those of two key enterprises prepared, once."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.plan_engagements import plan_engagements
from xiaobao.docket.actions.prepare_engagement import prepare_engagement
from xiaobao.docket.key_enterprises import SEES, listed_on
from xiaobao.docket.models import Engagement, KeyEnterprise
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority, authority

_ENTERPRISES = 2


def demo_regulars(at: datetime, rulebook: Rulebook) -> None:
    """Plan what comes next with every key enterprise, and prepare all of it with the first two."""
    officer = _officer(at, rulebook)
    if officer is None or Engagement.objects.exists():
        return
    plan_engagements(at=at)
    listed = KeyEnterprise.objects.filter(listed_on(rulebook.today(at)), invented=True)
    for enterprise in listed.order_by("pk")[:_ENTERPRISES]:
        for one in enterprise.engagements.order_by("pk"):
            prepare_engagement(engagement_id=one.pk, version=one.version, officer=officer, at=at)


def _officer(at: datetime, rulebook: Rulebook) -> Authority | None:
    """Return an invented officer who takes care of key enterprises."""
    today = rulebook.today(at)
    users = User.objects.filter(invented=True, is_active=True).order_by("pk")
    known = (authority(user, rulebook.locality, today) for user in users)
    return next((officer for officer in known if officer.may(SEES)), None)
