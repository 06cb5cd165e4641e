"""``xiaobao figures``, ``audit verify`` and ``calendar load`` over a few matters."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.db import connection

from tests import cast, notices_2027
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.models import Clock
from xiaobao.jobs.cli import main
from xiaobao.law.citation import numeral
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def asked(own_home, officers):
    """Run a command in this process, on the example's own database."""

    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    return run


def answer(found):
    return found.exit_code, json.loads(found.stdout)


def test_figures_print_the_year_as_one_document_and_in_words(asked, register):
    register(cast.complaint(decision="accepted", decided_at=cast.at("2026-05-19")))
    register(cast.report(decision="filed", decided_at=cast.at("2026-05-19")))
    code, document = answer(asked("figures", "--year", "2026", "--json"))
    assert (code, document["received"]) == (
        0,
        {"total": 2, "complaint": 1, "report": 1, "by_channel": {"12315": 2}},
    )
    assert document["complaints"] == {"received": 1, "accepted": 1, "declined": 0, "undecided": 0}
    assert asked("figures", "--year", "2026").stdout.splitlines() == [
        "2026年（按收到之日）共接收 2 件",
        "  投诉 1：受理 1，不予受理 0，未决定 0",
        "  举报 1：立案 1，不予立案 0，未决定 0",
        "  渠道 12315 2 件",
    ]


def test_an_edit_of_the_audit_trail_is_found_with_exit_1(asked, register, officers):
    accept(matter_id=register(), version=1, officer=officers["chensiyuan"], at=cast.NOON)
    code, document = answer(asked("audit", "verify", "--json"))
    assert (code, document["entries"], document["flaws"]) == (0, 1, [])
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER vault_auditentry_no_update")
        cursor.execute("UPDATE vault_auditentry SET actor_name = '某人'")
    edited = {"entry": 1, "reason": "记录内容被改动"}
    unguarded = {"entry": 0, "reason": "审计表失去保护：vault_auditentry_no_update"}
    code, document = answer(asked("audit", "verify", "--json"))
    assert (code, document["entries"], document["flaws"]) == (1, 1, [edited, unguarded])


def test_an_invented_notice_loaded_makes_the_waiting_clock_firm(asked, register, own_home, tmp_path):
    register(cast.complaint(received_at=cast.at("2026-12-25")))
    path = notices_2027.write(tmp_path)
    assert answer(asked("calendar", "load", path, "--json")) == (0, {"file": str(path), "recomputed": 1})
    assert Clock.objects.get().provisional is False
    assert (own_home / "calendar" / "2027.yaml").read_text(encoding="utf-8") == notices_2027.INVENTED
    code, due = answer(asked("due", "complaint.acceptance", "--from", "2026-12-25", "--json"))
    assert (code, due["due_on"], due["provisional"]) == (0, "2027-01-06", False)


def test_what_is_no_notice_is_refused_with_exit_1(asked, own_home, tmp_path):
    path = tmp_path / "2027.yaml"
    path.write_text("year: 2027\n", encoding="utf-8")
    code, document = answer(asked("calendar", "load", path, "--json"))
    assert (code, document["error"]["code"]) == (1, "DKT-005")
    assert not (own_home / "calendar").exists()


def test_a_published_text_is_loaded_checked_against_the_law_file_and_audited(asked, own_home, tmp_path):
    path = tmp_path / "办法.txt"
    articles = "\n".join(f"第{numeral(number)}条　虚构条文{_items(number)}。" for number in range(1, 47))
    path.write_text(f"市场监督管理投诉举报处理办法\n{articles}\n", encoding="utf-8")
    code, document = answer(asked("official", "load", path, "--json"))
    assert (code, document[0]["regulation"], document[0]["articles"]) == (0, "samr-order-121", 46)
    assert (own_home / "official" / "samr-order-121.json").exists()
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.subject) == ("official.load", "law:samr-order-121")


def test_a_text_of_another_length_than_the_law_file_is_refused_and_nothing_is_kept(asked, own_home, tmp_path):
    path = tmp_path / "办法.txt"
    path.write_text("市场监督管理投诉举报处理办法\n第一条　虚构条文。\n", encoding="utf-8")
    code, document = answer(asked("official", "load", path, "--json"))
    assert (code, document["error"]["code"]) == (1, "LAW-006")
    assert not (own_home / "official").exists()


def _items(number):
    """The two closed lists: seven grounds in Art. 16, eight in Art. 23."""
    count = {16: 7, 23: 8}.get(number, 0)
    return "".join(f"（{numeral(item)}）虚构情形{item}；" for item in range(1, count + 1)).rstrip("；")
