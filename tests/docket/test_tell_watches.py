"""A saved search tells its owner when enough has come in, once for what it told of, within the owner's reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests import cast
from tests.docket.mining_cast import several
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.actions.tell_watches import tell_watches
from xiaobao.docket.models import MiningRun, Watch, WatchAlarm
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.permissions import Authority

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 18)


@pytest.fixture
def five(officers: dict[str, Authority], rulebook: Rulebook) -> list[int]:
    """Five complaints on one day at 湖里所."""
    return list(register_many(several(5), batch=None, rulebook=rulebook, at=cast.NOON))


@pytest.fixture
def watch(officers: dict[str, Authority]) -> Callable[..., Watch]:
    """Save a search."""

    def save(who: str = "luyiheng", least: int = 5, growth: float | None = None, **asked: str) -> Watch:
        return Watch.objects.create(
            name="酸奶", asked=asked or {"text": "酸奶"}, days=7, least=least, growth=growth,
            owner=officers[who].user, at=cast.NOON,
        )  # fmt: skip

    return save


def told(rulebook: Rulebook, on: date = DAY) -> list[tuple[int, int]]:
    """What a run of this day tells."""
    run = MiningRun.objects.create(on=on, began_at=cast.NOON, engine="duckdb")
    tell_watches(run, rulebook=rulebook, at=cast.NOON)
    return list(WatchAlarm.objects.filter(run=run).values_list("matters", "before"))


@pytest.mark.parametrize(("least", "said"), [(5, [(5, 0)]), (6, [])])
def test_it_tells_from_its_threshold_on(watch, five, rulebook, least, said) -> None:
    watch(least=least)
    assert told(rulebook) == said


def test_what_lies_before_its_days_is_compared_not_counted(watch, five, rulebook) -> None:
    watch(least=1, growth=2)
    assert told(rulebook, DAY + timedelta(days=7)) == []
    Watch.objects.all().delete()
    watch(least=0)
    assert told(rulebook, DAY + timedelta(days=7)) == [(0, 5)]


def test_what_was_told_is_not_told_every_morning_but_more_of_it_is(watch, five, rulebook) -> None:
    watch()
    assert [told(rulebook, DAY + timedelta(days=after)) for after in (0, 1, 2)] == [[(5, 0)], [], []]
    register_many(several(1, first=90), batch=None, rulebook=rulebook, at=cast.NOON)
    assert told(rulebook, DAY + timedelta(days=3)) == [(6, 0)]


def test_it_counts_what_has_been_closed_too(watch, five, rulebook) -> None:
    from xiaobao.docket.models import Matter

    Matter.objects.filter(pk__in=five).update(is_open=False)
    watch()
    assert told(rulebook) == [(5, 0)]


@pytest.mark.parametrize(("who", "said"), [("chensiyuan", [(5, 0)]), ("lian", []), ("admin", [])])
def test_it_sees_what_its_owner_sees(watch, five, rulebook, who, said) -> None:
    watch(who)
    assert told(rulebook) == said


def test_a_dropped_watch_and_one_of_who_has_left_tell_nothing(watch, five, rulebook) -> None:
    watch()
    Watch.objects.update(dropped_at=cast.NOON)
    other = watch("suming")
    other.owner.is_active = False
    other.owner.save()
    assert told(rulebook) == []
