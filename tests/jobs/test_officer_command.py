"""``xiaobao officer``: appoint somebody, set a password, end the posts of who leaves; each is audited."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from tests import cast
from xiaobao.jobs.cli import main
from xiaobao.staff.models import Post, User
from xiaobao.staff.permissions import authority
from xiaobao.vault.models import AuditEntry

APPOINT = (
    "appoint",
    "xujing",
    "--name",
    "许静",
    "--office",
    "jiangtou",
    "--post",
    "handler",
    "--since",
    "2026-05-20",
)


def asked(*words):
    found = CliRunner().invoke(main, ["officer", *words, "--json"])
    return found.exit_code, json.loads(found.stdout)


def trail():
    return list(AuditEntry.objects.order_by("id").values_list("act", "subject"))


def test_a_newcomer_is_appointed_without_a_password_and_acts_from_that_day(officers, rulebook):
    code, document = asked(*APPOINT)
    assert (code, document) == (
        0,
        {"username": "xujing", "post": "handler", "office": "jiangtou", "since": "2026-05-20"},
    )
    user = User.objects.get(username="xujing")
    assert (user.name, user.has_usable_password()) == ("许静", False)
    assert authority(user, rulebook.locality, date(2026, 5, 19)).posts == ()
    assert authority(user, rulebook.locality, cast.TODAY).office_names == ("江头市场监督管理所",)
    assert trail() == [("officer.appointed", "officer:xujing")]


def test_a_second_appointment_adds_a_post_to_the_same_person(officers):
    asked(*APPOINT)
    asked("appoint", "xujing", "--name", "许静", "--office", "huli", "--post", "handler")
    assert User.objects.filter(username="xujing").count() == 1
    assert [post.office.code for post in Post.objects.filter(user__username="xujing")] == ["jiangtou", "huli"]


@pytest.mark.parametrize("wrong", [("--office", "nowhere"), ("--post", "emperor")])
def test_an_office_or_post_that_is_not_the_localitys_is_refused_with_what_there_is(officers, wrong):
    code, document = asked(*APPOINT, *wrong)
    assert (code, document["error"]["code"]) == (1, "STF-001")
    assert "可用 " in document["error"]["message"]
    assert (User.objects.filter(username="xujing").exists(), trail()) == (False, [])


def test_who_leaves_loses_every_post_on_that_day(officers, rulebook):
    assert asked("leave", "chensiyuan", "--until", "2026-05-20") == (
        0,
        {"username": "chensiyuan", "ended": 1},
    )
    user = User.objects.get(username="chensiyuan")
    assert authority(user, rulebook.locality, date(2026, 5, 19)).may("accept")
    assert not authority(user, rulebook.locality, cast.TODAY).may("accept")
    assert trail() == [("officer.left", "officer:chensiyuan")]


def test_a_password_of_the_policy_is_set_and_a_weak_one_refused(officers):
    asked(*APPOINT)
    for weak in ("short", "xujing", "q1w2e3r4t5y6"):
        code, document = asked("password", "xujing", "--password", weak)
        assert (code, document["error"]["code"]) == (1, "STF-001")
    assert asked("password", "xujing", "--password", cast.PASSWORD) == (0, {"username": "xujing"})
    assert User.objects.get(username="xujing").check_password(cast.PASSWORD)
    assert trail() == [("officer.appointed", "officer:xujing"), ("officer.password", "officer:xujing")]
    assert cast.PASSWORD not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(("held", "other"), [("auditor", "system_admin"), ("system_admin", "auditor")])
def test_who_runs_the_machine_never_looks_over_the_trail(officers, held, other):
    asked(
        "appoint", "xujing", "--name", "许静", "--office", "intake", "--post", held, "--since", "2026-05-20"
    )
    code, document = asked("appoint", "xujing", "--name", "许静", "--office", "intake", "--post", other)
    assert (code, document["error"]["code"]) == (1, "STF-002")
    assert "不得由一人兼任（本局要求）" in document["error"]["message"]
    assert [post.code for post in Post.objects.filter(user__username="xujing")] == [held]
    refused = AuditEntry.objects.latest("id")
    assert (refused.act, refused.result, refused.detail) == (
        "officer.appointed",
        "refused",
        {"post": other, "office": "intake"},
    )


def test_after_one_of_the_two_has_ended_the_other_may_begin(officers):
    asked(
        "appoint",
        "xujing",
        "--name",
        "许静",
        "--office",
        "intake",
        "--post",
        "auditor",
        "--since",
        "2026-05-01",
    )
    asked("leave", "xujing", "--until", "2026-05-20")
    before = ("appoint", "xujing", "--name", "许静", "--office", "intake", "--post", "system_admin")
    assert asked(*before, "--since", "2026-05-19")[0] == 1
    assert asked(*before, "--since", "2026-05-20")[0] == 0


@pytest.mark.parametrize("words", [("leave", "nobody"), ("password", "nobody", "--password", cast.PASSWORD)])
def test_nobody_cannot_leave_or_have_a_password(officers, words):
    code, document = asked(*words)
    assert (code, document["error"]["message"]) == (1, "没有用户名为 nobody 的人员。")
    assert trail() == []
