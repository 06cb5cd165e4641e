"""The measurements themselves: they run on a few dozen rows, judge fairly and draw the same year each time."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from bench import cube, invented_year, judging, machine, mining, mining_volume, peer, ticking, year
from bench.dockets import Embedded, Served
from bench.drawing import fragment
from bench.ground import Ground
from tests.vault.conftest import cluster as cluster

ROOT = Path(__file__).parents[1]
QUICK = ["import", "pages", "boards", "clocks", "documents", "lives", "search"]


def test_bench_runs_on_a_few_dozen_rows_and_keeps_what_it_prints(tmp_path: Path) -> None:
    only = [part for name in QUICK for part in ("--only", name)]
    document = json.loads(_bench(tmp_path, "--rows", "40", "--rounds", "1", "--requests", "1", *only).stdout)
    found = document["measurements"]
    assert list(found) == QUICK
    assert document["year"]["source"].startswith("invented")
    assert found["import"]["created"] == found["import"]["rows"] == 40
    assert found["pages"]["pages"]["inbox_all"]["links"] > 0
    assert found["boards"]["raised"] > 0
    assert found["boards"]["pages"]["own"]["n"] == 1
    assert found["documents"]["pdf_per_second"] > 0
    assert (found["lives"]["lost"], found["lives"]["flaws"]) == (0, 0)
    assert found["search"]["characters"]["1"]["found_most"] > 0
    judged = {one["name"]: one["met"] for one in document["targets"]}
    assert judged.keys() >= {"import.wall", "import.ratio_to_openpyxl", "pages.inbox.median", "clocks.cold"}
    assert document["met"] is all(judged.values())
    assert [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "bench").iterdir()] == [
        document
    ]


def test_bench_asks_the_production_server_for_the_same_pages(tmp_path: Path) -> None:
    document = json.loads(_bench(tmp_path, "--rows", "24", "--requests", "1", "--only", "http").stdout)
    pages = document["measurements"]["http"]["pages"]
    assert pages["matter"]["n"] == 1
    assert pages["inbox_all"]["links"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["embedded", "postgresql"])
def test_bench_lets_the_clockwork_run_on_copies_of_a_docket(
    tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    ground = Ground(tmp_path, year.invented(tmp_path / "year", 2), rounds=1, requests=1, clocks=60)
    server = request.getfixturevalue("cluster") if kind == "postgresql" else None
    found = ticking.sized(Served(ground, server) if server else Embedded(ground), 60, 20, ground.rounds)
    assert found["raised"] == {"+3": 14, "+1": 4, "+0": 1, "-1": 1}
    (ran,) = found["rounds"]
    assert (ran["raised"], ran["orders"], ran["raised_again"]) == (20, 2, 0)
    assert found["wall_s"]["median"] > found["nothing_due_s"]["median"] > 0
    assert found["server_cpu_s"]["max"] >= 0


def test_bench_refuses_a_folder_without_two_workbooks(tmp_path: Path) -> None:
    ended = _bench(tmp_path, "--exports", str(tmp_path), code=1)
    assert "two are needed" in ended.stderr
    assert ended.stdout == ""


def test_bench_does_not_scale_exports_it_was_given(tmp_path: Path) -> None:
    assert "--rows" in _bench(tmp_path, "--exports", str(tmp_path), "--rows", "10", code=2).stderr


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (judging.at_most("import.wall", 60, 60, "s"), True),
        (judging.at_most("import.wall", 60, 60.1, "s"), False),
        (judging.at_least("clocks.cold", 20_000, 20_000, "a second"), True),
        (judging.at_least("clocks.cold", 20_000, 19_999, "a second"), False),
    ],
)
def test_a_figure_on_the_target_meets_it(figure: judging.Judged, met: bool) -> None:
    assert figure.met is met
    assert figure.to_json()["met"] is met


def test_the_95th_percentile_is_a_time_that_was_measured() -> None:
    told = judging.spread([number / 1000 for number in range(1, 201)])
    assert told == {"n": 200, "median_ms": 100.5, "p95_ms": 190.0, "max_ms": 200.0}


def test_the_invented_year_is_the_same_each_time_and_differs_from_row_to_row() -> None:
    first, again = (list(invented_year.rows("platform", 30)) for _ in range(2))
    assert first == again
    assert len({row[12] for row in first}) == 30
    assert all(len(row) == len(invented_year.PLATFORM) for row in first)
    assert all(len(row) == len(invented_year.HOTLINE) for row in invented_year.rows("hotline", 5))


def test_the_invented_year_holds_only_telephones_that_are_plainly_invented() -> None:
    assert all(str(row[4]).startswith("1390000") for row in invented_year.rows("platform", 50))


def test_the_invented_year_is_told_as_of_its_last_evening() -> None:
    moments = [
        cell for row in invented_year.rows("platform", 400) for cell in row if isinstance(cell, datetime)
    ]
    states = {row[16] for row in invented_year.rows("platform", 400)}
    assert max(moments) <= invented_year.AS_OF
    assert states == {"已办结", "办理中"}


def test_tables_for_the_mining_are_the_same_for_the_same_seed_and_hold_what_was_asked_for() -> None:
    first, again, other = (mining_volume.invent(3_000, seed) for seed in (5, 5, 6))
    assert first == again
    assert not first.matters.equals(other.matters)
    assert first.matters["matter"].to_pylist() == list(range(1, 3_001))
    kinds = first.told["kind"].to_pylist()
    assert kinds.count("twin") == 2 * 24
    assert 0.08 < kinds.count("ring") / 3_000 < 0.15
    assert len(set(first.matters["content"].to_pylist())) > 2_900


def test_a_dispute_told_again_in_the_invented_tables_has_one_person_and_one_respondent() -> None:
    made = mining_volume.invent(1_000)
    told = made.told.append_column("enterprise", made.matters["enterprise"]).to_pylist()
    twins = [row for row in told if row["kind"] == "twin"]
    assert len({(row["tag"], row["person"], row["enterprise"]) for row in twins}) == len(twins) / 2 == 8


def test_the_cube_is_the_same_from_duckdb_pandas_and_sqlite() -> None:
    found = [cube.asked(engine, 500, 1) for engine in cube.ENGINES]
    assert len({one["digest"] for one in found}) == 1
    assert found[0]["rows"] > 400


@pytest.mark.slow
def test_the_mining_is_measured_step_by_step_and_again_as_at_night(tmp_path: Path) -> None:
    found = mining.measured(400, seed=1, home=tmp_path / "home")
    assert (found["matters"], found["night_matters"]) == (400, 404)
    assert [step["step"] for step in found["steps"]] == [step["step"] for step in found["night"]]
    assert found["seconds"] > 0
    assert all(step["peak_mb"] > 0 for step in found["steps"])
    assert mining.judged(found) == ()


def test_a_scaled_year_keeps_the_proportion_of_the_two_systems() -> None:
    assert year.shares(34_437) == (27_413, 7_024)
    assert year.shares(100) == (80, 20)
    assert year.shares(2) == (1, 1)


def test_the_peer_meets_every_cell_that_holds_something(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["登记编号", None, "类型"])
    book.active.append(["1", 0, ""])
    book.save(tmp_path / "book.xlsx")
    assert peer.touch([str(tmp_path / "book.xlsx")]) == 4


def test_words_to_search_for_are_runs_of_chinese_characters() -> None:
    found = {fragment("于4月3日购买酸奶500克，变质。", 2, random.Random(seed)) for seed in range(50)}
    assert found == {"日购", "购买", "买酸", "酸奶", "变质"}
    assert len(fragment("ab", 4, random.Random(1))) == 4


def test_the_commit_is_read_from_the_clone(tmp_path: Path) -> None:
    (tmp_path / "HEAD").write_text("ref: refs/heads/main\n")
    (tmp_path / "packed-refs").write_text("# pack-refs\nabc123 refs/heads/main\n")
    assert machine.commit(tmp_path) == "abc123"
    (tmp_path / "refs/heads").mkdir(parents=True)
    (tmp_path / "refs/heads/main").write_text("def456\n")
    assert machine.commit(tmp_path) == "def456"
    assert machine.commit(tmp_path / "elsewhere") is None


def _bench(home: Path, *options: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "XIAOBAO_BENCH_EXPORTS"}
    ended = subprocess.run(
        [sys.executable, "-m", "bench", *options],
        cwd=ROOT,
        env={**environment, "XIAOBAO_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == code, ended.stderr
    return ended
