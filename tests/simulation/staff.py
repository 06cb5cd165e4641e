"""Officers who come and go for ten years: every seat changes hands, some stand empty for weeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

import yaml

from tests.cast import SHANGHAI
from tests.conftest import CONTENT
from tests.simulation.days import FIRST_YEAR, LAST_YEAR
from xiaobao.docket.models import Matter
from xiaobao.docket.rulebook import current
from xiaobao.staff.models import Office, Post, User
from xiaobao.staff.permissions import Authority, authority
from xiaobao.staff.seed import seed_offices

SEATS = (
    ("intake", "intake_clerk", 0),
    ("intake", "bureau_leader", 0),
    ("intake", "system_admin", 0),
    ("consumer", "section_head", 20),
    ("huli", "unit_head", 60),
    ("huli", "handler", 40),
    ("huli", "handler", 40),
    ("jiangtou", "unit_head", 60),
    ("jiangtou", "handler", 90),
    ("jiangtou", "handler", 30),
)
"""Office, post, and for how many days at most the seat stands empty between two who hold it."""
_FAMILY = "陈林黄张李王吴蔡刘杨许郑谢洪曾廖"
_GIVEN = ("安", "宁", "明远", "思齐", "若水", "清和", "一舟", "知行", "向晚", "南星")
_USUAL = {"review": "unit_head", "assign": "intake_clerk", "decide_recusal": "unit_head"}
"""Who mostly does an act, where it is not a handler."""
_RISING = ("handler", "intake_clerk", "unit_head", "section_head", "bureau_leader")


def _posts() -> dict[str, dict[str, object]]:
    told = yaml.safe_load((CONTENT / "localities/huli.yaml").read_text(encoding="utf-8"))
    return {post["code"]: post for post in told["posts"]}


@dataclass(frozen=True)
class Seat:
    """Who holds a post of an office, from a day up to but not including another."""

    user: int
    name: str
    username: str
    office: str
    office_id: int
    code: str
    since: date
    until: date | None

    def held(self, day: date) -> bool:
        """Whether it is held on a day."""
        return self.since <= day and (self.until is None or day < self.until)


class Staff:
    """Everybody who will ever hold a post, written down before the first day."""

    def __init__(self, chance: Random) -> None:
        self._chance, self._rights = chance, _posts()
        self._offices: dict[str, Office] = seed_offices(current().locality)
        self.seats = [seat for place, seat in enumerate(SEATS) for seat in self._line(place, *seat)]
        self._known: dict[tuple[int, date], Authority] = {}

    def _line(self, place: int, office: str, code: str, gap: int) -> Iterator[Seat]:
        since, last, number = date(FIRST_YEAR - 1, 1, 1), date(LAST_YEAR + 1, 12, 31), 0
        while since < last:
            until = since + timedelta(days=self._chance.randint(300, 1600))
            yield self._seat(f"officer{place}{number}", office, code, since, until if until < last else None)
            since, number = until + timedelta(days=self._chance.randint(0, gap)), number + 1

    def _seat(self, username: str, office: str, code: str, since: date, until: date | None) -> Seat:
        name = self._chance.choice(_FAMILY) + self._chance.choice(_GIVEN)
        user = User.objects.create(username=username, name=name, password="!")
        row = Post.objects.create(
            user=user, office=self._offices[office], code=code, since=since, until=until
        )
        return Seat(user.pk, name, username, office, row.office_id, code, since, until)

    def holders(self, code: str, day: date, office: int | None = None) -> list[Seat]:
        """Return who holds a post on a day, in one office or anywhere."""
        held = (seat for seat in self.seats if seat.code == code and seat.held(day))
        return [seat for seat in held if office is None or seat.office_id == office]

    def who(self, act: str, matter: Matter, at: datetime) -> Authority | None:
        """Return somebody who may do an act on a matter: mostly who handles it; None when nobody can."""
        day = at.astimezone(SHANGHAI).date()
        able = [seat for seat in self.seats if seat.held(day) and act in self._acts(seat.code)]
        near = [seat for seat in able if self._reaches(seat, matter.office_id)]
        own = [seat for seat in near if seat.user == matter.handler_id]
        usual = [seat for seat in near if seat.code == _USUAL.get(act, "handler")]
        chosen = own or usual or near if self._chance.random() < 0.9 else near
        return self.authority(self._chance.choice(chosen), day) if chosen else None

    def authority(self, seat: Seat, day: date) -> Authority:
        """Return what somebody may do on a day."""
        if (seat.user, day) not in self._known:
            user = User.objects.get(pk=seat.user)
            self._known = {(seat.user, day): authority(user, current().locality, day)}
        return self._known[seat.user, day]

    def holding(self, code: str, at: datetime) -> Authority | None:
        """Return somebody who holds a post at a moment, None when nobody does."""
        day = at.astimezone(SHANGHAI).date()
        held = self.holders(code, day)
        return self.authority(self._chance.choice(held), day) if held else None

    def told(self, roles: list[str], matter: Matter, day: date) -> set[int]:
        """Return the ids of who must be told for these roles of the ladder: the next above for an empty seat."""
        return {user for role in roles for user in self._told(role, matter, day)}

    def _told(self, role: str, matter: Matter, day: date) -> list[int]:
        for one in _RISING[_RISING.index(role) :]:
            if found := [
                user for user in self._in_role(one, matter, day) if self._may_know(user, matter, day)
            ]:
                return found
        return []

    def _in_role(self, role: str, matter: Matter, day: date) -> list[int]:
        if role == "handler":
            return [seat.user for seat in self.seats if seat.user == matter.handler_id and seat.held(day)]
        office = None if role in ("section_head", "bureau_leader") else matter.office_id
        return [seat.user for seat in self.holders(role, day, office)]

    def _may_know(self, user: int, matter: Matter, day: date) -> bool:
        if not matter.guarded or user == matter.handler_id:
            return True
        held = [seat for seat in self.seats if seat.user == user and seat.held(day)]
        return any(
            "insider" in self._acts(seat.code) and self._reaches(seat, matter.office_id) for seat in held
        )

    def _acts(self, code: str) -> list[str]:
        acts: list[str] = self._rights[code]["acts"]  # type: ignore[assignment]
        return acts

    def _reaches(self, seat: Seat, office: int) -> bool:
        reach = self._rights[seat.code]["reach"]
        return reach == "bureau" or (reach == "own_office" and seat.office_id == office)
