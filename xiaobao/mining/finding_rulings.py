"""What persons have decided of findings, and what it means for the next run: the reasons teach it.

A finding that was rejected is not put forward again unless what the reason asks for has come: more matters by
a factor, or parts it did not have then. A twin that is not the same dispute never comes again. A snoozed
finding returns on its day.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from xiaobao.mining.finding_change import Known
from xiaobao.mining.finding_settings import Settings
from xiaobao.mining.finding_twins import TWIN

UPHOLD = "uphold"
REFUSING = ("reject", UPHOLD)
"""What says that a finding is not so: it was rejected, or an objection to it was upheld."""
SNOOZE = "snooze"
Ruling = Mapping[str, Any]


def by_finding(rulings: pa.Table | None) -> dict[str, Ruling]:
    """Return the ruling that holds of each finding, by its key."""
    return {row["finding"]: row for row in rulings.to_pylist()} if rulings is not None else {}


def refused_twins(rulings: Mapping[str, Ruling]) -> Collection[str]:
    """Return the keys of the pairs of which a person said that they are not one dispute."""
    return {key for key, row in rulings.items() if row["kind"] == TWIN and row["verb"] in REFUSING}


def put_forward(one: Known, ruling: Ruling | None, settings: Settings, on: date) -> bool:
    """Tell whether a finding is to be put before a person, or stands confirmed, on this day."""
    if ruling is None:
        return True
    if ruling["verb"] == SNOOZE:
        return ruling["until"] is None or bool(on >= ruling["until"])
    return ruling["verb"] not in REFUSING or _again(one, ruling, settings)


def _again(one: Known, ruling: Ruling, settings: Settings) -> bool:
    again = settings.upheld_again if ruling["verb"] == UPHOLD else settings.again(ruling["reason"])
    if again == "new_parts":
        # A part measured 0 is shown and says nothing: it becomes new when it begins to speak.
        speaking = {part["name"] for part in one.found.parts if part["measure"] != 0}
        return bool(speaking - set(json.loads(ruling["parts"] or "[]")))
    return again == "grown" and len(one.found.matters) >= settings.again_factor * ruling["matters"]
