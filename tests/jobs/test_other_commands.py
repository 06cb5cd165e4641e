"""``xiaobao figures``, ``audit verify`` and ``calendar load`` over one home with a few matters in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests import exports, notices_2027

WAITING = {"登记编号": "E2", "登记时间": "2026-11-18 09:00:00", "初查受理状态": "已受理", "初查反馈时间": "2026-11-20 09:00:00"}


def test_figures_print_the_year_as_one_document_and_in_words(bureau, tmp_path):
    rows = (
        exports.platform(**exports.SETTLED),
        exports.platform(登记编号="E2", 类型="举报", 初查受理状态="立案", 初查反馈时间="2026-05-19 10:00:00"),
    )
    bureau.run("import", exports.write(tmp_path / "业务信息.xlsx", *rows))
    found = bureau.run("figures", "--year", "2026", "--json")
    assert (found.code, found.document["received"]) == (
        0,
        {"total": 2, "complaint": 1, "report": 1, "by_channel": {"12315": 2}},
    )
    assert found.document["complaints"] == {"received": 1, "accepted": 1, "declined": 0, "undecided": 0}
    words = bureau.run("figures", "--year", "2026").out
    assert "2026年（按收到之日）共接收 2 件" in words


def test_an_edit_of_the_audit_trail_is_found_with_exit_1(bureau, tmp_path):
    path = exports.write(tmp_path / "业务信息.xlsx", exports.platform())
    for _ in range(2):
        bureau.run("import", path)
    sound = bureau.run("audit", "verify", "--json")
    assert (sound.code, sound.document) == (0, {"entries": 2, "flaws": []})
    with closing(sqlite3.connect(bureau.home / "xiaobao.sqlite3")) as database, database:
        database.execute("DROP TRIGGER vault_auditentry_no_update")
        database.execute("UPDATE vault_auditentry SET actor_name = '某人' WHERE id = 1")
    broken = bureau.run("audit", "verify", "--json")
    assert (broken.code, broken.document) == (1, {"entries": 2, "flaws": [{"entry": 1, "reason": "记录内容被改动"}]})


def test_an_invented_notice_loaded_makes_the_waiting_clock_firm(bureau, tmp_path):
    bureau.run("import", exports.write(tmp_path / "业务信息.xlsx", exports.platform(), exports.platform(**WAITING)))
    provisional = "SELECT matter_id, clock, due_earliest FROM docket_clock WHERE provisional"
    assert bureau.rows(provisional) == [(2, "complaint.mediation", "2027-01-19")]
    path = notices_2027.write(tmp_path)
    loaded = bureau.run("calendar", "load", path, "--json")
    assert (loaded.code, loaded.document) == (0, {"file": str(path), "recomputed": 1})
    assert bureau.rows(provisional) == []
    assert (bureau.home / "calendar" / "2027.yaml").read_text(encoding="utf-8") == notices_2027.INVENTED
    found = bureau.run("due", "complaint.acceptance", "--from", "2026-12-25", "--json")
    assert (found.document["due_on"], found.document["provisional"]) == ("2027-01-06", False)


def test_what_is_no_notice_is_refused_with_exit_1(bureau, tmp_path):
    path = tmp_path / "2027.yaml"
    path.write_text("year: 2027\n", encoding="utf-8")
    answer = bureau.run("calendar", "load", path, "--json")
    assert (answer.code, answer.document["error"]["code"]) == (1, "DKT-005")
    assert not (bureau.home / "calendar").exists()
