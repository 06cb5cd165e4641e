"""The morning digest (每日提要): once a working day when the office opens, for whoever has something.

The heartbeat of the job holds the days that are done, so a run that finds its day done has read one row. Each
message has the day and the officer in its key: doubled runs and late ones, and a clock that is set back, give
exactly one for a day.
"""

from __future__ import annotations

import logging
from datetime import date, datetime

from xiaobao.docket.channels import OWN
from xiaobao.docket.digest_words import body_of, has_something, title_of
from xiaobao.docket.digests import Shares
from xiaobao.docket.models import Heartbeat, Preference
from xiaobao.docket.outbox import Letter, post
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.docket.stumbles import resting, settle, stumbled
from xiaobao.rules.supervision import closing, works
from xiaobao.writing import writing

JOB = "digest"
_SUBJECT = "job:digest"
_REMEMBERED = 40
"""Days that are kept as done: a clock may be set back by weeks."""

log = logging.getLogger("xiaobao.docket")


def digest(*, at: datetime, rulebook: Rulebook) -> int:
    """Write the digests of the day unless they are written; returns how many are new. Raises Unavailable.

    A run that comes after the office has closed writes them for the screen alone: by the time they could go
    out there is a new one.
    """
    local, hours = at.astimezone(SHANGHAI), rulebook.ladder.office_hours
    day = local.date()
    opened = local.time() >= hours.opens and works(day, rulebook.calendar)
    if not opened or _is_done(day) or resting(_SUBJECT, at=at):
        return 0
    late = local >= closing(day, hours)
    try:
        letters = _letters(day, rulebook, by_other_ways=not late)
    except Exception as error:  # noqa: BLE001  whatever it is, the ladder climbs on
        log.error("no digest: %s", type(error).__name__)
        with writing():
            stumbled(_SUBJECT, error, at=at)
        return 0
    with writing():
        return _keep(letters, day, at, rulebook)


def _is_done(day: date) -> bool:
    done = Heartbeat.objects.filter(job=JOB).values_list("counts", flat=True).first()
    return day.isoformat() in (done or {}).get("done", [])


def _letters(day: date, rulebook: Rulebook, *, by_other_ways: bool) -> list[Letter]:
    shares = Shares(rulebook, day)
    chosen = dict(Preference.objects.values_list("user_id", "digest_channels")) if by_other_ways else {}
    return [
        Letter(
            about=f"digest:{day}",
            user_id=user,
            kind="digest",
            title=title_of(share, day, rulebook),
            body=body_of(share, rulebook),
            channels=tuple(one for one in OWN if one in chosen.get(user, [])),
        )
        for user, share in sorted(shares.of.items())
        if has_something(share)
    ]


def _keep(letters: list[Letter], day: date, at: datetime, rulebook: Rulebook) -> int:
    Heartbeat.objects.get_or_create(job=JOB, defaults={"started_at": at})
    # Of several workers at once the others wait here, and find it done.
    beat = Heartbeat.objects.select_for_update().get(job=JOB)
    done = beat.counts.get("done", [])
    if day.isoformat() in done:
        return 0
    settle([_SUBJECT], at=at)
    told = post(letters, at=at, rulebook=rulebook)
    beat.started_at, beat.finished_at = at, at
    beat.counts = {"done": [*done, day.isoformat()][-_REMEMBERED:], "told": told}
    beat.save()
    return told
