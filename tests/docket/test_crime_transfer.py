"""A suspected crime: reported, decided on in three days by the head, handed over without the reporter."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import act, kept_without_words, refused, text_of
from tests.docket.case_cast import HANDED, POLICE, filed, handed_over
from tests.docket.conftest import clocks
from xiaobao.docket.actions.hand_to_police import hand_to_police
from xiaobao.docket.actions.suspect import suspect
from xiaobao.docket.models import CrimeTransfer
from xiaobao.refusals import NotAllowed

FACTS = "涉案酸奶三百余盒，检出致病菌；来电人13900000002。"
GIVEN = {
    "charge": "销售不符合安全标准的食品罪",
    "facts": FACTS,
    "officers": ["陈思远", "温岚"],
    "reported_on": cast.TODAY,
}


def test_the_head_decides_within_three_days_of_the_report(register, officers):
    key = register(cast.report())
    done = act(suspect, key, officers["chensiyuan"], **GIVEN)
    clock = clocks(key)["crime_transfer.decision"]
    assert (clock.state, clock.due_on) == ("running", date(2026, 5, 23))
    assert done.event.data == {"on": "2026-05-20"}
    assert "致病菌" not in kept_without_words(key)
    assert "13900000002" not in CrimeTransfer.objects.get().facts


def test_an_approved_transfer_has_a_letter_with_its_papers_and_a_copy_to_the_procuratorate(
    register, officers
):
    key = filed(register)
    done = handed_over(key, officers)
    assert clocks(key)["crime_transfer.decision"].state == "stopped"
    (document,) = done.documents
    assert (document.title, document.number) == ("涉嫌犯罪案件移送书", "湖市监涉罪〔2026〕1号")
    assert [(one.side, one.name) for one in document.addressees.order_by("id")] == [
        ("other", POLICE),
        ("other", "厦门市湖里区人民检察院"),
    ]
    text = text_of(document)
    for said in (
        f"{POLICE}：",
        "销售不符合安全标准的食品罪",
        "厦湖市监案〔2026〕77号",
        "《行政执法机关移送涉嫌犯罪案件的规定》第三条第一款",
        "1.涉嫌犯罪案件情况的调查报告",
        "2.有关检验报告或者鉴定结论",
        "抄送：厦门市湖里区人民检察院",
        "联系人：陈思远",
    ):
        assert said in text
    for never in ("周喆", "周**", "1390000", "举报"):
        assert never not in text
    kept = CrimeTransfer.objects.get()
    assert (kept.approved, kept.decided_on, kept.copies) == (True, cast.TODAY, [1, 2, 4])
    assert done.event.data == {"approved": True, "document": "湖市监涉罪〔2026〕1号"}
    assert any("24小时内移送" in reason.text for reason in done.weighed)


def test_not_handing_over_leaves_its_reason_on_record_and_no_letter(register, officers):
    key = filed(register)
    act(suspect, key, officers["chensiyuan"], **GIVEN)
    bare = refused(hand_to_police, key, officers["fangzhou"], approve=False)
    assert set(bare.fields) == {"words"}
    done = act(hand_to_police, key, officers["fangzhou"], approve=False, words="情节显著轻微，继续行政处罚。")
    assert done.documents == []
    assert CrimeTransfer.objects.get().words == "情节显著轻微，继续行政处罚。"
    assert clocks(key)["crime_transfer.decision"].state == "stopped"


def test_a_second_report_counts_its_three_days_anew(register, officers):
    key = filed(register)
    act(suspect, key, officers["chensiyuan"], **GIVEN)
    twice = refused(suspect, key, officers["chensiyuan"], **GIVEN)
    assert "等待决定" in twice.sentence
    act(hand_to_police, key, officers["fangzhou"], approve=False, words="证据不足。")
    later = GIVEN | {"reported_on": date(2026, 6, 1), "at": cast.at("2026-06-01")}
    done = act(suspect, key, officers["chensiyuan"], **later)
    assert clocks(key)["crime_transfer.decision"].due_on == date(2026, 6, 4)
    assert done.event.data["former"]["crime_transfer.decision"]["stopped_on"] == "2026-05-20"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"charge": ""}, "charge"),
        ({"facts": " "}, "facts"),
        ({"officers": ["陈思远", " 陈思远 "]}, "officers"),
        ({"reported_on": date(2026, 5, 17)}, "reported_on"),
        ({"reported_on": date(2026, 5, 21)}, "reported_on"),
    ],
)
def test_a_report_says_what_and_when(register, officers, wrong, field):
    assert set(refused(suspect, filed(register), officers["chensiyuan"], **GIVEN | wrong).fields) == {field}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"approve": None}, "approve"),
        ({"body": ""}, "body"),
        ({"procuratorate": ""}, "procuratorate"),
        ({"copies": []}, "copies"),
        ({"copies": [2, 9]}, "copies"),
    ],
)
def test_a_transfer_goes_to_somebody_with_the_findings(register, officers, wrong, field):
    key = filed(register)
    act(suspect, key, officers["chensiyuan"], **GIVEN)
    assert set(refused(hand_to_police, key, officers["fangzhou"], **HANDED | wrong).fields) == {field}


def test_nothing_waits_nothing_is_decided_and_only_the_head_may(register, officers):
    key = filed(register)
    assert "没有等待决定" in refused(hand_to_police, key, officers["fangzhou"], **HANDED).sentence
    for username in ("chensiyuan", "suming", "luyiheng"):
        with pytest.raises(NotAllowed):
            act(hand_to_police, key, officers[username], **HANDED)


def test_the_letter_leaves_nothing_of_a_name_or_number_the_facts_were_written_with(register, officers):
    key = filed(register)
    act(suspect, key, officers["chensiyuan"], **GIVEN | {"facts": f"周喆交来的照片显示批号。{FACTS}"})
    text = text_of(act(hand_to_police, key, officers["fangzhou"], **HANDED).documents[0])
    assert "（略）交来的照片显示批号" in text
    for never in ("周", "139", "0002", "*"):
        assert never not in text, never


def test_who_looked_into_it_is_kept(register, officers):
    key = filed(register)
    act(suspect, key, officers["chensiyuan"], **GIVEN)
    assert CrimeTransfer.objects.get().officers == ["陈思远", "温岚"]
