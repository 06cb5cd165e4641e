"""The ladder climbed by one complaint, received Monday 18 May 2026, to be decided on by Wednesday 27 May."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.supervision_cast import RED_DAY, YELLOW_DAY, look, stages, standing, told
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.models import (
    Alert,
    Clock,
    ContactPoint,
    Delivery,
    Event,
    Matter,
    Message,
    Stumble,
    SupervisionOrder,
)
from xiaobao.docket.rulebook import current
from xiaobao.docket.stumbles import alarm_of_stumbles
from xiaobao.staff.models import Post
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.sealing import seal

ACCEPTANCE = "complaint.acceptance"


@pytest.fixture
def matter(register, officers) -> Matter:
    """林晓禾's complaint, with 湖里所 and in 陈思远's hands."""
    key = register(cast.complaint(office_name=""))
    assign(
        matter_id=key, version=1, officer=officers["hemin"], at=cast.NOON, office="huli", handler="chensiyuan"
    )
    return Matter.objects.get(pk=key)


def test_nothing_is_raised_before_its_hour(matter):
    assert look("2026-05-22", "08:59").raised == 0
    assert stages() == []


def test_a_complaint_climbs_the_whole_ladder_day_by_day(matter):
    for day in ("2026-05-22", "2026-05-25", "2026-05-26", YELLOW_DAY, RED_DAY, "2026-05-29"):
        look(day)
    assert stages() == [(ACCEPTANCE, one) for one in ("remind", "urge", "yellow", "red")]


def test_each_stage_tells_who_the_ladder_names(matter):
    for day in ("2026-05-22", "2026-05-26", YELLOW_DAY, RED_DAY):
        look(day)
    assert told("remind") == {"陈思远": False}
    assert told("urge") == {"苏明": False, "陈思远": True}
    assert told("yellow") == {"陆一恒": False, "苏明": False, "陈思远": True}  # 苏明 answers for the order
    assert told("red") == {"方舟": False, "陆一恒": True, "苏明": False, "陈思远": True}


def test_what_is_said_counts_the_days_and_names_nobody(matter):
    look("2026-05-22")
    message = Message.objects.get()
    assert message.title == f"{matter.number}的“投诉受理决定”还剩3个工作日，2026-05-27届满，请抓紧办理。"
    assert "林晓禾" not in message.title + message.body


def test_the_yellow_card_comes_with_a_numbered_order(matter):
    look(YELLOW_DAY)
    order = standing()
    assert (order.number, order.grade, order.state) == ("湖市监督办〔2026〕1号", "yellow", "issued")
    assert (order.owner.name, order.reply_due) == ("苏明", date(2026, 5, 28))
    assert order.document.number == order.number
    assert Message.objects.get(user=order.owner, alert__stage="yellow").reply_by == date(2026, 5, 28)


def test_the_red_card_takes_the_yellow_one_over(matter):
    look(YELLOW_DAY)
    look(RED_DAY)
    yellow, red = SupervisionOrder.objects.order_by("pk")
    assert (yellow.state, red.state, red.raised_from) == ("raised", "issued", yellow)
    assert [step.verb for step in yellow.steps.all()] == ["order_issue", "order_raise"]


def test_whoever_looks_after_nine_days_finds_every_stage_and_one_order(matter):
    tally = look("2026-06-08")
    assert (tally.raised, tally.orders) == (4, 1)
    assert [one for _, one in stages()] == ["remind", "urge", "yellow", "red"]
    assert standing().grade == "red"
    reminder = Message.objects.get(alert__stage="remind").title
    assert reminder == f"{matter.number}的“投诉受理决定”已于2026-05-27届满，逾期8个工作日（补发的提醒）。"


def test_of_several_stages_at_once_everybody_hears_of_the_highest_alone_beside_the_screen(matter, officers):
    for name in ("chensiyuan", "suming"):
        sealed = seal(b"somebody@example.com", about=b"contact-point")
        ContactPoint.objects.create(
            user=officers[name].user, channel="email", address=sealed, set_at=cast.NOON
        )
    look("2026-06-08")
    assert Message.objects.filter(user__username="chensiyuan").count() == 4
    sent = Delivery.objects.values_list("message__user__username", "message__grade")
    assert sorted(sent) == [("chensiyuan", "red"), ("suming", "red")]


def test_looking_twice_raises_nothing_twice(matter):
    first = look(RED_DAY)
    assert (first.raised, look(RED_DAY).raised, look(RED_DAY, "09:01").raised) == (4, 0, 0)


def test_a_clock_that_is_set_back_raises_nothing_twice_and_misses_nothing(matter):
    assert look(YELLOW_DAY).raised == 3
    assert look("2026-05-26").raised == 0
    assert look(YELLOW_DAY).raised == 0
    assert look(RED_DAY).raised == 1


def test_every_stage_stands_on_the_timeline_and_every_look_in_the_trail(matter):
    look(RED_DAY)
    events = Event.objects.filter(matter=matter, verb="alert").values_list("data__stage", flat=True)
    assert list(events) == ["remind", "urge", "yellow", "red"]
    entry = AuditEntry.objects.get(act="supervise.alerts")
    assert (entry.actor_name, entry.detail["count"]) == ("系统", 4)
    assert AuditEntry.objects.get(act="order.issue").subject == f"matter:{matter.pk}"


def test_a_stored_moment_that_is_wrong_is_found_out_before_anybody_is_told(matter):
    Clock.objects.filter(clock=ACCEPTANCE).update(watch_at=cast.NOON)
    assert look("2026-05-20", "12:00").raised == 0
    assert Clock.objects.get(clock=ACCEPTANCE).watch_at == cast.at("2026-05-22", "09:00")


def test_a_stored_due_day_that_is_wrong_is_derived_anew_before_anybody_is_told(matter):
    wrong = date(2026, 5, 20)
    Clock.objects.filter(clock=ACCEPTANCE).update(due_earliest=wrong, due_on=wrong, watch_at=cast.NOON)
    tally = look("2026-05-20", "12:00")
    assert (tally.derived, tally.raised) == (1, 0)
    assert Clock.objects.get(clock=ACCEPTANCE).due_earliest == date(2026, 5, 27)


def test_a_row_that_cannot_be_read_is_set_aside_and_holds_nobody_up(matter, register):
    other = register(cast.complaint(external_id="X2", digest=b"X2"))
    poisoned = Clock.objects.get(matter=matter, clock=ACCEPTANCE)
    Clock.objects.filter(pk=poisoned.pk).update(ledger=[{"kind": "nonsense", "on": "someday"}])
    tally = look(RED_DAY)
    assert (tally.failed, tally.raised) == (1, 4)
    assert set(Alert.objects.values_list("matter", flat=True)) == {other}
    stumble = Stumble.objects.get()
    assert (stumble.subject, stumble.attempts) == (f"clock:{poisoned.pk}", 1)
    assert look(RED_DAY, "09:01").looked == 0
    assert look(RED_DAY, "09:02").failed == 1


def test_a_row_that_is_mended_goes_on_where_it_stood(matter):
    clock = Clock.objects.get(clock=ACCEPTANCE)
    Clock.objects.filter(pk=clock.pk).update(ledger=[{"kind": "nonsense", "on": "someday"}])
    look(YELLOW_DAY)
    Clock.objects.filter(pk=clock.pk).update(ledger=clock.ledger)
    assert look(YELLOW_DAY, "09:02").raised == 3
    assert Stumble.objects.get().settled_at is not None


def test_a_batch_that_cannot_be_written_is_written_one_by_one(matter, register, monkeypatch):
    register(cast.complaint(external_id="X2", digest=b"X2"))
    from xiaobao.docket.actions import supervise as supervising

    right = supervising.write

    def refuses_many(plans, **given):
        if len(plans) > 1:
            raise ValueError
        return right(plans, **given)

    monkeypatch.setattr(supervising, "write", refuses_many)
    assert look("2026-05-22").raised == 2


def test_what_is_decided_in_time_is_warned_of_no_more(matter, officers):
    from tests.docket.a_complaint import Case

    Case(matter.pk, officers).accept(at=cast.at("2026-05-25"))
    look(RED_DAY)
    assert ACCEPTANCE not in {clock for clock, _ in stages()}


def test_an_insiders_report_is_told_only_to_who_may_know(register, officers):
    report = Matter.objects.get(pk=register(cast.report()))
    report.guarded, report.handler = True, officers["chensiyuan"].user
    report.save()
    look("2026-06-30")
    names = set(Message.objects.filter(matter=report).values_list("user__name", flat=True))
    assert names <= {"陈思远", "苏明", "陆一恒", "方舟"}
    assert names


def test_where_every_post_stands_empty_the_administrator_hears_of_it(matter):
    Post.objects.exclude(user__username="admin").update(until=cast.TODAY)
    look(RED_DAY)
    assert list(Message.objects.values_list("user__username", "title")) == [
        ("admin", "有4条预警没有人可以告知，请检查各单位的岗位任职。")
    ]


def test_the_administrator_hears_once_an_hour_of_rows_that_fail(matter):
    Clock.objects.filter(clock=ACCEPTANCE).update(ledger=[{"kind": "nonsense", "on": "someday"}])
    for minute in ("09:00", "09:02", "09:06", "10:01"):
        look(RED_DAY, minute)
        alarm_of_stumbles(at=cast.at(RED_DAY, minute), rulebook=current())
    assert list(Message.objects.values_list("user__username", flat=True)) == ["admin", "admin"]
