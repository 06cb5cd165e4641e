"""The cube of the figures: its cells, its sums, the year before, and that it takes any order of rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from xiaobao.mining import figures
from xiaobao.mining.engine import Embedded
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import FIGURES, LABELS, MATTERS, PERSONS, Tables

CONTENT = Path(__file__).parents[2] / "content"
BLANK = {field.name: "" if pa.types.is_string(field.type) else None for field in MATTERS}
GIVEN = {"channel": "12315", "track": "complaint", "office": "heshan", "outcome": "settled"}


def matter(number: int, day: date, **columns: object) -> dict[str, object]:
    """Return one row of matters: a settled complaint on 禾山 unless told otherwise."""
    return {**BLANK, **GIVEN, "matter": number, "received_on": day, "amount_fen": 100, **columns}


def made(
    matters: Sequence[dict[str, object]],
    persons: Sequence[tuple[int, str]] = (),
    labels: Sequence[tuple[int, str, float, str]] = (),
) -> list[dict[str, object]]:
    """Return the rows of the figures over these matters, persons and hot labels."""
    tables = Tables()
    tables.put("matters", pa.Table.from_pylist(list(matters), schema=MATTERS))
    people = [
        dict(zip(PERSONS.names, (number, "complainant", key, "", False), strict=True))
        for number, key in persons
    ]
    tables.put("persons", pa.Table.from_pylist(people, schema=PERSONS))
    hot = [
        dict(zip(LABELS.names, (n, "hot", name, score, band, "rule", ""), strict=True))
        for n, name, score, band in labels
    ]
    tables.put("labels", pa.Table.from_pylist(hot, schema=LABELS))
    engine = Embedded()
    table = figures.make(tables, Run(date(2026, 12, 31), CONTENT, engine, b""))["figures"]
    engine.close()
    assert table.schema.equals(FIGURES)
    return list(table.to_pylist())


def test_matters_of_one_cell_are_counted_together_with_their_fen() -> None:
    (row,) = made(
        [
            matter(1, date(2026, 3, 1), recovered_fen=40),
            matter(2, date(2026, 3, 31), amount_fen=None),
            matter(3, date(2026, 3, 9), amount_fen=250, recovered_fen=1),
        ]
    )
    assert row == {
        "month": "2026-03", "office": "heshan", "channel": "12315", "track": "complaint", "category": "其他",
        "outcome": "settled", "matters": 3, "persons": 0, "amount_fen": 350, "recovered_fen": 41,
        "year_before": 0,
    }  # fmt: skip


def test_a_person_who_complains_twice_and_a_matter_of_two_persons_are_counted_as_they_are() -> None:
    matters = [matter(number, date(2026, 3, 1)) for number in (1, 2, 3)]
    (row,) = made(matters, persons=[(1, "a"), (2, "a"), (2, "b"), (3, "")])
    assert (row["matters"], row["persons"], row["amount_fen"]) == (3, 2, 300)


def test_the_category_is_the_chief_one_of_those_proposed() -> None:
    matters = [matter(number, date(2026, 3, 1)) for number in (1, 2, 3, 4)]
    rows = made(
        matters,
        labels=[
            (1, "电商网购", 0.9, "propose"), (1, "食品安全", 0.7, "propose"), (1, "职业索赔", 0.99, "ask"),
            (2, "电商网购", 0.7, "propose"), (2, "自营平台", 0.7, "propose"),
            (3, "食品安全", 0.4, "silent"),
        ],
    )  # fmt: skip
    assert {row["category"]: row["matters"] for row in rows} == {"食品安全": 1, "自营平台": 1, "其他": 2}


def test_the_same_month_a_year_before_stands_beside_each_cell() -> None:
    rows = made([*(matter(n, date(2025, 3, n)) for n in (1, 2)), matter(3, date(2026, 3, 1))])
    assert [(row["month"], row["matters"], row["year_before"]) for row in rows] == [
        ("2025-03", 2, 0),
        ("2026-03", 1, 2),
    ]


def test_a_cell_empty_now_and_not_a_year_before_stands_with_zero() -> None:
    rows = made(
        [
            matter(1, date(2025, 12, 1), outcome="failed"),
            matter(2, date(2026, 12, 1)),
            matter(3, date(2025, 6, 1)),
        ]
    )
    assert [(row["month"], row["outcome"], row["matters"], row["year_before"]) for row in rows] == [
        ("2025-06", "settled", 1, 0),
        ("2025-12", "failed", 1, 0),
        ("2026-12", "failed", 0, 1),
        ("2026-12", "settled", 1, 0),
    ]


@pytest.fixture
def year() -> list[dict[str, object]]:
    """Two years of 400 matters over every column the cube is cut by."""
    return [
        matter(
            number,
            date(2025 + number % 2, 1 + number % 12, 1 + number % 28),
            office=("heshan", "huli", "dianqian")[number % 3],
            channel=("12315", "12345")[number % 5 == 0],
            track=("complaint", "report")[number % 7 == 0],
            outcome=("settled", "failed", "")[number % 4 % 3],
            amount_fen=number * 37,
            recovered_fen=number if number % 3 else None,
        )
        for number in range(400)
    ]


def test_the_parts_equal_the_whole(year: list[dict[str, object]]) -> None:
    rows = made(year, labels=[(number, "旅游服务", 0.9, "propose") for number in range(0, 400, 3)])
    assert sum(int(str(row["matters"])) for row in rows) == 400
    assert sum(int(str(row["amount_fen"])) for row in rows) == 37 * sum(range(400))
    assert sum(int(str(row["recovered_fen"])) for row in rows) == sum(n for n in range(400) if n % 3)
    of_2025 = {month: sum(int(str(row["matters"])) for row in rows if row["month"] == f"2025-{month}") for month in
               (f"{number:02d}" for number in range(1, 13))}  # fmt: skip
    before = {month: sum(int(str(row["year_before"])) for row in rows if row["month"] == f"2026-{month}")
              for month in of_2025}  # fmt: skip
    months_of_2026 = {str(row["month"])[5:] for row in rows if str(row["month"]).startswith("2026")}
    assert before == {month: count if month in months_of_2026 else 0 for month, count in of_2025.items()}


def test_the_order_of_the_matters_changes_nothing(year: list[dict[str, object]]) -> None:
    assert made(year[::-1]) == made(year)


def test_no_matter_gives_no_figure() -> None:
    assert made([]) == []
