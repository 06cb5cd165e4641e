"""The parts of a finding as they are read: no score without them, each with its value, unit and reason.

They come as JSON from the mining; what a row leaves out is left blank, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xiaobao.docket.finding_words import PARTS, SHARE, UNITS, Criterion
from xiaobao.docket.models import Finding
from xiaobao.law import Regulation

BESIDE = 0
"""The number of what is shown and counts as no factor."""
_OF_PARTS = {"complaints": 2, "persons": 2, "same_words": 2, "same_respondent": 2, "same_phone": 4}
# The mining says of a factor which item of the article it belongs to, where it belongs to any.
_ITEM = re.compile("第十七条第一款第([一二三四五])项")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: ``code`` as the mining names it, ``name`` and ``unit`` in words.

    ``measure`` is unit-free, 0 to 1, ``weight`` its share of the score; None where not given.
    """

    criterion: str
    code: str
    name: str
    value: str
    unit: str
    measure: float | None
    weight: float | None
    why: str

    @property
    def percent(self) -> int:
        """The measure in whole percent, for a bar."""
        return round(100 * min(max(self.measure or 0.0, 0.0), 1.0))

    @property
    def adds(self) -> float | None:
        """What the part adds to the score, where both measure and weight are known."""
        if self.measure is None or self.weight is None:
            return None
        return self.measure * self.weight


@dataclass(frozen=True, slots=True)
class PartsOf:
    """The parts under one criterion, and what they add together."""

    criterion: str
    label: str
    parts: tuple[Part, ...]

    @property
    def adds(self) -> float | None:
        """What they add to the score together; None where one does not say."""
        given = [part.adds for part in self.parts]
        return sum(one for one in given if one is not None) if all(one is not None for one in given) else None


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the five factors of 令121 第十七条第一款, with what the records show of it, maybe nothing.

    Each of ``shown`` is what one person is called, empty for the ring as a whole, and a part.
    """

    number: int
    text: str
    cite: str
    shown: tuple[tuple[str, Part], ...]


def parts_of(finding: Finding) -> tuple[Part, ...]:
    """Return the parts in the order the mining gave them."""
    return tuple(part_of(row) for row in finding.parts if isinstance(row, Mapping))


def by_criterion(parts: Iterable[Part]) -> tuple[PartsOf, ...]:
    """Return the parts under their criteria: the four in the article's order, then as they first come."""
    found: dict[str, list[Part]] = {}
    for part in sorted(parts, key=_criterion):
        found.setdefault(part.criterion, []).append(part)
    return tuple(PartsOf(name, _label(name), tuple(among)) for name, among in found.items())


def _criterion(part: Part) -> int:
    order = [one.value for one in Criterion]
    return order.index(part.criterion) if part.criterion in order else len(order)


def factors_of(
    parts: Sequence[Part], regulation: Regulation, persons: Mapping[str, Sequence[Part]]
) -> tuple[Factor, ...]:
    """Return the factors of Art. 17(1), each with what the records show of it: of the ring, of each person.

    ``persons`` are parts by what a person is called. What counts as none of the factors comes last.
    """
    placed = [(_factor_of(part), "", part) for part in parts]
    placed += [(_factor_of(part), who, part) for who, mine in persons.items() for part in mine]
    return tuple(_factors(placed, regulation))


def part_of(row: Mapping[str, Any]) -> Part:
    """Read one part; what it leaves out is blank."""
    code, unit = str(row.get("name") or row.get("factor") or ""), str(row.get("unit") or "")
    return Part(
        criterion=str(row.get("criterion") or ""),
        code=code,
        # A step may name its parts in words already; a code nobody knows is told by its reason alone.
        name=PARTS.get(code, "" if code.isascii() else code),
        value=_number(row.get("value"), share=unit == SHARE)
        if unit or row.get("measure") is not None
        else "",
        unit="" if unit == SHARE else UNITS.get(unit, unit),
        measure=_share(row.get("measure")),
        weight=_share(row.get("weight")),
        why=str(row.get("why") or ""),
    )


def _factors(placed: Sequence[tuple[int, str, Part]], regulation: Regulation) -> Iterator[Factor]:
    for one in regulation.factors:
        yield Factor(one.number, one.text, regulation.cite(one.article), _shown(placed, one.number))
    if beside := _shown(placed, BESIDE):
        yield Factor(BESIDE, "", "", beside)


def _shown(placed: Sequence[tuple[int, str, Part]], wanted: int) -> tuple[tuple[str, Part], ...]:
    return tuple((who, part) for number, who, part in placed if number == wanted)


def _factor_of(part: Part) -> int:
    found = _ITEM.search(part.why)
    return "一二三四五".index(found[1]) + 1 if found else _OF_PARTS.get(part.code, BESIDE)


def _label(criterion: str) -> str:
    return next((one.label for one in Criterion if one.value == criterion), criterion)


def _share(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _number(value: object, *, share: bool) -> str:
    """Write a number as it is read: a share in percent, whole where it is whole, else with two decimals."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if share:
            return f"{value:.0%}"
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    return str(value)
