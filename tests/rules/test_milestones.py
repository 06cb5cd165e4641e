"""Which step of a case may be recorded when: a table of the procedure, pure and without a database."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.docket.case_clocks import CASE_CLOCKS
from xiaobao.rules import milestones
from xiaobao.rules.decision import ALLOWED, REFUSED
from xiaobao.rules.milestones import STEPS, Done, MilestoneFacts, Stage
from xiaobao.rules.workflow import State

TODAY = date(2026, 7, 1)
FILED = MilestoneFacts(
    state=State.FILED, today=TODAY, received_on=date(2026, 5, 18), filed_on=date(2026, 5, 20)
)
DECIDED = MilestoneFacts(
    state=State.DECIDED,
    today=TODAY,
    received_on=date(2026, 5, 18),
    filed_on=date(2026, 5, 20),
    decided_on=date(2026, 6, 20),
    outcome=1,
)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def done(*told: tuple[str, str]) -> tuple[Done, ...]:
    return tuple(Done(event, date.fromisoformat(on)) for event, on in told)


def checked(law, event, on="2026-06-30", facts=FILED, days=None):
    return milestones.check_milestone(
        event=event, on=date.fromisoformat(on), document="", days=days, facts=facts, law=law
    )


def test_every_start_and_stop_of_a_followed_clock_of_a_case_is_a_step_or_an_act(law):
    by_acts = {
        "case.filed", "case.decided", "case.terminated", "case.closed", "penalty.decided",
        "transfer.reported", "transfer.decided",
    }  # fmt: skip
    rows = [row for row in law.clocks() if row.id in CASE_CLOCKS]
    events = {one.event for row in rows for one in (row.start, *row.stops)}
    steps = {step.event for step in STEPS} | {event for step in STEPS for event in step.also}
    assert events - steps == by_acts


def test_every_step_has_a_name_and_an_article(law):
    for step in STEPS:
        assert milestones.label(step.event, law) != step.event
        assert milestones.basis(step.event, law).startswith("《")


def test_the_steps_stand_in_the_order_of_the_procedure():
    stages = [step.stage for step in STEPS]
    assert stages == sorted(stages, key=list(Stage).index)


@pytest.mark.parametrize(
    ("event", "facts", "words"),
    [
        ("penalty.served", FILED, "没有“"),
        ("goods.sealed", DECIDED, "没有“"),
        ("evidence.handled", FILED, "还没有登记“"),
        ("police.filed", FILED, "还没有批准移送公安机关"),
        ("nothing", FILED, "请选择"),
    ],
)
def test_what_has_not_come_yet_or_is_over_is_refused(law, event, facts, words):
    decision = checked(law, event, facts=facts)
    assert decision.outcome == REFUSED
    assert words in decision.reasons[0].text


def test_a_step_that_ends_another_comes_once_for_each(law):
    one = MilestoneFacts(
        **{**_fields(FILED), "done": done(("goods.sealed", "2026-05-21"), ("goods.released", "2026-05-25"))}
    )
    assert checked(law, "goods.released", facts=one).outcome == REFUSED
    two = MilestoneFacts(**{**_fields(one), "done": (*one.done, *done(("goods.sealed", "2026-06-01")))})
    assert checked(law, "goods.released", facts=two).outcome == ALLOWED


def test_while_the_bureaus_own_period_runs_it_does_not_begin_again_but_a_partys_may(law):
    sealed = MilestoneFacts(**{**_fields(FILED), "open_clocks": frozenset({"case.sealing", "case.defence"})})
    assert "仍在计时" in checked(law, "goods.sealed", facts=sealed).reasons[0].text
    assert checked(law, "penalty_notice.served", facts=sealed).outcome == ALLOWED


def test_goods_are_not_released_while_days_are_left_out_of_the_sealing(law):
    waiting = MilestoneFacts(
        **{
            **_fields(FILED),
            "done": done(("goods.sealed", "2026-05-21")),
            "open_clocks": frozenset({"case.sealing"}),
            "left_out": frozenset({"case.sealing"}),
        }
    )
    assert "先登记其结束" in checked(law, "goods.released", facts=waiting).reasons[0].text


@pytest.mark.parametrize(
    ("event", "on", "words"),
    [
        ("goods.sealed", "2026-07-02", "不能晚于今天"),
        ("goods.sealed", "2026-05-17", "不能早于收到举报之日"),
        ("penalty_notice.served", "2026-05-19", "不能早于立案之日"),
    ],
)
def test_the_day_lies_within_the_case(law, event, on, words):
    assert words in checked(law, event, on).reasons[0].text


def test_a_hearing_and_an_announcement_are_left_out_of_the_period_by_an_act_of_their_own(law):
    noticed = MilestoneFacts(**{**_fields(FILED), "done": done(("penalty_notice.served", "2026-06-01"))})
    for event in ("hearing.held", "public_notice.published"):
        said = "".join(reason.text for reason in checked(law, event, facts=noticed).reasons)
        assert "不计入办案期限" in said


def _fields(facts: MilestoneFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in MilestoneFacts.__dataclass_fields__}
