"""What the screens of rules show: what is in service, what is proposed, and what a change would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db.models import QuerySet

from xiaobao.docket import ladder_words, routing_words
from xiaobao.docket.ladder_words import StepsTable
from xiaobao.docket.models import Matter, RuleChange
from xiaobao.docket.moves import Effect, Group, Moves, Shift
from xiaobao.docket.provisional import ProvisionalCounts, count
from xiaobao.docket.queries import visible
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rehandled import Rehandling
from xiaobao.docket.rehandled_page import RehandlingPart, rehandling_part
from xiaobao.docket.reroutes import Reroutes
from xiaobao.docket.reroutes_page import ReroutePart, reroute_part
from xiaobao.docket.routing_words import RoutingTables
from xiaobao.docket.rule_differences import DiffLine, difference
from xiaobao.docket.rule_lists import RuleList, kept
from xiaobao.docket.rule_steps import PROPOSE, SIGN
from xiaobao.docket.rulebook import Rulebook, local_calendars, local_laws
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.rules.ladder import Ladder
from xiaobao.rules.workdays import Calendar
from xiaobao.staff.permissions import Authority

ROWS = 20
"""Rows of each kind that a page shows; the download has them all."""
PHRASES = (*ladder_words.PHRASES, *routing_words.PHRASES, *(effect.label for effect in Effect))


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year's notice: ``own`` when it was put in place here, ``whole`` when it arranges the whole year."""

    year: int
    name: str
    title: str
    number: str
    whole: bool
    own: bool


@dataclass(frozen=True, slots=True)
class LawLine:
    """A regulation that holds clocks: ``own`` when its file was put in place here."""

    name: str
    title: str
    clocks: int
    own: bool


@dataclass(frozen=True)
class InService:
    """What is in service; ``unknown``: the first year whose notice nobody has loaded."""

    ladder: Ladder
    tables: list[StepsTable]
    routing: RoutingTables
    handlers: str
    years: list[YearLine]
    unknown: int
    laws: list[LawLine]
    provisional: ProvisionalCounts


@dataclass(frozen=True, slots=True)
class ClockMove:
    """One clock whose due day moves. ``matter_id`` is None where the matter is out of the officer's reach."""

    number: str
    matter_id: int | None
    name: str
    group: Group


@dataclass(frozen=True, slots=True)
class WarningMove:
    """One warning that changes; see ClockMove."""

    number: str
    matter_id: int | None
    name: str
    due_on: date
    shift: Shift


@dataclass(frozen=True)
class FoundPart:
    """What a change would move, as far as a page shows it: clocks and warnings, or past matters."""

    counts: dict[str, int]
    clocks: list[ClockMove] = field(default_factory=list)
    warnings: list[WarningMove] = field(default_factory=list)
    reroutes: ReroutePart | None = None
    handling: RehandlingPart | None = None

    @property
    def anything(self) -> bool:
        """Whether there is a list to take away."""
        matters = [part.matters for part in (self.reroutes, self.handling) if part]
        return bool(self.clocks or self.warnings or any(matters))


@dataclass(frozen=True)
class ChangePage:
    """One change, with what it would move."""

    change: RuleChange
    found: FoundPart
    listed_at: datetime | None
    diff: list[DiffLine]
    waits: bool
    mine: bool


def insist_on_rules(officer: Authority) -> None:
    """Raise NotAllowed unless the posts held propose or sign changes."""
    if not (officer.may(PROPOSE) or officer.may(SIGN)):
        raise NotAllowed("您的岗位不办理规则变更。")


def changes() -> QuerySet[RuleChange]:
    """Return the changes, newest first, without their text and list."""
    return RuleChange.objects.select_related("proposed_by", "decided_by").defer("text", "moves")


def in_service(rulebook: Rulebook, today: date) -> InService:
    """Return the rules in service as the page of the rules shows them."""
    calendar = rulebook.calendar
    return InService(
        ladder=rulebook.ladder,
        tables=ladder_words.tables(rulebook.ladder, rulebook),
        routing=routing_words.tables(rulebook.routing, rulebook),
        handlers=rulebook.handlers.version[:12],
        years=years(calendar),
        unknown=first_year_unknown(calendar, today),
        laws=laws(rulebook),
        provisional=count(calendar),
    )


def years(calendar: Calendar) -> list[YearLine]:
    """Return the notices in service beside the years the calendar library knows, newest first."""
    own = {path.stem for path in local_calendars().glob("*.yaml")}
    found = [
        YearLine(
            one.year, f"{one.year}.yaml", one.notice.title, one.notice.number,
            one.scope == "whole_year", str(one.year) in own,
        )
        for one in calendar.notices
    ]  # fmt: skip
    return sorted(found, key=lambda line: -line.year)


def first_year_unknown(calendar: Calendar, today: date) -> int:
    """Return the first year from this one on whose notice nobody has loaded."""
    return next(year for year in range(today.year, today.year + 50) if not calendar.covers(year))


def laws(rulebook: Rulebook) -> list[LawLine]:
    """Return the regulations that hold clocks."""
    own = {path.stem for path in local_laws().glob("*.yaml")}
    return [
        LawLine(f"{one.id}.yaml", one.title, len(one.clocks), one.id in own)
        for one in rulebook.law.regulations.values()
        if one.clocks
    ]


def change_page(officer: Authority, change_id: int, rulebook: Rulebook) -> ChangePage:
    """Return one change; raises NotAllowed, NotFound."""
    insist_on_rules(officer)
    change = RuleChange.objects.select_related("proposed_by", "decided_by").filter(pk=change_id).first()
    if change is None:
        raise NotFound("没有这项规则变更。")
    listed = kept(change)
    listed_at = change.counts.get("listed_at")
    waits = change.state == RuleChange.State.PROPOSED
    return ChangePage(
        change=change,
        found=found_part(listed, officer, rulebook),
        listed_at=datetime.fromisoformat(listed_at) if listed_at else None,
        diff=difference(change, listed.base, rulebook),
        waits=waits,
        mine=change.proposed_by_id == officer.user.pk,
    )


def found_part(listed: RuleList, officer: Authority, rulebook: Rulebook) -> FoundPart:
    """Return what a list shows on a page."""
    if isinstance(listed, Reroutes):
        return FoundPart(listed.counts(), reroutes=reroute_part(listed, officer, rulebook))
    if isinstance(listed, Rehandling):
        return FoundPart(listed.counts(), handling=rehandling_part(listed, officer))
    if isinstance(listed, Moves):
        clocks = clock_moves(listed, officer, rulebook)
        return FoundPart(listed.counts(), clocks, warning_moves(listed, officer, rulebook))
    return FoundPart(listed.counts())


def clock_moves(moves: Moves, officer: Authority, rulebook: Rulebook, most: int = ROWS) -> list[ClockMove]:
    """Return the first clocks that move, soonest first."""
    rows = list(islice(moves.clocks(), most))
    seen = within_reach((number for _, number in rows), officer)
    return [
        ClockMove(number if number in seen else "", seen.get(number), name_of(group.clock, rulebook), group)
        for group, number in rows
    ]


def warning_moves(
    moves: Moves, officer: Authority, rulebook: Rulebook, most: int = ROWS
) -> list[WarningMove]:
    """Return the first warnings that change, those sent at once first."""
    rows = list(islice(moves.warnings(), most))
    seen = within_reach((number for _, _, number in rows), officer)
    return [
        WarningMove(
            number if number in seen else "", seen.get(number), name_of(group.clock, rulebook),
            group.after.earliest, shift,
        )
        for group, shift, number in rows
    ]  # fmt: skip


def within_reach(numbers: Iterable[str], officer: Authority) -> dict[str, int]:
    """Return the matters of these numbers that the officer may see, with their ids."""
    found: QuerySet[Matter] = visible(officer).filter(number__in=set(numbers))
    return dict(found.values_list("number", "pk"))
