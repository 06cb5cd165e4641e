"""``xiaobao audit``: what it finds and where, the anchors by hand and by the clock, the roles; who ran a command."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.utils import timezone

from tests import cast
from tests.vault.tampering import Tampering
from xiaobao.jobs import scheduler
from xiaobao.jobs.cli import main
from xiaobao.vault import anchors
from xiaobao.vault.audit import record
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def asked(own_home, officers):
    """Run ``xiaobao audit`` in this process, on the example's own database."""

    def run(*words):
        found = CliRunner().invoke(main, ["audit", *words])
        return found.exit_code, found.stdout, found.stderr

    return run


@pytest.fixture
def trail(asked, officers):
    """Three rows, and somebody with the database in his hands."""
    keys = []
    for number in range(3):
        with transaction.atomic():
            keys.append(record(act="matter.read", subject=f"matter:{number}", at=cast.NOON, actor=None).pk)
    return Tampering("sqlite", keys)


def document(found):
    return json.loads(found[1])


def test_a_whole_trail_answers_with_what_was_looked_at(asked, trail):
    asked("anchor")
    code, *_rest = found = asked("verify", "--json")
    told = document(found)
    assert (code, told["entries"], told["flaws"], told["found"], told["first"], told["anchors"]) == (
        0,
        4,
        [],
        0,
        None,
        1,
    )
    assert told["last_anchor"] == anchors.lines()[0].line
    assert told["head"] == anchors.head().line
    assert asked("verify")[1] == "审计链完整，共 4 条。\n"


def test_verifying_writes_nothing(asked, trail):
    asked("verify")
    assert AuditEntry.objects.count() == 3


def test_what_does_not_hold_is_told_with_its_place_and_exit_1(asked, trail):
    trail.set(2, "actor_name = '苏明'")
    code, *_rest = found = asked("verify", "--json")
    flaw = {"entry": trail[2], "reason": "记录内容被改动"}
    told = document(found)
    assert (code, told["flaws"], told["found"], told["first"]) == (1, [flaw], 1, flaw)
    assert asked("verify")[:2] == (1, f"第 {trail[2]} 条：记录内容被改动\n")


def test_an_unguarded_table_is_told_after_every_row(asked, trail):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER vault_auditentry_no_delete")
        cursor.execute(f"DELETE FROM vault_auditentry WHERE id = {trail[2]}")
    told = document(asked("verify", "--json"))
    assert [flaw["entry"] for flaw in told["flaws"]] == [trail[3], trail[3], 0]
    assert told["first"] == {"entry": trail[3], "reason": f"第 {trail[1]} 条之后缺少记录"}
    assert asked("verify")[1].splitlines()[-1] == "审计表失去保护：vault_auditentry_no_delete"


def test_an_anchor_by_hand_and_the_lines_to_print(asked, trail, own_home):
    assert asked("anchor")[0] == 0
    code, out, _err = asked("anchors")
    assert code == 0
    assert out.splitlines() == [
        f"锚点目录：{own_home / 'anchors'}",
        "日期 末条 条数 摘要 鉴别码",
        anchors.lines()[0].line,
        f"最新：{anchors.head().line}",
    ]
    told = document(asked("anchors", "--json"))
    assert told == {
        "folder": str(own_home / "anchors"),
        "anchors": [anchors.lines()[0].line],
        "head": anchors.head().line,
    }


def test_who_ran_a_command_stands_in_its_row(asked, trail, monkeypatch):
    monkeypatch.setattr("xiaobao.jobs.answer.getpass.getuser", lambda: "xiaobao")
    asked("anchor")
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.actor_name, entry.post) == ("audit.anchored", "系统", "命令行（xiaobao）")


def test_nothing_to_anchor_is_said(asked):
    assert asked("anchor")[:2] == (0, "还没有审计记录，不需要锚点。\n")


def test_no_anchor_over_what_no_longer_fits_unless_begun_anew(asked, trail):
    asked("anchor")
    trail.cut(1, forgotten=True)
    code, out, err = asked("anchor", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "VLT-002")
    assert "xiaobao audit verify" in err
    assert asked("anchor", "--anew")[0] == 0
    assert asked("verify")[0] == 0


def test_the_roles_are_printed_or_refused(asked):
    code, out, _err = asked("roles", "--owner", "keeper", "--application", "server")
    assert code == 0
    assert "GRANT SELECT, INSERT ON vault_auditentry TO server;" in out
    code, _out, err = asked("roles", "--owner", "keeper", "--application", "keeper")
    assert (code, "JOB-005" in err) == (1, True)


def test_by_the_clock_one_line_a_day_and_the_row_says_so(asked, trail):
    scheduler._by_the_clock(scheduler.anchor_trail)()
    scheduler._by_the_clock(scheduler.anchor_trail)()
    assert [line.when for line in anchors.lines()] == [timezone.localdate().isoformat()]
    assert AuditEntry.objects.latest("id").post == "定时任务"


def test_the_next_day_has_its_own_line(asked, trail, monkeypatch):
    scheduler.anchor_trail()
    tomorrow = timezone.now() + timedelta(days=1)
    clock = SimpleNamespace(now=lambda: tomorrow, localdate=lambda: timezone.localdate() + timedelta(days=1))
    monkeypatch.setattr("django.utils.timezone", clock)
    scheduler.anchor_trail()
    assert len(anchors.lines()) == 2


def test_the_head_is_refreshed_and_leaves_no_row(asked, trail):
    scheduler.refresh_head()
    assert (anchors.head().entry, AuditEntry.objects.count()) == (trail[3], 3)


def test_by_night_the_trail_is_verified_and_the_log_says_what_does_not_hold(asked, trail, caplog):
    scheduler._by_the_clock(scheduler.verify_trail)()
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.actor_name, entry.post, entry.result) == (
        "audit.verified",
        "系统",
        "定时任务",
        "done",
    )
    assert (entry.detail["entries"], caplog.records) == (3, [])
    trail.set(2, "act = 'x'")
    scheduler.verify_trail()
    entry = AuditEntry.objects.latest("id")
    assert (entry.result, entry.detail["flaws"]) == ("failed", [[trail[2], "记录内容被改动"]])
    assert "the audit trail does not hold: 1 flaws" in caplog.text
