"""The steps of a case: in their order, each with its day, moving the clocks the law ties to it."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import act, kept_without_words, refused
from tests.docket.case_cast import decided, filed, handed_over, matter, step
from tests.docket.conftest import clocks
from xiaobao.docket.actions.milestone import milestone
from xiaobao.docket.case_page import offered_steps
from xiaobao.docket.models import NO_CLOCK, Case, Event, Milestone
from xiaobao.refusals import NotAllowed

WORDS = "冷柜一组，见清单。"


def names(key, rulebook, day=cast.TODAY):
    """The steps offered, by their events."""
    return [one.event for one in offered_steps(matter(key), rulebook, day)]


def test_goods_sealed_start_a_clock_and_released_stop_it(register, officers):
    key = filed(register)
    given = {"document": "厦湖市监查封〔2026〕4号", "words": WORDS}
    done = step(key, officers["chensiyuan"], "goods.sealed", "2026-05-21", **given)
    clock = clocks(key)["case.sealing"]
    # Thirty days are Saturday 20 June; by the later reading the break of 端午 (19 to 21 June) is let pass.
    assert (clock.state, clock.due_on, clock.due_latest) == ("running", date(2026, 6, 20), date(2026, 6, 22))
    assert matter(key).next_due == date(2026, 6, 20)
    assert done.event.data == {"milestone": "goods.sealed", "on": "2026-05-21"}
    assert WORDS not in kept_without_words(key)
    kept = Milestone.objects.get()
    assert (kept.document, kept.words, kept.by.username) == ("厦湖市监查封〔2026〕4号", WORDS, "chensiyuan")
    step(key, officers["chensiyuan"], "goods.released", "2026-06-10")
    assert (clocks(key)["case.sealing"].state, matter(key).next_due) == ("stopped", date(2026, 8, 18))


def test_sealing_is_lengthened_once_by_thirty_days_and_no_more(register, officers):
    key = filed(register)
    step(key, officers["chensiyuan"], "goods.sealed", "2026-05-21")
    longer = {"document": "厦湖市监延封〔2026〕1号"}
    step(key, officers["chensiyuan"], "goods.sealing_extended", "2026-06-15", **longer)
    assert clocks(key)["case.sealing"].due_on == date(2026, 7, 20)
    again = refused(
        milestone, key, officers["chensiyuan"], event="goods.sealing_extended", on=date(2026, 7, 1),
        at=cast.at("2026-07-01"),
    )  # fmt: skip
    assert again.code == "RUL-207"


def test_a_second_sealing_counts_anew_and_the_former_run_stays_in_its_event(register, officers):
    key = filed(register)
    step(key, officers["chensiyuan"], "goods.sealed", "2026-05-21")
    twice = {"event": "goods.sealed", "on": date(2026, 5, 25), "at": cast.at("2026-05-25")}
    assert "仍在计时" in refused(milestone, key, officers["chensiyuan"], **twice).fields["event"]
    step(key, officers["chensiyuan"], "goods.released", "2026-06-01")
    done = step(key, officers["chensiyuan"], "goods.sealed", "2026-06-03")
    assert clocks(key)["case.sealing"].started_on == date(2026, 6, 3)
    former = done.event.data["former"]["case.sealing"]
    assert former["ledger"] == [{"kind": "start", "on": "2026-05-21"}, {"kind": "stop", "on": "2026-06-01"}]
    assert former["stopped_on"] == "2026-06-01"


def test_the_periods_of_a_party_are_shown_and_do_not_make_the_matter_overdue(register, officers):
    key = filed(register)
    step(key, officers["chensiyuan"], "penalty_notice.served", "2026-05-22")
    defence = clocks(key)["case.defence"]
    assert (defence.state, defence.due_on) == ("running", date(2026, 5, 29))
    assert matter(key).next_due == date(2026, 8, 18)
    assert matter(key).next_clock == "case.decision"


def test_a_penalty_is_pronounced_served_paid_and_performed(register, officers):
    key = filed(register)
    warned = {"published": False, "same_province": None, "words": "仅受到警告，依法不予公示。"}
    decided(key, officers["chensiyuan"], **warned)
    assert matter(key).next_due == NO_CLOCK
    assert matter(key).unclocked == "已作出处理决定，等待执行和结案"
    step(key, officers["chensiyuan"], "penalty.pronounced", "2026-07-01")
    assert clocks(key)["case.service"].due_on == date(2026, 7, 10)
    step(key, officers["chensiyuan"], "penalty.served", "2026-07-03", document="送达回证1号")
    assert clocks(key)["case.service"].state == "stopped"
    assert clocks(key)["case.payment"].due_on == date(2026, 7, 18)
    step(key, officers["chensiyuan"], "penalty.paid", "2026-07-10")
    step(key, officers["chensiyuan"], "penalty.performed", "2026-07-10")
    # Fifteen working days after Friday 10 July.
    assert clocks(key)["case.closing"].due_on == date(2026, 7, 31)
    assert Case.objects.get().closable_on == date(2026, 7, 10)
    assert matter(key).next_clock == "case.closing"


def test_steps_are_offered_in_the_order_of_the_case_by_what_has_happened(register, officers, rulebook):
    key = filed(register)
    assert names(key, rulebook) == [
        "evidence.preserved", "goods.sealed", "jurisdiction.disputed", "review.materials_received",
        "penalty_notice.served", "public_notice.published",
    ]  # fmt: skip
    step(key, officers["chensiyuan"], "penalty_notice.served", "2026-05-21")
    step(key, officers["chensiyuan"], "review.materials_received", "2026-05-21")
    assert names(key, rulebook, date(2026, 5, 21)) == [
        "evidence.preserved", "goods.sealed", "jurisdiction.disputed", "review.extended", "review.completed",
        "penalty_notice.served", "defence.made", "hearing.held", "public_notice.published",
    ]  # fmt: skip
    decided(key, officers["chensiyuan"])
    assert names(key, rulebook, date(2026, 7, 1)) == [
        "public_notice.published", "penalty.pronounced", "penalty.served", "penalty.published",
        "penalty.pushed", "penalty.overturned",
    ]  # fmt: skip


def test_a_step_says_which_clocks_it_moves(register, rulebook):
    said = {one.event: one.said for one in offered_steps(matter(filed(register)), rulebook, cast.TODAY)}
    assert said["goods.sealed"] == "实施查封、扣押（起算查封、扣押）"


def test_what_the_police_answer_is_followed_even_before_a_case_is_filed(register, officers):
    key = register(cast.report())
    assert (
        "还没有批准移送"
        in refused(milestone, key, officers["chensiyuan"], event="police.filed", on=cast.TODAY).fields[
            "event"
        ]
    )
    handed_over(key, officers)
    step(key, officers["chensiyuan"], "transfer.received_by_police", "2026-05-20")
    review = clocks(key)["crime_transfer.police_review"]
    assert (review.state, review.due_on) == ("running", date(2026, 5, 23))
    step(key, officers["chensiyuan"], "police.filed", "2026-05-22", document="立案通知书")
    found = clocks(key)
    assert found["crime_transfer.police_review"].state == "stopped"
    assert found["crime_transfer.hand_over"].due_on == date(2026, 5, 25)
    step(key, officers["chensiyuan"], "transfer.goods_handed_over", "2026-05-25")
    assert clocks(key)["crime_transfer.hand_over"].state == "stopped"


def test_refused_by_the_police_reconsideration_or_supervision_may_be_asked(register, officers):
    key = filed(register)
    handed_over(key, officers)
    step(key, officers["chensiyuan"], "police.refused", "2026-05-25")
    assert clocks(key)["crime_transfer.reconsideration_request"].due_on == date(2026, 5, 28)
    step(key, officers["chensiyuan"], "supervision.requested", "2026-05-26")
    assert clocks(key)["crime_transfer.reconsideration_request"].state == "stopped"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": date(2026, 5, 21)}, "on"),
        ({"on": date(2026, 5, 19), "event": "penalty_notice.served"}, "on"),
        ({"on": date(2026, 5, 17)}, "on"),
        ({"event": "penalty.paid"}, "event"),
        ({"event": "hearing.held"}, "event"),
        ({"event": ""}, "event"),
        ({"days": 5}, "days"),
    ],
)
def test_what_cannot_have_happened_is_refused(register, officers, wrong, field):
    given = {"event": "goods.sealed", "on": cast.TODAY} | wrong
    assert set(refused(milestone, filed(register), officers["chensiyuan"], **given).fields) == {field}


def test_evidence_preserved_while_the_report_was_checked_counts_from_that_day(register, officers):
    key = filed(register)
    act(milestone, key, officers["chensiyuan"], event="evidence.preserved", on=date(2026, 5, 19))
    assert clocks(key)["case.evidence_preservation"].due_on == date(2026, 5, 28)


def test_the_same_step_twice_is_refused(register, officers):
    key = filed(register)
    given = {"event": "public_notice.published", "on": cast.TODAY, "document": "公告1号"}
    act(milestone, key, officers["chensiyuan"], **given)
    act(
        milestone, key, officers["chensiyuan"], event="public_notice.deemed_served", on=date(2026, 6, 22),
        at=cast.at("2026-06-22"),
    )  # fmt: skip
    assert "已经登记" in refused(milestone, key, officers["chensiyuan"], **given).fields["event"]


def test_the_days_of_a_longer_review_are_those_approved(register, officers):
    key = filed(register)
    step(key, officers["chensiyuan"], "review.materials_received", "2026-05-21")
    given = {"event": "review.extended", "on": date(2026, 5, 25), "at": cast.at("2026-05-25")}
    assert set(refused(milestone, key, officers["chensiyuan"], **given).fields) == {"days"}
    act(milestone, key, officers["chensiyuan"], **given, days=5)
    assert clocks(key)["case.review"].due_on == date(2026, 6, 11)


@pytest.mark.parametrize("username", ["hemin", "fangzhou", "tangyue"])
def test_only_who_handles_cases_may(register, officers, username):
    with pytest.raises(NotAllowed):
        act(milestone, filed(register), officers[username], event="goods.sealed", on=cast.TODAY)


def test_a_complaint_has_no_case(register, officers):
    given = {"event": "goods.sealed", "on": cast.TODAY}
    assert refused(milestone, register(), officers["chensiyuan"], **given).code == "RUL-101"
    assert not Event.objects.filter(verb="milestone").exists()
