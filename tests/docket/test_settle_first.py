"""A complaint is with an enterprise before the bureau: how it gets there, what is said, and how it ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tests import cast
from tests.docket.a_complaint import Case
from tests.docket.settling_cast import (
    CODE,
    HANDED_OVER,
    LAST_DAY,
    MONDAY,
    TERMS,
    claimed,
    consumer_does,
    handed_over,
    market,
    now,
    partner_does,
    point,
    seat_of,
)
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.answer_partner import answer_partner
from xiaobao.docket.actions.ask_bureau import ask_bureau
from xiaobao.docket.actions.confirm import confirm
from xiaobao.docket.actions.confirm_settlement import confirm_settlement
from xiaobao.docket.actions.contact_consumer import contact_consumer
from xiaobao.docket.actions.deny_settlement import deny_settlement
from xiaobao.docket.actions.hand_in import hand_in
from xiaobao.docket.actions.propose_terms import propose_terms
from xiaobao.docket.actions.rate import rate
from xiaobao.docket.actions.recall import recall
from xiaobao.docket.actions.refuse_settling import refuse_settling
from xiaobao.docket.actions.say_to_consumer import say_to_consumer
from xiaobao.docket.actions.see_contact import see_contact
from xiaobao.docket.actions.settle_first import settle_first
from xiaobao.docket.actions.share_contact import share_contact
from xiaobao.docket.actions.withdraw import withdraw
from xiaobao.docket.board_counts import ended_lines
from xiaobao.docket.diversions import by_code, new_code, of_partner
from xiaobao.docket.endings import Ended, Measure, matters_ended
from xiaobao.docket.models import Diversion, Event, Exchange, Matter, Message, Seat
from xiaobao.docket.sitting import Sitting, sitting
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules.tiers import SettleFirst, Tiers
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.texts import open_text


@pytest.fixture
def case(register, officers) -> Case:
    """林晓禾's complaint, received on Monday 2026-05-18."""
    return Case(register(), officers)


@pytest.fixture
def shop(officers):
    """青禾生鲜 with somebody who sits there."""
    return seat_of(market())


@pytest.fixture
def diversion(case, shop):
    """The complaint handed over the same Monday."""
    return handed_over(case.key, case.officers["chensiyuan"], shop.partner)


@pytest.fixture
def run_on(rulebook, monkeypatch):
    """A bureau that has chosen that its own period runs on."""
    chosen = Tiers(settle_first=SettleFirst(acceptance="run_on"))
    monkeypatch.setitem(rulebook.locality.__dict__, "tiers", chosen)


def acceptance(case):
    """The clock of the decision on acceptance: state, first day, last day."""
    clock = case.clock("complaint.acceptance")
    return clock.state, clock.ledger[0]["on"], clock.due_on


def test_handed_over_the_bureaus_period_stops_and_says_why(case, diversion):
    matter = case.matter
    assert (matter.state, matter.is_open, matter.has_running_clock) == ("settling", True, False)
    assert matter.unclocked == "先行和解中，届满、企业不同意或者消费者要求的，转回本局办理"
    assert (diversion.due_on, diversion.way, diversion.version) == (LAST_DAY, "odr", 1)
    assert case.complaint.diversion == "odr"
    assert case.clock("complaint.acceptance").ledger[-1] == {
        "kind": "stop", "on": "2026-05-18", "reason": "转先行和解，期间不计入本局期限（本局的选择）",
    }  # fmt: skip


def test_what_is_settled_first_is_neither_decided_in_time_nor_late(case, diversion):
    counted = lambda: list(matters_ended(Measure.ACCEPTANCE, Ended.ON_TIME, None, None))  # noqa: E731
    assert (counted(), ended_lines(Matter.objects.all(), MONDAY, cast.TODAY)) == ([], [])
    consumer_does(ask_bureau, diversion)
    case.do(accept, at=cast.at("2026-05-21"))
    assert counted() == [case.matter]


def test_the_code_stands_on_the_slip_and_nowhere_else(case, shop, dump, caplog):
    done = case.do(settle_first, at=HANDED_OVER, partner=shop.partner.pk, way="green_channel", how="platform")
    text = case.text_of(done.documents[0])
    code = text.partition("查询码：")[2][:14]
    assert by_code(code).matter_id == case.key
    assert "/public/look/" in text
    assert "可以随时要求由本局处理" in text
    assert "2026年6月1日" in text
    assert "受理期限自转回本局之日起计算" in text
    assert "林晓禾" not in text
    stored = repr(dump("docket_search")) + caplog.text
    assert code not in stored
    assert code.replace("-", "") not in stored


def test_a_code_is_read_however_it_is_typed(diversion):
    for typed in (CODE, "7k2m 9xqd h4tb", "７Ｋ２Ｍ９ＸＱＤＨ４ＴＢ", f" {CODE.lower()}\n"):
        assert by_code(typed).pk == diversion.pk
    for wrong in ("", "7K2M", CODE[:-1] + "C", "x" * 500):
        with pytest.raises(NotFound):
            by_code(wrong)
    assert new_code() != new_code()


def test_consumer_and_enterprise_settle(case, diversion, shop):
    partner_does(contact_consumer, diversion, shop, text="您好，我店愿意处理，请留言。")
    assert now(diversion).first_contact_at == cast.NOON
    consumer_does(answer_partner, diversion, text="希望退款。")
    partner_does(say_to_consumer, diversion, shop, text="可以。")
    partner_does(propose_terms, diversion, shop, text="退还货款。", amount=Decimal("36.50"))
    claimed(diversion, shop)
    assert case.matter.state == "settling"
    consumer_does(confirm_settlement, diversion, satisfaction=5)
    ended = now(diversion)
    assert (ended.ending, ended.confirmed_how, ended.satisfaction) == ("settled", "web", 5)
    assert (ended.terms, ended.settled, ended.ended_at) == (TERMS, Decimal("36.50"), cast.NOON)
    matter = case.matter
    assert (matter.state, matter.is_open, matter.has_running_clock) == ("reconciled", False, False)
    kinds = ["divert", "contact", "message", "message", "proposal", "claim", "confirm"]
    assert list(diversion.exchanges.values_list("kind", flat=True)) == kinds
    assert (ended.version, matter.version) == (7, 8)
    last = case.matter.events.latest("id")
    assert (last.verb, last.data) == ("confirm", {"by": "consumer", "confirmed": "web", "ending": "settled"})
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.actor_id, entry.post) == ("settling.confirm", None, "消费者")


def test_only_the_consumer_can_say_that_it_is_settled(case, diversion, shop):
    with pytest.raises(Refused, match="还没有报告和解结果"):
        consumer_does(confirm_settlement, diversion, satisfaction=None)
    claimed(diversion, shop)
    consumer_does(deny_settlement, diversion, words="没有收到退款。")
    assert (now(diversion).claimed_at, now(diversion).terms, now(diversion).settled) == (None, "", None)
    assert case.matter.state == "settling"


def test_refused_it_comes_back_and_the_period_begins_anew(case, diversion, shop):
    at = cast.at("2026-05-22")
    partner_does(refuse_settling, diversion, shop, words="商品没有问题。", at=at)
    assert (case.matter.state, now(diversion).ending, case.matter.office.code) == (
        "received",
        "refused",
        "huli",
    )
    # 2026-05-22 is a Friday: seven working days from Monday the 25th.
    assert acceptance(case) == ("running", "2026-05-22", date(2026, 6, 2))
    assert case.matter.next_due == date(2026, 6, 2)
    assert case.matter.unclocked == ""
    told = Message.objects.get(user=case.officers["suming"].user)
    assert (told.kind, told.title) == ("settling", f"{case.matter.number}：先行和解未成，转回本局办理")
    with pytest.raises(Refused, match="企业不同意和解"):
        partner_does(say_to_consumer, diversion, shop, text="等等。")


def test_the_consumer_asks_for_the_bureau_at_any_time(case, diversion):
    consumer_does(ask_bureau, diversion, words="")
    assert (case.matter.state, now(diversion).ending) == ("received", "consumer")
    assert acceptance(case)[:2] == ("running", "2026-05-20")
    assert case.matter.events.latest("id").data == {"by": "consumer", "ending": "consumer"}
    consumer_does(rate, diversion, satisfaction=2)
    assert now(diversion).satisfaction == 2
    with pytest.raises(Refused, match="已经评价过"):
        consumer_does(rate, diversion, satisfaction=5)


def test_an_officer_takes_it_back_with_a_reason_that_stays_inside(case, diversion):
    with pytest.raises(Refused) as refusal:
        case.do(recall, words=" ")
    assert set(refusal.value.fields) == {"words"}
    case.do(recall, words="涉及食品安全，由本局处理。")
    assert (case.matter.state, now(diversion).ending) == ("received", "officer")
    assert diversion.exchanges.latest("id").text == ""
    assert case.matter.events.latest("id").data == {"partner": "qinghe", "ending": "officer"}
    assert not Message.objects.filter(user=case.officers["chensiyuan"].user).exists()


def test_an_officer_records_what_the_consumer_confirms_by_phone(case, diversion):
    case.do(confirm, how="phone", terms="退款36.50元。", settled=Decimal("36.50"), satisfaction=4)
    ended = now(diversion)
    assert (case.matter.state, ended.ending, ended.confirmed_how) == ("reconciled", "settled", "phone")
    assert (ended.terms, ended.settled, ended.satisfaction) == ("退款36.50元。", Decimal("36.50"), 4)


def test_withdrawn_the_enterprise_has_nothing_left_to_do(case, diversion):
    case.do(withdraw, on=cast.TODAY, how="phone")
    assert (case.matter.state, now(diversion).ending) == ("withdrawn", "withdrawn")


def test_telling_counts_from_the_day_it_came_back(case, diversion):
    consumer_does(ask_bureau, diversion, at=cast.at("2026-06-01"))
    case.do(accept, at=cast.at("2026-06-08"))
    telling = case.clock("complaint.acceptance_notice")
    assert (telling.ledger[0]["on"], telling.due_on) == ("2026-06-01", date(2026, 6, 10))
    assert case.clock("complaint.acceptance").due_on == date(2026, 6, 10)


def test_with_run_on_the_bureaus_period_runs_meanwhile(case, shop, run_on):
    diversion = handed_over(case.key, case.officers["chensiyuan"], shop.partner)
    assert acceptance(case) == ("running", "2026-05-18", date(2026, 5, 27))
    consumer_does(ask_bureau, diversion, at=cast.at("2026-05-26"))
    assert acceptance(case) == ("running", "2026-05-18", date(2026, 5, 27))


def test_the_deadline_of_a_work_order_runs_on(register, officers, shop):
    due = (("hotline.city", cast.at("2026-05-25")),)
    case = Case(register(cast.complaint(external_due=due)), officers)
    handed_over(case.key, officers["chensiyuan"], shop.partner)
    assert (case.matter.next_clock, case.matter.unclocked) == ("hotline.city", "")


def test_handed_over_a_second_time_to_somebody_else(case, diversion, shop, officers):
    partner_does(refuse_settling, diversion, shop, words="不是我店的商品。")
    again = handed_over(case.key, officers["chensiyuan"], point(), at=cast.at("2026-05-21"))
    assert (again.due_on, case.matter.state) == (date(2026, 6, 4), "settling")
    assert acceptance(case)[:2] == ("stopped", "2026-05-20")
    with pytest.raises(Refused, match="先行和解中"):
        handed_over(case.key, officers["chensiyuan"], shop.partner)


def test_names_and_phones_do_not_pass_either_way_before_the_consumer_agrees(case, diversion, shop):
    consumer_does(answer_partner, diversion, text="我是林晓禾，请打13900000001。")
    partner_does(say_to_consumer, diversion, shop, text="好的林晓禾，我的电话13900000099。")
    mine, theirs = diversion.exchanges.filter(kind="message")
    assert "林晓禾" not in mine.text + theirs.text
    assert "13900000001" not in mine.text
    assert "13900000099" not in theirs.text
    assert open_text(mine.original) == "我是林晓禾，请打13900000001。"


def test_a_contact_is_seen_only_where_the_consumer_shares_it_and_the_look_is_on_record(case, diversion, shop):
    with pytest.raises(Refused, match="没有同意提供联系方式"):
        partner_does(see_contact, diversion, shop)
    consumer_does(share_contact, diversion)
    contact = partner_does(see_contact, diversion, shop)
    assert (contact.name, contact.phone) == ("林晓禾", "13900000001")
    assert "林晓禾" not in repr(contact)
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.actor_id) == ("settling.shown", shop.user.pk)
    assert diversion.exchanges.latest("id").kind == "shown"


def test_files_come_with_who_handed_them_in(case, diversion, shop):
    partner_does(hand_in, diversion, shop, files=[("退款.pdf", b"%PDF-1.4 x")], what="退款凭证")
    (attachment,) = case.matter.attachments.all()
    assert (attachment.shown_name, attachment.added_by) == ("附件1.pdf", shop.user)
    assert diversion.exchanges.latest("id").attachment == attachment
    with pytest.raises(Refused) as refusal:
        partner_does(hand_in, diversion, shop, files=[], what="")
    assert set(refusal.value.fields) == {"files"}


def test_two_at_once_the_second_is_told_what_the_first_did(case, diversion, shop):
    seen, opened = now(diversion).version, case.matter.version
    partner_does(propose_terms, diversion, shop, text="退款。", amount=None)
    with pytest.raises(Changed, match="企业已于 2026-05-20 12:00 对此件提出方案"):
        consumer_does(answer_partner, diversion, text="好。", version=seen)
    with pytest.raises(Changed, match=r"企业（袁青）已于 .*企业提出和解方案"):
        case.do(recall, words="收回。", version=opened)
    assert diversion.exchanges.count() == 2


def test_a_partner_reaches_its_own_and_nothing_else(register, officers, case, diversion, shop):
    other = seat_of(market(code="lanhai", name="厦门蓝海家居有限公司"), "luqiao", "陆桥")
    theirs = handed_over(
        register(cast.complaint(external_id="12350222002605180099")), officers["chensiyuan"], other.partner
    )
    assert list(of_partner(shop)) == [diversion]
    assert list(of_partner(other)) == [theirs]
    for verb, given in (
        (contact_consumer, {"text": "您好。"}),
        (hand_in, {"files": [("a.pdf", b"%PDF-1.4 x")], "what": ""}),
        (refuse_settling, {"words": "不同意。"}),
        (see_contact, {}),
    ):
        with pytest.raises(NotFound):
            partner_does(verb, diversion, other, **given)
    assert diversion.exchanges.count() == 1


@pytest.mark.parametrize("ended", ["seat", "account", "switched off"])
def test_whoever_lost_the_seat_meanwhile_can_do_nothing(diversion, shop, ended):
    if ended == "seat":
        Seat.objects.update(until=cast.TODAY)
    elif ended == "account":
        type(shop.partner).objects.update(closed_on=cast.TODAY)
    else:
        type(shop.user).objects.filter(pk=shop.user.pk).update(is_active=False)
    shop.user.refresh_from_db()
    assert sitting(shop.user, cast.TODAY) is None
    with pytest.raises(NotAllowed):
        partner_does(say_to_consumer, diversion, shop, text="您好。")


def test_an_officer_sits_nowhere(officers, shop):
    user = officers["hemin"].user
    Seat.objects.create(user=user, partner=shop.partner, since=cast.SINCE)
    assert sitting(user, cast.TODAY) is None
    assert sitting(shop.user, cast.TODAY) == Sitting(shop.user, shop.partner)


def test_exchanges_are_neither_edited_nor_removed(diversion):
    for change in (
        lambda: Exchange.objects.update(text="改"),
        lambda: Exchange.objects.filter(diversion=diversion).delete(),
    ):
        with pytest.raises(DatabaseError, match="appended"), transaction.atomic():
            change()


def test_what_is_written_about_it_holds_codes_only(case, diversion, shop):
    partner_does(say_to_consumer, diversion, shop, text="敏感内容甲乙丙")
    claimed(diversion, shop)
    told = [
        *Event.objects.values_list("data", flat=True),
        *AuditEntry.objects.values_list("detail", flat=True),
    ]
    assert "敏感内容甲乙丙" not in repr(told)
    assert TERMS not in repr(told)
    assert Diversion.objects.count() == 1
