"""A suspicion goes to the police; the complaint stays where it is and its clock runs."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, OLD, act, kept_without_words, refused, text_of
from tests.docket.conftest import clocks
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.transfer import transfer
from xiaobao.docket.models import Matter
from xiaobao.refusals import NotAllowed

GIVEN = {
    "body": "厦门市公安局湖里分局",
    "suspicion": "slipped_in",
    "facts": f"门店监控显示过期酸奶系自行带入。{FREE_WORDS}",
    "materials": ["监控录像一份", " "],
}


def test_the_police_are_told_what_on_what_facts_and_with_what_materials(register, officers):
    key = register()
    done = act(transfer, key, officers["suming"], **GIVEN)
    (document,) = done.documents
    assert [(one.side, one.name) for one in document.addressees.all()] == [("other", "厦门市公安局湖里分局")]
    text = text_of(document)
    for said in (
        "厦门市公安局湖里分局：",
        Matter.objects.get(pk=key).number,
        "投诉举报人涉嫌通过夹带方式骗取经营者的赔偿",
        "门店监控显示",
        "监控录像一份",
        "《市场监督管理投诉举报处理办法》第四十二条",
    ):
        assert said in text
    assert done.event.data == {"suspicion": "slipped_in", "document": "湖市监移函〔2026〕1号"}
    assert done.event.ruling.words.startswith("移送厦门市公安局湖里分局。\n门店监控显示")
    kept = kept_without_words(key)
    assert not any(said in kept for said in (FREE_WORDS, "公安", "监控"))


@pytest.mark.parametrize("taken_on", [False, True])
def test_the_complaint_and_its_clock_stay_as_they_are(register, officers, taken_on):
    key = register()
    if taken_on:
        act(accept, key, officers["chensiyuan"])
    before = Matter.objects.get(pk=key)
    act(transfer, key, officers["fangzhou"], **GIVEN)
    after = Matter.objects.get(pk=key)
    assert (after.state, after.next_due, after.next_clock) == (
        before.state,
        before.next_due,
        before.next_clock,
    )
    assert [clock.state for clock in clocks(key).values() if clock.clock == after.next_clock] == ["running"]


def test_under_order_20_it_rests_on_the_rules_of_procedure_and_the_state_councils_regulation(
    register, officers
):
    (document,) = act(transfer, register(OLD), officers["luyiheng"], **GIVEN).documents
    text = text_of(document)
    assert "《市场监督管理行政处罚程序规定》第十七条第二款" in text
    assert "《中华人民共和国消费者权益保护法实施条例》第四十九条第二款" in text


@pytest.mark.parametrize("username", ["hemin", "chensiyuan"])
def test_only_heads_may(register, officers, username):
    with pytest.raises(NotAllowed):
        act(transfer, register(), officers[username], **GIVEN)


@pytest.mark.parametrize("field", ["body", "suspicion", "facts"])
def test_nothing_goes_without_body_suspicion_and_facts(register, officers, field):
    assert set(refused(transfer, register(), officers["suming"], **GIVEN | {field: " "}).fields) == {field}


def test_nor_without_materials(register, officers):
    assert set(refused(transfer, register(), officers["suming"], **GIVEN | {"materials": []}).fields) == {
        "materials"
    }


@pytest.mark.parametrize(
    ("row", "article"),
    [
        (cast.report(), "《市场监督管理投诉举报处理办法》第四十二条"),
        (cast.report(received_at=cast.at("2026-03-02")), "《市场监督管理行政处罚程序规定》第十七条第二款"),
    ],
)
def test_who_reports_to_extort_is_passed_on_and_the_report_is_checked_all_the_same(
    register, officers, row, article
):
    """令121 第四十二条 speaks of whoever complains or reports (投诉举报人)."""
    key = register(row)
    given = GIVEN | {"suspicion": "extorted", "facts": f"以撤回举报索要钱款，来电13900000002。{FREE_WORDS}"}
    done = act(transfer, key, officers["suming"], **given)
    text = text_of(done.documents[0])
    for said in ("投诉举报人涉嫌对经营者进行敲诈勒索", "来电13900000002", article):
        assert said in text, said
    assert "13900000002" not in done.event.ruling.words
    matter = Matter.objects.get(pk=key)
    assert (matter.state, clocks(key)["report.check"].state) == ("received", "running")
    assert any("举报的状态" in one.text for one in done.weighed)
