"""``xiaobao demo ladder``: one invented matter climbs the whole ladder, by real acts, on days that have passed."""

from __future__ import annotations

import pytest

from tests.jobs.served import copied


@pytest.fixture(scope="module")
def after(first_home, tmp_path_factory):
    """A home of its own in which the climb is played, once for all examples that look at it."""
    return copied(first_home, tmp_path_factory.mktemp("climbed") / "var")


@pytest.fixture(scope="module")
def climbed(after):
    """What the command tells of the climb."""
    told = after.run("demo", "ladder", "--json")
    assert told.code == 0, told
    return told.document


def test_every_grade_is_told_to_who_the_ladder_names(climbed):
    told = {step["label"]: step["told"] for step in climbed["steps"] if step["told"]}
    assert told == {
        "期限预警·提醒": ["陈思远"],
        "期限预警·催办": ["苏明", "陈思远"],
        "期限预警·黄牌": ["陆一恒", "苏明", "陈思远"],
        "期限预警·红牌": ["方舟", "陆一恒", "苏明", "陈思远"],
    }


def test_the_orders_are_answered_judged_and_lifted_by_people(climbed):
    acts = [(step["label"], step["by"]) for step in climbed["steps"] if "督办" in step["label"]]
    assert acts == [
        ("发出督办单", ""),
        ("回复督办", "苏明"),
        ("退回督办回复", "陆一恒"),
        ("发出督办单", ""),
        ("督办升级", ""),
        ("回复督办", "苏明"),
        ("认可督办回复", "方舟"),
        ("解除督办", "方舟"),
    ]
    assert [(order["grade"], order["state"]) for order in climbed["orders"]] == [
        ("黄牌", "已升级"),
        ("红牌", "已解除"),
    ]


def test_the_trail_of_it_holds(after, climbed):
    assert after.run("audit", "verify", "--json").document["flaws"] == []


def test_a_run_of_the_clockwork_afterwards_adds_nothing_to_it(after, climbed):
    before = after.rows("SELECT count(*) FROM docket_alert")
    told = after.run("tick", "--json")
    assert (told.code, told.document["raised"], told.document["failed"]) == (0, 0, 0)
    assert after.rows("SELECT count(*) FROM docket_alert") == before


def test_there_is_no_climb_where_there_are_no_demo_accounts(bureau):
    (bureau.home / "demo-logins.json").unlink()
    told = bureau.run("demo", "ladder", "--json")
    assert (told.code, told.document["error"]["code"]) == (1, "JOB-003")
