"""A nightly run takes over what has not changed, and comes to the rows of a full run."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from tests.mining import found_cast as cast
from xiaobao.mining.afresh import incremental, unchanged
from xiaobao.mining.kept import Kept
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.tables import SCHEMAS, Tables

TEXTS = {1: "酸奶过期三天", 2: "沙发开裂", 3: "民宿不退订金"}


def matters(**texts: str) -> pa.Table:
    """Matters with these words, by number."""
    return cast.rows(
        "matters", *({**_plain(int(number)), "content": text} for number, text in sorted(texts.items()))
    )


def _plain(number: int) -> dict:
    return {name: value for name, value in cast.matter(number).items() if name != "person"}


def cleaned(table: pa.Table, before: Tables | None = None) -> tuple[pa.Table, list[int]]:
    """What the step makes, and which matters it looked at."""
    looked: list[int] = []

    def make(tables: Tables, _run: Run) -> dict[str, pa.Table]:
        rows = tables["matters"].select(["matter", "content"]).to_pylist()
        looked.extend(row["matter"] for row in rows)
        return {
            "texts": cast.rows("texts", *({"matter": row["matter"], "text": row["content"]} for row in rows))
        }

    tables = Tables()
    tables.put("matters", table)
    made = incremental(Step("clean", make)).make(tables, cast.told(before))["texts"]
    return made, looked


def run_before(folder: Path, table: pa.Table) -> Kept:
    """The tables of a run before, as they lie in its folder."""
    kept = Tables(folder)
    kept.put("matters", table)
    kept.put("texts", cleaned(table)[0])
    return Kept(folder)


NOW = {str(number): text for number, text in TEXTS.items()}


@pytest.mark.parametrize(
    ("now", "looked"),
    [
        (NOW, []),
        (NOW | {"2": "沙发开裂，商家不认"}, [2]),
        (NOW | {"4": "网购的鞋少一只"}, [4]),
        ({"1": TEXTS[1], "3": TEXTS[3]}, []),
    ],
)
def test_only_what_is_new_or_changed_is_worked_again_and_the_rows_are_those_of_a_full_run(
    tmp_path: Path, now: dict, looked: list[int]
) -> None:
    before = run_before(tmp_path, matters(**NOW))
    table = matters(**now)
    made, seen = cleaned(table, before)
    assert (seen, made.equals(cleaned(table)[0])) == (looked, True)


def test_a_row_with_something_left_blank_in_both_runs_is_unchanged() -> None:
    table = matters(**NOW)
    assert table["amount_fen"].null_count == 3
    assert unchanged(table, table).to_pylist() == [True, True, True]
    assert unchanged(table, SCHEMAS["matters"].empty_table()).to_pylist() == [False, False, False]


def test_a_table_written_in_other_columns_is_not_there(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"matter": [1]}), tmp_path / "texts.parquet")
    kept = Kept(tmp_path)
    assert ("texts" in kept, list(kept)) == (False, [])
    with pytest.raises(KeyError):
        kept["texts"]
