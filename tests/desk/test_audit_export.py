"""Taking the audit trail away: every cell text, nothing a spreadsheet runs, and the taking is in the trail."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from tests.desk.audit_cast import auditor as auditor
from tests.desk.audit_cast import happened as happened
from tests.desk.audit_cast import text
from xiaobao.vault.models import AuditEntry


def test_an_export_is_a_table_of_text_and_in_the_trail_before_it_leaves(auditor, happened):
    happened("chensiyuan", "confirm", subject="=HYPERLINK(1)", address="@10.0.0.7", detail={"code": "+1"})
    happened("lian", "confirm", subject="officer:lian")
    answer = auditor.post("/audit/export/", {"query": "act=confirm", "form": "csv"})
    assert answer["Content-Disposition"].startswith("attachment;")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:6] == ["序号", "时间", "人员", "岗位", "事项", "事项代码"]
    assert [row[2] for row in rows[1:]] == ["陈思远", "黎安"]
    assert (rows[1][6], rows[1][8], rows[1][9]) == ("'=HYPERLINK(1)", "'@10.0.0.7", '{"code":"+1"}')
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.detail) == ("audit.exported", {"act": "confirm", "form": "csv", "rows": 2})


def test_a_workbook_holds_no_formula(auditor, happened):
    happened("chensiyuan", "confirm", subject="=1+1")
    answer = auditor.post("/audit/export/", {"query": "act=confirm", "form": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet["G2"].value == "=1+1"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"query": "act=vault.rotate", "form": "csv"}, "没有符合条件的审计记录。"),
        ({"query": "", "form": "pdf"}, "请选择 xlsx 或者 csv。"),
        ({"query": "", "form": "csv"}, "一次最多导出 1 条，请按日期或者人员分几次导出。"),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_leaves(auditor, happened, monkeypatch, asked, sentence):
    monkeypatch.setattr("xiaobao.docket.actions.export_trail.MOST", 1)
    happened("chensiyuan", "confirm", subject="officer:chensiyuan", times=2)
    assert sentence in text(auditor.post("/audit/export/", asked, follow=True))
    assert not AuditEntry.objects.filter(act="audit.exported").exists()
