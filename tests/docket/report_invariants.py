"""What must hold of every report and of everything around it, after whatever has happened.

Kept apart from the walk (``test_every_sequence_of_a_report``): each is a sentence about the whole docket.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.apps import apps
from django.db import connection
from hypothesis.stateful import RuleBasedStateMachine, invariant

from tests.docket.report_walk import NAME, PHONE
from xiaobao.docket import reckoning
from xiaobao.docket.clock_row import from_model
from xiaobao.docket.models import NO_CLOCK, Case, Document, Event, Matter, NumberSeries, Proposal
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import current
from xiaobao.rules import workflow
from xiaobao.rules.workflow import Act, State
from xiaobao.vault.audit import verify
from xiaobao.vault.models import AuditEntry

_DECISIONS = (Act.FILE.value, Act.NOT_FILE.value)


class Invariants(RuleBasedStateMachine):
    """Every sentence is asked after every step; ``officers`` are those there are, by user name."""

    officers: dict[str, Any] = {}

    def __init__(self) -> None:
        super().__init__()
        self.rulebook, self.done = current(), []
        self.seen_events = self.seen_audit = 0

    @invariant()
    def every_open_report_has_a_clock_or_a_reason_why_not(self) -> None:
        others = reckoning.binding_others(self.rulebook)
        for matter in Matter.objects.prefetch_related("clocks"):
            assert State(matter.state) in workflow.states("report")
            assert matter.is_open == (State(matter.state) not in workflow.FINAL)
            running = [
                one for one in matter.clocks.all() if one.state == "running" and one.clock not in others
            ]
            first = min((one.due_earliest for one in running), default=NO_CLOCK)
            assert matter.next_due == first, self.done
            assert matter.next_clock in {one.clock for one in running if one.due_earliest == first} | {""}
            assert bool(matter.next_clock) == bool(running)
            assert bool(matter.unclocked) == (matter.is_open and not running), self.done

    @invariant()
    def nothing_counts_on_a_report_that_is_over(self) -> None:
        over = Matter.objects.filter(is_open=False, clocks__state__in=("running", "paused"))
        assert not over.exists(), self.done

    @invariant()
    def every_clock_can_be_derived_again_from_its_ledger(self) -> None:
        for matter in Matter.objects.prefetch_related("clocks"):
            for row in map(from_model, matter.clocks.all()):
                assert reckoning.recompute(row, self.rulebook) == row, self.done
                # Where an export tells of an end without a day, no ledger can say so.
                if row.regulation and (row.state != "stopped" or row.stopped_on):
                    assert reckoning.state_of(row, self.rulebook) == row.state, self.done

    @invariant()
    def no_number_is_missing_or_given_twice(self) -> None:
        given = Counter(Document.objects.values_list("series", "year", "sequence"))
        for series, model in (("matter", Matter), ("case", Case)):
            given.update((series, *_digits(one)) for one in model.objects.values_list("number", flat=True))
        assert set(given.values()) <= {1}
        series = NumberSeries.objects.all()
        wanted = {(one.series, one.year, number) for one in series for number in range(1, one.last + 1)}
        assert set(given) == wanted, self.done

    @invariant()
    def every_act_left_one_event_and_one_row_of_the_trail(self) -> None:
        events = Event.objects.filter(actor__isnull=False).values_list("matter_id", "verb")
        trail = AuditEntry.objects.filter(act__startswith="matter.").exclude(act="matter.case_told")
        told = Counter((one.subject, one.act.removeprefix("matter.")) for one in trail)
        assert told == Counter((f"matter:{matter}", verb) for matter, verb in events), self.done

    @invariant()
    def no_event_and_no_row_of_the_trail_names_who_reported(self) -> None:
        events = list(Event.objects.filter(pk__gt=self.seen_events).values_list("pk", "data"))
        trail = list(AuditEntry.objects.filter(pk__gt=self.seen_audit).values_list("pk", "detail"))
        told = [json.dumps(data, ensure_ascii=False) for _, data in events + trail]
        assert [one for one in told if NAME in one or PHONE in one] == [], self.done
        self.seen_events = max((pk for pk, _ in events), default=self.seen_events)
        self.seen_audit = max((pk for pk, _ in trail), default=self.seen_audit)

    @invariant()
    def three_people_signed_every_decision_on_filing(self) -> None:
        signed = Proposal.objects.filter(decision="approved")
        for one in signed:
            assert None not in (one.reviewed_by_id, one.decided_by_id)
            assert len({one.proposed_by_id, one.reviewed_by_id, one.decided_by_id}) == 3, self.done
            assert one.review == "approved"
        taken = Event.objects.filter(verb__in=_DECISIONS, actor__isnull=False).count()
        assert signed.count() == taken, self.done

    @invariant()
    def no_case_is_without_a_number_and_none_filed_here_without_two_officers(self) -> None:
        here = set(_matters_with(Act.FILE))
        for case in Case.objects.all():
            assert case.number
            assert len(set(case.officers)) >= 2 or case.matter_id not in here
        assert here <= set(Case.objects.values_list("matter_id", flat=True))

    @invariant()
    def what_was_not_filed_here_says_on_what_ground_and_why(self) -> None:
        for matter in Matter.objects.filter(pk__in=_matters_with(Act.NOT_FILE)).select_related("report"):
            assert matter.report.decision == "not_filed"
            assert matter.report.ground or matter.report.unmet
            assert matter.report.reason

    @invariant()
    def an_insiders_report_is_there_only_for_who_may_know(self) -> None:
        for matter in Matter.objects.filter(guarded=True):
            for who, officer in self.officers.items():
                found = visible(officer).filter(pk=matter.pk).exists()
                assert found == sees(officer, matter), who

    def whole_at_the_end(self) -> None:
        """The trail holds together, and no table of the docket has who reported in plain words."""
        assert list(verify()) == []
        with connection.cursor() as cursor:
            for model in apps.get_app_config("docket").get_models():
                kept = repr(cursor.execute(f"SELECT * FROM {model._meta.db_table}").fetchall())
                assert NAME not in kept, (model, self.done)
                assert PHONE not in kept, (model, self.done)


def sees(officer: Any, matter: Matter) -> bool:
    """Whether an officer may know of the matter at all, said here once more in other words."""
    if officer.offices is not None and matter.office_id not in officer.offices:
        return False
    watches = officer.may("insider") and (officer.insiders is None or matter.office_id in officer.insiders)
    case = Case.objects.filter(matter=matter).first()
    handles = matter.handler_id == officer.user.pk or (
        case is not None and officer.user.name in case.officers
    )
    return bool(not matter.guarded or watches or handles)


def _matters_with(act: Act) -> list[int]:
    done = Event.objects.filter(verb=act.value, actor__isnull=False)
    return list(done.values_list("matter_id", flat=True))


def _digits(number: str) -> tuple[int, ...]:
    """The year and the place in its series of a number: 湖市监案〔2026〕3号."""
    return tuple(int(part) for part in "".join(one if one.isdigit() else " " for one in number).split())
