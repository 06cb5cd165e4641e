"""The morning digest: once a working day for whoever has something, by numbers alone, and never twice."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.a_complaint import Case
from tests.docket.channels_cast import Hand, reachable, sent
from tests.docket.channels_cast import files as files
from tests.docket.supervision_cast import RED_DAY, YELLOW_DAY, do, look
from xiaobao.docket.actions.ask_material import ask_material
from xiaobao.docket.actions.deliver import deliver
from xiaobao.docket.actions.digest import digest
from xiaobao.docket.actions.reply_order import reply_order
from xiaobao.docket.actions.set_preference import set_preference
from xiaobao.docket.actions.supervise import supervise
from xiaobao.docket.actions.tick import tick
from xiaobao.docket.models import Delivery, Heartbeat, Matter, Message, Stumble
from xiaobao.docket.rulebook import current


def write(day: str = "2026-05-20", clock: str = "09:00") -> int:
    """Write the digests of a day at a moment; how many are new."""
    return digest(at=cast.at(day, clock), rulebook=current())


def said(username: str, day: str = "2026-05-20") -> Message | None:
    """The digest of an officer for a day."""
    return Message.objects.filter(key=f"digest:{day}:{_pk(username)}").first()


def _pk(username: str) -> int:
    from xiaobao.staff.models import User

    return User.objects.get(username=username).pk


def title(username: str, day: str = "2026-05-20") -> str:
    """The title of the digest of an officer, empty without one."""
    found = said(username, day)
    return found.title if found else ""


@pytest.fixture
def matter(register) -> Matter:
    """林晓禾's complaint in 陈思远's hands."""
    return handled(register(), "chensiyuan")


def handled(key: int, username: str) -> Matter:
    """Give a matter to a handler."""
    found = Matter.objects.get(pk=key)
    found.handler_id = _pk(username)
    found.save(update_fields=["handler"])
    return found


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-05-22", "5月22日提要：3个工作日内届满1件"),
        ("2026-05-27", "5月27日提要：今日届满1件"),
        ("2026-05-28", "5月28日提要：逾期1件"),
        ("2026-06-30", "6月30日提要：逾期1件"),
    ],
)
def test_the_handler_is_told_how_many_press_and_their_numbers(matter, day, told):
    write(day)
    found = said("chensiyuan", day)
    assert found is not None
    assert (found.title, found.kind) == (told, "digest")
    assert matter.number in found.body


def test_whoever_has_nothing_gets_nothing(matter):
    assert write() == 0
    assert not Message.objects.exists()
    assert write("2026-05-22") == 4
    told = set(Message.objects.values_list("user__username", flat=True))
    assert told == {"chensiyuan", "suming", "luyiheng", "fangzhou"}


def test_a_head_is_told_of_the_whole_office_and_the_leader_of_the_bureau(matter):
    write("2026-05-28")
    assert title("suming", "2026-05-28") == title("fangzhou", "2026-05-28") == "5月28日提要：所辖逾期1件"
    found = said("luyiheng", "2026-05-28")
    assert found is not None
    assert found.body == "所辖全部来件：逾期1件"


def test_what_nobody_handles_is_told_to_whom_a_warning_would_go(register):
    key = register()
    write("2026-05-28")
    found = said("suming", "2026-05-28")
    assert found is not None
    assert found.title == "5月28日提要：逾期1件"
    assert Matter.objects.get(pk=key).number in found.body
    assert said("chensiyuan", "2026-05-28") is None


def test_of_many_only_the_first_are_named(register):
    for number in range(12):
        handled(register(cast.complaint(external_id=f"D{number:02}")), "chensiyuan")
    write("2026-05-28")
    found = said("chensiyuan", "2026-05-28")
    assert found is not None
    numbers = list(Matter.objects.order_by("pk").values_list("number", flat=True))
    assert found.body == f"逾期（12件）：{'、'.join(numbers[:10])}等12件"


def test_nobody_of_the_matter_is_named_nor_a_word_of_it(matter):
    write("2026-05-28")
    for message in Message.objects.all():
        for word in ("林", "139", "青禾", "酸奶", "湖里街道"):
            assert word not in message.title + message.body


def test_what_others_are_waited_for_is_said_by_what_is_waited_for(register, officers):
    case = Case(register(), officers)
    handled(case.key, "chensiyuan")
    case.do(ask_material, items=("购物小票",), due_on=date(2026, 5, 25))
    other = Case(register(cast.complaint(external_id="W2")), officers)
    handled(other.key, "chensiyuan")
    other.serve(other.accept(), channel="post", served_at=None, proof="挂号信收据001号。")
    other.consent("complainant", "mediation")
    write("2026-05-21")
    found = said("chensiyuan", "2026-05-21")
    assert found is not None
    assert "等待他人2件" in found.title
    assert "等待他人（补正核验1、送达1、对方同意调解1）" in found.body


def test_orders_are_told_to_who_owes_the_reply_and_then_to_who_judges(matter, officers):
    look(YELLOW_DAY)
    write(YELLOW_DAY, "09:01")
    assert "督办待回复1份" in title("suming", YELLOW_DAY)
    assert "督办" not in title("luyiheng", YELLOW_DAY)
    do(reply_order, "suming", officers, YELLOW_DAY, words="承办人外出。", measures="今日办结。")
    write(RED_DAY, "08:59")
    write(RED_DAY)
    assert "督办待审核1份" in title("luyiheng", RED_DAY)
    assert "等待他人1件" in title("suming", RED_DAY)
    assert "督办待回复" not in title("suming", RED_DAY)


@pytest.mark.parametrize(
    ("day", "clock"),
    [("2026-05-28", "08:59"), ("2026-05-30", "09:00"), ("2026-06-19", "10:00"), ("2026-05-28", "00:00")],
)
def test_before_the_office_opens_and_on_days_off_there_is_none(matter, day, clock, django_assert_num_queries):
    rulebook = current()
    with django_assert_num_queries(0):
        assert digest(at=cast.at(day, clock), rulebook=rulebook) == 0


def test_a_run_after_an_outage_gives_one_for_the_day_and_none_for_the_days_missed(matter):
    assert write("2026-05-22") == 4
    assert write("2026-05-28", "11:00") == 4
    days = {key.split(":")[1] for key in Message.objects.values_list("key", flat=True)}
    assert days == {"2026-05-22", "2026-05-28"}


def test_run_again_it_reads_one_row(matter, django_assert_num_queries):
    assert write("2026-05-28") == 4
    rulebook = current()
    with django_assert_num_queries(1):
        assert digest(at=cast.at("2026-05-28", "09:01"), rulebook=rulebook) == 0


def test_a_clock_stepping_back_and_forth_gives_exactly_one_for_each_day(matter):
    for day in (
        "2026-05-27",
        "2026-05-28",
        "2026-05-27",
        "2027-05-28",
        "2026-05-28",
        "2026-05-29",
        "2026-05-28",
    ):
        write(day)
    keys = [
        key for key in Message.objects.values_list("key", flat=True) if key.endswith(f":{_pk('chensiyuan')}")
    ]
    assert sorted(keys) == sorted(
        f"digest:{day}:{_pk('chensiyuan')}"
        for day in ("2026-05-27", "2026-05-28", "2026-05-29", "2027-05-28")
    )


def test_even_where_the_heartbeat_is_lost_nobody_is_told_twice(matter):
    write("2026-05-28")
    Heartbeat.objects.all().delete()
    assert write("2026-05-28", "15:00") == 0
    assert Message.objects.count() == 4


def test_it_goes_out_by_the_channels_an_officer_has_chosen(files, matter, officers):
    for who, chosen in (("chensiyuan", ("email",)), ("suming", ())):
        reachable(officers[who], "email", "sms")
        set_preference(
            officer=officers[who], at=cast.NOON, quiet_from=None, quiet_until=None, digest_channels=chosen
        )
    write("2026-05-28")
    (one,) = Delivery.objects.all()
    assert (one.channel, one.message.user.username) == ("email", "chensiyuan")
    at = cast.at("2026-05-28", "09:01")
    deliver(at=at, clock=Hand(at))
    assert [line["title"] for line in sent(files)] == ["5月28日提要：逾期1件"]


def test_after_closing_it_is_on_screen_only_for_by_morning_there_is_a_new_one(files, matter, officers):
    reachable(officers["chensiyuan"])
    set_preference(
        officer=officers["chensiyuan"],
        at=cast.NOON,
        quiet_from=None,
        quiet_until=None,
        digest_channels=("email",),
    )
    assert write("2026-05-28", "18:00") == 4
    assert not Delivery.objects.exists()


def test_an_insiders_report_is_counted_for_those_who_may_know_of_it_only(register, officers):
    report = handled(register(cast.report(received_at=cast.at("2026-04-20"))), "chensiyuan")
    Matter.objects.update(guarded=True)
    write()
    told = set(Message.objects.values_list("user__username", flat=True))
    assert told == {"chensiyuan", "suming", "luyiheng", "fangzhou"}
    Matter.objects.update(handler=None, office=officers["hemin"].user.posts.get().office)
    write("2026-05-21")
    found = Message.objects.filter(key__startswith="digest:2026-05-21")
    assert "hemin" not in set(found.values_list("user__username", flat=True))
    assert report.number in str(list(found.values_list("body", flat=True)))


def test_whoever_has_left_or_is_not_in_post_yet_gets_none(matter, officers):
    officers["chensiyuan"].user.posts.update(until=date(2026, 5, 28))
    write("2026-05-28")
    assert said("chensiyuan", "2026-05-28") is None
    assert title("suming", "2026-05-28") == "5月28日提要：逾期1件"


def test_a_fault_in_it_stops_neither_the_ladder_nor_the_heartbeat(matter, monkeypatch):
    monkeypatch.setattr("xiaobao.docket.actions.digest.Shares", _broken)
    at = cast.at("2026-05-28", "09:00")
    counts = tick(at=at, clock=Hand(at))
    assert (counts["digests"], counts["raised"] > 0) == (0, True)
    assert Heartbeat.objects.get(job="tick").finished_at == at
    assert Stumble.objects.get().error == "ZeroDivisionError"
    monkeypatch.undo()
    assert write("2026-05-28", "09:01") == 0
    assert write("2026-05-28", "09:02") == 4
    assert Stumble.objects.get().settled_at is not None


def _broken(*_given: object) -> None:
    raise ZeroDivisionError


def test_the_tick_writes_it(matter):
    at = cast.at("2026-05-28", "09:00")
    assert tick(at=at, clock=Hand(at))["digests"] == 4
    assert supervise(at=at, rulebook=current()).raised == 0
