"""The tables between the steps: kept by name, as files where a folder is given, people never."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiaobao.mining.tables import NEVER_WRITTEN, PEOPLE, SCHEMAS, Tables, WrongTable, empty

LIN = {
    "matter": 1,
    "role": "complainant",
    "name": "林晓禾",
    "phone": "13900000001",
    "id_number": "",
    "address": "",
}


def test_tables_are_kept_as_files_readable_by_their_owner_alone(tmp_path: Path) -> None:
    tables = Tables(tmp_path / "run")
    tables.put("enterprises", empty("enterprises"))
    assert (tmp_path / "run").stat().st_mode & 0o077 == 0
    assert pq.read_table(tmp_path / "run/enterprises.parquet").schema.equals(SCHEMAS["enterprises"])


def test_who_the_people_are_is_never_written_to_a_file(tmp_path: Path) -> None:
    tables = Tables(tmp_path)
    tables.put("people", pa.Table.from_pylist([LIN], schema=PEOPLE))
    assert tables["people"].num_rows == 1
    assert list(tmp_path.iterdir()) == []
    assert NEVER_WRITTEN == ("people",)


def test_no_other_table_has_a_column_for_a_name_phone_or_address_of_a_person() -> None:
    theirs = {"name", "phone", "id_number", "address"}
    for name, schema in SCHEMAS.items():
        if name not in ("people", "enterprises"):
            assert not theirs & set(schema.names), name


def test_a_table_with_a_column_too_few_or_of_another_type_is_refused() -> None:
    with pytest.raises(WrongTable, match="people"):
        Tables().put("people", empty("people").drop_columns(["phone"]))
    with pytest.raises(WrongTable, match="respondents"):
        Tables().put("respondents", pa.table({"enterprise": ["1"], "respondent": ["1"]}))


def test_every_table_can_be_empty() -> None:
    tables = Tables()
    for name in SCHEMAS:
        tables.put(name, empty(name))
    assert list(tables) == list(SCHEMAS)
    assert "matters" in tables
