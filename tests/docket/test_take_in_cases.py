"""Files of the enforcement system: matched by number, whole rows or none, nothing recorded here overwritten."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests import cast
from tests.docket.case_cast import decided, filed, matter, step
from tests.docket.conftest import clocks
from xiaobao.docket import cabinet
from xiaobao.docket.actions.amend import amend
from xiaobao.docket.actions.take_in_cases import CaseTally, import_cases
from xiaobao.docket.models import Case, Event, ImportBatch, Matter, Milestone, Report
from xiaobao.intake.errors import IntakeError
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.usefixtures("own_home")
AT = cast.at("2026-07-20", "12:00")
NUMBER = "厦湖市监案〔2026〕77号"
DECISION = {
    "案件编号": NUMBER, "处理结果": "行政处罚", "决定日期": "2026-07-01", "决定书文号": "湖市监处罚〔2026〕18号",
    "处罚内容": "罚款5000元，没收违法所得128元", "罚款金额": 5000, "没收金额": 128, "集体讨论": "否",
    "是否公示": "是", "登记地是否本省": "是",
}  # fmt: skip
SEALED = {"案件编号": NUMBER, "环节": "查封扣押", "日期": "2026-06-01", "文书文号": "厦湖市监查封〔2026〕4号"}
RELEASED = {"案件编号": NUMBER, "环节": "解除查封扣押", "日期": "2026-06-20"}


def written(folder: Path, *rows: dict[str, Any], name: str = "案件进展.xlsx") -> Path:
    """Write rows to a workbook, or to a text table where the name says so."""
    headers = list(dict.fromkeys(column for row in rows for column in row))
    path = folder / name
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.DictWriter(file, headers).writeheader()
            csv.DictWriter(file, headers).writerows(rows)
        return path
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, headers)
        for line, row in enumerate(rows, start=1):
            sheet.write_row(line, 0, [row.get(column, "") for column in headers])
    return path


def taken(folder: Path, *rows: dict[str, Any], **given: Any) -> CaseTally:
    """Take the rows in."""
    return import_cases(written(folder, *rows), at=AT, by=None, **given)[0]


def reasons(tally: CaseTally) -> list[str]:
    return [one.reason for one in tally.rejections]


@pytest.mark.parametrize("name", ["案件进展.xlsx", "案件进展.csv"])
def test_steps_and_the_decision_come_in_and_move_their_clocks(register, tmp_path, name):
    key = filed(register)
    # Out of order on purpose: a file need not be in the order things happened.
    path = written(tmp_path, DECISION, RELEASED, SEALED, name=name)
    tally, rejects = import_cases(path, at=AT, by=None)
    assert (tally.rows, tally.changed, tally.rejected, rejects) == (3, 3, 0, None)
    assert [(one.event, one.on) for one in Milestone.objects.all()] == [
        ("goods.sealed", date(2026, 6, 1)),
        ("goods.released", date(2026, 6, 20)),
    ]
    assert Milestone.objects.first().batch.file_name == name
    case = Case.objects.get()
    assert (case.outcome, case.fined, case.confiscated) == (1, Decimal(5000), Decimal(128))
    assert Report.objects.get(pk=key).fined == Decimal(5000)
    found = clocks(key)
    assert (found["case.sealing"].state, found["case.decision"].stopped_on) == ("stopped", date(2026, 7, 1))
    assert found["publicity.same_province"].due_on == date(2026, 7, 29)
    assert matter(key).state == "decided"
    assert [event.verb for event in Event.objects.filter(matter=key, batch__isnull=False)] == [
        "milestone", "amend", "milestone", "amend", "decide", "amend",
    ]  # fmt: skip


def test_the_same_file_twice_changes_nothing(register, tmp_path, dump):
    filed(register)
    rows = (SEALED, RELEASED, DECISION, {"案件编号": NUMBER, "公示日期": "2026-07-06", "结案日期": ""})
    taken(tmp_path, *rows)
    before = dump("docket_importbatch", "vault_auditentry")
    again = taken(tmp_path, *rows)
    assert (again.changed, again.unchanged, again.rejected) == (0, 4, 0)
    assert dump("docket_importbatch", "vault_auditentry") == before


def test_a_dry_run_says_what_would_change_and_writes_nothing(register, tmp_path, dump):
    filed(register)
    before = dump()
    tally = taken(tmp_path, SEALED, DECISION, SEALED, dry_run=True)
    assert (tally.changed, tally.duplicates) == (2, 1)
    assert tally.changes[0].told == ("登记实施查封、扣押（2026-06-01）",)
    assert dump() == before


def test_the_original_is_kept_sealed_and_the_import_is_audited(register, tmp_path):
    key = filed(register)
    path = written(tmp_path, SEALED)
    import_cases(path, at=AT, by=None)
    batch = ImportBatch.objects.get()
    assert (batch.system, batch.state, batch.updated) == ("enforcement", "done", 1)
    assert cabinet.get(batch.stored, about=b"upload") == path.read_bytes()
    assert list(AuditEntry.objects.values_list("act", "subject"))[-2:] == [
        ("matter.case_told", f"matter:{key}"),
        ("import", f"batch:{batch.pk}"),
    ]


def test_a_report_is_found_by_its_own_number_and_keeps_that_of_the_enforcement_system(register, tmp_path):
    key = filed(register)
    Case.objects.update(enforcement_number="")
    row = SEALED | {"案件编号": "厦湖市监案[2026]99号", "登记编号": matter(key).number}
    assert taken(tmp_path, row).changes[0].told[0] == "记住执法办案系统编号厦湖市监案[2026]99号"
    assert taken(tmp_path, RELEASED | {"案件编号": "厦湖市监案〔2026〕99号"}).changed == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (SEALED | {"案件编号": "厦湖市监案〔2026〕1号"}, "本系统中没有编号为“厦湖市监案〔2026〕1号”的案件或者举报，请核对编号。"),
        (SEALED | {"立案日期": "2026-05-19"}, "立案日期为2026-05-19，本系统记载为2026-05-20，不覆盖。"),
        ({"案件编号": NUMBER, "处理结果": "行政处罚"}, "本系统还没有处理决定；这一行缺少处理结果或者决定日期，不能据以记入。"),
        (RELEASED, "还没有登记“实施查封、扣押”，不能登记“解除查封、扣押”。"),
        ({"案件编号": NUMBER, "结案日期": "2026-07-10"}, "本系统中案件还没有处理决定，也没有终止调查，不能记入结案日期。"),
        (SEALED | {"日期": "2026-05-01"}, "不能早于收到举报之日（2026年5月18日（星期一））。"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_rejected_with_its_reason_and_changes_nothing(register, tmp_path, row, reason):
    key = filed(register)
    version = matter(key).version
    tally, rejects = import_cases(written(tmp_path, row), at=AT, by=None)
    assert (reasons(tally), tally.changed) == ([reason], 0)
    assert (matter(key).version, Milestone.objects.count()) == (version, 0)
    assert rejects is not None
    sheet = openpyxl.load_workbook(rejects).active
    assert [sheet.cell(2, 1).value, sheet.cell(2, 2).value] == [2, reason]


def test_a_decision_taken_here_is_never_overwritten(register, officers, tmp_path):
    filed(register)
    decided(Case.objects.get().matter_id, officers["chensiyuan"])
    assert taken(tmp_path, DECISION).unchanged == 1
    other = taken(tmp_path, DECISION | {"罚款金额": 8000})
    assert reasons(other) == ["处理决定与本系统记载的不同：罚款金额为8000.00，本系统为5000.00，不覆盖。"]
    assert Case.objects.get().fined == Decimal(5000)


def test_a_row_is_whole_or_not_at_all(register, tmp_path):
    filed(register)
    tally = taken(tmp_path, SEALED | {"结案日期": "2026-07-10"})
    assert (tally.rejected, Milestone.objects.count()) == (1, 0)


def test_a_decision_lacking_an_answer_is_left_to_an_officer(register, tmp_path):
    filed(register)
    tally = taken(tmp_path, {name: value for name, value in DECISION.items() if name != "是否公示"})
    assert reasons(tally) == ["请确认处罚信息是否公示；仅受到警告的不予公示。"]


def test_closing_there_stops_the_clock_and_leaves_the_report_to_an_officer(register, officers, tmp_path):
    key = filed(register)
    decided(key, officers["chensiyuan"])
    step(key, officers["chensiyuan"], "penalty.served", "2026-07-02")
    step(key, officers["chensiyuan"], "penalty.performed", "2026-07-06")
    taken(tmp_path, {"案件编号": NUMBER, "公示日期": "2026-07-08", "结案日期": "2026-07-10"})
    found = clocks(key)
    assert found["case.closing"].stopped_on == date(2026, 7, 10)
    assert found["publicity.same_province"].stopped_on == date(2026, 7, 8)
    assert (matter(key).state, Case.objects.get().closed_on) == ("decided", date(2026, 7, 10))


def test_the_day_of_filing_an_export_did_not_give_is_made_known(register, tmp_path):
    key = filed(register, decided_at=None)
    assert clocks(key)["case.decision"].provisional
    taken(tmp_path, {"案件编号": NUMBER, "立案日期": "2026-05-25"})
    clock = clocks(key)["case.decision"]
    assert (clock.started_on, clock.due_on, clock.provisional) == (
        date(2026, 5, 25),
        date(2026, 8, 23),
        False,
    )
    assert Case.objects.get().filed_on == date(2026, 5, 25)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"环节": "查封扣押", "日期": "2026-06-01", "案件编号": ""}, "INT-421"),
        ({"案件编号": NUMBER, "环节": "开会", "日期": "2026-06-01"}, "INT-422"),
        ({"案件编号": NUMBER, "环节": "查封扣押", "日期": ""}, "INT-423"),
        ({"案件编号": NUMBER, "处理结果": "行政处罚", "罚款金额": "五千元"}, "INT-424"),
        ({"案件编号": NUMBER, "环节": "", "日期": ""}, "INT-425"),
        ({"案件编号": NUMBER, "环节": "查封扣押", "日期": "六月一日"}, "INT-403"),
        ({"案件编号": NUMBER, "环节": "查封扣押", "日期": "2027-06-01"}, "INT-404"),
    ],
)  # fmt: skip
def test_a_row_nobody_can_read_is_rejected_with_a_code(register, tmp_path, row, code):
    filed(register)
    assert [one.code for one in taken(tmp_path, row).rejections] == [code]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("案件.xlsx", b"PK\x03\x04 not a workbook", "INT-004"),
        ("案件.csv", "姓名,电话\n某人,13900000001\n".encode(), "INT-101"),
        ("案件.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "INT-003"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(db, tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(IntakeError) as refusal:
        import_cases(path, at=AT, by=None)
    assert refusal.value.code == code
    assert ImportBatch.objects.get().state == "refused"


def test_people_in_the_file_are_not_taken_over(register, tmp_path, dump):
    filed(register)
    taken(tmp_path, SEALED | {"当事人": "虚构当事人甲", "举报人": "虚构举报人乙"})
    everything = repr(dump())
    assert "虚构当事人甲" not in everything
    assert "虚构举报人乙" not in everything
    assert Matter.objects.count() == 1


def test_an_export_of_the_platform_does_not_empty_what_the_enforcement_system_told(
    register, rulebook, tmp_path
):
    key = filed(register)
    taken(tmp_path, DECISION)
    later = cast.report(decision="filed", decided_at=cast.NOON, reply="已转办。", digest=b"report-later-dig")
    batch = ImportBatch.objects.create(file_name="业务信息.xlsx", sha256="0" * 64, started_at=AT)
    amend(matter_id=key, row=later, batch=batch, rulebook=rulebook, at=AT)
    assert Report.objects.get(pk=key).fined == Decimal(5000)
    assert matter(key).state == "decided"
