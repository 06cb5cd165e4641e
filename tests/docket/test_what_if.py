"""What a change of rules would move, before anything is changed: counted by hand for a few matters."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from tests import cast, notices_2027
from tests.docket import rule_cast
from xiaobao.docket.actions.load_calendar import load_calendar
from xiaobao.docket.actions.supervise import supervise
from xiaobao.docket.models import Alert, Clock, Event, Matter, RuleKind
from xiaobao.docket.moves import Effect, Moves
from xiaobao.docket.rule_files import RuleFile
from xiaobao.docket.rulebook import current
from xiaobao.docket.what_if import what_if
from xiaobao.refusals import Refused

NOTICE_DAY = cast.at("2026-12-28")


def asked(file, at=cast.NOON) -> Moves:
    """What would move."""
    return what_if(file, rulebook=current(), at=at)


def shifts(moves: Moves) -> list[tuple[str, str, str | None, str | None]]:
    """Every warning that changes: clock, stage, moment before and after."""
    return [
        (group.clock, shift.stage, shift.effect.value, *(_said(one) for one in (shift.before, shift.after)))
        for group, shift, _number in moves.warnings()
    ]


def _said(moment):
    return moment.strftime("%m-%d %H:%M") if moment else None


class TestLadder:
    """A complaint of Monday 2026-05-18 is to be decided on by Wednesday the 27th."""

    def test_the_same_ladder_in_other_words_moves_nothing(self, own_home, register) -> None:
        register()
        moves = asked(rule_cast.ladder(("请抓紧办理。", "请尽快办理。")))
        assert (moves.groups, moves.counts()["clocks"]) == ((), 0)

    def test_a_reminder_a_day_earlier_comes_earlier(self, own_home, register) -> None:
        register()
        moves = asked(rule_cast.ladder(("left: 3\n", "left: 4\n")))
        assert shifts(moves) == [
            ("complaint.acceptance", "remind", "earlier", "05-22 09:00", "05-21 09:00"),
        ]
        assert moves.counts() == {
            "clocks": 0, "at_once": 0, "new": 0, "earlier": 1, "later": 0, "no_more": 0,
        }  # fmt: skip

    def test_a_reminder_whose_moment_is_past_already_fires_at_once(self, own_home, register) -> None:
        register()
        moves = asked(rule_cast.ladder(("left: 3\n", "left: 5\n")))
        assert shifts(moves) == [
            ("complaint.acceptance", "remind", "at_once", "05-22 09:00", "05-20 09:00"),
        ]

    def test_one_that_was_raised_already_is_not_raised_again(self, own_home, register) -> None:
        register()
        rule_cast.raised(Clock.objects.get(), "remind", cast.NOON)
        assert asked(rule_cast.ladder(("left: 3\n", "left: 5\n"))).groups == ()

    def test_a_stage_under_another_code_is_a_new_stage_and_the_old_one_is_gone(
        self, own_home, register
    ) -> None:
        register()
        rule_cast.raised(Clock.objects.get(), "remind", cast.NOON)
        file = rule_cast.ladder(
            (
                "- id: remind\n        grade: remind\n        left: 3",
                "- id: call\n        grade: remind\n        left: 3",
            )
        )
        assert shifts(asked(file)) == [("complaint.acceptance", "call", "new", None, "05-22 09:00")]

    def test_other_office_hours_move_every_stage(self, own_home, register) -> None:
        register()
        moves = asked(rule_cast.ladder(('opens: "09:00"', 'opens: "08:30"')))
        assert [(stage, effect, after) for _, stage, effect, _, after in shifts(moves)] == [
            ("remind", "earlier", "05-22 08:30"),
            ("urge", "earlier", "05-26 08:30"),
            ("yellow", "earlier", "05-27 08:30"),
            ("red", "earlier", "05-28 08:30"),
        ]

    def test_a_clock_put_on_another_ladder_is_weighed_by_its_stages(self, own_home, register) -> None:
        register()
        file = rule_cast.ladder(
            ("clocks: [complaint.mediation,", "clocks: [complaint.acceptance, complaint.mediation,")
        )
        assert shifts(asked(file)) == [
            ("complaint.acceptance", "remind_early", "at_once", None, "05-13 09:00"),
            ("complaint.acceptance", "remind", "at_once", "05-22 09:00", "05-20 09:00"),
            ("complaint.acceptance", "urge", "earlier", "05-26 09:00", "05-25 09:00"),
        ]

    def test_the_period_of_a_party_has_no_warnings_to_move(self, own_home, register) -> None:
        register()
        Clock.objects.update(clock="case.payment")
        assert asked(rule_cast.ladder(("left: 3\n", "left: 5\n"))).groups == ()

    def test_clocks_that_change_alike_stand_in_one_group(self, own_home, register) -> None:
        keys = [register(cast.complaint(external_id=f"E{number}")) for number in range(5)]
        moves = asked(rule_cast.ladder(("left: 3\n", "left: 4\n")))
        numbers = sorted(Matter.objects.filter(pk__in=keys).values_list("number", flat=True))
        assert [(group.clock, list(group.numbers)) for group in moves.groups] == [
            ("complaint.acceptance", numbers)
        ]

    def test_what_is_listed_is_what_the_next_run_does(self, own_home, register) -> None:
        register()
        register(cast.complaint(external_id="E2", received_at=cast.at("2026-05-15")))
        file = rule_cast.ladder(("left: 3\n", "left: 5\n"))
        supervise(at=cast.NOON, rulebook=current())
        before = set(Alert.objects.values_list("clock", "stage"))
        listed = {
            (Clock.objects.get(matter__number=number, clock=group.clock).pk, shift.stage)
            for group, shift, number in asked(file).warnings()
            if shift.effect is Effect.AT_ONCE
        }
        file.place.parent.mkdir(parents=True)
        file.place.write_text(file.text, encoding="utf-8")
        Clock.objects.update(watch_at=cast.NOON)
        supervise(at=cast.NOON, rulebook=current())
        assert set(Alert.objects.values_list("clock", "stage")) - before == listed
        assert len(listed) == 2


class TestCalendar:
    """Matters that reach into 2027, of which nobody knows yet when people will work."""

    def test_a_due_day_that_becomes_firm_is_listed_even_if_it_stays(self, own_home, register) -> None:
        register(
            cast.complaint(
                received_at=cast.at("2026-11-18"), decision="accepted", decided_at=cast.at("2026-11-20")
            )
        )
        (group,) = asked(rule_cast.notice(), NOTICE_DAY).groups
        assert (group.clock, group.before.earliest, group.before.latest) == (
            "complaint.mediation",
            date(2027, 1, 19),
            None,
        )
        assert (group.after.earliest, group.after.latest) == (date(2027, 1, 19), date(2027, 1, 19))

    def test_its_warnings_follow(self, own_home, register) -> None:
        register(cast.complaint(received_at=cast.at("2026-12-25")))
        moves = asked(rule_cast.notice(), NOTICE_DAY)
        ((group, _number),) = moves.clocks()
        assert (group.before.earliest, group.after.earliest) == (date(2027, 1, 4), date(2027, 1, 6))
        assert [(stage, effect, before, after) for _, stage, effect, before, after in shifts(moves)] == [
            ("remind", "later", "12-29 09:00", "12-31 09:00"),
            ("urge", "later", "12-31 09:00", "01-05 09:00"),
            ("yellow", "later", "01-04 09:00", "01-06 09:00"),
            ("red", "later", "01-05 09:00", "01-07 09:00"),
        ]

    def test_a_warning_after_a_firm_due_day_moves_though_the_day_does_not(self, own_home, register) -> None:
        # Due Thursday 2026-12-31; with the Monday after it made a day off the red card comes on Tuesday.
        register(cast.complaint(received_at=cast.at("2026-12-22")))
        assert Clock.objects.get().due_on == date(2026, 12, 31)
        file = rule_cast.notice(("last: 2027-01-03}", "last: 2027-01-04}"))
        moves = asked(file, NOTICE_DAY)
        assert moves.counts()["clocks"] == 0
        assert shifts(moves) == [("complaint.acceptance", "red", "later", "01-04 09:00", "01-05 09:00")]

    def test_a_deadline_that_another_system_states_never_moves(self, own_home, register) -> None:
        register(cast.complaint(external_due=(("hotline.city", cast.at("2027-01-08")),)))
        moves = asked(rule_cast.notice(), NOTICE_DAY)
        assert [group.clock for group in moves.groups if group.moves] == []

    @pytest.mark.parametrize("seed", range(3))
    def test_exactly_the_listed_clocks_move(self, own_home, register, tmp_path, seed) -> None:
        chance = random.Random(seed)
        for number in range(25):
            received = cast.at("2026-10-20") + timedelta(days=chance.randrange(69))
            row = cast.report if chance.random() < 0.4 else cast.complaint
            accepted = {"decision": "accepted", "decided_at": received + timedelta(days=1)}
            more = accepted if row is cast.complaint and chance.random() < 0.5 else {}
            register(row(external_id=f"E{number}", received_at=received, **more))
        moves = asked(rule_cast.notice(), NOTICE_DAY)
        listed = {(number, group.clock) for group, number in moves.clocks()}
        assert load_calendar(notices_2027.write(tmp_path), at=NOTICE_DAY) == len(listed) > 0
        events = Event.objects.filter(verb="recompute").select_related("matter")
        assert {(event.matter.number, clock) for event in events for clock in event.data["moved"]} == listed


class TestRegulation:
    """Another number of days in the law."""

    def test_the_clocks_of_the_row_move_and_no_others(self, own_home, register) -> None:
        key = register()
        register(cast.report())
        moves = asked(rule_cast.order_121("complaint.acceptance", 5))
        ((group, number),) = moves.clocks()
        assert number == Matter.objects.get(pk=key).number
        assert (group.clock, group.before.earliest, group.after.earliest) == (
            "complaint.acceptance", date(2026, 5, 27), date(2026, 5, 25),
        )  # fmt: skip
        assert moves.counts()["at_once"] == 1

    def test_a_regulation_that_forgets_a_running_clock_is_refused(self, own_home, register) -> None:
        register()
        text = rule_cast.ORDER_121.replace("id: complaint.acceptance\n", "id: complaint.admission\n")
        with pytest.raises(Refused) as refused:
            asked(RuleFile(RuleKind.REGULATION, "samr-order-121.yaml", text))
        assert refused.value.sentence.startswith(
            ("照这份文件，正在计时的“投诉受理决定”无法计算", "“samr-order-121.yaml”")
        )

    def test_a_clock_that_cannot_be_counted_today_either_keeps_no_change_from_service(
        self, own_home, register
    ) -> None:
        register()
        broken = Clock.objects.get(matter=register(cast.complaint(external_id="E2")))
        Clock.objects.filter(pk=broken.pk).update(ledger=[{"kind": "resume", "on": "2026-05-19"}])
        moves = asked(rule_cast.order_121("complaint.acceptance", 5))
        assert moves.counts() == {
            "clocks": 1, "at_once": 1, "new": 0, "earlier": 3, "later": 0, "no_more": 0, "unread": 1,
        }  # fmt: skip


class TestWrittenDown:
    """The list is kept as bytes and read back as it was."""

    def test_read_back_it_is_the_same_list_under_the_same_digest(self, own_home, register) -> None:
        register()
        register(cast.complaint(external_id="E2", received_at=cast.at("2026-12-25")))
        moves = asked(rule_cast.notice(), NOTICE_DAY)
        again = Moves.unpacked(moves.packed())
        assert (again.digest, again.counts()) == (moves.digest, moves.counts())
        assert set(again.groups) == set(moves.groups)

    def test_asked_twice_it_is_the_same_and_another_matter_makes_it_another(self, own_home, register) -> None:
        register()
        file = rule_cast.ladder(("left: 3\n", "left: 4\n"))
        first = asked(file).digest
        assert asked(file).digest == first
        register(cast.complaint(external_id="E2"))
        assert asked(file).digest != first
