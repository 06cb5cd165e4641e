"""The seats of partners at the portal (经办席位): taken up for an act, told to the trail by number."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.docket.models import Seat
from xiaobao.docket.partner_reach import ACCOUNTS, insist, partner_for
from xiaobao.refusals import NotFound, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record

_PASSWORD_BYTES = 12


@dataclass(frozen=True)
class SeatGiven:
    """A seat with the password to hand over, which is shown now and never again."""

    seat: Seat
    password: str


def new_password() -> str:
    """Return a random password."""
    return secrets.token_urlsafe(_PASSWORD_BYTES)


def seat_for(officer: Authority, seat_id: int, today: date) -> Seat:
    """Return the seat an act is done to, its partner locked; raises NotFound, NotAllowed, Refused."""
    insist(officer, ACCOUNTS)
    seat = Seat.objects.select_related("user").filter(pk=seat_id).first()
    if seat is None:
        raise NotFound("没有这个席位。")
    partner_for(officer, seat.partner_id, ACCOUNTS)
    if seat.until is not None and seat.until <= today:
        raise Refused("这个席位已经结束。")
    return seat


def record_seat(act: str, seat: Seat, *, officer: Authority, at: datetime, address: str) -> None:
    """Write the audit row of an act on a seat; the name of who sits there is not in it."""
    record(
        act=act, subject=f"partner:{seat.partner.code}", at=at, actor=officer.user, post=officer.post,
        address=address, detail={"seat": seat.pk},
    )  # fmt: skip
