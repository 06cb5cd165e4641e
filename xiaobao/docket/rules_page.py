"""What the screens of rules show: what is in service, what is proposed, and what a change would do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db.models import QuerySet

from xiaobao.docket import ladder_words
from xiaobao.docket.errors import NotAllowed, NotFound, Refused
from xiaobao.docket.ladder_words import StepsTable
from xiaobao.docket.models import Matter, RuleChange, RuleKind
from xiaobao.docket.moves import Effect, Group, Moves, Shift
from xiaobao.docket.provisional import ProvisionalCounts, count
from xiaobao.docket.queries import visible
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rule_files import RuleFile, shipped, shipped_or_placed, with_file
from xiaobao.docket.rule_steps import PROPOSE, SIGN, file_of
from xiaobao.docket.rulebook import Rulebook, local_calendars, local_laws
from xiaobao.docket.what_if import digest_of
from xiaobao.rules.ladder import Ladder
from xiaobao.rules.workdays import Calendar
from xiaobao.staff.permissions import Authority

ROWS = 20
"""Rows of each kind that a page shows; the download has them all."""
_CONTEXT = 1
PHRASES = (*ladder_words.PHRASES, *(effect.label for effect in Effect))


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


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line taken out (-), put in (+), or beside one that is (blank); "…" stands for lines left out."""

    sign: str
    text: str


@dataclass(frozen=True)
class ChangePage:
    """One change, with what it would move as far as a page shows it."""

    change: RuleChange
    moves: Moves
    counts: dict[str, int]
    listed_at: datetime | None
    clocks: list[ClockMove]
    warnings: list[WarningMove]
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
    moves = Moves.unpacked(bytes(change.moves))
    listed_at = change.counts.get("listed_at")
    waits = change.state == RuleChange.State.PROPOSED
    return ChangePage(
        change=change,
        moves=moves,
        counts={name: number for name, number in change.counts.items() if name != "listed_at"},
        listed_at=datetime.fromisoformat(listed_at) if listed_at else None,
        clocks=clock_moves(moves, officer, rulebook),
        warnings=warning_moves(moves, officer, rulebook),
        diff=difference(change, moves.base, rulebook),
        waits=waits,
        mine=change.proposed_by_id == officer.user.pk,
    )


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


def difference(change: RuleChange, base: str, rulebook: Rulebook) -> list[DiffLine]:
    """Return how a file differs from the one it takes, or took, the place of: the one with this digest.

    A ladder is compared in words. Where that file is not to be had any more there is nothing to compare.
    """
    file = file_of(change)
    now = shipped_or_placed(file.kind, file.name, rulebook)
    former = next((text for text in (now, *_formerly(change, rulebook)) if digest_of(text) == base), None)
    if former is None and change.state == RuleChange.State.PROPOSED:
        former = now
    if former is None:
        return []
    before, after = (_as_lines(file.kind, file.name, text, rulebook) for text in (former, file.text))
    return list(_diff(before, after))


def _formerly(change: RuleChange, rulebook: Rulebook) -> Iterator[str]:
    """Yield what may have been in service before: the change before, the shipped file, nothing at all."""
    before = RuleChange.objects.filter(
        kind=change.kind, name=change.name, state=RuleChange.State.APPLIED, pk__lt=change.pk
    )
    yield from before.order_by("-pk").values_list("text", flat=True)[:1]
    yield shipped(RuleKind(change.kind), change.name, rulebook)
    yield ""


def _as_lines(kind: RuleKind, name: str, text: str, rulebook: Rulebook) -> list[str]:
    if kind is not RuleKind.LADDER:
        return text.splitlines()
    try:
        found = with_file(rulebook, RuleFile(kind, name, text))
    except Refused:
        return text.splitlines()
    return ladder_words.lines(found.ladder, rulebook)


def _diff(before: list[str], after: list[str]) -> Iterator[DiffLine]:
    for number, line in enumerate(difflib.unified_diff(before, after, lineterm="", n=_CONTEXT)):
        if line.startswith("@@"):
            if number > 2:
                yield DiffLine("…", "")
        elif number >= 2:
            yield DiffLine(line[0].strip(), line[1:])
