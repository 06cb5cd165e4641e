"""The page of a matter: what may be done and what not, with why; what is proposed; nobody's number shown."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.decline import decline
from xiaobao.docket.actions.note import add_note
from xiaobao.docket.matter_page import matter_page
from xiaobao.refusals import NotFound
from xiaobao.rules.workflow import TABLE, Act


@pytest.fixture
def page(officers, rulebook):
    """The page of a matter as one officer sees it on one day."""

    def read(key, username="chensiyuan", today=cast.TODAY):
        return matter_page(officers[username], key, rulebook, today)

    return read


def acts(page):
    return {line.act: (line.allowed, line.reason, line.citation) for line in page.acts}


def test_what_is_lawful_now_may_be_done_and_names_its_article(register, page):
    found = acts(page(register()))
    assert found["accept"] == (
        True,
        "投诉现为“待处理”，可以受理。",
        "《市场监督管理投诉举报处理办法》第十五条第一款",
    )
    assert found["decline"] == (
        True,
        "投诉现为“待处理”，可以决定不予受理。",
        "《市场监督管理投诉举报处理办法》第十六条",
    )


def test_what_is_not_lawful_now_says_why_not_and_on_what_article(register, page):
    found = acts(page(register()))
    allowed, reason, citation = found["settle"]
    assert (allowed, reason) == (
        False,
        "投诉现为“待处理”，不能记录达成调解；只有“已受理”时才可以记录达成调解。",
    )
    assert citation == "《市场监督管理投诉举报处理办法》第二十四条第一款"
    on_track = {row.act.value for row in TABLE if row.track == "complaint"}
    assert set(found) == on_track - {"register", "note", "divert"}


def test_only_the_head_of_the_bureau_files_a_case_and_the_handler_is_told_so(register, page):
    key = register(cast.report())
    allowed, reason, citation = acts(page(key))["file"]
    assert (allowed, reason) == (False, "您的岗位（承办岗）不能立案。")
    assert citation == "《市场监督管理行政处罚程序规定》第十九条第一款"
    assert acts(page(key, "fangzhou"))["file"][0] is True


def test_a_lawful_act_with_nothing_to_work_on_is_not_offered_and_says_what_is_missing(register, page):
    line = page(register()).act(Act.SERVE)
    assert (line.allowed, line.offered, line.reason) == (True, False, "没有等待送达的文书。")


def test_the_acts_stand_in_the_parts_of_the_procedure(register, page):
    groups = {group.label: [line.act for line in group.now] for group in page(register()).groups}
    assert list(groups) == ["受理前", "调解", "结果", "其他"]
    assert groups["受理前"][:2] == ["accept", "decline"]
    assert groups["结果"] == []


def test_a_post_that_may_not_act_is_told_so(register, page):
    allowed, reason, _ = acts(page(register(), "tangyue"))["accept"]
    assert (allowed, reason) == (False, "您的岗位（统计岗）不能受理。")


def test_a_report_has_the_acts_of_a_report(register, page):
    found = acts(page(register(cast.report())))
    on_track = {row.act.value for row in TABLE if row.track == "report"}
    assert set(found) == on_track - {"register", "note"}
    lawful = {
        row.act.value for row in TABLE if (row.track, row.state, row.on_desk) == ("report", "received", True)
    }
    mine = {act for act, (allowed, _, _) in found.items() if allowed}
    assert mine <= lawful
    before_checking = ["classify", "place", "hand_back", "split", "repeat", "merge", "refer", "redirect"]
    assert [act for act in found if act in mine][: len(before_checking)] == before_checking
    assert not mine & {"file", "not_file", "extend", "assign", "return"}


def test_a_complaint_not_yet_decided_comes_with_a_proposal_and_what_to_ask(register, page):
    proposal = page(register()).proposal
    assert proposal.outcome == "ask"
    assert [
        (reason.text, reason.citation) for reason in proposal.reasons if reason.text.startswith("请")
    ] == [
        ("请投诉人补充：投诉人通讯地址。", "《市场监督管理投诉举报处理办法》第十条第一款第一项"),
        ("请确认投诉事项是否属于市场监督管理部门职责。", "《市场监督管理投诉举报处理办法》第十六条第一项"),
    ]


def test_earlier_matters_of_the_same_person_against_the_same_shop_are_pointed_out(register, page):
    register(cast.complaint(external_id="E1", received_at=cast.at("2026-05-06")))
    register(cast.complaint(external_id="E2", received_at=cast.at("2026-05-07"), person_name="林**"))
    proposal = page(register()).proposal
    told = [reason.text for reason in proposal.reasons if "另有来件" in reason.text]
    assert told == ["同一投诉人对同一被投诉人另有来件：湖消〔2026〕000001，请核对是否为同一争议。"]


def test_neither_a_decided_complaint_nor_a_report_has_a_proposal(register, officers, page):
    key = register()
    accept(matter_id=key, version=1, officer=officers["chensiyuan"], at=cast.NOON)
    assert page(key).proposal is None
    assert page(register(cast.report())).proposal is None


def test_numbers_in_free_text_and_in_kept_columns_are_masked(register, page):
    shown = page(register(cast.complaint(reply="已致电13900000001。", extra={"备注": "另留 13900000002"})))
    assert shown.content.endswith("联系电话139****0001。")
    assert shown.reply == "已致电139****0001。"
    assert shown.extra == {"备注": "另留 139****0002"}
    assert [(party.shown_name, party.shown_phone) for party in shown.parties] == [("林**", "139****0001")]


@pytest.mark.parametrize(("name", "needed"), [("林晓禾", False), ("林**", True), ("", True)])
def test_the_page_says_whether_a_letter_needs_a_name(register, page, name, needed):
    assert page(register(cast.complaint(person_name=name))).needs_addressee is needed


def test_a_running_clock_shows_how_its_day_was_worked_out(register, page):
    (clock,) = page(register()).clocks
    assert (clock.name, clock.state_label, clock.on_time) == ("投诉受理决定", "计时中", None)
    assert (clock.due.words, clock.due.tone) == ("剩5个工作日", "calm")
    assert clock.derivation[2] == "第7个工作日为2026年5月27日（星期三），期限届满。"


@pytest.mark.parametrize(
    ("decided", "on_time", "words"),
    [("2026-05-27", True, "按期"), ("2026-05-28", False, "超期")],
)
def test_a_stopped_clock_says_whether_it_was_in_time(register, page, decided, on_time, words):
    key = register(cast.complaint(decision="declined", decided_at=cast.at(decided)))
    (clock,) = page(key).clocks
    assert (clock.on_time, clock.due.words) == (on_time, words)


def test_a_clock_stopped_on_an_unknown_day_is_neither_in_time_nor_late(register, page):
    key = register(cast.complaint(decision="accepted", closed=True, closed_at=cast.at("2026-06-30")))
    (clock,) = page(key).clocks
    assert (clock.clock, clock.on_time, clock.due.words) == ("complaint.acceptance", None, "日期未载明")


def mediated(register, closed):
    return register(
        cast.complaint(
            decision="accepted",
            decided_at=cast.at("2026-05-20"),
            outcome="settled",
            closed=True,
            closed_at=cast.at(closed),
        )
    )


@pytest.mark.parametrize(
    ("closed", "on_time"), [("2026-07-19", True), ("2026-07-20", True), ("2026-07-21", False)]
)
def test_nobody_is_called_late_on_a_day_the_law_may_still_allow(register, page, closed, on_time):
    # The sixtieth natural day is Sunday 19 July; whether it moves to Monday is in dispute.
    clock = next(
        line for line in page(mediated(register, closed)).clocks if line.clock == "complaint.mediation"
    )
    assert clock.on_time is on_time


@pytest.mark.parametrize(
    ("closed", "on_time", "words"), [("2026-12-30", True, "按期"), ("2027-01-20", None, "届满日未定")]
)
def test_against_a_provisional_day_only_being_early_is_certain(register, page, closed, on_time, words):
    key = register(
        cast.complaint(
            received_at=cast.at("2026-11-18"),
            decision="accepted",
            decided_at=cast.at("2026-11-20"),
            outcome="settled",
            closed=True,
            closed_at=cast.at(closed),
        )
    )
    clock = next(line for line in page(key).clocks if line.clock == "complaint.mediation")
    assert (clock.due_earliest, clock.due_latest) == (date(2027, 1, 19), None)
    assert (clock.on_time, clock.due.words) == (on_time, words)


def test_a_work_order_finished_late_against_an_assumed_beginning_is_not_called_late(register, page, taken_in):
    key = register(cast.complaint(decision="accepted"))
    shown = page(key, today=date(2026, 8, 3))
    clock = next(line for line in shown.clocks if line.clock == "complaint.mediation")
    assert (clock.provisional, clock.due_on, clock.due.tone) == (True, None, "overdue")


def test_the_timeline_says_what_happened_when_and_who_told(register, officers, page):
    key = register()
    accept(matter_id=key, version=1, officer=officers["chensiyuan"], at=cast.NOON)
    assert [(line.label, line.occurred_at, line.by) for line in page(key).timeline] == [
        ("登记", cast.at("2026-05-18"), "系统"),
        ("受理", cast.NOON, "陈思远"),
    ]


def test_documents_and_notes_are_on_the_page(register, officers, page):
    key = register()
    document = decline(
        matter_id=key,
        version=1,
        officer=officers["chensiyuan"],
        at=cast.NOON,
        ground=1,
        evidence=["权责清单"],
        words="该事项由住房和城乡建设部门负责，请向其反映。",
    )
    add_note(matter_id=key, officer=officers["suming"], at=cast.NOON, text="已电话告知。")
    shown = page(key)
    assert [(paper.id, paper.number) for paper in shown.papers] == [(document.pk, document.number)]
    assert [(one.name, one.standing) for one in shown.papers[0].addressees] == [("林**", "open")]
    assert [(note.author.name, note.text) for note in shown.notes] == [("苏明", "已电话告知。")]
    assert (shown.state_label, shown.regulation) == ("不予受理", "市场监督管理投诉举报处理办法")


@pytest.mark.parametrize("username", ["lian", "admin"])
def test_a_matter_out_of_reach_has_no_page(register, page, username):
    key = register()
    with pytest.raises(NotFound):
        page(key, username)
    with pytest.raises(NotFound):
        page(key + 1)
