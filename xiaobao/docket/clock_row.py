"""A clock as a value: what docket.Clock holds, to reckon with before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from xiaobao.docket.models import Clock
from xiaobao.rules.ledger import Entry


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock as a row to write: the fields of docket.Clock without the matter."""

    clock: str
    regulation: str
    state: str
    ledger: tuple[Entry, ...]
    started_on: date
    stopped_on: date | None
    due_on: date | None
    due_earliest: date
    due_latest: date | None
    provisional: bool
    basis: str
    derivation: str
    calendar: str

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "matter_id", "clock", "regulation", "state", "ledger", "started_on", "stopped_on", "due_on",
        "due_earliest", "due_latest", "provisional", "basis", "derivation", "calendar",
    )  # fmt: skip

    def values(self) -> tuple[Any, ...]:
        """Return the values in the order of COLUMNS, without the matter."""
        ledger = [dict(_written(entry)) for entry in self.ledger]
        rest = tuple(getattr(self, column) for column in self.COLUMNS[5:])
        return (self.clock, self.regulation, self.state, ledger, *rest)


# A year of matters starts and stops its clocks on a few hundred days.
@lru_cache(maxsize=10_000)
def _written(entry: Entry) -> dict[str, Any]:
    return entry.to_json()


def from_model(clock: Clock) -> ClockRow:
    """Return a stored clock as a row to reckon with."""
    values = {field.name: getattr(clock, field.name) for field in fields(ClockRow)}
    values["ledger"] = tuple(Entry.from_json(entry) for entry in clock.ledger)
    return ClockRow(**values)
