"""What is no complaint is answered with the right route, and is done with."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, OLD, act, kept_without_words, refused, text_of
from tests.docket.conftest import clocks
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.redirect import redirect
from xiaobao.docket.models import Matter


def test_the_person_is_told_the_route_and_the_matter_is_done_with(register, officers):
    key = register()
    done = act(redirect, key, officers["hemin"], nature="disclosure", words=FREE_WORDS)
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.is_open, matter.has_running_clock) == ("redirected", False, False)
    assert clocks(key)["complaint.acceptance"].stopped_on == cast.TODAY
    (document,) = done.documents
    text = text_of(document)
    for said in (
        "林晓禾：",
        "属于政府信息公开申请",
        "《市场监督管理投诉举报处理办法》第四十四条",
        "向负责公开该信息的行政机关提出申请",
    ):
        assert said in text
    assert done.event.data == {"nature": "disclosure", "document": "湖市监途径〔2026〕1号"}
    assert FREE_WORDS not in kept_without_words(key)


@pytest.mark.parametrize(
    "route", ["请拨打区政务服务热线。\n工作日受理。", ["请拨打区政务服务热线。", " ", "工作日受理。"]]
)
def test_the_officer_may_word_the_route(register, officers, route):
    (document,) = act(redirect, register(), officers["hemin"], nature="consultation", route=route).documents
    assert "请拨打区政务服务热线。工作日受理。" in text_of(document).replace("\n", "")


@pytest.mark.parametrize(
    ("nature", "article"), [("petition", "第三十九条第二款"), ("charges", "第三十九条第一款")]
)
def test_petitions_and_charges_go_elsewhere_under_order_20_only(register, officers, nature, article):
    (document,) = act(redirect, register(OLD), officers["hemin"], nature=nature).documents
    assert f"《市场监督管理投诉举报处理暂行办法》{article}" in text_of(document)
    key = register(cast.complaint(external_id="E2"))
    assert set(refused(redirect, key, officers["hemin"], nature=nature).fields) == {"nature"}


def test_what_is_accepted_is_a_complaint(register, officers):
    key = register()
    act(accept, key, officers["chensiyuan"])
    assert refused(redirect, key, officers["chensiyuan"], nature="consultation").code == "RUL-102"
