"""苏明 is told whom at 湖里所 to give a matter, arranges skills and leave, and entrusts what she has ticked."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests import cast
from xiaobao.docket.actions.end_leave import end_leave
from xiaobao.docket.actions.entrust import entrust
from xiaobao.docket.actions.entrust_many import Named, entrust_many
from xiaobao.docket.actions.note_leave import note_leave
from xiaobao.docket.actions.set_skills import set_skills
from xiaobao.docket.assignment import loads_of, suggest
from xiaobao.docket.models import Matter, Recusal
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.staff.models import Leave, Skill
from xiaobao.vault.models import AuditEntry

DAY = {"since": cast.TODAY, "until": date(2026, 5, 25)}


@pytest.fixture
def many(register):
    """So many complaints of the same shop, nobody named for any."""

    def make(count):
        rows = (
            cast.complaint(external_id=f"1350206{number:013d}", digest=f"{number:016d}".encode())
            for number in range(count)
        )
        return [register(row) for row in rows]

    return make


def _suggest(officers, rulebook, who="suming"):
    found = suggest(Matter.objects.all(), officers[who], rulebook, cast.TODAY)
    return {
        key: (one.proposed.name, "".join(reason.text for reason in one.proposed.reasons))
        for key, one in found.items()
    }


def _leave(officers, who="suming", **changes):
    given = {"username": "chensiyuan", "substitute": "wenlan", **DAY} | changes
    return note_leave(officer=officers[who], at=cast.NOON, **given)


def _skills(officers, username, skills, before=(), who="suming"):
    return set_skills(username=username, skills=skills, before=before, officer=officers[who], at=cast.NOON)


def test_thirty_at_once_are_spread_evenly_in_a_handful_of_queries(
    many, officers, rulebook, django_assert_max_num_queries
):
    many(30)
    with django_assert_max_num_queries(8):
        found = suggest(Matter.objects.all(), officers["suming"], rulebook, cast.TODAY)
    assert Counter(one.proposed.username for one in found.values()) == {"chensiyuan": 15, "wenlan": 15}


def test_the_skill_goes_first_and_a_substitute_stands_in(many, officers, rulebook):
    (key,) = many(1)
    _skills(officers, "chensiyuan", ["food"])
    assert _suggest(officers, rulebook) == {key: ("陈思远", "专长：食品安全。在办0件。")}
    _leave(officers)
    assert _suggest(officers, rulebook) == {
        key: ("温岚", "陈思远（专长：食品安全）请假，由温岚代办。在办0件。")
    }


def test_who_was_asked_to_withdraw_and_who_has_it_are_left_out(many, officers, rulebook):
    first, second = many(2)
    entrust(matter_id=first, version=1, officer=officers["suming"], at=cast.NOON, handler="wenlan")
    Recusal.objects.create(
        matter_id=second, side="complainant", against="陈思远", asked_on=cast.TODAY, ground="relative"
    )
    found = _suggest(officers, rulebook)
    assert (found[first][0], found[second][0]) == ("陈思远", "温岚")


def test_an_insiders_report_weighs_for_nobody_who_may_not_know_of_it(register, officers):
    matter_id = register(cast.report())
    entrust(matter_id=matter_id, version=1, officer=officers["suming"], at=cast.NOON, handler="chensiyuan")
    Matter.objects.update(guarded=True)
    assert loads_of(officers["suming"]) == {"chensiyuan": 1}
    assert loads_of(officers["hemin"]) == {}


def test_ticked_matters_are_entrusted_each_by_itself(many, officers):
    first, second, third = many(3)
    named = [Named(first, 1, "chensiyuan"), Named(second, 7, "wenlan"), Named(third, 1, "lian")]
    outcomes = entrust_many(officer=officers["suming"], at=cast.NOON, named=named)
    assert [one.result for one in outcomes] == ["done", "changed", "refused"]
    again = entrust_many(officer=officers["suming"], at=cast.NOON, named=named[:1])
    assert [one.result for one in again] == ["already"]
    handlers = Matter.objects.order_by("id").values_list("handler__username", flat=True)
    assert list(handlers) == ["chensiyuan", None, None]


def test_skills_are_set_by_who_heads_the_office_and_leave_a_row(officers):
    _skills(officers, "wenlan", ["travel", "food"])
    assert set(Skill.objects.values_list("user__username", "matter_class")) == {
        ("wenlan", "food"), ("wenlan", "travel"),
    }  # fmt: skip
    row = AuditEntry.objects.get(act="skills.set")
    assert (row.subject, row.detail) == ("officer:wenlan", {"skills": ["food", "travel"], "before": []})
    with pytest.raises(Changed) as changed:
        _skills(officers, "wenlan", ["reports"], who="luyiheng")
    assert (changed.value.by, changed.value.what) == ("苏明", ("设置专长",))
    with pytest.raises(Refused, match="已不在本局的安排中"):
        _skills(officers, "wenlan", ["nothing"])
    with pytest.raises(NotAllowed):
        _skills(officers, "wenlan", [], who="chensiyuan")
    with pytest.raises(NotFound):
        _skills(officers, "lian", ["food"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"since": None}, "since"),
        ({"until": date(2026, 5, 20)}, "until"),
        ({"substitute": "lian"}, "substitute"),
        ({"substitute": "chensiyuan"}, "substitute"),
        ({"since": date(2026, 5, 24), "until": date(2026, 5, 28)}, "since"),
    ],
)
def test_a_leave_that_makes_no_sense_is_refused_at_its_field(officers, changes, field):
    _leave(officers)
    with pytest.raises(Refused) as refusal:
        _leave(officers, **changes)
    assert list(refusal.value.fields) == [field]
    assert Leave.objects.count() == 1


def test_a_leave_is_ended_early_once(officers):
    leave = _leave(officers, since=date(2026, 5, 18))
    end_leave(leave_id=leave.pk, until=DAY["until"], officer=officers["suming"], at=cast.NOON)
    assert not Leave.objects.on(cast.TODAY).exists()
    with pytest.raises(Changed) as changed:
        end_leave(leave_id=leave.pk, until=DAY["until"], officer=officers["luyiheng"], at=cast.NOON)
    assert changed.value.by == "苏明"
    later = _leave(officers, since=date(2026, 6, 1), until=date(2026, 6, 3))
    end_leave(leave_id=later.pk, until=later.until, officer=officers["suming"], at=cast.NOON)
    assert list(Leave.objects.all()) == [leave]
