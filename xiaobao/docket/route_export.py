"""An export routed row by row by the rules in service, without storing anything: counts, and what disagrees.

What the source itself says of the office is compared with the station of the street the address names. Rows
are told by their number in the sheet: nothing of anybody is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from xiaobao import intake
from xiaobao.docket.registers import Registers
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.intake.registration import Registration
from xiaobao.rules.routing import Route, RoutingFacts, route

SHOWN = 20
"""Disagreements named one by one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: where it goes, by which rule, and ``named``, the office of ours that the source has."""

    row: int
    external_id: str
    route: Route
    diversion: str
    named: str

    @property
    def compared(self) -> bool:
        """Whether address and source both say whose it is."""
        return bool(self.route.where.street and self.named)

    @property
    def agrees(self) -> bool:
        """Whether they say the same."""
        return self.named == self.route.where.office


@dataclass
class RoutedExport:
    """What came of a whole file. ``seconds`` of routing alone are counted by who asks."""

    system: str
    rows: int = 0
    rejected: int = 0
    duplicates: int = 0
    tiers: Counter[str] = field(default_factory=Counter)
    offices: Counter[str] = field(default_factory=Counter)
    diversions: Counter[str] = field(default_factory=Counter)
    with_street: int = 0
    compared: int = 0
    agree: int = 0
    disagreements: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Count one row."""
        self.tiers[line.route.tier.value] += 1
        self.offices[line.route.office] += 1
        if line.diversion:
            self.diversions[line.diversion] += 1
        self.with_street += bool(line.route.where.street)
        self.compared += line.compared
        self.agree += line.compared and line.agrees
        if line.compared and not line.agrees and len(self.disagreements) < SHOWN:
            self.disagreements.append(line)


def route_export(
    path: Path, *, system: str, rulebook: Rulebook, today: date
) -> tuple[RoutedExport, Iterator[Line]]:
    """Return the tally and the lines; the tally is whole once the lines have been gone through.

    Raises intake.IntakeError for a file that cannot be read.
    """
    reading = intake.read(path, system=system, content=rulebook.content, today=today)
    tally = RoutedExport(reading.system)
    return tally, _lines(reading, tally, rulebook)


def _lines(reading: intake.Reading, tally: RoutedExport, rulebook: Rulebook) -> Iterator[Line]:
    registers = Registers.read()
    stations = {one.code for one in rulebook.locality.offices if one.kind == "station"}
    for row in reading:
        if not isinstance(row, Registration):
            tally.rejected += 1
            continue
        found = route(facts_of_row(row, registers), rulebook.routing)
        named = rulebook.locality.office_called(row.office_name)
        line = Line(row.row, row.external_id, found, row.diversion, named if named in stations else "")
        tally.add(line)
        yield line
    tally.rows, tally.duplicates = reading.rows, reading.duplicates


def facts_of_row(row: Registration, registers: Registers) -> RoutingFacts:
    """Return what a row of an export says for its way, against the registers of the day it was received."""
    received_on = row.received_at.astimezone(SHANGHAI).date()
    known = registers.of(
        received_on, name=row.respondent_name, code=row.respondent_uscc, address=row.respondent_address
    )
    return RoutingFacts(
        track=row.kind,
        address=row.respondent_address,
        place=row.place,
        respondent=row.respondent_name,
        categories=row.object_path,
        problems=row.problem_path,
        channel=row.channel,
        chosen=row.diversion,
        odr=known.odr,
        point=known.point,
        key=known.key,
    )
