"""``xiaobao due``, ``clocks`` and ``check-content``: the law from the command line, no home needed."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from xiaobao.jobs.cli import main

TWO_PAUSES = ("--pause", "2026-06-01..2026-06-05", "--pause", "2026-06-06..2026-06-10")
DOCUMENTED = (
    "complaint.acceptance",
    "complaint.mediation",
    "complaint.termination_notice",
    "complaint.lead_check",
    "report.check",
    "report.filing_notice",
    "case.decision",
    "jurisdiction.dispute",
    "odr.settlement",
    "case.closing",
    "report.answer.advertising",
    "report.answer.enterprise_information",
)


def asked(*words):
    return CliRunner().invoke(main, list(words))


def due(*words):
    answer = asked("due", *words, "--json")
    assert answer.exit_code == 0, answer.stderr
    return json.loads(answer.stdout)


def test_due_tells_date_basis_and_every_step():
    found = due("complaint.acceptance", "--from", "2026-09-28")
    assert {name: found[name] for name in ("clock", "regulation", "basis", "unit", "amount", "from")} == {
        "clock": "complaint.acceptance",
        "regulation": "samr-order-121",
        "basis": "《市场监督管理投诉举报处理办法》第十五条第一款",
        "unit": "working_day",
        "amount": 7,
        "from": "2026-09-28",
    }
    assert [found[name] for name in ("due_on", "due_earliest", "due_latest", "provisional")] == [
        "2026-10-13",
        "2026-10-13",
        "2026-10-13",
        False,
    ]
    assert found["derivation"] == [
        "2026年9月28日（星期一）收到投诉，当日不计入（《市场监督管理投诉举报处理办法》第四十五条）。",
        "自下一工作日2026年9月29日（星期二）起算，期限为7个工作日。",
        "其间10月1日至10月7日放假（国庆节），不计入。",
        "10月10日调休上班，计入。",
        "第7个工作日为2026年10月13日（星期二），期限届满。",
        "依据：《市场监督管理投诉举报处理办法》第十五条第一款。",
    ]


@pytest.mark.parametrize(
    ("words", "due_earliest"),
    [
        (("complaint.acceptance", "--from", "2026-05-18"), "2026-05-27"),
        (("complaint.acceptance", "--from", "2026-05-18T23:30:00+08:00"), "2026-05-27"),
        (("complaint.acceptance", "--from", "2026-05-18T23:30:00+00:00"), "2026-05-28"),
        (("complaint.acceptance", "--from", "2026-05-18", "--regulation", "samr-order-20"), "2026-05-27"),
        (("complaint.mediation", "--from", "2026-05-20"), "2026-07-19"),
        (("complaint.mediation", "--from", "2026-05-20", "--pause", "2026-06-01..2026-06-10"), "2026-07-29"),
        (("complaint.mediation", "--from", "2026-05-20", *TWO_PAUSES), "2026-07-29"),
        (("report.check", "--from", "2026-05-20"), "2026-06-10"),
        (("report.check", "--from", "2026-05-20", "--extended"), "2026-07-02"),
    ],
)
def test_due_follows_instants_regulations_pauses_and_extensions(words, due_earliest):
    assert due(*words)["due_earliest"] == due_earliest


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nonsense", "--from", "2026-05-18"), "LAW-004"),
        (("complaint.acceptance", "--from", "2019-05-18"), "LAW-002"),
        (("complaint.acceptance", "--from", "2026-05-18", "--extended"), "RUL-206"),
        (("complaint.acceptance", "--from", "1850-01-01"), "RUL-212"),
    ],
)
def test_what_the_law_does_not_know_is_refused_by_code_with_exit_1(words, code):
    answer = asked("due", *words, "--json")
    assert (answer.exit_code, json.loads(answer.stdout)["error"]["code"]) == (1, code)
    assert answer.stderr.startswith(code)


@pytest.mark.parametrize(
    "words",
    [
        ("due", "complaint.acceptance"),
        ("due", "complaint.acceptance", "--from", "yesterday"),
        ("due", "complaint.acceptance", "--from", "2026-05-18T09:30"),
        ("due", "complaint.mediation", "--from", "2026-05-20", "--pause", "2026-06-10..2026-06-01"),
        ("due", "complaint.mediation", "--from", "2026-05-20", "--pause", "2026-06-10"),
        ("figures",),
        ("nonsense",),
    ],
)
def test_wrong_usage_exits_2_and_prints_nothing_on_stdout(words):
    answer = asked(*words)
    assert (answer.exit_code, answer.stdout) == (2, "")


def test_clocks_lists_every_clock_with_its_number_unit_and_basis():
    rows = json.loads(asked("clocks", "--json").stdout)
    listed = {(row["clock"], row["regulation"]): (row["amount"], row["unit"], row["basis"]) for row in rows}
    assert listed["complaint.acceptance", "samr-order-121"] == (
        7,
        "working_day",
        "《市场监督管理投诉举报处理办法》第十五条第一款",
    )
    assert listed["complaint.mediation", "samr-order-20"][:2] == (45, "working_day")
    assert set(DOCUMENTED) <= {row["clock"] for row in rows}


def test_every_clock_that_is_listed_can_be_computed():
    for row in json.loads(asked("clocks", "--json").stdout):
        answer = asked(
            "due", row["clock"], "--from", "2026-05-20", "--regulation", row["regulation"], "--json"
        )
        assert answer.exit_code in (0, 1), answer.stderr
        if answer.exit_code == 1:
            assert json.loads(answer.stdout)["error"]["code"].startswith(("LAW-", "RUL-"))


def test_the_projects_own_content_is_in_order(content):
    answer = asked("check-content", "--json")
    assert (answer.exit_code, json.loads(answer.stdout)) == (0, {"content": str(content), "findings": []})


def test_a_mistake_in_a_content_file_is_named_by_file_line_and_reason(content, tmp_path):
    copy = shutil.copytree(content, tmp_path / "content")
    file = copy / "law" / "samr-order-121.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    amount: 7\n", "    amount: seven\n", 1), encoding="utf-8")
    line = text[: text.index("    amount: 7\n")].count("\n") + 1
    answer = asked("check-content", "--content", str(copy), "--json")
    findings = json.loads(answer.stdout)["findings"]
    assert answer.exit_code == 1
    first = findings[0]
    assert (first["file"], first["line"]) == (str(file), line)
    assert "seven" in first["reason"]
