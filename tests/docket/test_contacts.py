"""Where messages reach an officer or an office: kept sealed, set by whom it belongs to, tried on the spot."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests import cast
from tests.docket.channels_cast import (
    EMAIL,
    MOBILE,
    ROBOT,
    Hand,
    configure,
    reachable,
    sent,
    tell,
    with_robot,
)
from tests.docket.channels_cast import files as files
from xiaobao.docket.actions.acknowledge import acknowledge
from xiaobao.docket.actions.deliver import deliver
from xiaobao.docket.actions.set_contact import set_contact
from xiaobao.docket.actions.set_preference import set_preference
from xiaobao.docket.actions.try_contact import MOST, try_contact
from xiaobao.docket.channels import address_of
from xiaobao.docket.contact_page import UNREADABLE, contact_page
from xiaobao.docket.messages_page import count_unread, messages_page
from xiaobao.docket.models import ContactPoint, Matter, Message, Preference
from xiaobao.docket.rulebook import current
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry

NINE, TEN = cast.at("2026-05-20", "09:00").time(), cast.at("2026-05-20", "10:00").time()


def trail(act):
    """The rows of the trail of one act."""
    return list(AuditEntry.objects.filter(act=act).order_by("id"))


def page(officer):
    """The page of contacts of an officer."""
    return contact_page(officer, today=cast.TODAY, rulebook=current())


def test_an_address_is_kept_sealed_and_shown_masked(own_home, officers):
    chen = officers["chensiyuan"]
    point = set_contact(channel="email", typed=f" {EMAIL} ", officer=chen, at=cast.NOON, address="10.0.0.7")
    set_contact(channel="sms", typed="+86 139-0000-0005", officer=chen, at=cast.NOON)
    assert point is not None
    assert EMAIL.encode() not in bytes(ContactPoint.objects.get(channel="email").address)
    assert [address_of(one) for one in ContactPoint.objects.order_by("id")] == [EMAIL, MOBILE]
    assert [way.masked for way in page(chen).own] == ["c***@example.com", "139****0005"]


def test_the_trail_says_that_it_was_set_and_not_what(own_home, officers):
    reachable(officers["chensiyuan"], "email", "sms")
    with_robot(officers["suming"])
    rows = trail("contact.set")
    assert [(row.subject, row.detail, row.actor_name) for row in rows] == [
        ("officer:chensiyuan", {"channel": "电子邮件"}, "陈思远"),
        ("officer:chensiyuan", {"channel": "短信"}, "陈思远"),
        ("office:huli", {"channel": "群机器人"}, "苏明"),
    ]


def test_set_again_it_is_replaced_and_nothing_typed_takes_it_away(own_home, officers):
    chen = officers["chensiyuan"]
    reachable(chen)
    set_contact(channel="email", typed="new@example.com", officer=chen, at=cast.NOON)
    assert [address_of(one) for one in ContactPoint.objects.all()] == ["new@example.com"]
    assert set_contact(channel="email", typed=" ", officer=chen, at=cast.NOON) is None
    assert not ContactPoint.objects.exists()
    assert [row.subject for row in trail("contact.removed")] == ["officer:chensiyuan"]
    set_contact(channel="email", typed="", officer=chen, at=cast.NOON)
    assert len(trail("contact.removed")) == 1


@pytest.mark.parametrize(
    ("channel", "typed", "office"),
    [
        ("email", "not an address", ""),
        ("sms", "0592-0000001", ""),
        ("robot", "https://evil.example/", "huli"),
    ],
)
def test_what_can_be_no_address_is_refused_at_its_field_without_repeating_it(
    own_home, officers, channel, typed, office
):
    with pytest.raises(Refused) as refused:
        set_contact(channel=channel, typed=typed, office=office, officer=officers["suming"], at=cast.NOON)
    assert list(refused.value.fields) == [channel]
    assert refused.value.code == "COU-004"
    assert typed not in refused.value.sentence
    assert not ContactPoint.objects.exists()
    assert trail("contact.set") == []


@pytest.mark.parametrize(
    ("channel", "office"), [("pigeon", ""), ("robot", ""), ("email", "huli"), ("robot", "nowhere")]
)
def test_there_is_no_other_way(own_home, officers, channel, office):
    with pytest.raises(NotFound):
        set_contact(channel=channel, typed=EMAIL, office=office, officer=officers["suming"], at=cast.NOON)


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [
        ("suming", True, False), ("luyiheng", True, True), ("admin", True, True), ("chensiyuan", False, False),
        ("hemin", False, False), ("fangzhou", False, False), ("heqing", False, False),
    ],
)  # fmt: skip
def test_the_robot_of_an_office_is_set_by_its_head_the_section_or_an_administrator(
    own_home, officers, who, own, other
):
    for office, may in (("huli", own), ("jiangtou", other)):
        given = {
            "channel": "robot",
            "typed": ROBOT,
            "office": office,
            "officer": officers[who],
            "at": cast.NOON,
        }
        if may:
            assert set_contact(**given)
        else:
            with pytest.raises(NotAllowed):
                set_contact(**given)
    shown = [way.office for way in page(officers[who]).robots]
    assert ("huli" in shown, "jiangtou" in shown) == (own, other)


def test_a_robot_has_to_live_where_the_installation_allows(own_home, officers):
    configure(own_home, "robot: {kind: robot, hosts: [ding.example.gov.cn]}")
    own = "https://ding.example.gov.cn/robot/send?access_token=1"
    given = {"channel": "robot", "office": "huli", "officer": officers["suming"], "at": cast.NOON}
    assert set_contact(typed=own, secret="SEC" + "a" * 40, **given)
    with pytest.raises(Refused):
        set_contact(typed=ROBOT, **given)
    assert page(officers["suming"]).robots[0].masked == "钉钉 ding.example.gov.cn"
    configure(own_home, "robot: {kind: pigeon}")
    with pytest.raises(Refused) as refused:
        set_contact(typed=own, **given)
    assert refused.value.code == "COU-003"


def test_a_damaged_address_asks_to_be_typed_again(own_home, officers):
    reachable(officers["chensiyuan"])
    ContactPoint.objects.update(address=b"\x02\x01" + b"x" * 60)
    assert page(officers["chensiyuan"]).own[0].masked == UNREADABLE


def test_the_page_says_which_channels_there_are_and_why_it_does_not_know(own_home, officers):
    assert [way.is_open for way in page(officers["chensiyuan"]).own] == [False, False]
    configure(own_home, "email: {kind: file, path: out.jsonl}")
    assert [way.is_open for way in page(officers["chensiyuan"]).own] == [True, False]
    configure(own_home, "email: []")
    assert "channels.yaml" in page(officers["chensiyuan"]).problem


def test_quiet_hours_and_digest_are_kept_as_chosen_and_on_record(officers):
    chen = officers["chensiyuan"]
    set_preference(
        quiet_from=NINE,
        quiet_until=TEN,
        digest_channels=("sms", "email", "robot"),
        officer=chen,
        at=cast.NOON,
    )
    kept = Preference.objects.get()
    assert (kept.quiet_from, kept.quiet_until, kept.digest_channels) == (NINE, TEN, ["email", "sms"])
    assert trail("preference.set")[0].detail == {"quiet": "09:00-10:00", "digest": ["电子邮件", "短信"]}
    set_preference(quiet_from=None, quiet_until=None, digest_channels=(), officer=chen, at=cast.NOON)
    kept = Preference.objects.get()
    assert (kept.quiet_from, kept.quiet_until, kept.digest_channels) == (None, None, [])


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [(NINE, None, "quiet_until"), (None, TEN, "quiet_from"), (NINE, NINE, "quiet_until")],
)
def test_half_quiet_hours_are_refused(officers, begins, ends, field):
    with pytest.raises(Refused) as refused:
        set_preference(
            quiet_from=begins, quiet_until=ends, digest_channels=(), officer=officers["suming"], at=cast.NOON
        )
    assert list(refused.value.fields) == [field]
    assert not Preference.objects.exists()


def test_a_test_message_goes_out_at_once_whatever_the_hour(files, officers):
    late = cast.at("2026-05-23", "22:00")
    reachable(officers["chensiyuan"])
    with_robot(officers["suming"])
    try_contact(channel="email", officer=officers["chensiyuan"], at=late)
    try_contact(channel="robot", office="huli", officer=officers["suming"], at=late)
    (mail,), (said,) = sent(files), sent(files, "robot")
    assert (mail["address"], mail["title"]) == (EMAIL, "测试消息：消保系统的消息能够送达这里。")
    assert said["address"] == ROBOT
    assert re.fullmatch(r"try:\d+", mail["key"])
    assert [row.subject for row in trail("contact.tried")] == ["officer:chensiyuan", "office:huli"]


def test_what_stands_in_its_way_is_said(own_home, officers):
    chen = officers["chensiyuan"]
    with pytest.raises(NotFound):
        try_contact(channel="email", officer=chen, at=cast.NOON)
    reachable(chen)
    with pytest.raises(Refused, match="没有开通电子邮件"):
        try_contact(channel="email", officer=chen, at=cast.NOON)
    configure(own_home, "email: {kind: file, path: no-such-folder/out.jsonl}")
    with pytest.raises(Refused, match="没有送达：文件写不进去") as refused:
        try_contact(channel="email", officer=chen, at=cast.NOON)
    assert refused.value.code == "COU-002"
    configure(own_home, "email: {kind: pigeon}")
    with pytest.raises(Refused) as refused:
        try_contact(channel="email", officer=chen, at=cast.NOON)
    assert refused.value.code == "COU-003"
    # Only what was really tried is on record, before it was.
    assert len(trail("contact.tried")) == 1


def test_nobody_floods_a_number_with_tests(files, officers):
    reachable(officers["chensiyuan"], "sms")
    reachable(officers["suming"], "sms")
    for _ in range(MOST):
        try_contact(channel="sms", officer=officers["chensiyuan"], at=cast.NOON)
    with pytest.raises(Refused, match="一小时内最多发送5条测试消息"):
        try_contact(channel="sms", officer=officers["chensiyuan"], at=cast.NOON)
    assert len(sent(files, "sms")) == MOST
    try_contact(channel="sms", officer=officers["suming"], at=cast.NOON)
    try_contact(channel="sms", officer=officers["chensiyuan"], at=cast.NOON + timedelta(hours=1))


def test_a_robot_is_tried_by_whoever_may_set_it_only(files, officers):
    with_robot(officers["suming"])
    with pytest.raises(NotAllowed):
        try_contact(channel="robot", office="huli", officer=officers["chensiyuan"], at=cast.NOON)


def test_messages_are_acknowledged_by_their_own_officer_once(officers):
    for about in ("alert:1", "alert:2"):
        tell(about, channels=())
    chen, (first, second) = (
        officers["chensiyuan"],
        Message.objects.order_by("id").values_list("pk", flat=True),
    )
    assert count_unread(chen) == 2
    assert acknowledge(messages=[first], officer=chen, at=cast.NOON, address="10.0.0.7") == 1
    assert acknowledge(messages=[first, second, second], officer=chen, at=cast.NOON) == 1
    assert acknowledge(messages=[first, second], officer=chen, at=cast.NOON) == 0
    assert acknowledge(messages=[], officer=chen, at=cast.NOON) == 0
    assert count_unread(chen) == 0
    assert [(row.subject, row.detail) for row in trail("messages.acknowledged")] == [
        ("officer:chensiyuan", {"count": 1, "messages": [first]}),
        ("officer:chensiyuan", {"count": 1, "messages": [second]}),
    ]


def test_somebody_elses_message_looks_absent_and_nothing_of_the_request_is_done(officers):
    tell("alert:1", channels=())
    tell("alert:1", to="suming", channels=())
    own, other = Message.objects.order_by("id")
    with pytest.raises(NotFound):
        acknowledge(messages=[own.pk, other.pk], officer=officers["chensiyuan"], at=cast.NOON)
    with pytest.raises(NotFound):
        acknowledge(messages=[999_999], officer=officers["chensiyuan"], at=cast.NOON)
    assert not Message.objects.exclude(acknowledged_at=None).exists()


def test_what_tells_of_a_report_withdrawn_from_sight_is_gone_with_it(officers, register):
    report = Matter.objects.get(pk=register(cast.report()))
    tell("alert:1", to="hemin", channels=(), matter_id=report.pk)
    assert count_unread(officers["hemin"]) == 1
    Matter.objects.update(guarded=True)
    assert count_unread(officers["hemin"]) == 0
    with pytest.raises(NotFound):
        acknowledge(messages=[Message.objects.get().pk], officer=officers["hemin"], at=cast.NOON)


def test_acknowledging_moves_nothing_and_stops_no_delivery(files, officers, register):
    """已阅知 says that it was seen; what is overdue stays where it is listed."""
    key = register()
    before = Matter.objects.get(pk=key).version
    reachable(officers["chensiyuan"])
    tell("alert:1", matter_id=key)
    acknowledge(messages=[Message.objects.get().pk], officer=officers["chensiyuan"], at=cast.NOON)
    assert Matter.objects.get(pk=key).version == before
    deliver(at=cast.NOON, clock=Hand(cast.NOON))
    assert len(sent(files)) == 1


def test_a_page_too_far_shows_the_last_and_unknown_lists_what_is_unread(officers):
    for number in range(31):
        tell(f"alert:{number}", channels=())
    found = messages_page(officers["chensiyuan"], shown="nonsense", page=9)
    assert (found.shown, found.page, found.pages, found.total, len(found.lines)) == ("unread", 2, 2, 31, 1)
