"""Deciding several complaints: each for itself, none twice, none that was not chosen."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket.actions.decide_many import Choice, decide_many
from xiaobao.docket.actions.note import add_note
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import Document, Event, Matter
from xiaobao.docket.undecided import among, undecided, why_not
from xiaobao.rules.workflow import Act

WORDS = "购买数量明显超出生活消费需要，不能证明与商家存在消费者权益争议。"


@pytest.fixture
def three(register) -> list[int]:
    """Three complaints at 湖里所 that wait for a decision; the name in the last one is masked."""
    changes = ({}, {"person_name": "王**"})
    others = [
        register(
            cast.complaint(
                external_id=f"135020620260518000010{n}", digest=f"o{n}".ljust(16).encode(), **change
            )
        )
        for n, change in enumerate(changes)
    ]
    return [register(), *others]


def accept(key: int, version: int = 1, **more: object) -> Choice:
    """Return the choice to accept."""
    return Choice(key, version, Act.ACCEPT, **more)


def decline(key: int, **changes: object) -> Choice:
    """Return the choice to decline as not consumption."""
    return Choice(
        key, 1, Act.DECLINE, **{"ground": 3, "evidence": ("投诉记录12件",), "words": WORDS} | changes
    )


def test_each_is_decided_by_its_own_choice(officers, three) -> None:
    first, second, third = three
    told = decide_many(officer=officers["chensiyuan"], at=cast.NOON, choices=[accept(first), decline(second)])
    assert [outcome.result for outcome in told] == ["done", "done"]
    assert [outcome.document.matter_id for outcome in told] == [first, second]
    states = dict(Matter.objects.values_list("pk", "state"))
    assert states == {first: "accepted", second: "declined", third: "received"}
    assert Matter.objects.get(pk=third).version == 1


def test_one_that_is_refused_leaves_the_others_as_they_are(officers, three) -> None:
    first, second, third = three
    told = decide_many(
        officer=officers["chensiyuan"],
        at=cast.NOON,
        choices=[decline(first, evidence=()), accept(second), accept(third)],
    )
    assert [outcome.result for outcome in told] == ["refused", "done", "refused"]
    assert told[0].fields == {"evidence": "请写明所依据的材料。"}
    assert told[0].choice.words == WORDS
    assert "addressee" in told[2].fields
    assert Matter.objects.get(pk=first).state == "received"
    assert Document.objects.filter(matter=second).count() == 1


def test_asking_again_does_nothing_twice(officers, three) -> None:
    choices = [accept(three[0]), decline(three[1])]
    first = decide_many(officer=officers["chensiyuan"], at=cast.NOON, choices=choices)
    events = Event.objects.count()
    again = decide_many(officer=officers["chensiyuan"], at=cast.NOON, choices=choices)
    assert [outcome.result for outcome in again] == ["already", "already"]
    assert [outcome.document for outcome in again] == [outcome.document for outcome in first]
    assert Event.objects.count() == events


def test_another_officer_who_was_first_is_named(officers, three) -> None:
    decide_many(officer=officers["suming"], at=cast.NOON, choices=[accept(three[0])])
    told = decide_many(
        officer=officers["chensiyuan"], at=cast.NOON, choices=[accept(three[0]), decline(three[0])]
    )
    assert [outcome.result for outcome in told] == ["changed", "changed"]
    assert told[0].sentence.startswith("苏明已于 2026-05-20 12:00 对此件受理")


def test_what_happened_since_it_was_decided_is_not_taken_for_the_same_decision(officers, three) -> None:
    officer = officers["chensiyuan"]
    decide_many(officer=officer, at=cast.NOON, choices=[accept(three[0])])
    told = decide_many(officer=officer, at=cast.NOON, choices=[decline(three[0])])
    assert [outcome.result for outcome in told] == ["changed"]


def test_a_complaint_out_of_reach_looks_absent(officers, three) -> None:
    told = decide_many(officer=officers["lian"], at=cast.NOON, choices=[accept(three[0])])
    assert (told[0].result, told[0].code) == ("refused", "DKT-001")


def test_a_post_that_may_not_decide_decides_nothing(officers, three) -> None:
    told = decide_many(officer=officers["hemin"], at=cast.NOON, choices=[accept(three[0])])
    assert (told[0].result, told[0].code) == ("refused", "DKT-002")


def test_only_accept_and_decline_are_decided_in_bulk(officers, three) -> None:
    told = decide_many(officer=officers["suming"], at=cast.NOON, choices=[Choice(three[0], 1, Act.CLOSE)])
    assert told[0].result == "refused"


def test_the_list_holds_what_waits_in_the_filter_with_the_proposal_shown(
    officers, three, register, rulebook
) -> None:
    register(cast.report())
    decide_many(officer=officers["chensiyuan"], at=cast.NOON, choices=[accept(three[0])])
    page = undecided(officers["chensiyuan"], Filter(kind="complaint"), rulebook, cast.TODAY)
    assert ([row.id for row in page.rows], page.total) == (three[1:], 2)
    assert page.rows[0].proposal.outcome in {"accept", "ask", "decline"}
    assert [row.needs_addressee for row in page.rows] == [False, True]
    assert undecided(officers["lian"], Filter(), rulebook, cast.TODAY).rows == []
    assert among(officers["chensiyuan"], [three[2], three[0], three[1]], rulebook, cast.TODAY) == [
        page.rows[1],
        page.rows[0],
    ]


def test_what_stands_against_a_choice_is_said_before_it_is_confirmed(officers, three, rulebook) -> None:
    officer = officers["chensiyuan"]
    assert why_not(officer, accept(three[0]), rulebook) == {}
    assert set(why_not(officer, accept(three[2]), rulebook)) == {"addressee"}
    assert why_not(officer, accept(three[2], addressee="王小满"), rulebook) == {}
    assert set(why_not(officer, decline(three[0], ground=None, words=" "), rulebook)) == {"ground", "words"}
    assert set(why_not(officer, decline(three[0], words="不受理"), rulebook)) == {"words"}
    assert why_not(officer, accept(999_999), rulebook) == {}


def test_a_note_in_between_does_not_stand_in_the_way(officers, three) -> None:
    officer = officers["chensiyuan"]
    add_note(matter_id=three[0], officer=officer, at=cast.NOON, text="已电话核实。")
    version = Matter.objects.get(pk=three[0]).version
    told = decide_many(officer=officer, at=cast.NOON, choices=[accept(three[0], version)])
    assert told[0].result == "done"
