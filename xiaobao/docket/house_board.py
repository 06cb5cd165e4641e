"""The open matters past a limit of the bureau's own (超过本局时限): for a board, and the list behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from xiaobao.docket.board_scope import insist
from xiaobao.docket.classes import Sorted, sorted_out
from xiaobao.docket.models import Clock, Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.workforce import office_of, offices_of
from xiaobao.rules.errors import ClockError
from xiaobao.rules.handlers import HouseLimit
from xiaobao.rules.house_limits import limit_day
from xiaobao.rules.ledger import Entry
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True, slots=True)
class PastLimit:
    """One house limit that has passed on one matter, its step not done; ``last`` was its last day."""

    matter_id: int
    class_name: str
    clock: str
    within: int
    last: date


def past_limits(matters: QuerySet[Matter], rulebook: Rulebook, today: date) -> list[PastLimit]:
    """Return the limits passed on open matters, longest over first; a matter may be there more than once."""
    clocks = _candidates(matters, rulebook, today)
    if not clocks:
        return []
    keys = {matter_id for matter_id, *_ in clocks}
    sorts = sorted_out(matters.filter(pk__in=keys), rulebook)
    found = (_passed(row, sorts.get(row[0]), rulebook, today) for row in clocks)
    return sorted((one for one in found if one), key=lambda one: (one.last, one.matter_id))


def past_page(
    officer: Authority, rulebook: Rulebook, today: date, code: str
) -> tuple[Office | None, list[tuple[PastLimit, Matter]]]:
    """Return the open matters past a house limit, longest over first; of one office where named.

    Raises NotAllowed for who sees no matters, NotFound.
    """
    insist(officer)
    office = office_of(offices_of(officer), code, officer, today) if code else None
    matters = visible(officer) if office is None else visible(officer).filter(office=office)
    found = past_limits(matters, rulebook, today)
    rows = matters.select_related("handler", "respondent", "office").in_bulk([one.matter_id for one in found])
    return office, [(one, rows[one.matter_id]) for one in found if one.matter_id in rows]


def _candidates(
    matters: QuerySet[Matter], rulebook: Rulebook, today: date
) -> list[tuple[int, str, list[dict[str, object]]]]:
    limits = [limit for cell in rulebook.handlers.cells for limit in cell.limits]
    if not limits:
        return []
    # So many working days last at least as many days: what began later cannot have passed.
    begun = today - timedelta(days=min(limit.within for limit in limits))
    running = Clock.objects.filter(
        state="running", clock__in={limit.clock for limit in limits}, started_on__lt=begun,
        matter__in=matters.filter(is_open=True).order_by().values("pk"),
    )  # fmt: skip
    return list(running.order_by().values_list("matter_id", "clock", "ledger"))


def _passed(
    row: tuple[int, str, list[dict[str, object]]], sort: Sorted | None, rulebook: Rulebook, today: date
) -> PastLimit | None:
    matter_id, clock, ledger = row
    limit = _limit(sort, clock)
    if sort is None or limit is None:
        return None
    try:
        day = limit_day(limit, tuple(Entry.from_json(one) for one in ledger), rulebook.calendar, today)
    except ClockError:
        return None
    if day is None or not day.passed(today):
        return None
    name = name_of(clock, rulebook)
    return PastLimit(matter_id, sort.matter_class.name, name, limit.within, day.last)


def _limit(sort: Sorted | None, clock: str) -> HouseLimit | None:
    return next((one for one in sort.cell.limits if one.clock == clock), None) if sort else None
