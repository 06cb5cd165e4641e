"""Withdrawn before anything was decided: confirmed in writing, and every clock stops that day."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.desk_cast import XU, YANG
from tests.docket.arrival_cast import FREE_WORDS, OLD, act, kept_without_words, refused, text_of
from tests.docket.conftest import clocks
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.join import join
from xiaobao.docket.actions.withdraw import withdraw
from xiaobao.docket.models import Matter

GIVEN = {"on": date(2026, 5, 19), "how": "phone"}


def test_the_clock_stops_on_the_day_of_withdrawal(register, officers):
    key = register()
    done = act(withdraw, key, officers["hemin"], **GIVEN, words=FREE_WORDS)
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.is_open, matter.has_running_clock) == ("withdrawn", False, False)
    clock = clocks(key)["complaint.acceptance"]
    assert (clock.state, clock.stopped_on) == ("stopped", date(2026, 5, 19))
    assert done.event.data == {"on": "2026-05-19", "how": "phone", "document": "湖市监撤回〔2026〕1号"}
    assert FREE_WORDS not in kept_without_words(key)


def test_it_is_confirmed_to_the_complainant(register, officers):
    (document,) = act(withdraw, register(), officers["hemin"], **GIVEN).documents
    text = text_of(document)
    for said in (
        "林晓禾：",
        "2026年5月19日，你以电话方式",
        "参照《市场监督管理投诉举报处理办法》第二十三条第一款第一项",
        "第三十九条",
    ):
        assert said in text


def test_under_order_20_its_article_is_cited(register, officers):
    key, at = register(OLD), cast.at("2026-03-04")
    (document,) = act(withdraw, key, officers["hemin"], at=at, on=date(2026, 3, 3), how="written").documents
    assert "《市场监督管理投诉举报处理暂行办法》第二十一条第一款第一项" in text_of(document)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"on": date(2026, 5, 21)}, "on"), ({"on": date(2026, 5, 17)}, "on"), ({"how": "梦中"}, "how")],
)
def test_day_and_way_must_be_right(register, officers, wrong, field):
    assert set(refused(withdraw, register(), officers["hemin"], **GIVEN | wrong).fields) == {field}


def test_after_acceptance_withdrawal_is_a_ground_for_ending_mediation_and_not_this(register, officers):
    key = register()
    act(accept, key, officers["chensiyuan"])
    assert refused(withdraw, key, officers["chensiyuan"], **GIVEN).code == "RUL-102"


def test_in_a_joint_complaint_all_have_to_agree(register, officers):
    key = register()
    act(join, key, officers["hemin"], people=[YANG, XU], consented=True, proof="三人签名的共同投诉书")
    refusal = refused(withdraw, key, officers["hemin"], **GIVEN)
    assert set(refusal.fields) == {"words"}
    done = act(withdraw, key, officers["hemin"], **GIVEN, words="三人均在撤回书上签名。")
    assert done.matter.state == "withdrawn"
