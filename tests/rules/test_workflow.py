"""The state table: printable, every row with its article, no dead ends."""

from __future__ import annotations

import pytest

from xiaobao import law as law_room
from xiaobao.rules import workflow
from xiaobao.rules.workflow import Act, NotLawful, State, Track


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def test_the_table_can_be_printed_one_step_a_line():
    lines = [
        f"{row.track.label}｜{row.state.label if row.state else '—'}｜{row.act.label}｜{row.to.label}"
        for row in workflow.TABLE
    ]
    assert lines[0] == "投诉｜—｜登记｜待处理"
    assert "举报｜待处理｜决定不予立案｜不予立案" in lines
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("row", workflow.TABLE, ids=lambda row: f"{row.track}-{row.state}-{row.act}")
def test_every_row_cites_an_article_of_both_rules_that_the_lawbook_knows(row, law):
    assert set(row.article) == {"samr-order-121", "samr-order-20"}
    for regulation in row.article:
        assert workflow.basis(row, regulation, law).startswith("《")


@pytest.mark.parametrize("row", workflow.TABLE, ids=lambda row: f"{row.track}-{row.state}-{row.act}")
def test_every_row_names_who_may_take_it_and_where(row):
    assert row.who
    assert row.channel
    assert set(row.channel) <= {"desk", "export"}


@pytest.mark.parametrize("track", list(Track))
def test_every_state_can_be_reached_from_nothing(track):
    reached: set[State | None] = {None}
    while True:
        further = {row.to for state in reached for row in workflow.lawful(track, state)} - reached
        if not further:
            break
        reached |= further
    assert reached - {None} == set(workflow.states(track))


@pytest.mark.parametrize("track", list(Track))
def test_every_state_but_the_last_has_an_act_that_leads_out(track):
    for state in workflow.states(track):
        leaves = [row for row in workflow.lawful(track, state) if row.to is not state]
        assert leaves or state in workflow.FINAL
        # Only what is closed may be taken up again; the other ends are ends.
        assert not (leaves and state in workflow.FINAL - {State.CLOSED})


def test_only_these_acts_lead_a_new_complaint_on_from_where_it_stands():
    rows = workflow.lawful("complaint", "received", channel="desk")
    assert {row.act: row.to for row in rows if row.to is not State.RECEIVED} == {
        Act.ACCEPT: State.ACCEPTED,
        Act.DECLINE: State.DECLINED,
        Act.RETURN: State.RETURNED,
        Act.REDIRECT: State.REDIRECTED,
        Act.WITHDRAW: State.WITHDRAWN,
        Act.SETTLE_FIRST: State.SETTLING,
    }


def test_whoever_settles_first_leaves_by_three_ways_and_decides_nothing():
    rows = workflow.lawful("complaint", "settling", channel="desk")
    assert {row.act: row.to for row in rows if row.to is not State.SETTLING} == {
        Act.RECALL: State.RECEIVED,
        Act.CONFIRM: State.RECONCILED,
        Act.WITHDRAW: State.WITHDRAWN,
    }
    assert State.RECONCILED in workflow.FINAL
    assert not workflow.knows("report", Act.SETTLE_FIRST)


def test_nothing_passes_a_complaint_sideways_a_unit_can_only_hand_it_back(law):
    reason = workflow.explain("complaint", "received", "hand_back", "samr-order-121", law)
    assert reason.citation == law.cite("samr-order-121", "41(2)")
    assert workflow.find("complaint", "received", "assign").who == ("intake_clerk", "section_head")


def test_while_a_recusal_request_waits_nobody_mediates_or_settles():
    leads = {row.act for row in workflow.lawful("complaint", "suspended", channel="desk")}
    assert not leads & {Act.INVITE, Act.MEDIATE, Act.SETTLE, Act.DELEGATE}
    assert {Act.DECIDE_RECUSAL, Act.TERMINATE} <= leads


def test_a_closed_complaint_can_be_taken_up_again_only_by_a_head():
    for act in (Act.REOPEN, Act.RESUME):
        assert workflow.find("complaint", "closed", act).who == ("unit_head", "section_head", "bureau_leader")


def test_an_accepted_complaint_becomes_settled_when_the_export_says_so():
    assert workflow.next_state("complaint", "accepted", "settle", channel="export") is State.SETTLED


def test_diverting_on_screen_is_refused_because_it_happens_on_the_national_platform():
    with pytest.raises(NotLawful) as refusal:
        workflow.next_state("complaint", "received", "divert", channel="desk")
    assert refusal.value.code == "RUL-103"
    assert "此步骤在全国12315平台办理，结果随导出文件记入" in refusal.value.sentence


def test_a_closed_complaint_cannot_be_accepted_and_the_sentence_names_its_state():
    with pytest.raises(NotLawful) as refusal:
        workflow.next_state("complaint", "closed", "accept")
    assert refusal.value.code == "RUL-102"
    assert refusal.value.sentence == "投诉现为“已办结”，不能受理；只有“待处理”时才可以受理。"


def test_a_report_is_never_accepted():
    with pytest.raises(NotLawful) as refusal:
        workflow.next_state("report", "received", "accept")
    assert refusal.value.code == "RUL-101"
    assert refusal.value.sentence == "举报程序中没有“受理”这一步。"


def test_why_a_complaint_may_be_accepted_comes_with_the_article(law):
    reason = workflow.explain("complaint", "received", "accept", "samr-order-121", law)
    assert reason.text == "投诉现为“待处理”，可以受理。"
    assert reason.citation == law.cite("samr-order-121", "15(1)")


def test_why_not_on_screen_cites_the_article_on_the_one_platform(law):
    """Settling on the national platform and its like arrive with the export; here diverting is one of them."""
    reason = workflow.explain("complaint", "received", "divert", "samr-order-121", law)
    assert reason.text == "“转先行和解”不能在本系统操作：此步骤在全国12315平台办理，结果随导出文件记入。"
    assert reason.citation == law.cite("samr-order-121", "40")
    old = workflow.explain("complaint", "received", "divert", "samr-order-20", law)
    assert old.citation == law.cite("samr-order-20", "36")


def test_a_case_is_filed_here_by_the_head_of_the_bureau_and_may_come_with_an_export_too(law):
    reason = workflow.explain("report", "received", "file", "samr-order-121", law)
    assert reason.text == "举报现为“待处理”，可以立案。"
    assert reason.citation == law.cite("samr-order-2", "19(1)")
    row = workflow.find("report", "received", "file")
    assert (row.who, row.channel) == (("bureau_leader",), ("desk", "export"))


def test_why_not_now_cites_the_article_of_the_step(law):
    reason = workflow.explain("complaint", "declined", "settle", "samr-order-20", law)
    assert reason.text == "投诉现为“不予受理”，不能记录达成调解；只有“已受理”时才可以记录达成调解。"
    assert reason.citation == law.cite("samr-order-20", "22(1)")


def test_labels_are_reachable_by_code():
    assert State("terminated").label == "终止调解"
    assert Act("not_file").label == "决定不予立案"
    assert Track("report").label == "举报"
    assert State("terminated") == "terminated"
