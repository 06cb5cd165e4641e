"""The clockwork killed, doubled, skipped, run by three at once, with its clock wrong: one effect per stage, always.

Real processes on a real database, SQLite's file and PostgreSQL's server. What has come of it is compared with
what comes of a run nobody disturbs, and looked over by itself.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.jobs.conftest import Bureau
from tests.jobs.ladder_work import BEFORE, RECEIVED
from tests.jobs.office import Office, errors
from tests.jobs.served import Served, copied, made
from tests.vault.conftest import cluster as cluster

AT = "2026-05-27T09:00+08:00"
"""Wednesday: the office opens."""
SPOILT = "2026-05-28"
"""One clock of this due day cannot be read, where an example says so."""
LONG = settings().max_examples > 100  # as in `make test-slow`
EACH = 75
"""Complaints of each day: four days of them have reached a stage, and half as many hotline deadlines."""


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """A home made by ``xiaobao init``, on either database, to copy."""
    if request.param == "sqlite":
        found: Bureau = request.getfixturevalue("first_home")
        return found
    return made(request.getfixturevalue("cluster"), tmp_path_factory.mktemp("served") / "var", "empty")


def begun(empty: Bureau, home: Path, received: tuple[str, ...], each: int, before: tuple[str, ...]) -> Bureau:
    """A home with complaints received on these days, the clockwork having run on the mornings before."""
    bureau = copied(empty, home)
    with closing(Office(bureau)) as office:
        on_ladder(office, "begin", received=list(received), each=each, before=list(before))
    return bureau


@pytest.fixture(scope="session")
def few(empty: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """Two complaints of each day, to copy."""
    return begun(empty, tmp_path_factory.mktemp("few") / "var", RECEIVED, 2, BEFORE)


@pytest.fixture(scope="session")
def many(empty: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """Enough complaints that three hundred clocks and more have reached a stage, to copy."""
    return begun(empty, tmp_path_factory.mktemp("many") / "var", RECEIVED, EACH, BEFORE)


Opened = Callable[[Bureau], Office]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Open an office in a copy of a home; every one is closed in the end."""
    offices: list[Office] = []

    def open_one(bureau: Bureau) -> Office:
        offices.append(Office(copied(bureau, tmp_path / str(len(offices)) / "var")))
        return offices[-1]

    yield open_one
    for office in offices:
        office.close()
        if isinstance(office.bureau, Served):
            office.bureau.drop()


def on_ladder(office: Office, work: str, **given: Any) -> list[Any]:
    """Have one process do a function of ``ladder_work``."""
    return office.alone("on_ladder", work=work, given=given)


def together(office: Office, *works: tuple[str, dict[str, Any]]) -> list[list[Any]]:
    """Have several processes do functions of ``ladder_work`` from one moment on."""
    on_ladder(office, "story")  # by now everything is imported
    begin = office.soon()
    return office.together(
        *(("on_ladder", {"work": work, "given": given | {"begin": begin}}) for work, given in works)
    )


def ran(office: Office, *moments: str, **how: Any) -> Counter[str]:
    """Let the clockwork run at these moments; what the runs did, counted together."""
    return counted(on_ladder(office, "runs", moments=list(moments), **how))


def counted(answers: list[Any]) -> Counter[str]:
    """What runs did, counted together; none has failed."""
    assert errors(answers) == []
    done: Counter[str] = Counter()
    for answer in answers:
        done.update({name: value for name, value in answer.items() if isinstance(value, int)})
    return done


def told(office: Office) -> dict[str, Any]:
    """What the ladder has come to."""
    return on_ladder(office, "story")[0]


def assert_whole(office: Office, at: str = AT) -> None:
    """Look everything over, with every stage owed at a moment."""
    assert on_ladder(office, "flaws", at=at) == []
    trail = office.bureau.run("audit", "verify", "--json")
    assert (trail.code, trail.document["flaws"]) == (0, []), trail.err


def stages(office: Office) -> Counter[tuple[str, str]]:
    """How often each stage was raised, by the due day it warned of; each on one clock once."""
    alerts = [tuple(alert[:4]) for alert in told(office)["alerts"]]
    assert max(Counter(alerts).values()) == 1
    return Counter((due, stage) for _, _, due, stage in alerts)


Told = Callable[[Bureau, str], dict[str, Any]]


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Tell what comes of one run at the hour that nobody disturbs, one clock spoilt or none."""

    @lru_cache
    def tell(bureau: Bureau, spoilt: str = "") -> dict[str, Any]:
        with closing(Office(copied(bureau, tmp_path_factory.mktemp("alone") / "var"))) as office:
            if spoilt:
                on_ladder(office, "spoil", due=spoilt)
            ran(office, AT)
            assert_whole(office)
            return told(office)

    return tell


def test_the_examples_reach_every_stage_that_morning(few: Bureau, opened: Opened):
    office = opened(few)
    before = stages(office)
    done = ran(office, AT)
    new = stages(office) - before
    assert new == Counter(
        {
            ("2026-05-26", "red"): 2,
            ("2026-05-27", "yellow"): 2 + 7,  # the hotline's seven fall due that day too
            ("2026-05-28", "urge"): 2,
            ("2026-06-01", "remind"): 2,
        }
    )
    assert (done["raised"], done["orders"], done["late_replies"], done["failed"]) == (15, 11, 2, 0)


def test_a_run_killed_before_any_of_its_statements_and_one_run_more_make_one_effect_a_stage(
    few: Bureau, opened: Opened, undisturbed: Told
):
    office = opened(few)
    on_ladder(office, "spoil", due=SPOILT)
    killed = office.alone("killed_at_every_statement", step=1 if LONG else 3, life="one_morning")
    assert len([one for one in killed if one["end"]]) >= 60
    assert (
        len([one for one in killed if one["changed"]]) >= 8
    )  # so many transactions were kept before the end
    ran(office, AT)
    assert told(office) == undisturbed(few, SPOILT)
    assert_whole(office)


def test_three_runs_killed_at_random_moments_and_one_run_more_make_one_effect_a_stage(
    many: Bureau, opened: Opened, undisturbed: Told
):
    office = opened(many)
    on_ladder(office, "spoil", due=SPOILT)
    how = {"rounds": 100 if LONG else 12, "seed": int(time.time()), "longest": 0.7, "batch": 20}
    ends = on_ladder(office, "runs_killed", moment=AT, workers=3, **how)
    assert 9 in {end for round_ in ends for end in round_}
    settle(office)
    ran(office, AT)
    assert told(office) == undisturbed(many, SPOILT)
    assert_whole(office)


def settle(office: Office) -> None:
    """A server notices a moment later that somebody was killed, and lets go of what he held."""
    if isinstance(office.bureau, Served):
        others = f"SELECT 1 FROM pg_stat_activity WHERE datname = '{office.bureau.name}' AND pid <> pg_backend_pid()"
        while office.bureau.rows(others):
            time.sleep(0.01)


def test_three_workers_at_once_do_together_what_one_does(many: Bureau, opened: Opened, undisturbed: Told):
    office = opened(many)
    on_ladder(office, "spoil", due=SPOILT)
    three = together(office, *[("runs", {"moments": [AT], "batch": 25})] * 3)
    done = sum((counted(answers) for answers in three), Counter())
    assert done["raised"] == 4 * EACH + 7 - 1
    assert (done["orders"], done["failed"], done["late_replies"]) == (2 * EACH + 7, 1, EACH)
    assert told(office) == undisturbed(many, SPOILT)
    assert_whole(office)


def test_doubled_runs_do_nothing_twice(many: Bureau, opened: Opened, undisturbed: Told):
    office = opened(many)
    two = together(office, *[("runs", {"moments": [AT, AT, "2026-05-27T09:00:30+08:00", AT]})] * 2)
    assert sum((counted(answers) for answers in two), Counter())["raised"] == 4 * EACH + 7
    assert told(office) == undisturbed(many, "")
    assert_whole(office)


def test_skipped_runs_are_made_up_for_by_the_next(few: Bureau, opened: Opened):
    office, other = opened(few), opened(few)
    minutes = [
        f"2026-05-{day}T{hour:02}:{minute:02}+08:00"
        for day in (27, 28, 29)
        for hour in (9, 17)
        for minute in (0, 7)
    ]
    ran(other, *minutes)
    ran(office, "2026-05-29T17:07+08:00")
    assert stages(office) == stages(other)
    assert_whole(office, "2026-05-29T17:07+08:00")


def test_an_outage_over_the_golden_week_loses_no_stage_and_orders_once(
    empty: Bureau, tmp_path: Path, opened: Opened
):
    # 1 to 7 October are holidays, Saturday the 10th is worked.
    received = ("2026-09-17", "2026-09-18", "2026-09-21", "2026-09-22", "2026-09-23")
    before = ("2026-09-28T09:00+08:00", "2026-09-29T09:00+08:00", "2026-09-30T09:00+08:00")
    bureau = begun(empty, tmp_path / "week" / "var", received, 3, ())
    office, watched = opened(bureau), opened(bureau)
    ran(office, *before, "2026-09-30T17:30+08:00")
    evening = stages(office)
    done = ran(office, "2026-10-09T09:00+08:00")
    new = stages(office) - evening
    assert new
    # A machine that never stood still has raised the same, no more and no less.
    days = [
        f"2026-10-{day:02}T{clock}+08:00" for day in range(1, 10) for clock in ("00:00", "09:00", "17:29")
    ]
    ran(watched, *before, "2026-09-30T17:30+08:00", *days)
    assert stages(watched) == stages(office)
    raised_now = [alert for alert in told(office)["alerts"] if alert[-1].startswith("2026-10-09")]
    ordered = {tuple(alert[:2]) for alert in raised_now if alert[3] in ("yellow", "red")}
    assert done["orders"] == len(ordered)
    assert_whole(office, "2026-10-09T09:00+08:00")
    assert_whole(watched, "2026-10-09T17:29+08:00")


AHEAD = (
    "2026-05-28T09:00+08:00",
    AT,
    "2026-05-27T09:01+08:00",
    "2026-05-28T09:00+08:00",
    "2026-05-29T09:00+08:00",
)
BEHIND = (
    "2026-05-26T09:00+08:00",
    "2026-05-26T09:01+08:00",
    AT,
    "2026-05-28T09:00+08:00",
    "2026-05-29T09:00+08:00",
)
RIGHT = (AT, "2026-05-28T09:00+08:00", "2026-05-29T09:00+08:00")


@pytest.mark.parametrize("wrong", [AHEAD, BEHIND, BEHIND + AHEAD, AHEAD + BEHIND])
def test_a_clock_that_steps_a_day_back_or_forth_doubles_nothing_and_misses_nothing(
    few: Bureau, opened: Opened, wrong: tuple[str, ...]
):
    office, right = opened(few), opened(few)
    ran(office, *wrong)
    ran(right, *RIGHT)
    assert stages(office) == stages(right)
    assert_whole(office, RIGHT[-1])
    assert_whole(right, RIGHT[-1])


def test_a_clock_a_day_behind_warns_of_nothing_yet(few: Bureau, opened: Opened):
    office = opened(few)
    assert ran(office, "2026-05-26T09:00+08:00")["raised"] == 0
    assert ran(office, AT)["raised"] == 15


def test_officers_at_work_while_three_runs_go_on_lose_nothing_and_nobody_is_turned_away(
    many: Bureau, opened: Opened
):
    office = opened(many)
    # The last of each day's complaints, so that officers and clockwork work on the same batches.
    ids = [day * EACH + place for day in range(2, 7) for place in range(EACH - 24, EACH + 1)]
    parts = [ids[first::3] for first in range(3)]
    for_a_while = {"moment": AT, "seconds": 4}
    told_by = together(
        office,
        ("decide", {"ids": parts[0], "at": AT}),
        ("order_by_hand", {"ids": parts[1], "at": AT}),
        ("order_by_hand", {"ids": parts[2], "at": AT}),
        ("runs_for_a_while", for_a_while),
        ("runs_for_a_while", for_a_while),
        ("runs_for_a_while", for_a_while | {"anew": True}),
    )
    assert [errors(answers) for answers in told_by] == [[]] * 6
    assert len({answer["number"] for answers in told_by[1:3] for answer in answers}) == len(
        parts[1] + parts[2]
    )
    ran(office, AT)
    assert_whole(office)
    if isinstance(office.bureau, Served):
        assert "deadlock detected" not in office.bureau.log()


def test_a_clock_nobody_can_read_backs_off_alarms_and_holds_nobody_up(few: Bureau, opened: Opened):
    office = opened(few)
    on_ladder(office, "spoil", due=SPOILT)
    done = ran(office, AT)
    assert (done["raised"], done["failed"]) == (14, 1)
    # Set aside for two minutes, then four, then eight; looked at in between by nobody.
    failed = {
        minute: ran(office, f"2026-05-27T09:{minute:02}+08:00")["failed"] for minute in (1, 2, 3, 6, 13, 14)
    }
    assert [minute for minute, count in failed.items() if count] == [2, 6, 14]
    assert alarms(office) == 1
    ran(office, "2026-05-27T10:01+08:00")
    assert alarms(office) == 2
    assert_whole(office)


def alarms(office: Office) -> int:
    """How often the administrator has been alarmed of it; by an hour once."""
    return sum(kind == "alarm" for _who, kind, *_ in told(office)["messages"])


def test_what_a_broken_clockwork_would_leave_behind_is_seen(few: Bureau, opened: Opened):
    office = opened(few)
    ran(office, AT)
    (seen,) = on_ladder(office, "damages_seen", at=AT)
    assert len(seen) == 7
    assert [damage for damage, found in seen.items() if not found] == []
    assert_whole(office)
