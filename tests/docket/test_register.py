"""Registering: the received moment is a fact, and matter, words, person, clocks and history follow from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from tests import cast
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.models import Enterprise, Event, Matter, NumberSeries, Party
from xiaobao.law import NotInForce
from xiaobao.vault.identities import Person, reveal
from xiaobao.vault.texts import open_fields

QUIET = "酸奶已过保质期三天，店家拒绝退货。"


def clocks(matter_id):
    return {clock.clock: clock for clock in Matter.objects.get(pk=matter_id).clocks.all()}


def test_a_complaint_becomes_a_matter_with_its_words_its_shop_and_its_first_event(register):
    matter = Matter.objects.get(pk=register())
    assert (matter.number, matter.kind, matter.state, matter.is_open) == (
        "湖消〔2026〕000001",
        "complaint",
        "received",
        True,
    )
    assert (matter.received_at, matter.received_on) == (cast.at("2026-05-18"), date(2026, 5, 18))
    assert (matter.office.code, matter.category, matter.amount) == ("huli", "食品", Decimal("36.50"))
    assert (matter.respondent.name, matter.respondent.address) == (
        "厦门青禾生鲜超市有限公司",
        "福建省厦门市湖里区湖里街道虚构路1号",
    )
    told = cast.complaint().content
    assert matter.submission.content == told.replace("13900000001", "139****0001")
    assert open_fields(matter.submission.original) == {"content": told}
    assert matter.submission.requests == "退货,赔偿损失"
    assert matter.submission.object_path == "商品（产品）->食品->乳制品"
    assert [(event.verb, event.occurred_at) for event in matter.events.all()] == [
        ("register", cast.at("2026-05-18"))
    ]


def test_the_person_is_shown_masked_and_kept_sealed(register):
    party = Party.objects.select_related("identity").get(matter=register())
    assert (party.role, party.shown_name, party.shown_phone) == ("complainant", "林**", "139****0001")
    assert (party.named, party.masked_at_source) == (True, False)
    assert reveal(party.identity) == Person(name="林晓禾", phone="13900000001")


def test_neither_name_nor_phone_lies_readable_in_the_database(register):
    register(cast.complaint(content=QUIET))
    register(cast.report(content=QUIET))
    stored = connection.connection.serialize()
    assert "厦门青禾生鲜超市有限公司".encode() in stored
    for secret in ("林晓禾", "周喆", "13900000001", "13900000002"):
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            assert secret.encode(encoding) not in stored


@pytest.mark.parametrize(
    ("name", "named", "masked"),
    [("林晓禾", True, False), ("林**", True, True), ("匿名", False, False), ("", False, False)],
)
def test_a_masked_or_missing_name_is_known_as_such(register, name, named, masked):
    party = Party.objects.get(matter=register(cast.complaint(person_name=name)))
    assert (party.named, party.masked_at_source) == (named, masked)


def test_a_complaint_under_order_121_is_to_be_decided_in_seven_working_days(register):
    key = register()
    (clock,) = clocks(key).values()
    assert (clock.clock, clock.regulation, clock.state) == (
        "complaint.acceptance",
        "samr-order-121",
        "running",
    )
    assert (clock.started_on, clock.due_on) == (date(2026, 5, 18), date(2026, 5, 27))
    assert (clock.due_earliest, clock.due_latest) == (date(2026, 5, 27), date(2026, 5, 27))
    assert clock.provisional is False
    assert clock.basis == "《市场监督管理投诉举报处理办法》第十五条第一款"
    assert clock.derivation.splitlines() == [
        "2026年5月18日（星期一）收到投诉，当日不计入（《市场监督管理投诉举报处理办法》第四十五条）。",
        "自下一工作日2026年5月19日（星期二）起算，期限为7个工作日。",
        "第7个工作日为2026年5月27日（星期三），期限届满。",
        "依据：《市场监督管理投诉举报处理办法》第十五条第一款。",
    ]
    matter = Matter.objects.get(pk=key)
    assert (matter.next_due, matter.next_clock, matter.provisional) == (
        date(2026, 5, 27),
        "complaint.acceptance",
        False,
    )


def test_a_complaint_of_2021_stands_under_order_20_and_passes_over_the_dragon_boat_festival(register):
    key = register(cast.complaint(received_at=cast.at("2021-06-07")))
    (clock,) = clocks(key).values()
    assert (Matter.objects.get(pk=key).regulation, clock.regulation) == ("samr-order-20", "samr-order-20")
    assert clock.due_on == date(2021, 6, 17)
    assert "市场监督管理投诉举报处理暂行办法" in clock.basis


def test_a_report_is_to_be_checked_in_fifteen_working_days(register):
    (clock,) = clocks(register(cast.report())).values()
    assert (clock.clock, clock.regulation, clock.due_on) == ("report.check", "samr-order-2", date(2026, 6, 8))


def test_the_day_is_the_day_in_xiamen(register):
    late = cast.at("2026-05-19", "00:30")
    matter = Matter.objects.get(pk=register(cast.complaint(received_at=late)))
    assert matter.received_on == date(2026, 5, 19)


def test_a_finished_row_arrives_finished(register):
    key = register(
        cast.complaint(
            decision="accepted",
            decided_at=cast.at("2026-05-18", "15:00"),
            outcome="settled",
            closed=True,
            closed_at=cast.at("2026-05-19"),
            recovered=Decimal("36.50"),
        )
    )
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.is_open, matter.has_running_clock) == ("closed", False, False)
    assert [event.verb for event in matter.events.all()] == ["register", "accept", "settle", "close"]
    track = matter.complaint
    assert (track.decision, track.decided_on, track.outcome, track.concluded_on, track.recovered) == (
        "accepted",
        date(2026, 5, 18),
        "settled",
        date(2026, 5, 19),
        Decimal("36.50"),
    )
    assert {(c.clock, c.state, c.stopped_on) for c in clocks(key).values()} == {
        ("complaint.acceptance", "stopped", date(2026, 5, 18)),
        ("complaint.mediation", "stopped", date(2026, 5, 19)),
    }


def test_a_declined_row_stops_the_clock_and_keeps_the_reason(register):
    key = register(
        cast.complaint(
            decision="declined", decided_at=cast.at("2026-05-19"), decline_reason="不属于市场监管部门职责。"
        )
    )
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.is_open) == ("declined", True)
    assert matter.complaint.decline_reason == "不属于市场监管部门职责。"
    assert clocks(key)["complaint.acceptance"].stopped_on == date(2026, 5, 19)


def test_a_filed_report_starts_the_case(register):
    key = register(cast.report(decision="filed", decided_at=cast.at("2026-05-19")))
    found = clocks(key)
    assert found["report.check"].stopped_on == date(2026, 5, 19)
    # 90 natural days: 12 in May, 30 in June, 31 in July, 17 in August.
    assert (found["case.decision"].state, found["case.decision"].due_on) == ("running", date(2026, 8, 17))
    assert set(found) == {"report.check", "case.decision"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("周喆", {"report.check", "report.filing_notice"}),
        ("匿名", {"report.check"}),
        ("", {"report.check"}),
    ],
)
def test_under_order_20_only_a_named_reporter_is_owed_the_filing_notice(register, name, expected):
    key = register(
        cast.report(
            person_name=name,
            received_at=cast.at("2022-05-16"),
            decision="not_filed",
            decided_at=cast.at("2022-05-18"),
        )
    )
    assert set(clocks(key)) == expected


def test_a_finished_work_order_with_no_day_of_decision_has_a_stopped_clock_without_a_day(register):
    key = register(
        cast.complaint(
            system="hotline_12345",
            channel="12345",
            decision="accepted",
            decided_at=None,
            outcome="settled",
            closed=True,
            closed_at=cast.at("2026-05-19"),
        )
    )
    (clock,) = clocks(key).values()
    assert (clock.clock, clock.state, clock.stopped_on) == ("complaint.acceptance", "stopped", None)
    assert [(e.verb, e.occurred_at) for e in Event.objects.filter(matter=key, verb="accept")] == [
        ("accept", None)
    ]


def test_an_unfinished_work_order_accepted_on_an_unknown_day_counts_from_receipt_provisionally(register):
    key = register(
        cast.complaint(system="hotline_12345", channel="12345", decision="accepted", decided_at=None)
    )
    clock = clocks(key)["complaint.mediation"]
    # Sixty natural days after 18 May: 13 in May, 30 in June, 17 in July.
    assert (clock.state, clock.started_on, clock.due_earliest) == (
        "running",
        date(2026, 5, 18),
        date(2026, 7, 17),
    )
    assert (clock.provisional, clock.due_on) == (True, None)
    assert clock.derivation.splitlines()[0] == "来源未载明受理日，暂从收到之日起算（宁早勿晚）。"
    matter = Matter.objects.get(pk=key)
    assert (matter.next_due, matter.provisional) == (date(2026, 7, 17), True)


def test_the_hotlines_own_deadlines_stand_beside_the_statutory_clock_and_the_strictest_leads(register):
    due = (
        ("hotline.city", cast.at("2026-05-25")),
        ("hotline.district", cast.at("2026-05-22")),
    )
    key = register(cast.complaint(system="hotline_12345", channel="12345", external_due=due))
    assert {name: clock.due_earliest for name, clock in clocks(key).items()} == {
        "hotline.city": date(2026, 5, 25),
        "hotline.district": date(2026, 5, 22),
        "complaint.acceptance": date(2026, 5, 27),
    }
    matter = Matter.objects.get(pk=key)
    assert (matter.next_due, matter.next_clock) == (date(2026, 5, 22), "hotline.district")


def test_a_clock_reaching_a_year_nobody_has_loaded_is_provisional(register):
    key = register(
        cast.complaint(
            received_at=cast.at("2026-11-18"), decision="accepted", decided_at=cast.at("2026-11-20")
        )
    )
    clock = clocks(key)["complaint.mediation"]
    assert (clock.provisional, clock.due_on, clock.due_latest) == (True, None, None)
    assert clock.due_earliest == date(2027, 1, 19)


def test_numbers_run_without_gaps_by_the_year_received(register, officers, rulebook):
    rows = [
        cast.complaint(external_id=f"E{n}", received_at=cast.at(day))
        for n, day in enumerate(("2026-05-18", "2025-12-31", "2026-01-01", "2025-03-03", "2026-02-02"))
    ]
    keys = register_many(rows, batch=None, rulebook=rulebook, at=cast.NOON)
    register(cast.complaint(external_id="E9"))
    assert [Matter.objects.get(pk=key).number for key in keys] == [
        "湖消〔2026〕000001",
        "湖消〔2025〕000001",
        "湖消〔2026〕000002",
        "湖消〔2025〕000002",
        "湖消〔2026〕000003",
    ]
    assert dict(NumberSeries.objects.values_list("year", "last")) == {2026: 4, 2025: 2}


def test_all_rows_are_registered_or_none_and_no_number_is_lost(register, officers, rulebook):
    rows = [
        cast.complaint(external_id="E1"),
        cast.complaint(external_id="E2", received_at=cast.at("2019-12-31")),
    ]
    with pytest.raises(NotInForce):
        register_many(rows, batch=None, rulebook=rulebook, at=cast.NOON)
    assert (Matter.objects.count(), NumberSeries.objects.count()) == (0, 0)
    assert Matter.objects.get(pk=register()).number == "湖消〔2026〕000001"


def test_one_shop_named_twice_is_one_enterprise_and_a_wrong_credit_code_is_not_taken_over(register):
    register(cast.complaint(external_id="E1", respondent_uscc="91350206MA5181260X"))
    register(cast.complaint(external_id="E2"))
    assert [(e.name, e.credit_code) for e in Enterprise.objects.all()] == [("厦门青禾生鲜超市有限公司", "")]


def test_a_right_credit_code_is_kept(register):
    register(cast.complaint(respondent_uscc="91350206MA5181260Q"))
    assert Enterprise.objects.get().credit_code == "91350206MA5181260Q"


def test_columns_without_a_field_of_their_own_are_kept(register):
    matter = Matter.objects.get(pk=register(cast.complaint(extra={"催办次数": "3"})))
    assert matter.submission.extra == {"催办次数": "3"}
