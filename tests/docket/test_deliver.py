"""The outbox is sent: once, in office hours, with its key; what fails backs off, and holds up nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.docket.channels_cast import (
    EMAIL,
    TITLE,
    Hand,
    configure,
    only,
    reachable,
    sent,
    tell,
    with_robot,
)
from tests.docket.channels_cast import files as files
from tests.docket.channels_cast import ways as ways
from xiaobao.courier import Undelivered, Unreachable
from xiaobao.docket.actions.deliver import BATCH, MOST, deliver
from xiaobao.docket.actions.set_contact import set_contact
from xiaobao.docket.actions.set_preference import set_preference
from xiaobao.docket.leases import LEASE
from xiaobao.docket.models import ContactPoint, Delivery, Matter, Message
from xiaobao.staff.models import User

AWAY = Unreachable("邮件服务器连不上（ConnectionRefusedError）")
FULL = Undelivered(temporary=True, reason="收件地址被拒收（452）")
NOBODY = Undelivered(temporary=False, reason="收件地址被拒收（550）")
NOTHING = {"sent": 0, "put_off": 0, "held": 0, "given_up": 0}


def run(at=cast.NOON, **given):
    """Send what is due at a moment at which the clock stands still; what came of it, without noughts."""
    counts = deliver(at=at, clock=Hand(at), **given)
    return {name: count for name, count in counts.items() if count}


def told(username):
    """The system alarms an officer has on screen."""
    found = Message.objects.filter(user__username=username, kind="alarm").order_by("id")
    return list(found.values_list("title", flat=True))


def test_what_waits_goes_out_with_its_key_and_is_not_sent_again(files, officers):
    reachable(officers["chensiyuan"], "email", "sms")
    letter = tell(channels=("email", "sms"), body="请抓紧办理。")
    assert deliver(at=cast.NOON, clock=Hand(cast.NOON)) == NOTHING | {"sent": 2}
    (mail,), (sms,) = sent(files), sent(files, "sms")
    assert (mail["key"], mail["address"], mail["title"]) == (f"{letter.key}:email", EMAIL, TITLE)
    assert mail["body"].startswith("请抓紧办理。\n\n——\n湖里区市场监管局消保系统自动发送。")
    assert (sms["key"], sms["body"]) == (f"{letter.key}:sms", "请抓紧办理。")
    assert {(one.state, one.attempts, one.sent_at) for one in Delivery.objects.all()} == {
        ("sent", 1, cast.NOON)
    }
    assert run() == {}
    assert len(sent(files)) == 1


def test_nothing_waiting_reads_one_row_and_writes_none(files, officers, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert run() == {}


def test_a_group_is_spoken_to_once_for_all_who_are_told(files, officers):
    with_robot(officers["suming"])
    office = ContactPoint.objects.get().office_id
    for who in ("chensiyuan", "suming"):
        tell(to=who, channels=("robot",), office_id=office)
    assert run() == {"sent": 1}
    assert [line["key"] for line in sent(files, "robot")] == ["alert:12:robot"]


@pytest.mark.parametrize(
    "moment",
    [("2026-05-20", "20:00"), ("2026-05-23", "10:00"), ("2026-05-21", "08:59"), ("2026-06-19", "10:00")],
)
def test_nothing_goes_out_while_the_office_is_closed(ways, officers, moment):
    reachable(officers["chensiyuan"])
    tell()
    assert run(cast.at(*moment)) == {}
    assert only().attempts == 0
    assert run(cast.at("2026-06-22", "09:00")) == {"sent": 1}


def test_what_is_written_in_the_evening_goes_out_when_the_office_opens(ways, officers):
    reachable(officers["chensiyuan"])
    tell(at=cast.at("2026-05-20", "20:00"))
    assert run(cast.at("2026-05-20", "20:01")) == {}
    assert run(cast.at("2026-05-21", "09:00")) == {"sent": 1}


def test_what_fails_for_a_time_is_tried_again_with_growing_pauses_in_office_hours(ways, officers):
    reachable(officers["chensiyuan"])
    tell()
    ways.failing("email", FULL, times=9)
    moment, rests = cast.NOON, []
    for _ in range(9):
        assert run(moment) == {"put_off": 1}
        assert run(moment) == {}
        rests.append(only().next_at - moment)
        moment = only().next_at
    minutes = [rest.total_seconds() / 60 for rest in rests]
    assert minutes[:8] == [1, 2, 4, 8, 16, 32, 64, 120]
    # The ninth would be at 18:07, when the office is closed: it waits until the morning.
    assert moment == cast.at("2026-05-21", "09:00")
    assert only().error == "收件地址被拒收（452）"
    assert run(moment) == {"sent": 1}
    assert (only().state, only().error, only().attempts) == ("sent", "", 10)
    assert set(ways["email"].keys) == {only().key}


def test_a_permanent_refusal_is_given_up_at_once_and_its_owner_and_the_administrators_hear_of_it(
    ways, officers
):
    reachable(officers["chensiyuan"])
    reachable(officers["admin"], "sms")
    tell()
    ways.failing("email", NOBODY, times=1)
    assert run() == {"given_up": 1, "sent": 1}
    assert Delivery.objects.get(channel="email").state == "given_up"
    assert told("chensiyuan") == ["您的电子邮件收不到消息（收件地址被拒收（550）），请在“联系方式”里核对。"]
    (alarm,) = told("admin")
    assert "有电子邮件消息没有送达（收件地址被拒收（550））" in alarm
    assert [parcel.title for parcel in ways["sms"].parcels] == [alarm]
    assert EMAIL not in alarm
    assert Message.objects.get(kind="alert").title == TITLE


def test_after_enough_tries_it_is_given_up(ways, officers):
    reachable(officers["chensiyuan"])
    tell()
    ways.failing("email", FULL)
    moment, tries = cast.NOON, 0
    while only().state == "waiting":
        run(moment)
        tries, moment = tries + 1, only().next_at
    assert tries == only().attempts == MOST
    # About a working week, as a mail server would.
    assert timedelta(days=5) < moment - cast.NOON < timedelta(days=12)
    assert len(told("chensiyuan")) == 1


def test_the_owner_of_an_address_hears_of_it_once_a_day_and_the_administrators_once_an_hour(ways, officers):
    reachable(officers["chensiyuan"])
    ways.failing("email", NOBODY)
    for number, clock in enumerate(("12:00", "12:30", "13:00")):
        tell(f"alert:{number}", at=cast.at("2026-05-20", clock))
        run(cast.at("2026-05-20", clock))
    assert len(told("chensiyuan")) == 1
    assert len(told("admin")) == 2


def test_a_robot_that_is_gone_is_told_to_the_head_of_its_office(ways, officers):
    point = with_robot(officers["suming"])
    tell(channels=("robot",), office_id=point.office_id)
    ways.failing("robot", Undelivered(temporary=False, reason="群机器人没有接受（93000）"))
    assert run() == {"given_up": 1}
    assert told("suming") == [
        "湖里市场监督管理所的群机器人收不到消息（群机器人没有接受（93000）），请在“联系方式”里核对。"
    ]
    assert told("chensiyuan") == []


def test_where_there_is_no_administrator_the_head_of_the_section_hears_of_it(ways, officers):
    User.objects.filter(username="admin").update(is_active=False)
    reachable(officers["chensiyuan"])
    tell()
    ways.failing("email", NOBODY)
    run()
    assert len(told("luyiheng")) == 1


def test_a_channel_that_is_away_is_tried_once_a_run_and_holds_up_only_itself(ways, officers):
    reachable(officers["chensiyuan"], "email", "sms")
    for number in range(BATCH + 5):
        tell(f"alert:{number}", channels=("email", "sms"))
    ways.failing("email", AWAY)
    assert run() == {"put_off": 1, "sent": BATCH + 5}
    assert len(ways["sms"].keys) == BATCH + 5
    waiting = Delivery.objects.filter(channel="email", state="waiting")
    assert sorted(waiting.values_list("attempts", flat=True)) == [0] * (BATCH + 4) + [1]
    # What was not tried is due as before: nothing waits longer than for the way to open.
    ways["email"].does = lambda _parcel: None
    assert run() == {"sent": BATCH + 4}
    assert run(cast.at("2026-05-20", "12:01")) == {"sent": 1}
    assert len(set(ways["email"].keys)) == BATCH + 5


def test_a_way_that_stays_closed_is_alarmed_after_a_quarter_of_an_hour(ways, officers):
    reachable(officers["chensiyuan"])
    for number in range(40):
        tell(f"alert:{number}")
    ways.failing("email", AWAY)
    for minute in range(14):
        run(cast.NOON + timedelta(minutes=minute))
    assert told("admin") == []
    run(cast.NOON + timedelta(minutes=15))
    run(cast.NOON + timedelta(minutes=16))
    (alarm,) = told("admin")
    assert (
        alarm
        == "电子邮件消息持续发送失败（邮件服务器连不上（ConnectionRefusedError）），系统会继续重试；请检查通道。"
    )


def test_a_slow_channel_gives_the_others_their_turn(ways, officers):
    reachable(officers["chensiyuan"], "email", "sms")
    for number in range(6):
        tell(f"alert:{number}", channels=("email", "sms"))
    order, hand = [], Hand(cast.NOON)

    def slow(parcel):
        order.append("email")
        hand.at += timedelta(seconds=20)

    ways["email"].does = slow
    ways["sms"].does = lambda parcel: order.append("sms")
    assert deliver(at=cast.NOON, clock=hand) == NOTHING | {"sent": 12}
    assert order == ["email"] * 2 + ["sms"] * 6 + ["email"] * 4
    assert {one.attempts for one in Delivery.objects.all()} == {1}


def test_each_channel_can_be_run_by_itself(ways, officers):
    reachable(officers["chensiyuan"], "email", "sms")
    tell(channels=("email", "sms"))
    assert run(channels=("sms",)) == {"sent": 1}
    assert (ways["email"].keys, ways["email"].closed) == ([], 0)
    assert ways["sms"].closed == 1


def test_a_fault_of_ours_in_one_delivery_backs_off_and_the_others_go_out(ways, officers, caplog):
    reachable(officers["chensiyuan"])
    for number in range(3):
        tell(f"alert:{number}", title=f"第{number}条")

    def stumble(parcel):
        if parcel.key.startswith("alert:1:"):
            raise KeyError(EMAIL)

    ways["email"].does = stumble
    assert run() == {"sent": 2, "put_off": 1}
    failed = Delivery.objects.get(key__startswith="alert:1:")
    assert failed.error == "发送时出错（KeyError）"
    assert EMAIL not in caplog.text
    assert f"delivery {failed.pk}: KeyError" in caplog.text


def test_an_address_that_does_not_open_backs_off(ways, officers):
    reachable(officers["chensiyuan"])
    tell()
    ContactPoint.objects.update(address=b"\x02\x01" + b"x" * 60)
    assert run() == {"put_off": 1}
    assert only().error == "联系方式打不开（VLT-001）"


def test_an_address_changed_meanwhile_is_the_one_it_goes_to(files, officers):
    reachable(officers["chensiyuan"])
    tell()
    set_contact(channel="email", typed="new@example.com", officer=officers["chensiyuan"], at=cast.NOON)
    run()
    assert [line["address"] for line in sent(files)] == ["new@example.com"]


@pytest.mark.parametrize("why", ["gone", "closed"])
def test_without_an_address_or_an_account_nothing_goes_out(ways, officers, why):
    reachable(officers["chensiyuan"])
    tell()
    if why == "gone":
        set_contact(channel="email", typed="", officer=officers["chensiyuan"], at=cast.NOON)
    else:
        User.objects.filter(username="chensiyuan").update(is_active=False)
    assert run() == {"given_up": 1}
    assert only().error == {"gone": "联系方式已经删除", "closed": "账号已经停用"}[why]
    assert ways["email"].keys == []
    assert told("admin") == []


def test_of_an_insiders_report_nothing_goes_to_a_group_or_to_whoever_may_no_longer_know(
    ways, officers, register
):
    report = Matter.objects.get(pk=register(cast.report()))
    report.handler = officers["chensiyuan"].user
    report.save()
    reachable(officers["chensiyuan"])
    reachable(officers["wenlan"])
    point = with_robot(officers["suming"])
    about = {"matter_id": report.pk, "office_id": point.office_id}
    tell("alert:1", channels=("email", "robot"), **about)
    tell("alert:2", to="wenlan", **about)
    Matter.objects.update(guarded=True)
    assert run() == {"sent": 1, "given_up": 2}
    (key,) = ways["email"].keys
    assert key.startswith("alert:1:")
    errors = set(Delivery.objects.exclude(error="").values_list("error", flat=True))
    assert errors == {"此件不在群里发消息", "收件人不再知悉此件"}


def test_a_channel_the_installation_does_not_have_leaves_it_on_screen(own_home, officers):
    reachable(officers["chensiyuan"])
    tell()
    assert run() == {"given_up": 1}
    assert (only().state, only().error, only().attempts) == ("given_up", "没有开通电子邮件", 0)
    assert told("admin") == told("chensiyuan") == []
    assert Message.objects.count() == 1


def test_settings_that_cannot_be_read_lose_nothing_and_alarm_the_administrators(own_home, officers):
    reachable(officers["chensiyuan"])
    tell()
    configure(own_home, "email: {kind: pigeon}")
    assert run() == {}
    assert told("admin") == ["消息通道的设置有误，暂时都发不出去：channels.yaml 的“email”填写得不对。"]
    configure(own_home, "email: {kind: file, path: email.jsonl}")
    assert run() == {"sent": 1}


def test_quiet_hours_hold_back_until_they_are_over(ways, officers):
    reachable(officers["chensiyuan"], "email", "sms")
    chosen = {
        "quiet_from": cast.at("2026-05-20", "12:00").time(),
        "quiet_until": cast.at("2026-05-20", "14:00").time(),
    }
    set_preference(officer=officers["chensiyuan"], at=cast.NOON, digest_channels=(), **chosen)
    point = with_robot(officers["suming"])
    tell(channels=("email", "sms", "robot"), office_id=point.office_id)
    assert run() == {"held": 2, "sent": 1}
    assert {one.next_at for one in Delivery.objects.filter(state="waiting")} == {
        cast.at("2026-05-20", "14:00")
    }
    assert run(cast.at("2026-05-20", "13:59")) == {}
    assert run(cast.at("2026-05-20", "14:00")) == {"sent": 2}
    assert {one.attempts for one in Delivery.objects.all()} == {1}


def test_a_worker_that_was_killed_has_it_sent_again_under_the_same_key_once_its_lease_is_over(ways, officers):
    reachable(officers["chensiyuan"])
    tell()

    def killed(_parcel):
        raise KeyboardInterrupt

    ways["email"].does = killed
    with pytest.raises(KeyboardInterrupt):
        run()
    assert (only().state, only().attempts) == ("waiting", 1)
    ways["email"].does = lambda _parcel: None
    assert run(cast.NOON + LEASE - timedelta(seconds=1)) == {}
    assert run(cast.NOON + LEASE) == {"sent": 1}
    assert (only().attempts, ways["email"].keys) == (2, [only().key])


def test_whoever_comes_back_after_the_lease_undoes_nothing(ways, officers):
    """A worker is so slow that another takes over; its failure is not kept over the other's success."""
    reachable(officers["chensiyuan"])
    tell()
    late = cast.NOON + LEASE + timedelta(minutes=1)

    def meanwhile(_parcel):
        ways["email"].does = lambda _parcel: None
        assert run(late) == {"sent": 1}
        raise NOBODY

    ways["email"].does = meanwhile
    assert run() == {}
    assert (only().state, only().sent_at) == ("sent", late)
    assert told("chensiyuan") == []


def test_a_clock_set_back_a_day_sends_nothing_twice(ways, officers):
    reachable(officers["chensiyuan"])
    tell()
    run()
    for moment in (cast.at("2026-05-19", "12:00"), cast.at("2026-05-21", "12:00"), cast.NOON):
        assert run(moment) == {}
    assert len(ways["email"].keys) == 1
