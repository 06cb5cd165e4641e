"""``xiaobao cases import``: what a file of the enforcement system would change, changes, or cannot change."""

from __future__ import annotations

import pytest


@pytest.fixture
def closed_case(bureau):
    """A report's life played to its end; returns its number."""
    return bureau.run("journey", "report", "--json").document["number"]


def written(folder, *lines, name="案件进展.csv"):
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def test_what_is_known_already_changes_nothing_and_what_is_otherwise_is_refused(
    bureau, closed_case, tmp_path
):
    known = bureau.rows("SELECT event, \"on\" FROM docket_milestone WHERE event = 'penalty.served'")[0][1]
    path = written(
        tmp_path,
        "登记编号,环节,日期",
        f"{closed_case},处罚决定书送达,{known}",
        f"{closed_case},处罚决定书送达,2026-01-05",
        "湖消〔2026〕009999,查封,2026-05-20",
    )
    answer = bureau.run("cases", "import", path, "--json")
    told = answer.document
    assert (answer.code, told["rows"], told["changed"], told["unchanged"]) == (1, 3, 0, 1)
    assert [(one["row"], one["code"]) for one in told["rejections"]] == [(3, "INT-426"), (4, "INT-427")]
    assert told["rejects"].endswith("案件进展.rejected.xlsx")
    assert path.exists()


def test_a_dry_run_is_told_in_words_and_writes_nothing(bureau, closed_case, tmp_path):
    path = written(tmp_path, "登记编号,环节,日期", f"{closed_case},查封,2026-05-20")
    before = bureau.rows("SELECT count(*) FROM docket_event")
    answer = bureau.run("cases", "import", path, "--dry-run")
    assert answer.code == 1
    assert "只试算，未写入" in answer.out
    assert bureau.rows("SELECT count(*) FROM docket_event") == before


@pytest.mark.parametrize(
    ("lines", "name", "code"),
    [
        (["姓名,电话", "某人,13900000001"], "别的.csv", "INT-101"),
        (["不是工作簿"], "坏.xlsx", "INT-003"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_a_code(bureau, tmp_path, lines, name, code):
    answer = bureau.run("cases", "import", written(tmp_path, *lines, name=name), "--json")
    assert (answer.code, answer.document["error"]["code"]) == (1, code)
    assert "Traceback" not in answer.err
