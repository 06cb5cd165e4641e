"""Make another password for a seat at the portal (重置席位密码), shown once."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.rulebook import current
from xiaobao.docket.seats import SeatGiven, new_password, record_seat, seat_for
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def new_seat_password(*, seat_id: int, officer: Authority, at: datetime, address: str = "") -> SeatGiven:
    """Make another one-time password; the old one is void at once. Raises NotFound, NotAllowed, Refused."""
    password = new_password()
    with writing():
        seat = seat_for(officer, seat_id, current().today(at))
        seat.user.set_password(password)
        seat.user.must_change_password = True
        seat.user.save(update_fields=["password", "must_change_password"])
        record_seat("partner.seat_password", seat, officer=officer, at=at, address=address)
    return SeatGiven(seat, password)
