"""A run of the mining over the docket of an example: its tables, with what is said to have been found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from tests import cast
from tests.mining import found_cast as found
from xiaobao.docket.actions.keep_findings import Told, keep_findings
from xiaobao.docket.mining_rulings import rulings
from xiaobao.docket.mining_tables import enterprises, matters
from xiaobao.docket.models import MiningRun
from xiaobao.intake.registration import Registration
from xiaobao.mining import findings
from xiaobao.mining.tables import Tables

PEOPLE = ("林晓禾", "周喆", "孟可", "丁遥", "齐芸", "柏舟", "尹初", "钟意")


def several(number: int, *, kind: str = "complaint", first: int = 0) -> list[Registration]:
    """So many complaints or reports of invented people about the shop, one a day."""
    row = cast.complaint() if kind == "complaint" else cast.report()
    return [
        replace(
            row, external_id=f"1350206202605180000{first + n:04d}", digest=f"row-{kind}-{first + n}".encode(),
            person_name=PEOPLE[(first + n) % len(PEOPLE)], person_phone=f"1390000{first + n:04d}",
            received_at=cast.at("2026-05-18") + timedelta(hours=n),
        )
        for n in range(number)
    ]  # fmt: skip


def mined(*, before: Tables | None = None, on: date = cast.TODAY, **more: list[dict[str, Any]]) -> Tables:
    """The tables of a run over the docket; ``more``: rows of a table by its name, as in found_cast."""
    made = Tables()
    made.put("matters", matters(on))
    made.put("enterprises", enterprises())
    ids = made["matters"]["matter"].to_pylist()
    given = more.pop("persons", [{"matter": one, "role": "complainant", "person": f"p{one}"} for one in ids])
    more = {"persons": given, "texts": [{"matter": one, "text": "酸奶过期"} for one in ids], **more}
    for name in found.SCHEMAS:
        if name not in made:
            made.put(name, found.rows(name, *more.get(name, [])))
    for name, table in findings.STEP.make(made, found.told(before, on=on, rulings=rulings())).items():
        made.put(name, table)
    return made


def keep(tables: Tables, *, on: date = cast.TODAY, at: datetime = cast.NOON) -> MiningRun:
    """Bring a run into the docket."""
    told = Told(on=on, engine="duckdb", began_at=at, steps=[])
    return keep_findings(tables, told, linked_reasons=2, at=at)
