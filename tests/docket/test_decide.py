"""What a case ended in: one of five decisions, its amounts, its publicity, and what it starts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests import cast
from tests.docket.arrival_cast import act, refused
from tests.docket.case_cast import NO_PENALTY, PENALTY, decided, filed, handed_over, matter, step
from tests.docket.conftest import clocks
from xiaobao.docket.actions.decide import decide
from xiaobao.docket.actions.hand_to_police import hand_to_police
from xiaobao.docket.actions.suspect import suspect
from xiaobao.docket.figures import year
from xiaobao.docket.models import Case, Report
from xiaobao.refusals import NotAllowed

ON = date(2026, 7, 1)


def test_a_penalty_is_kept_counted_and_published_within_twenty_working_days(register, officers):
    key = filed(register)
    done = decided(key, officers["chensiyuan"])
    found = clocks(key)
    assert matter(key).state == "decided"
    assert (found["case.decision"].state, found["case.decision"].stopped_on) == ("stopped", ON)
    assert "publicity.cross_province_push" not in found
    # Twenty working days after Wednesday 1 July.
    assert found["publicity.same_province"].due_on == date(2026, 7, 29)
    assert "case.closing" not in found
    case = Case.objects.get()
    assert (case.outcome, case.decided_on, case.fined) == (1, ON, Decimal(5000))
    report = Report.objects.get(pk=key)
    assert (report.fined, report.confiscated) == (Decimal(5000), Decimal(128))
    assert done.event.data == {"item": 1, "on": "2026-07-01", "fined": "5000", "confiscated": "128"}
    assert year(2026)["reports"]["filed"] == 1


def test_in_another_province_it_is_pushed_within_ten(register, officers):
    key = filed(register)
    decided(key, officers["chensiyuan"], same_province=False)
    assert clocks(key)["publicity.cross_province_push"].due_on == date(2026, 7, 15)
    assert "publicity.same_province" not in clocks(key)
    step(key, officers["chensiyuan"], "penalty.pushed", "2026-07-10")
    assert clocks(key)["publicity.cross_province_push"].state == "stopped"


@pytest.mark.parametrize(
    ("outcome", "words"), [(2, "初次违法。"), (3, "证据不足。"), (4, "移送区卫生健康局。")]
)
def test_items_two_to_four_can_be_closed_at_once(register, officers, outcome, words):
    key = filed(register)
    given = NO_PENALTY | {"outcome": outcome, "penalty": words, "on": ON, "at": cast.at("2026-07-01")}
    act(decide, key, officers["chensiyuan"], **given)
    assert clocks(key)["case.closing"].due_on == date(2026, 7, 22)
    assert (Case.objects.get().closable_on, Report.objects.get(pk=key).fined) == (ON, None)


def test_item_five_needs_a_transfer_the_head_approved(register, officers):
    key = filed(register)
    given = {"outcome": 5, "penalty": "涉嫌犯罪，已移送。", "on": cast.TODAY}
    assert set(refused(decide, key, officers["chensiyuan"], **given).fields) == {"outcome"}
    handed_over(key, officers)
    act(decide, key, officers["chensiyuan"], **given)
    assert matter(key).next_clock == "case.closing"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcome": None}, "outcome"),
        ({"outcome": 6}, "outcome"),
        ({"decision_number": " "}, "decision_number"),
        ({"penalty": ""}, "penalty"),
        ({"fined": None}, "fined"),
        ({"confiscated": None}, "confiscated"),
        ({"fined": Decimal(-1)}, "fined"),
        ({"collective": None}, "collective"),
        ({"published": None}, "published"),
        ({"same_province": None}, "same_province"),
        ({"published": False, "same_province": None}, "words"),
        ({"on": date(2026, 5, 19)}, "on"),
        ({"on": date(2026, 7, 2)}, "on"),
    ],
)
def test_a_penalty_needs_all_of_it(register, officers, wrong, field):
    given = PENALTY | {"on": ON, "at": cast.at("2026-07-01")} | wrong
    assert set(refused(decide, filed(register), officers["chensiyuan"], **given).fields) == {field}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"fined": Decimal(100)}, "fined"),
        ({"confiscated": Decimal(1)}, "confiscated"),
        ({"published": True}, "published"),
        ({"decision_number": ""}, "decision_number"),
        ({"penalty": " "}, "penalty"),
    ],
)
def test_without_a_penalty_there_is_nothing_to_pay_or_publish(register, officers, wrong, field):
    given = NO_PENALTY | {"on": cast.TODAY} | wrong
    assert set(refused(decide, filed(register), officers["chensiyuan"], **given).fields) == {field}


def test_what_ought_to_have_come_before_is_said_and_does_not_forbid(register, officers):
    said = "".join(reason.text for reason in decided(filed(register), officers["chensiyuan"]).weighed)
    for words in ("行政处罚告知书", "福建省的数额标准未核实", "法制审核", "集体讨论"):
        assert words in said


def test_a_penalty_beside_a_transfer_is_warned_of(register, officers):
    key = filed(register)
    handed_over(key, officers)
    bare = refused(decide, key, officers["chensiyuan"], **PENALTY, on=cast.TODAY)
    assert set(bare.fields) == {"words"}
    weighed = decided(key, officers["chensiyuan"], "2026-05-20", words="先行没收，不影响追究。").weighed
    cited = {reason.citation for reason in weighed}
    assert "《行政执法机关移送涉嫌犯罪案件的规定》第十一条第一款" in cited


def test_the_decision_is_not_taken_twice_nor_by_the_counter(register, officers):
    key = filed(register)
    with pytest.raises(NotAllowed):
        act(decide, key, officers["hemin"], **PENALTY, on=cast.TODAY)
    decided(key, officers["chensiyuan"], "2026-05-20")
    assert refused(decide, key, officers["chensiyuan"], **PENALTY, on=cast.TODAY).code == "RUL-102"


SUSPECTED = {"charge": "销售伪劣产品罪", "facts": "数额较大。", "officers": ["陈思远", "温岚"]}


def test_while_a_report_of_crime_waits_no_penalty_takes_its_place(register, officers):
    """移送规定 第十一条第一款."""
    key = filed(register)
    act(suspect, key, officers["chensiyuan"], **SUSPECTED, reported_on=cast.TODAY)
    refusal = refused(decide, key, officers["chensiyuan"], **PENALTY, on=cast.TODAY, words="先处罚。")
    assert "不得以行政处罚代替移送" in refusal.sentence
    act(hand_to_police, key, officers["fangzhou"], approve=False, words="情节显著轻微。")
    decided(key, officers["chensiyuan"], "2026-05-20")


@pytest.mark.parametrize(
    ("said", "free"),
    [
        (("police.refused",), True),
        (("police.refused", "reconsideration.requested", "police.filed"), False),
        (("police.filed",), False),
    ],
)
def test_a_penalty_needs_no_reason_once_the_police_file_no_case(register, officers, said, free):
    key = filed(register)
    handed_over(key, officers)
    for day, event in enumerate(said, start=21):
        step(key, officers["chensiyuan"], event, f"2026-05-{day}", document=f"{day}号")
    given = PENALTY | {"on": ON, "at": cast.at("2026-07-01")}
    if free:
        act(decide, key, officers["chensiyuan"], **given)
    else:
        assert set(refused(decide, key, officers["chensiyuan"], **given).fields) == {"words"}


@pytest.mark.parametrize(
    ("on", "defended", "article"),
    [
        ("2026-06-11", False, "第五十七条第一款"),
        ("2026-06-24", False, "第五十七条第二款"),
        ("2026-06-24", True, ""),
        ("2026-06-25", False, ""),
    ],
)
def test_a_decision_within_the_days_of_answering_the_notice_is_pointed_out(
    register, officers, on, defended, article
):
    key = filed(register)
    # Served again on Tuesday 16 June; five working days, without 端午 (19 to 21 June), end on Wednesday the 24th.
    step(key, officers["chensiyuan"], "penalty_notice.served", "2026-06-02", document="告知书1号")
    step(key, officers["chensiyuan"], "penalty_notice.served", "2026-06-16", document="告知书2号")
    assert clocks(key)["case.defence"].due_on == date(2026, 6, 24)
    if defended:
        step(key, officers["chensiyuan"], "defence.made", "2026-06-17")
    weighed = decided(key, officers["chensiyuan"], on, at=cast.at("2026-06-26")).weighed
    found = [reason.citation for reason in weighed if "届满" in reason.text or "才送达" in reason.text]
    assert found == ([f"《市场监督管理行政处罚程序规定》{article}"] if article else [])
