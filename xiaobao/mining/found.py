"""One thing found in a run, before it is known from the run before; and the facts findings are told with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.tables import Tables

COMPLAINT = "complaint"
_Ids = npt.NDArray[np.int64]


class Part(TypedDict):
    """One part of a finding, as a page shows it; ``measure`` is unit-free between 0 and 1, or None."""

    criterion: str
    name: str
    value: float | None
    unit: str
    measure: float | None
    weight: float | None
    why: str


def part(name: str, value: float | None, unit: str, why: str, *, criterion: str = "") -> Part:
    """Return a part that has no measure and no weight."""
    return Part(criterion=criterion, name=name, value=value, unit=unit, measure=None, weight=None, why=why)


@dataclass(frozen=True)
class Member:
    """A matter of a finding: its part in it, and by what it belongs to it."""

    matter: int
    part: str = ""
    why: str = ""


@dataclass(frozen=True)
class Found:
    """One finding. ``source`` is its name in the table it comes from; ``members`` are by matter."""

    kind: str
    source: str
    title: str
    why: str
    members: tuple[Member, ...]
    first_on: date
    last_on: date
    persons: int
    score: float | None = None
    parts: tuple[Part, ...] = ()
    respondent: int | None = None
    person: str = ""
    place: str = ""
    matters: frozenset[int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Gather the ids of the members, by which findings of two runs are compared."""
        object.__setattr__(self, "matters", frozenset(one.matter for one in self.members))

    @property
    def natural_key(self) -> str:
        """Return the key of a finding that nobody has seen before: the kind, and where it began."""
        return f"{self.kind}-{min(self.matters)}"


class Facts:
    """What findings say of matters: number, day, track, office's respondent, and how many persons."""

    def __init__(self, tables: Tables) -> None:
        matters = tables["matters"].sort_by("matter")
        self._ids: _Ids = matters["matter"].to_numpy()
        self._numbers, self._days, self._enterprises = (
            matters[name].combine_chunks() for name in ("number", "received_on", "enterprise")
        )
        self._complaints = pc.equal(matters["track"], COMPLAINT).to_numpy(zero_copy_only=False)
        self._tracks = matters["track"].combine_chunks()
        self._persons, self._of = _persons(tables["persons"])
        self._names = _names(tables)

    def number(self, matter: int) -> str:
        """Return the number the bureau knows a matter by."""
        return str(self._numbers[self._place(matter)])

    def day(self, matter: int) -> date:
        """Return the day a matter was received."""
        day: date = self._days[self._place(matter)].as_py()
        return day

    def enterprise(self, matter: int) -> int | None:
        """Return the enterprise a matter is against."""
        found: int | None = self._enterprises[self._place(matter)].as_py()
        return found

    def is_complaint(self, matter: int) -> bool:
        """Tell whether a matter is on the complaint track."""
        return bool(self._complaints[self._place(matter)])

    def track(self, matter: int) -> str:
        """Return the track of a matter."""
        return str(self._tracks[self._place(matter)])

    def days(self, matters: Iterable[int]) -> tuple[date, date]:
        """Return the first and the last day of receipt of several matters."""
        days = sorted(map(self.day, matters))
        return days[0], days[-1]

    def persons(self, matters: Sequence[int]) -> int:
        """Return how many persons stand behind several matters."""
        return len(self.people(matters))

    def people(self, matters: Sequence[int]) -> set[str]:
        """Return the keys of the persons behind several matters."""
        wanted = np.asarray(sorted(matters), dtype=np.int64)
        first, last = np.searchsorted(self._of, wanted), np.searchsorted(self._of, wanted, side="right")
        places = (place for one, other in zip(first, last, strict=True) for place in range(one, other))
        return {str(self._persons[place]) for place in places} - {""}

    def name(self, enterprise: int | None) -> str:
        """Return what an enterprise is called, empty for none."""
        return "" if enterprise is None else self._names.get(enterprise, "")

    def _place(self, matter: int) -> int:
        return int(np.searchsorted(self._ids, matter))


def _persons(persons: pa.Table) -> tuple[pa.Array, _Ids]:
    table = persons.sort_by([("matter", "ascending"), ("person", "ascending")])
    return table["person"].combine_chunks(), table["matter"].to_numpy()


def _names(tables: Tables) -> dict[int, str]:
    table = tables["enterprises"]
    names: list[Any] = table["name"].to_pylist()
    return dict(zip(table["enterprise"].to_pylist(), names, strict=True))


def members_of(table: pa.Table, key: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a table of members by the thing they are of, each list by matter."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in table.sort_by([(key, "ascending"), ("matter", "ascending")]).to_pylist():
        rows.setdefault(row[key], []).append(row)
    return rows
