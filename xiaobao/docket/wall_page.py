"""The wall view (大屏): offices by what is overdue and what comes next, for everybody who walks past.

Nobody is named on it, no shop, no matter. An insider's report is not counted at all, whoever is signed in:
a wall has no posts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.docket import liveness
from xiaobao.docket.board_counts import open_by_office, orders_by_office
from xiaobao.docket.board_figures import Load, Owed
from xiaobao.docket.board_scope import insist, within
from xiaobao.docket.due import last_day_soon
from xiaobao.docket.liveness import Liveness
from xiaobao.docket.order_reach import orders_within
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True)
class WallLine:
    """One office."""

    name: str
    load: Load
    owed: Owed


@dataclass(frozen=True)
class WallPage:
    """The offices within reach and their sum, read at ``at``; ``clockwork`` is how early warning stands."""

    at: datetime
    soon_days: int
    lines: tuple[WallLine, ...]
    total: WallLine
    clockwork: Liveness


def wall_page(officer: Authority, *, at: datetime, today: date, rulebook: Rulebook) -> WallPage:
    """Return what the wall shows at a moment; raises NotAllowed for posts that see no matters."""
    insist(officer)
    matters = visible(officer).filter(guarded=False)
    loads = open_by_office(matters, today=today, soon=last_day_soon(today, rulebook))
    owed = orders_by_office(orders_within(officer).filter(matter__guarded=False), today)
    lines = tuple(
        WallLine(office.name, loads.get(office.pk, Load()), owed.get(office.pk, Owed()))
        for office in within(officer)
    )
    load, orders = sum((line.load for line in lines), Load()), sum((line.owed for line in lines), Owed())
    total = WallLine("", load, orders)
    days = rulebook.locality.settings.due_soon_working_days
    return WallPage(at, days, lines, total, liveness.standing(at))
