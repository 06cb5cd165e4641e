"""A later export of the same row: what it adds is taken over, what a clock stands on waits for a person."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast, exports
from xiaobao.docket import search
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.supplement import supplement
from xiaobao.docket.actions.take_in import import_path
from xiaobao.docket.actions.terminate import terminate
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import Clock, HeldChange, ImportBatch, Matter, Party
from xiaobao.vault.identities import Person, reveal

LATER = cast.at("2026-05-21", "12:00")


def counts(tally):
    return {name: count for name, count in tally.counts().items() if count}


def clocks():
    return {clock.clock: clock for clock in Clock.objects.all()}


def found(text):
    return list(Filter(text=text, open="all").apply(Matter.objects.all(), today=cast.TODAY, soon=cast.TODAY))


def test_a_later_export_with_a_decision_brings_state_events_and_clocks_up_to_it(taken_in):
    taken_in(exports.platform())
    tally = taken_in(exports.platform(**exports.ACCEPTED), at=LATER)
    matter = Matter.objects.get()
    assert counts(tally) == {"rows": 1, "updated": 1}
    assert (matter.state, matter.version, matter.complaint.decision) == ("accepted", 2, "accepted")
    assert [(e.verb, e.occurred_at, e.recorded_at) for e in matter.events.all()] == [
        ("register", cast.at("2026-05-18"), cast.NOON),
        ("accept", cast.at("2026-05-19", "10:00"), LATER),
        ("amend", None, LATER),
    ]
    found = clocks()
    assert (found["complaint.acceptance"].state, found["complaint.acceptance"].stopped_on) == (
        "stopped",
        date(2026, 5, 19),
    )
    assert (found["complaint.mediation"].state, found["complaint.mediation"].due_on) == (
        "running",
        date(2026, 7, 18),
    )
    assert found["complaint.mediation"].due_latest == date(2026, 7, 20)
    assert (matter.next_due, matter.next_clock) == (date(2026, 7, 18), "complaint.mediation")


def test_export_by_export_a_matter_comes_to_the_same_end_as_in_one_step(taken_in, dump):
    for row in ({}, exports.ACCEPTED, exports.SETTLED):
        taken_in(exports.platform(**row), at=LATER)
    step_by_step = state(Matter.objects.get())
    taken_in(exports.platform(登记编号="13502062026051800000009", **exports.SETTLED), at=LATER)
    assert state(Matter.objects.latest("id")) == step_by_step


def state(matter):
    clock_fields = (
        "clock",
        "state",
        "ledger",
        "started_on",
        "stopped_on",
        "due_on",
        "due_earliest",
        "derivation",
    )
    track_fields = ("decision", "decided_on", "outcome", "concluded_on", "recovered")
    return (
        (matter.state, matter.is_open, matter.next_due, matter.next_clock, matter.provisional),
        tuple(getattr(matter.complaint, name) for name in track_fields),
        [verb for verb in matter.events.values_list("verb", flat=True) if verb != "amend"],
        list(matter.clocks.order_by("clock").values_list(*clock_fields)),
    )


def test_a_work_order_accepted_on_an_unknown_day_counts_from_receipt_also_when_it_came_later(taken_in):
    taken_in(exports.hotline())
    taken_in(exports.hotline(受理情况="受理", 状态="办理中"), at=LATER)
    step_by_step = state(Matter.objects.get())
    taken_in(exports.hotline(工单编号="XM20260518000009", 受理情况="受理", 状态="办理中"), at=LATER)
    assert state(Matter.objects.latest("id")) == step_by_step


def test_a_work_order_finished_on_an_unknown_day_of_decision_gets_no_invented_clock_later_either(taken_in):
    finished = {
        "受理情况": "受理",
        "状态": "已办结",
        "调解结果": "调解成功",
        "办结时间": "2026-05-20 11:00:00",
    }
    taken_in(exports.hotline())
    taken_in(exports.hotline(**finished), at=LATER)
    assert {(c.clock, c.state, c.stopped_on) for c in clocks().values()} == {
        ("hotline.city", "stopped", date(2026, 5, 20)),
        ("hotline.district", "stopped", date(2026, 5, 20)),
        ("complaint.acceptance", "stopped", None),
    }


def test_a_deadline_the_hotline_has_moved_moves_here_too(taken_in):
    taken_in(exports.hotline())
    tally = taken_in(exports.hotline(区级办结期限="2026/05/29 09:30"), at=LATER)
    assert counts(tally) == {"rows": 1, "updated": 1}
    assert clocks()["hotline.district"].due_earliest == date(2026, 5, 29)
    assert clocks()["hotline.district"].derivation == "来源载明的区级办结期限：2026-05-29 09:30。"
    matter = Matter.objects.get()
    assert (matter.next_due, matter.next_clock) == (date(2026, 5, 25), "hotline.city")


def test_changed_words_are_found_by_the_new_and_no_longer_by_the_old(taken_in):
    taken_in(exports.platform())
    taken_in(
        exports.platform(具体问题="草莓发霉，商家不退。", 企业名称="厦门山海间食品贸易有限公司"), at=LATER
    )
    matter = Matter.objects.get()
    assert (found("草莓"), found("山海间")) == ([matter], [matter])
    assert (found("酸奶"), found("青禾")) == ([], [])
    assert matter.events.last().data == {"fields": ["content", "respondent"]}


def test_a_matter_moved_to_another_office_is_moved(taken_in):
    taken_in(exports.platform())
    taken_in(exports.platform(处理机构="江头市场监督管理所"), at=LATER)
    assert Matter.objects.get().office.code == "jiangtou"


@pytest.mark.parametrize(
    ("field", "change", "present", "proposed"),
    [
        (
            "received_at",
            {"登记时间": "2026-05-19 09:30:00"},
            "2026-05-18T09:30:00+08:00",
            "2026-05-19T09:30:00+08:00",
        ),
        ("kind", {"类型": "举报"}, "complaint", "report"),
    ],
)
def test_a_changed_received_moment_or_track_is_held_and_never_applied(
    taken_in, dump, field, change, present, proposed
):
    taken_in(exports.platform())
    before = dump("docket_importbatch", "vault_auditentry", "docket_heldchange")
    tally = taken_in(exports.platform(具体问题="改过的话。", **change), at=LATER)
    assert counts(tally) == {"rows": 1, "held": 1}
    held = HeldChange.objects.get()
    assert (held.field, held.present, held.proposed, held.row) == (field, present, proposed, 2)
    assert dump("docket_importbatch", "vault_auditentry", "docket_heldchange") == before


def test_the_same_held_row_twice_is_held_once(taken_in):
    taken_in(exports.platform())
    moved = exports.platform(登记时间="2026-05-19 09:30:00")
    assert [counts(taken_in(moved, at=LATER)) for _ in range(2)] == [{"rows": 1, "held": 1}] * 2
    assert HeldChange.objects.count() == 1


def accepted_by_chen(officers):
    matter = Matter.objects.get()
    accept(matter_id=matter.pk, version=matter.version, officer=officers["chensiyuan"], at=cast.NOON)
    return matter


def test_an_export_that_contradicts_the_officers_decision_is_held(taken_in, officers):
    taken_in(exports.platform())
    accepted_by_chen(officers)
    declined = {"初查受理状态": "不受理", "初查反馈时间": "2026-05-21 10:00:00"}
    tally = taken_in(exports.platform(**declined), at=LATER)
    assert counts(tally) == {"rows": 1, "held": 1}
    held = HeldChange.objects.get()
    assert (held.field, held.present, held.proposed) == ("decision", "accepted", "declined")
    assert Matter.objects.get().state == "accepted"


def test_an_export_that_does_not_know_the_officers_decision_yet_leaves_it_standing(taken_in, officers):
    taken_in(exports.platform())
    accepted_by_chen(officers)
    tally = taken_in(exports.platform(反馈内容="已联系投诉人。", 分流类型="绿色通道"), at=LATER)
    assert counts(tally) == {"rows": 1, "updated": 1}
    matter = Matter.objects.get()
    assert (matter.state, matter.complaint.decision, matter.complaint.diversion) == (
        "accepted",
        "accepted",
        "green_channel",
    )
    assert matter.submission.reply == "已联系投诉人。"
    assert clocks()["complaint.mediation"].state == "running"


def test_an_export_that_takes_back_its_own_decision_is_held(taken_in):
    taken_in(exports.platform(**exports.ACCEPTED))
    tally = taken_in(exports.platform(), at=LATER)
    assert (counts(tally), Matter.objects.get().state) == ({"rows": 1, "held": 1}, "accepted")


def test_an_export_that_agrees_with_the_officer_keeps_the_officers_event_and_day(taken_in, officers):
    taken_in(exports.platform())
    matter = accepted_by_chen(officers)
    taken_in(exports.platform(**exports.SETTLED), at=LATER)
    matter.refresh_from_db()
    assert (matter.state, matter.is_open) == ("closed", False)
    assert [event.verb for event in matter.events.all()] == ["register", "accept", "settle", "close", "amend"]
    assert clocks()["complaint.acceptance"].stopped_on == cast.TODAY
    assert matter.complaint.decided_on == cast.TODAY
    assert matter.events.last().data["source_decided_on"] == "2026-05-19"


def test_a_full_name_typed_for_a_letter_outlives_a_later_masked_export(taken_in, officers):
    taken_in(exports.platform(提供方姓名="林**"))
    matter = Matter.objects.get()
    accept(
        matter_id=matter.pk,
        version=matter.version,
        officer=officers["chensiyuan"],
        at=cast.NOON,
        addressee="林晓禾",
    )
    taken_in(exports.platform(提供方姓名="林**", **exports.SETTLED), at=LATER)
    party = Party.objects.get()
    assert (reveal(party.identity), party.masked_at_source) == (Person("林晓禾", "13900000001"), False)


def test_another_name_in_a_later_export_is_another_person(taken_in):
    taken_in(exports.platform())
    taken_in(exports.platform(提供方姓名="周喆", 提供方联系方式="13900000002"), at=LATER)
    party = Party.objects.get()
    assert (party.shown_name, party.shown_phone) == ("周*", "139****0002")
    assert reveal(party.identity) == Person("周喆", "13900000002")


def test_search_holds_exactly_one_entry_after_any_number_of_amendments(taken_in):
    for words in ("草莓发霉。", "牛奶变质。", "草莓发霉。"):
        taken_in(exports.platform(具体问题=words), at=LATER)
    assert (found("草莓"), found("牛奶")) == ([Matter.objects.get()], [])
    assert search.phrases("草莓") == ["草 莓"]


def test_an_export_that_reopens_a_finished_matter_is_held(taken_in):
    finished = {"初查受理状态": "不受理", "初查反馈时间": "2026-05-19 09:00:00", "不受理原因": "不属于职责"}
    closed = exports.platform(**finished, 办理情况状态="已办结", 办结日期="2026-05-19 10:00:00")
    taken_in(closed)
    again = taken_in(exports.platform(**finished, 办理情况状态="处理中", 办结日期=""))
    held = HeldChange.objects.get()
    assert (again.held, Matter.objects.get().is_open) == (1, False)
    assert (held.field, held.present, held.proposed) == ("closed", "closed", "open")


def test_a_cut_off_import_is_marked_once_the_same_file_has_come_in(officers, tmp_path):
    path = exports.write(tmp_path / "业务信息.xlsx", exports.platform())
    import_path(path, at=cast.NOON, by=officers["hemin"].user)
    ImportBatch.objects.update(state="running", finished_at=None)
    import_path(path, at=LATER, by=officers["hemin"].user)
    assert list(ImportBatch.objects.order_by("id").values_list("state", "created")) == [
        ("refused", 1),
        ("done", 0),
    ]


def test_what_was_handed_in_at_the_counter_outlives_a_newer_export(taken_in, officers):
    taken_in(exports.platform())
    matter = Matter.objects.get()
    given = {"received": ["营业执照照片"], "complete": True, "postal": "厦门市湖里区虚构路88号"}
    supplement(
        matter_id=matter.pk,
        version=matter.version,
        officer=officers["hemin"],
        at=cast.NOON,
        kind="material",
        on=cast.TODAY,
        respondent_name="厦门青禾生鲜超市有限公司湖里分公司",
        **given,
    )
    taken_in(exports.platform(**exports.ACCEPTED), at=LATER)
    matter.refresh_from_db()
    assert matter.respondent.name == "厦门青禾生鲜超市有限公司湖里分公司"
    assert found("湖里分公司") == [matter]
    party = matter.parties.get()
    assert party.has_address
    assert reveal(party.identity).more["联系地址"] == "厦门市湖里区虚构路88号"


def test_an_outcome_recorded_here_is_not_undone_by_an_export_that_does_not_know_of_it(taken_in, officers):
    taken_in(exports.platform(**exports.ACCEPTED))
    matter = Matter.objects.get()
    terminate(
        matter_id=matter.pk,
        version=matter.version,
        officer=officers["chensiyuan"],
        at=LATER,
        ground=1,
        evidence=["撤回投诉的短信"],
        words="投诉人已收到退款，书面表示撤回投诉。",
        how_it_ended="withdrawn",
    )
    taken_in(exports.platform(**exports.ACCEPTED, 内容="补充说明：已与店家联系。"), at=LATER)
    matter.refresh_from_db()
    assert (matter.state, matter.complaint.outcome) == ("terminated", "withdrawn")
    tally = taken_in(exports.platform(**exports.SETTLED), at=LATER)
    assert counts(tally) == {"rows": 1, "held": 1}
    assert HeldChange.objects.get().field == "outcome"
