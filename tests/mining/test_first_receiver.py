"""Which telling was received first, and what is proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.cast import SHANGHAI
from xiaobao.law import content_dir, load
from xiaobao.mining.first_receiver import (
    EACH_BY_ITSELF,
    FIRST_HANDLES,
    NOT_AGAIN,
    NeverPaired,
    Receipt,
    propose,
)
from xiaobao.rules.transition import ORDER_20, ORDER_121

LAW = load(content_dir())
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=SHANGHAI)
FIRST = Receipt("湖消〔2026〕000007", "complaint", "全国12315平台", "湖里所", NOON, ORDER_121)
LATER = replace(FIRST, number="湖消〔2026〕000031", channel="12345热线", received_at=NOON + timedelta(days=2))


def test_of_two_complaints_the_first_receiver_handles_both() -> None:
    found = propose(LATER, FIRST, confirmed=True, law=LAW)
    assert found.outcome == FIRST_HANDLES
    assert found.citations == ("《市场监督管理投诉举报处理办法》第十四条",)
    assert [reason.text for reason in found.reasons] == [
        (
            "湖消〔2026〕000007先收到（2026年5月20日12:00，全国12315平台，湖里所），"
            "湖消〔2026〕000031后收到（2026年5月22日12:00，12345热线，湖里所）。"
        ),
        "已经确认为同一争议：数个部门均有权限的，由先收到的部门处理。",
        "两件由同一部门收到：建议以湖消〔2026〕000007为主办理，湖消〔2026〕000031与之关联。",
    ]


def test_before_a_person_has_confirmed_it_is_said_with_if() -> None:
    found = propose(FIRST, LATER, confirmed=False, law=LAW)
    assert found.reasons[1].text == "如经确认为同一争议，数个部门均有权限的，由先收到的部门处理。"


def test_another_office_that_received_first_is_named() -> None:
    found = propose(replace(FIRST, office="江头所"), LATER, confirmed=True, law=LAW)
    assert found.reasons[2].text == "先收到的是江头所：建议由其处理，湖消〔2026〕000031与之关联。"


def test_under_order_20_it_is_article_13() -> None:
    found = propose(replace(FIRST, regulation=ORDER_20), LATER, confirmed=True, law=LAW)
    assert found.citations == (LAW.cite(ORDER_20, "13"),)


def test_a_later_report_of_the_same_facts_is_not_handled_again() -> None:
    first, later = replace(FIRST, track="report"), replace(LATER, track="report")
    found = propose(first, later, confirmed=False, law=LAW)
    assert found.outcome == NOT_AGAIN
    assert found.citations == ("《市场监督管理投诉举报处理办法》第三十五条第二款",)
    assert [reason.text for reason in found.reasons[1:]] == [
        "如经确认为同一举报人对同一被举报人的相同事实，湖消〔2026〕000031不再另行处理。",
        "湖消〔2026〕000031有新的事实的，可以并入湖消〔2026〕000007，自收到最后一次举报之日起重新计算期限。",
    ]


def test_order_20_knows_no_repeated_report() -> None:
    first, later = (replace(one, track="report", regulation=ORDER_20) for one in (FIRST, LATER))
    found = propose(first, later, confirmed=True, law=LAW)
    assert found.outcome == EACH_BY_ITSELF
    assert found.citations == (LAW.cite(ORDER_20, "31(1)"),)


def test_of_one_moment_no_order_is_claimed() -> None:
    found = propose(FIRST, replace(LATER, received_at=NOON), confirmed=True, law=LAW)
    assert found.reasons[0].text == "两件同时收到（2026年5月20日12:00），无法分出先后，请核对原始登记。"


def test_a_complaint_and_a_report_are_never_paired() -> None:
    with pytest.raises(NeverPaired, match="投诉与举报不作为同一件处理"):
        propose(FIRST, replace(LATER, track="report"), confirmed=True, law=LAW)
