"""How the facts of a mediation are said, and what the code lists of rules and tables share."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.mediation_cast import accepted, agree, noon
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.mediation_facts import footing, in_shanghai, moment_line, standing
from xiaobao.docket.models import Appraisal, ConsentSubject, Delegation, Matter, Session, SessionMode, Side
from xiaobao.rules import appraisal, consent, delegation, mediation


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("09:30", "2026年6月3日上午9时30分"),
        ("00:00", "2026年6月3日上午0时"),
        ("12:00", "2026年6月3日中午12时"),
        ("14:05", "2026年6月3日下午2时5分"),
    ],
)
def test_a_moment_is_said_as_a_letter_says_it(clock, said):
    assert moment_line(cast.at("2026-06-03", clock)) == said


def test_a_time_without_a_zone_is_in_china():
    there = cast.at("2026-06-03")
    assert in_shanghai(there.replace(tzinfo=None)) == there
    assert in_shanghai(there) is there


def test_rules_and_tables_know_the_same_codes():
    assert set(mediation.MODES) == set(SessionMode.values)
    assert set(mediation.RESULTS) == set(Session.Result.values)
    assert set(delegation.OUTCOMES) == set(Delegation.Outcome.values)
    assert set(appraisal.CHOICES) == set(Appraisal.Chosen.values)
    assert set(consent.SUBJECTS) <= set(ConsentSubject.values)
    assert {side: Side(side).label for side in consent.SIDES} == dict(consent.SIDES)


def test_where_both_sides_stand_is_read_in_four_queries(register, officers, django_assert_max_num_queries):
    key = accepted(register, officers)
    agree(key, officers, noon())
    matter = Matter.objects.get(pk=key)
    with django_assert_max_num_queries(4):
        assert standing(matter).mediation.both


def test_the_day_of_acceptance_an_export_gives_decides_whether_consent_is_needed(officers, rulebook):
    row = cast.complaint(
        received_at=cast.at("2024-06-24"), decision="accepted", decided_at=cast.at("2024-06-28")
    )
    [key] = register_many([row], batch=None, rulebook=rulebook, at=cast.at("2024-06-28"))
    there = footing(Matter.objects.get(pk=key), rulebook=rulebook, today=cast.TODAY)
    assert (there.accepted_on, delegation.needs_consent(there)) == (cast.at("2024-06-28").date(), False)
