"""An officer saves searches, sees only the own ones, and twenty of them at most."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import cast
from tests.docket.findings_cast import came
from xiaobao.docket.actions.drop_watch import drop_watch
from xiaobao.docket.actions.save_watch import save_watch
from xiaobao.docket.actions.see_alarms import see_alarms
from xiaobao.docket.actions.tell_watches import tell_watches
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import MiningRun, Watch, WatchAlarm
from xiaobao.docket.queries import visible
from xiaobao.docket.watches_page import MOST, watches_page
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(officers):
    """Save a search of 陆一恒's, or of another's."""

    def begin(who: str = "luyiheng", **changes: Any) -> Watch:
        given: dict[str, Any] = {"name": "酸奶", "asked": {"text": "酸奶"}, "days": 7, "least": 2}
        return save_watch(**given | changes, officer=officers[who], at=cast.NOON)

    return begin


def told(rulebook, on: date = cast.TODAY) -> int:
    """Raise the alarms of a run of this day."""
    run = MiningRun.objects.create(on=on, began_at=cast.NOON, engine="duckdb")
    return tell_watches(run, rulebook=rulebook, at=cast.NOON)


def test_it_is_kept_with_what_applies_of_the_query(save) -> None:
    watch = save(
        asked={"text": "酸奶", "kind": "complaint", "open": "closed", "since": "2026-01-01", "due": "today",
               "clock": "acceptance", "nonsense": "1"},
        growth=1.5,
    )  # fmt: skip
    assert watch.asked == {"text": "酸奶", "kind": "complaint"}
    row = AuditEntry.objects.get(act="watch.saved")
    assert (row.subject, row.detail) == (f"watch:{watch.pk}", {"days": 7, "least": 2, "growth": 1.5})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"), ({"name": "字" * 61}, "name"), ({"days": 0}, "days"), ({"days": 91}, "days"),
        ({"least": 0}, "least"), ({"growth": 0.9}, "growth"), ({"growth": float("nan")}, "growth"),
    ],
)  # fmt: skip
def test_what_is_out_of_bounds_is_refused_at_its_field(save, changes, field) -> None:
    with pytest.raises(Refused) as refusal:
        save(**changes)
    assert list(refusal.value.fields) == [field]
    assert not Watch.objects.exists()


def test_twenty_at_most_and_a_dropped_one_makes_room(save, officers) -> None:
    watches = [save() for _ in range(MOST)]
    with pytest.raises(Refused, match="最多20项"):
        save()
    save("chensiyuan")
    drop_watch(watch_id=watches[0].pk, officer=officers["luyiheng"], at=cast.NOON)
    assert save().dropped_at is None


def test_anothers_can_neither_be_seen_nor_dropped(save, officers, rulebook) -> None:
    watch = save("chensiyuan")
    assert watches_page(officers["luyiheng"], cast.TODAY, rulebook).watches == ()
    with pytest.raises(NotFound):
        drop_watch(watch_id=watch.pk, officer=officers["luyiheng"], at=cast.NOON)
    watch.refresh_from_db()
    assert watch.dropped_at is None


def test_who_does_no_mining_saves_none(save, officers, rulebook) -> None:
    with pytest.raises(NotAllowed):
        save("xuan")
    with pytest.raises(NotAllowed):
        watches_page(officers["xuan"], cast.TODAY, rulebook)


def test_each_stands_with_what_it_counts_now_within_reach(save, officers, rulebook) -> None:
    came(3, day="2026-05-18")
    came(1, day="2026-05-10")
    save()
    save("lian")
    (line,) = watches_page(officers["luyiheng"], cast.TODAY, rulebook).watches
    assert (line.now, line.before) == (3, 1)
    assert [one.now for one in watches_page(officers["lian"], cast.TODAY, rulebook).watches] == [0]


def test_alarms_not_looked_at_come_first_and_open_what_they_counted(save, officers, rulebook) -> None:
    came(3, day="2026-05-18")
    came(1, day="2026-05-10")
    save()
    assert told(rulebook) == 1
    see_alarms(officer=officers["luyiheng"], at=cast.NOON)
    save(name="再来一个")
    assert told(rulebook) == 1
    officer = officers["luyiheng"]
    page = watches_page(officer, cast.TODAY, rulebook)
    assert [(one.name, one.seen) for one in page.alarms] == [("再来一个", False), ("酸奶", True)]
    assert (page.unseen, [line.unseen for line in page.watches]) == (1, [0, 1])
    alarm = page.alarms[0]
    asked = Filter.from_query(dict(part.split("=") for part in alarm.query.split("&")) | {"text": "酸奶"})
    opened = asked.apply(visible(officer), today=cast.TODAY, soon=cast.TODAY)
    assert (opened.count(), alarm.matters, alarm.before) == (3, 3, 1)


def test_one_is_marked_or_all_and_never_anothers(save, officers, rulebook) -> None:
    came(3, day="2026-05-18")
    for who in ("luyiheng", "luyiheng", "chensiyuan"):
        save(who)
    assert told(rulebook) == 3
    first, *_rest, anothers = WatchAlarm.objects.order_by("pk")
    officer = officers["luyiheng"]
    assert see_alarms(alarm_id=anothers.pk, officer=officer, at=cast.NOON) == 0
    assert see_alarms(alarm_id=first.pk, officer=officer, at=cast.NOON) == 1
    assert see_alarms(officer=officer, at=cast.NOON) == 1
    assert WatchAlarm.objects.filter(seen_at=None).get() == anothers
    assert AuditEntry.objects.filter(act="watch.seen").count() == 2


def test_a_dropped_one_is_gone_with_its_alarms(save, officers, rulebook) -> None:
    came(3, day="2026-05-18")
    watch = save()
    told(rulebook)
    drop_watch(watch_id=watch.pk, officer=officers["luyiheng"], at=cast.NOON)
    page = watches_page(officers["luyiheng"], cast.TODAY, rulebook)
    assert (page.watches, page.alarms, page.unseen) == ((), (), 0)
    assert AuditEntry.objects.filter(act="watch.dropped", subject=f"watch:{watch.pk}").count() == 1
