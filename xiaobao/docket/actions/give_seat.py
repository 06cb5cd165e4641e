"""Give somebody of a partner a seat at the portal (安排席位): an account outside the bureau, without a post.

The one-time password is handed over once and kept nowhere.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from xiaobao.docket.models import Partner, Seat
from xiaobao.docket.partner_given import at as refused_at
from xiaobao.docket.partner_reach import ACCOUNTS, partner_for
from xiaobao.docket.people import one_line
from xiaobao.docket.rulebook import current
from xiaobao.docket.seats import SeatGiven, new_password, record_seat
from xiaobao.refusals import Refused
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

MOST = 20
"""So many people of one partner sign in at the same time, at most."""
_USERNAME = re.compile(r"[a-z][a-z0-9_-]{2,31}")


def give_seat(
    *, partner_id: int, username: str, name: str, officer: Authority, at: datetime, address: str = ""
) -> SeatGiven:
    """Make the account and the seat. ``address`` is where the officer sits.

    A user name is used once: who comes back gets another. The trail holds the number of the seat, never the
    name. Raises NotFound, NotAllowed, Refused (fields ``username``, ``name``).
    """
    with writing():
        partner = partner_for(officer, partner_id, ACCOUNTS)
        today = current().today(at)
        _check(partner, today)
        password = new_password()
        user = _user(username.strip().lower(), one_line(name), password)
        seat = Seat.objects.create(user=user, partner=partner, since=today)
        record_seat("partner.seat_given", seat, officer=officer, at=at, address=address)
    return SeatGiven(seat, password)


def _check(partner: Partner, today: date) -> None:
    if partner.opened_on is None or (partner.closed_on is not None and partner.closed_on <= today):
        raise Refused("账号没有开通，不能安排席位；请先开通账号。")
    if partner.seats.filter(until=None).count() >= MOST:
        raise Refused(f"每家单位同时最多{MOST}个席位；请先结束不用的席位。")


def _user(username: str, name: str, password: str) -> User:
    if not _USERNAME.fullmatch(username):
        raise refused_at("username", "用户名为3至32位小写字母、数字、下划线或者连字符，以字母开头。")
    if not name:
        raise refused_at("name", "请填写姓名。")
    if User.objects.filter(username=username).exists():
        raise refused_at("username", "这个用户名已经有人使用，请另取一个。")
    user = User.objects.create_user(username=username, name=name[:64], password=password)
    user.outside = user.must_change_password = True
    user.save(update_fields=["outside", "must_change_password"])
    return user
