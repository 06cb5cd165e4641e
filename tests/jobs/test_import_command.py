"""``xiaobao import``: one line of figures a file, nothing lost silently, and repeatable after any crash."""

from __future__ import annotations

import signal
import time

import pytest

from tests import exports

NAMES = (
    "file", "system", "rows", "created", "updated", "unchanged", "held", "duplicates", "rejected", "rejects",
    "unknown_headers", "dry_run", "seconds",
)  # fmt: skip


def figures(result):
    return {
        name: result[name]
        for name in ("rows", "created", "updated", "unchanged", "held", "rejected")
        if result[name]
    }


def test_one_json_document_with_one_entry_a_file_and_exit_0(bureau, tmp_path):
    paths = [
        exports.write(tmp_path / "业务信息.xlsx", exports.platform()),
        exports.write(tmp_path / "工单.xlsx", exports.hotline()),
    ]
    answer = bureau.run("import", *paths, "--json")
    assert answer.code == 0
    assert [tuple(result) for result in answer.document] == [NAMES, NAMES]
    assert [(result["file"], result["system"], figures(result)) for result in answer.document] == [
        (str(paths[0]), "platform_12315", {"rows": 1, "created": 1}),
        (str(paths[1]), "hotline_12345", {"rows": 1, "created": 1}),
    ]
    again = bureau.run("import", *paths, "--json")
    assert [figures(result) for result in again.document] == [{"rows": 1, "unchanged": 1}] * 2


def test_rejected_rows_make_it_exit_1_and_name_their_workbook(bureau, tmp_path):
    path = exports.write(
        tmp_path / "业务信息.xlsx", exports.platform(), exports.platform(登记编号="E2", 登记时间="前天")
    )
    answer = bureau.run("import", path, "--json")
    (result,) = answer.document
    assert (answer.code, figures(result)) == (1, {"rows": 2, "created": 1, "rejected": 1})
    assert result["rejects"] == str(tmp_path / "业务信息.rejected.xlsx")
    assert (tmp_path / "业务信息.rejected.xlsx").exists()


def test_a_dry_run_leaves_no_row_and_no_workbook_behind(bureau, tmp_path):
    path = exports.write(
        tmp_path / "业务信息.xlsx", exports.platform(), exports.platform(登记编号="E2", 登记时间="前天")
    )
    answer = bureau.run("import", path, "--dry-run", "--json")
    assert (figures(answer.document[0]), answer.document[0]["dry_run"]) == (
        {"rows": 2, "created": 1, "rejected": 1},
        True,
    )
    assert (
        bureau.rows("SELECT count(*) FROM docket_matter")
        == bureau.rows("SELECT count(*) FROM docket_importbatch")
        == [(0,)]
    )
    assert [file.name for file in tmp_path.glob("*.xlsx")] == ["业务信息.xlsx"]


def test_an_unknown_layout_is_refused_by_code_and_asks_about_its_headers(bureau, tmp_path):
    path = tmp_path / "不知名.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    answer = bureau.run("import", path, "--json")
    (result,) = answer.document
    assert (answer.code, result["error"]["code"], result["unknown_headers"]) == (1, "INT-101", ["甲", "乙"])
    assert "不知名.csv" in answer.err


@pytest.mark.parametrize(
    "words", [["import"], ["import", "没有这个文件.xlsx"], ["import", "--system", "12306", "."]]
)
def test_wrong_usage_exits_2(bureau, words):
    assert bureau.run(*words).code == 2


def test_no_file_of_the_home_holds_a_name_or_phone_in_the_clear(bureau, tmp_path):
    path = exports.write(
        tmp_path / "业务信息.xlsx",
        exports.platform(),
        exports.platform(登记编号="E2", 提供方姓名="周喆", 提供方联系方式="13900000002", 类型="举报"),
    )
    bureau.run("import", path)
    files = [file for file in bureau.home.rglob("*") if file.is_file() and "static" not in file.parts]
    stored = b"".join(file.read_bytes() for file in files)
    assert "厦门青禾生鲜超市有限公司".encode() in stored
    for secret in ("林晓禾", "周喆", "13900000001", "13900000002"):
        assert secret.encode() not in stored


MANY = 2300
KEPT = {
    "docket_matter": "*",
    "docket_submission": "matter_id, title, content, requests, object_path, problem_path, reply, extra, digest, row",
    "docket_complaint": "*",
    "docket_report": "*",
    "docket_enterprise": "*",
    "docket_numberseries": "*",
    "docket_party": "*",
    "vault_identity": "id, length(person_index)",
    "docket_event": "id, matter_id, verb, occurred_at, actor_id, data",
    "docket_clock": "*",
}


def state(bureau):
    """All tables without what tells runs apart: batches, moments of recording and fresh nonces."""
    tables = {
        table: bureau.rows(f"SELECT {columns} FROM {table} ORDER BY 1") for table, columns in KEPT.items()
    }
    hits = "SELECT rowid FROM docket_search WHERE docket_search MATCH '\"{}\"' ORDER BY rowid"
    return tables | {word: bureau.rows(hits.format(" ".join(word))) for word in ("酸奶", "退", "7")}


@pytest.fixture(scope="session")
def large_export(tmp_path_factory):
    """A year's worth in small: complaints and reports, some finished, some rows rejected."""
    made = [{}, exports.ACCEPTED, exports.SETTLED, {"类型": "举报"}, {"登记时间": "前天"}]
    rows = [exports.platform(登记编号=f"135020620260518{n:08d}", **made[n % 5]) for n in range(MANY)]
    return exports.write(tmp_path_factory.mktemp("large") / "业务信息.xlsx", *rows)


@pytest.fixture(scope="session")
def uninterrupted(first_home, large_export, tmp_path_factory):
    """The end state of an import nobody disturbed."""
    import shutil

    from tests.jobs.conftest import Bureau

    bureau = Bureau(shutil.copytree(first_home.home, tmp_path_factory.mktemp("calm") / "var"))
    answer = bureau.run("import", large_export, "--json")
    assert figures(answer.document[0]) == {"rows": MANY, "created": MANY * 4 // 5, "rejected": MANY // 5}
    return state(bureau)


def killed_when(bureau, path, reached):
    """Start an import and end it with SIGKILL at the moment ``reached`` holds."""
    process = bureau.start("import", path)
    while process.poll() is None and not reached():
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode


@pytest.mark.parametrize("moments", [(0,), (1, 801)])
def test_an_import_killed_at_any_moment_and_repeated_comes_to_the_same_end(
    bureau, large_export, uninterrupted, moments
):
    for moment in moments:
        table = "docket_matter" if moment else "docket_importbatch"
        count = f"SELECT count(*) >= {max(moment, 1)} FROM {table}"
        assert (
            killed_when(bureau, large_export, lambda sql=count: bureau.rows(sql) == [(1,)]) == -signal.SIGKILL
        )
    ((present,),) = bureau.rows("SELECT count(*) FROM docket_matter")
    assert present < MANY * 4 // 5
    last = bureau.run("import", large_export, "--json").document[0]
    assert (last["unchanged"], last["created"]) == (present, MANY * 4 // 5 - present)
    assert state(bureau) == uninterrupted
