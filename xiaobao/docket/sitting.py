"""Who sits at the desk of an enterprise or a service point (经办席位), and for which one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xiaobao.docket.models import Partner, Seat
from xiaobao.staff.models import User


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody from outside who acts for one partner, and for no other."""

    user: User
    partner: Partner

    @property
    def post(self) -> str:
        """Return in whose name the person acts, as the trail says it."""
        return self.partner.name


def sitting(user: User, day: date) -> Sitting | None:
    """Return for whom somebody from outside acts on ``day``; None for an officer, without a seat, or when
    the account of the partner is not open.

    Periods are half-open: on the last day neither seat nor account counts any more.
    """
    if not (user.outside and user.is_active):
        return None
    held = Seat.objects.filter(Q(until=None) | Q(until__gt=day), user=user, since__lte=day)
    opened = held.filter(
        Q(partner__closed_on=None) | Q(partner__closed_on__gt=day), partner__opened_on__lte=day
    )
    seat = opened.select_related("partner__office").order_by("-since", "-id").first()
    return Sitting(user, seat.partner) if seat else None
