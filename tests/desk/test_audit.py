"""The auditor's page: the trail, who looked at identities, whether the chain holds; and it is in the trail itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests import cast
from tests.desk.audit_cast import auditor as auditor
from tests.desk.audit_cast import happened as happened
from tests.desk.audit_cast import shown, text
from xiaobao.docket.models import Matter
from xiaobao.vault.models import AuditEntry

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "chain"}


def test_the_newest_rows_come_first_in_words_with_post_and_result(auditor, happened, register):
    matter = Matter.objects.get(pk=register(cast.report()))
    about = {"subject": f"matter:{matter.pk}", "detail": {"number": matter.number}}
    happened("chensiyuan", "matter.read", address="10.0.0.7", **about)
    happened(
        "lian", "access.refused", result="refused", subject=f"matter:{matter.pk}", detail={"code": "DKT-001"}
    )
    page = auditor.get("/audit/")
    said = text(page)
    assert f"陈思远 承办岗 查看举报 来件 {matter.number} 完成" in said
    assert f"黎安 承办岗 打开页面未获准 来件 {matter.number} 未获准 代码 DKT-001" in said
    assert "10.0.0.7" in said
    assert shown(page) == sorted(shown(page), reverse=True)
    assert "2026-05-20 12:00:00" in said


def test_opening_the_page_is_itself_in_the_trail_with_what_was_asked_for(auditor, happened):
    happened("chensiyuan", "confirm", subject="officer:chensiyuan")
    auditor.get(
        "/audit/?act=confirm&officer=7&since=2026-05-01&about=officer:chensiyuan", REMOTE_ADDR="10.0.0.9"
    )
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.actor_name, entry.post, entry.address) == (
        "audit.read",
        "何清",
        "审计岗",
        "10.0.0.9",
    )
    assert entry.detail == {
        "act": "confirm",
        "officer": "7",
        "since": "2026-05-01",
        "about": ["officer:chensiyuan"],
    }


def test_what_was_typed_and_stands_for_nothing_is_not_kept(auditor):
    auditor.get("/audit/?about=周喆13900000002")
    assert AuditEntry.objects.latest("id").detail == {"about": []}


@pytest.mark.parametrize("who", ["hemin", "chensiyuan", "suming", "luyiheng", "fangzhou", "tangyue", "xuan", "guning", "admin"])  # fmt: skip
def test_nobody_but_the_auditor_sees_verifies_or_takes_it_away(who, signed_in, own_home):
    client = signed_in(who)
    answers = [client.get("/audit/"), client.get("/audit/", **HTMX), client.post("/audit/verify/")]
    answers.append(client.post("/audit/export/", {"form": "csv"}))
    assert [answer.status_code for answer in answers] == [403] * 4
    assert '"/audit/"' not in client.get("/").content.decode()
    refused = AuditEntry.objects.filter(act="access.refused").values_list("subject", flat=True)
    assert set(refused) == {"screen:audit", "screen:audit-verify", "screen:audit-export"}


def test_the_auditor_finds_the_page_and_no_matter(auditor, register):
    key = register(cast.report())
    page = auditor.get("/").content.decode()
    assert page.count('href="/audit/"') == 2
    assert auditor.get(f"/matters/{key}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("", [5, 4, 3, 2, 1]),
        ("act=confirm", [1]),
        ("act=looks", [4, 3]),
        ("act=identity", [5, 4, 3]),
        ("result=refused", [5]),
        ("since=2026-05-20&until=2026-05-20", [5, 4, 3]),
        ("until=2026-05-19", [2, 1]),
        ("since=2026-05-19&until=2026-05-19", [2]),
        ("since=not-a-day", [5, 4, 3, 2, 1]),
        ("about=chensiyuan", [1]),
        ("about=party:2", [5]),
        ("about=nothing", []),
        ("officer=0", [2]),
        ("act=looks&about=party:1&since=2026-05-20&result=done", [4, 3]),
    ],
)
def test_filters_narrow_the_rows(auditor, happened, asked, places):
    happened("chensiyuan", "confirm", subject="officer:chensiyuan", at=cast.at("2026-05-18", "23:59"))
    happened("", "clocks.recomputed", subject="schedule", at=cast.at("2026-05-19", "00:00"))
    happened("chensiyuan", "identity.revealed", at=cast.at("2026-05-20", "00:00"), times=2)
    happened("lian", "identity.refused", subject="party:2", result="refused")
    ids = list(AuditEntry.objects.order_by("id").values_list("id", flat=True))[-5:]
    assert shown(auditor.get(f"/audit/?{asked}"))[:5] == [ids[place - 1] for place in places]


def test_a_number_of_a_matter_finds_what_happened_to_all_of_it(auditor, happened, register):
    matter = Matter.objects.get(pk=register(cast.report()))
    party = matter.parties.get()
    happened("chensiyuan", "matter.read", subject=f"matter:{matter.pk}")
    happened("chensiyuan", "identity.revealed", subject=f"party:{party.pk}", detail={"number": matter.number, "purpose": "contact"})  # fmt: skip
    said = text(auditor.get("/audit/", {"about": matter.number}))
    assert f"人员 {matter.number} 完成 目的 联系核实" in said
    assert "查看举报" in said


def test_an_officer_is_found_by_the_filter(auditor, happened, officers):
    happened("chensiyuan", "confirm", subject="officer:chensiyuan")
    happened("lian", "confirm", subject="officer:lian")
    page = auditor.get("/audit/", {"officer": officers["lian"].user.pk, "act": "confirm"})
    assert len(shown(page)) == 1
    assert "黎安 承办岗 再次输入密码" in text(page)


def test_pages_go_by_rows_and_not_by_counting(auditor, happened, monkeypatch):
    monkeypatch.setattr("xiaobao.docket.trail.PAGE", 2)
    happened("chensiyuan", "confirm", subject="officer:chensiyuan", times=5)
    ids = list(AuditEntry.objects.filter(act="confirm").order_by("-id").values_list("id", flat=True))
    first = auditor.get("/audit/?act=confirm")
    assert shown(first) == ids[:2]
    assert "较新" not in text(first)
    second = auditor.get(f"/audit/?act=confirm&before={ids[1]}")
    assert shown(second) == ids[2:4]
    assert f"after={ids[2]}" in second.content.decode()
    assert shown(auditor.get(f"/audit/?act=confirm&before={ids[3]}")) == ids[4:]
    assert shown(auditor.get(f"/audit/?act=confirm&after={ids[4]}")) == ids[2:4]
    assert shown(auditor.get("/audit/?act=confirm&before=0")) == []


def test_looks_are_counted_by_officer_and_the_unusual_are_marked_without_a_verdict(auditor, happened):
    for days, times in ((1, 1), (3, 2), (40, 30)):
        happened("chensiyuan", "identity.revealed", at=cast.NOON - timedelta(days=days), times=times)
    happened("chensiyuan", "identity.revealed", times=6)
    happened("suming", "original.read", times=11)
    happened("lian", "identity.revealed", at=cast.NOON - timedelta(days=9))
    happened("lian", "identity.looked_up", subject="phone:ab")
    happened("lian", "identity.refused", result="refused", times=2)
    said = text(auditor.get("/audit/"))
    assert "苏明 11 11 11 — 0 0 0 0 超过每日 10 次 05-20（11次）" in said
    assert "陈思远 6 9 9 1.5 0 0 0 0 今天远多于平日" in said
    assert "黎安 0 0 1 1.0 1 0 0 2 —" in said
    assert said.index("苏明") < said.index("黎安 0 0 1")
    assert "次数多不等于不当" in said


def test_from_an_officers_line_to_each_of_the_looks(auditor, happened, officers):
    happened("suming", "identity.revealed", times=2)
    happened("suming", "confirm", subject="officer:suming")
    link = f"/audit/?officer={officers['suming'].user.pk}&amp;act=identity"
    page = auditor.get("/audit/").content.decode()
    assert link in page
    assert len(shown(auditor.get(link.replace("&amp;", "&")))) == 2


def test_nothing_to_show_is_said_calmly(auditor):
    said = text(auditor.get("/audit/?act=vault.rotate"))
    assert "没有符合条件的审计记录" in said
    assert "近30天没有人查阅过身份。" in said
    assert "审计链还没有核对过。" in said
    assert "数据库之外还没有锚点。" in said


def test_long_details_are_cut_on_the_page(auditor, happened):
    happened(
        "", "configuration.changed", subject="configuration", detail={"gone": [], "set": {"x" * 400: "y"}}
    )
    page = auditor.get("/audit/").content.decode()
    assert "x" * 400 not in page
    assert "内容或设置变更" in page


class TestVerifying:
    @pytest.fixture(autouse=True)
    def worker(self, settings):
        """Let the worker do what it is asked at once."""
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

    def test_the_button_has_the_trail_verified_and_the_page_says_what_was_found(self, auditor, happened):
        happened("chensiyuan", "confirm", subject="officer:chensiyuan")
        said = text(auditor.post("/audit/verify/", follow=True))
        entry = AuditEntry.objects.get(act="audit.verified")
        assert (entry.actor_name, entry.post, entry.result, entry.detail["found"]) == (
            "何清",
            "审计岗",
            "done",
            0,
        )
        assert f"审计链完整，{entry.detail['entries']} 条全部相符。" in said
        assert "（何清）" in said

    def test_what_does_not_hold_is_named_row_by_row(self, auditor, happened):
        happened("chensiyuan", "confirm", subject="officer:chensiyuan")
        from tests.vault.tampering import Tampering

        key = AuditEntry.objects.latest("id").pk
        Tampering("sqlite", [key]).set(1, "actor_name = '苏明'")
        said = text(auditor.post("/audit/verify/", follow=True))
        assert "审计链有 1 处不符，请立即报告，并保留数据库和锚点文件" in said
        assert f"第 {key} 条：记录内容被改动" in said
        assert AuditEntry.objects.get(act="audit.verified").result == "failed"


def test_while_it_is_verified_the_page_asks_again_and_nobody_begins_twice(auditor):
    auditor.post("/audit/verify/")
    said = text(auditor.post("/audit/verify/", follow=True))
    assert "正在核对，没有重复开始。" in said
    assert AuditEntry.objects.filter(act="audit.verify_asked").count() == 1
    before = AuditEntry.objects.count()
    part = auditor.get("/audit/", **HTMX).content.decode()
    assert part.startswith('<div id="chain"')
    assert 'hx-trigger="every 3s"' in part
    assert AuditEntry.objects.count() == before


def test_the_page_is_refused_where_the_reading_cannot_be_recorded(auditor, shut):
    answer = auditor.get("/audit/")
    assert answer.status_code == 409
    assert "VLT-005" in text(answer)
    assert "身份查阅" not in text(answer)


def test_every_act_that_is_recorded_has_its_words():
    from pathlib import Path

    from xiaobao.docket.trail_words import label_of

    package = Path(__file__).parents[2] / "xiaobao"
    found = {
        act
        for path in package.rglob("*.py")
        if "record(" in path.read_text(encoding="utf-8")
        for act in re.findall(r'(?:\bact=|ACT = |_audit\()"([a-z_.]+)"', path.read_text(encoding="utf-8"))
    }
    assert {"import.received", "identity.looked_up", "vault.rotate", "audit.anchored"} - found == {
        "audit.anchored"
    }
    assert sorted(act for act in found if label_of(act) == act and "." in act) == []
