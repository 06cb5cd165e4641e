"""End a seat of a partner at the portal (结束席位)."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import Seat
from xiaobao.docket.rulebook import current
from xiaobao.docket.seats import record_seat, seat_for
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def end_seat(*, seat_id: int, officer: Authority, at: datetime, address: str = "") -> Seat:
    """End a seat: from today on the person signs in no more. Raises NotFound, NotAllowed, Refused."""
    with writing():
        seat = seat_for(officer, seat_id, current().today(at))
        seat.until = current().today(at)
        seat.save(update_fields=["until"])
        User.objects.filter(pk=seat.user_id).update(is_active=False)
        record_seat("partner.seat_ended", seat, officer=officer, at=at, address=address)
    return seat
