"""``xiaobao mine``: whole or not at all, one at a time, once a night; its tables can be opened, by their owner."""

from __future__ import annotations

import csv
import fcntl
import shutil
import signal
import stat
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests import exports
from tests.jobs.conftest import Answer, Bureau
from xiaobao.mining.tables import NEVER_WRITTEN

GYM = {
    "企业名称": "厦门浪屿健身服务有限公司", "企业地址": "福建省厦门市湖里区金山街道虚构路3号",
    "客体类别全称": "服务->文化、娱乐、体育服务->健身服务", "问题类别全称": "投诉问题类别->合同",
}  # fmt: skip
SAID = (
    "健身房贴出停业通知，负责人电话停机，剩余课时没有退款",
    "健身卡还有一年，门店停业，电话打不通，要求退卡",
)


def rows(number: int, first: int = 0) -> list[dict]:
    """So many people who complain of one gym, two a day, and one who tells of a yoghurt again."""
    return [
        exports.platform(
            登记编号=f"1350206202605{n:010d}", 登记时间=f"2026-05-{1 + n // 2:02d} 09:{n:02d}:00",
            提供方姓名=f"示例{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n}", 提供方联系方式=f"1390000{n:04d}",
            具体问题=f"{SAID[n % 2]}，共付{1000 + n}元。", **GYM,
        )
        for n in range(first, first + number)
    ]  # fmt: skip


def mine(bureau: Bureau, *words: str) -> dict:
    """Run the mining to its end, also on a machine with much else to do."""
    process = bureau.start("mine", *words, "--json")
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, err
    return Answer(process.returncode, out, err).document


@dataclass
class Mined:
    """A home where the mining was killed at its work, what stood there then, and how it ended the next time."""

    bureau: Bureau
    killed: dict
    document: dict

    @property
    def folder(self) -> Path:
        """Where the tables of the run lie."""
        return self.bureau.home / "mining" / str(self.document["run"])


@pytest.fixture(scope="module")
def mined(first_home: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Mined:
    """Take a small export in, start the mining, kill it, and run it to its end."""
    bureau = Bureau(Path(shutil.copytree(first_home.home, tmp_path_factory.mktemp("mined") / "var")))
    path = exports.write(tmp_path_factory.mktemp("gym") / "业务信息.xlsx", *rows(12))
    assert bureau.run("import", path).code == 0
    process = bureau.start("mine")
    while process.poll() is None and not list((bureau.home / "mining").glob("new-*/persons.parquet")):
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    killed = {
        "code": process.returncode,
        "left": [one.name.split("-")[0] for one in (bureau.home / "mining").glob("new-*")],
        "runs": bureau.rows("SELECT count(*) FROM docket_miningrun"),
        "findings": bureau.rows("SELECT count(*) FROM docket_finding"),
    }
    return Mined(bureau, killed, mine(bureau, "--on", "2026-05-10"))


def test_a_run_that_is_killed_leaves_nothing_in_the_docket_and_the_next_one_clears_up(mined: Mined) -> None:
    assert mined.killed == {"code": -signal.SIGKILL, "left": ["new"], "runs": [(0,)], "findings": [(0,)]}
    left = {one.name for one in (mined.bureau.home / "mining").iterdir()}
    assert left == {"lock", str(mined.document["run"])}


def test_a_run_tells_of_every_step_and_what_it_found(mined: Mined) -> None:
    assert [step["step"] for step in mined.document["steps"]] == [
        "extract", "clean", "linkage", "signs", "classify", "duplicates", "groups", "claimants", "hotspots",
        "replies", "findings", "figures", "load",
    ]  # fmt: skip
    assert (mined.document["matters"], mined.document["findings"]["group"]) == (12, 1)
    assert mined.bureau.rows("SELECT kind, state, \"change\" FROM docket_finding WHERE kind = 'group'") == [
        ("group", "open", "new")
    ]


def test_the_tables_name_nobody_and_are_readable_by_their_owner_only(mined: Mined) -> None:
    written = b"".join(file.read_bytes() for file in mined.folder.glob("*"))
    assert not any((mined.folder / f"{name}.parquet").exists() for name in NEVER_WRITTEN)
    assert not any(f"1390000{n:04d}".encode() in written for n in range(12))
    columns = [pq.read_table(file).to_pylist() for file in mined.folder.glob("*.parquet")]
    assert not any(f"示例{one}" in str(columns) for one in "甲乙丙丁戊己庚辛壬癸")
    for folder in (mined.folder, mined.folder.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_table_can_be_opened_and_written_out(mined: Mined, tmp_path: Path) -> None:
    file = tmp_path / "来件.csv"
    answer = mined.bureau.run("mine", "show", "matters", "--csv", file, "--json")
    assert (answer.code, answer.document) == (0, {"file": str(file), "rows": 12})
    with file.open(encoding="utf-8-sig", newline="") as lines:
        assert [row["track"] for row in csv.DictReader(lines)] == ["complaint"] * 12
    listed = mined.bureau.run("mine", "show", "tables", "--json").document
    assert (listed["matters"], "people" in listed) == (12, False)
    unknown = mined.bureau.run("mine", "show", "people", "--json")
    assert (unknown.code, unknown.document["error"]["code"]) == (1, "JOB-008")


def test_it_runs_once_a_night_however_many_schedulers_ask(mined: Mined) -> None:
    began = mined.bureau.rows("SELECT began_at FROM docket_miningrun")
    assert mined.bureau.run("mine", "--nightly").code == 0
    assert mined.bureau.rows("SELECT began_at FROM docket_miningrun") == began


def test_two_at_once_are_refused_by_name(mined: Mined) -> None:
    with (mined.bureau.home / "mining" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = mined.bureau.run("mine", "--json")
    assert (answer.code, answer.document["error"]["code"]) == (1, "JOB-006")


def test_the_trail_says_that_identities_were_opened_and_what_came_in(mined: Mined) -> None:
    acts = mined.bureau.rows(
        "SELECT act, subject FROM vault_auditentry WHERE act LIKE 'mining.%' ORDER BY id"
    )
    linked = ("mining.linked", "vault:identities")
    # The killed run had opened them too, and said so before.
    assert acts == [linked, linked, ("mining.kept", f"mining_run:{mined.document['run']}")]


def test_before_the_first_run_there_is_no_table(bureau: Bureau) -> None:
    for words in (("mine", "show", "tables"), ("mine", "learn")):
        answer = bureau.run(*words, "--json")
        assert (answer.code, answer.document["error"]["code"]) == (1, "JOB-007")


@pytest.mark.slow
def test_a_run_over_what_is_new_comes_to_what_a_full_run_comes_to(mined: Mined, tmp_path: Path) -> None:
    bureau = Bureau(Path(shutil.copytree(mined.bureau.home, tmp_path / "var")))
    path = exports.write(tmp_path / "业务信息.xlsx", *rows(4, first=12))
    assert bureau.run("import", path).code == 0
    other = Bureau(Path(shutil.copytree(bureau.home, tmp_path / "full")))
    runs = [mine(one, "--on", "2026-05-10", *how)
            for one, how in ((bureau, ()), (other, ("--full",)))]  # fmt: skip
    assert [run["incremental"] for run in runs] == [True, False]
    for file in Path(runs[1]["folder"]).glob("*.parquet"):
        assert pq.read_table(Path(runs[0]["folder"]) / file.name).equals(pq.read_table(file)), file.name
