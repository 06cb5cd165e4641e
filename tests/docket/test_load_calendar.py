"""Loading a holiday notice makes exactly the clocks that waited for it firm. The notice here is invented."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast, notices_2027
from xiaobao.docket.actions.load_calendar import load_calendar
from xiaobao.docket.actions.recompute import recompute_stale
from xiaobao.docket.models import Clock, Event, Matter
from xiaobao.docket.rulebook import current
from xiaobao.refusals import BadFile
from xiaobao.vault.models import AuditEntry

NOTICE_DAY = cast.at("2026-12-28")
FACE = ("due_on", "due_earliest", "due_latest", "provisional")


@pytest.fixture
def waiting(own_home, register):
    """A firm clock, two that reach into 2027, and one that is provisional for want of a day of acceptance."""
    rows = {
        "firm": cast.complaint(external_id="E1"),
        "mediation": cast.complaint(
            external_id="E2",
            received_at=cast.at("2026-11-18"),
            decision="accepted",
            decided_at=cast.at("2026-11-20"),
        ),
        "acceptance": cast.complaint(external_id="E3", received_at=cast.at("2026-12-25")),
        "assumed": cast.complaint(external_id="E4", decision="accepted"),
    }
    return {name: register(row) for name, row in rows.items()}


def running(key):
    return Clock.objects.filter(matter=key, state="running").values_list(*FACE).get()


def test_before_the_notice_the_dates_are_the_earliest_plausible_and_none_is_firm(waiting):
    assert running(waiting["mediation"]) == (None, date(2027, 1, 19), None, True)
    # Nobody knows whether people will work on the 2nd and 3rd of January, a weekend.
    assert running(waiting["acceptance"]) == (None, date(2027, 1, 4), None, True)


def test_after_it_exactly_those_are_firm(waiting, tmp_path):
    untouched = {name: running(waiting[name]) for name in ("firm", "assumed")}
    moved = load_calendar(notices_2027.write(tmp_path), at=NOTICE_DAY)
    assert moved == 2
    assert running(waiting["mediation"]) == (date(2027, 1, 19), date(2027, 1, 19), date(2027, 1, 19), False)
    assert running(waiting["acceptance"]) == (date(2027, 1, 6), date(2027, 1, 6), date(2027, 1, 6), False)
    assert {name: running(waiting[name]) for name in untouched} == untouched
    assert running(waiting["assumed"])[3] is True


def test_the_queue_follows_and_each_moved_matter_says_why(waiting, tmp_path):
    load_calendar(notices_2027.write(tmp_path), at=NOTICE_DAY)
    matter = Matter.objects.get(pk=waiting["acceptance"])
    assert (matter.next_due, matter.provisional) == (date(2027, 1, 6), False)
    assert list(Event.objects.filter(verb="recompute").order_by("matter").values_list("matter", "data")) == [
        (
            waiting["mediation"],
            {"cause": "calendar:2027", "moved": {"complaint.mediation": ["2027-01-19", "2027-01-19"]}},
        ),
        (
            waiting["acceptance"],
            {"cause": "calendar:2027", "moved": {"complaint.acceptance": ["2027-01-04", "2027-01-06"]}},
        ),
    ]
    entry = AuditEntry.objects.get(act="clocks.recomputed")
    assert (entry.act, entry.subject, entry.detail) == ("clocks.recomputed", "calendar:2027", {"moved": 2})


def test_every_running_clock_is_now_counted_under_the_new_calendar(waiting, tmp_path):
    load_calendar(notices_2027.write(tmp_path), at=NOTICE_DAY)
    versions = set(Clock.objects.filter(state="running").values_list("calendar", flat=True))
    assert versions == {current().calendar.version}
    assert current().calendar.covers(2027)


def test_loading_it_again_moves_nothing(waiting, tmp_path):
    path = notices_2027.write(tmp_path)
    assert [load_calendar(path, at=NOTICE_DAY) for _ in range(2)] == [2, 0]
    assert Event.objects.filter(verb="recompute").count() == 2


def test_the_scheduler_finds_nothing_stale_until_the_calendar_changes(waiting, own_home, tmp_path):
    assert (recompute_stale(at=NOTICE_DAY), AuditEntry.objects.count()) == (0, 0)
    (own_home / "calendar").mkdir()
    notices_2027.write(own_home / "calendar")
    assert [recompute_stale(at=NOTICE_DAY) for _ in range(2)] == [2, 0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2027.yaml", "year: 2028\n"),
        (
            "2027.yaml",
            notices_2027.INVENTED.replace("  - {name: 中秋节, first: 2027-09-15, last: 2027-09-15}\n", ""),
        ),
        ("2026.yaml", notices_2027.INVENTED),
        ("2027.yaml", ": : :\n\t"),
        ("2027.yaml", ""),
    ],
)
def test_a_file_that_is_not_a_notice_is_refused_with_the_reason_and_changes_nothing(
    waiting, own_home, tmp_path, name, text
):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as refused:
        load_calendar(path, at=NOTICE_DAY)
    assert refused.value.sentence.startswith(f"“{name}”不是可用的节假日安排：")
    assert not (own_home / "calendar").exists()
    assert running(waiting["acceptance"])[3] is True
