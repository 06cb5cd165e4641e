"""What runs by the clock: warnings raised, messages sent, clocks derived anew, papers laid out, litter gone.

What cites a changed regulation is listed for another look, and the mining runs once a night. And the audit
trail is anchored outside the database and verified. Several schedulers at once do no harm.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

import django
from apscheduler.schedulers.blocking import BlockingScheduler

BY_THE_CLOCK = "定时任务"
"""Who the audit trail names where the clock begins something."""
log = logging.getLogger("xiaobao.jobs")


def tick() -> None:
    """Raise what has fallen due."""
    from django.utils import timezone

    from xiaobao.docket.actions.tick import tick as run

    counts = run(at=timezone.now(), clock=timezone.now)
    if counts["raised"] or counts["failed"]:
        log.info("raised %(raised)d stages, issued %(orders)d orders, %(failed)d rows failed", counts)


def deliver() -> None:
    """Send what waits to go out."""
    from django.utils import timezone

    from xiaobao.docket.actions.deliver import deliver as run

    run(at=timezone.now(), clock=timezone.now)


def plan_engagements() -> None:
    """Plan the next of the four regulars with every key enterprise."""
    from django.utils import timezone

    from xiaobao.docket.actions.plan_engagements import plan_engagements as plan

    planned = plan(at=timezone.now())
    if planned:
        log.info("planned %d engagements with key enterprises", planned)


def clear_sessions() -> None:
    """Remove sessions that have run out."""
    from django.core.management import call_command

    call_command("clearsessions")


def purge_drafts() -> None:
    """Remove the drafts nobody has touched for thirty days."""
    from django.utils import timezone

    from xiaobao.docket import drafts

    gone = drafts.purge(at=timezone.now())
    if gone:
        log.info("removed %d old drafts", gone)


def make_documents() -> None:
    """Lay out the documents a killed process has left without files; usually there are none."""
    from xiaobao.docket.actions.make import make_missing

    made = make_missing()
    if made:
        log.info("laid out %d documents", made)


def sweep_archive() -> None:
    """Remove what killed processes left in the archive and the workroom more than a day ago."""
    from django.utils import timezone

    from xiaobao.docket.cabinet import archive_root
    from xiaobao.documents import archive
    from xiaobao.home import sweep_workroom

    a_day_ago = timezone.now().timestamp() - 86_400
    gone = archive.sweep(archive_root(), a_day_ago) + sweep_workroom(a_day_ago)
    if gone:
        log.info("removed %d half-written files", gone)


def finish_rules() -> None:
    """Put signed changes of rules in service that a killed process or a full disk has left waiting."""
    from django.utils import timezone

    from xiaobao.docket.actions.apply_rules import finish_rules

    done = finish_rules(at=timezone.now())
    if done:
        log.info("put %d signed changes of rules in service", done)


def refresh_clocks() -> None:
    """Recompute the running clocks counted under another calendar or a former law; usually there are none."""
    from django.utils import timezone

    from xiaobao.docket.actions.apply_rules import look_over_rules
    from xiaobao.docket.actions.recompute import recompute_stale

    now = timezone.now()
    moved = recompute_stale(at=now) + look_over_rules(at=now)
    if moved:
        log.info("recomputed clocks, %d due dates moved", moved)


def raise_revisits() -> None:
    """List for another look what cites a regulation that has changed; usually there is nothing."""
    from xiaobao.jobs.revisiting import raise_now

    listed = raise_now()
    if listed:
        log.info("listed %d entries and templates for another look", listed)


def anchor_trail() -> None:
    """Write the day's anchor of the audit trail, once a day however often the machine is started."""
    from django.utils import timezone

    from xiaobao.vault import anchors
    from xiaobao.vault.anchoring import anchor

    today = timezone.localdate()
    known = anchors.lines()
    if not known or known[-1].when < today.isoformat():
        anchor(at=timezone.now(), day=today, post=BY_THE_CLOCK)


def refresh_head() -> None:
    """Say outside the database how far the audit trail has come, so that the loss of its end shows."""
    from django.utils import timezone

    from xiaobao.vault.anchoring import refresh_head

    refresh_head(at=timezone.now())


def verify_trail() -> None:
    """Verify the whole audit trail; what is found stands in the trail and in the log."""
    from django.utils import timezone

    from xiaobao.docket.actions.verify_trail import verify_trail

    told = verify_trail(at=timezone.now())
    if told.first:
        log.error("the audit trail does not hold: %d flaws, %s", told.found, told.first)


def mine() -> None:
    """Run the mining in a process of its own: what it takes of memory and time is taken from nobody here."""
    command = [sys.executable, "-m", "xiaobao", "mine", "--nightly"]
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)  # noqa: S603
    if ended.returncode:
        log.error("the mining did not come to its end: %s", ended.stderr.decode(errors="replace")[-2000:])


def _by_the_clock(job: Callable[[], None]) -> Callable[[], None]:
    """Have the rows of the audit trail say that nobody but the clock began this."""

    @wraps(job)
    def run() -> None:
        from xiaobao.vault.audit import run_by

        with run_by(BY_THE_CLOCK):
            job()

    return run


def _connected_anew(job: Callable[[], None]) -> Callable[[], None]:
    """Have a job meet a database that was restarted meanwhile anew, not miss it for ever."""

    @wraps(job)
    def run() -> None:
        from django.db import close_old_connections

        close_old_connections()
        job()

    return run


def main() -> None:
    """Run until stopped; a job that was missed while the machine slept runs once when it wakes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiaobao.settings")
    django.setup()
    scheduler = BlockingScheduler(
        timezone="Asia/Shanghai", job_defaults={"coalesce": True, "misfire_grace_time": None}
    )

    def add(job: Callable[[], None], trigger: str, **when: Any) -> None:
        scheduler.add_job(_connected_anew(job), trigger, **when)

    add(_by_the_clock(tick), "interval", minutes=1, next_run_time=datetime.now(UTC))
    add(_by_the_clock(deliver), "interval", seconds=20, next_run_time=datetime.now(UTC))
    add(_by_the_clock(plan_engagements), "interval", hours=1, next_run_time=datetime.now(UTC))
    add(clear_sessions, "cron", hour=3, minute=10)
    add(purge_drafts, "cron", hour=3, minute=20)
    add(sweep_archive, "cron", hour=3, minute=30)
    add(make_documents, "interval", minutes=5)
    add(_by_the_clock(finish_rules), "interval", minutes=1, next_run_time=datetime.now(UTC))
    add(_by_the_clock(refresh_clocks), "interval", minutes=10)
    add(_by_the_clock(raise_revisits), "interval", minutes=10, next_run_time=datetime.now(UTC))
    add(_by_the_clock(anchor_trail), "interval", minutes=30, next_run_time=datetime.now(UTC))
    add(refresh_head, "interval", minutes=10, next_run_time=datetime.now(UTC))
    add(_by_the_clock(verify_trail), "cron", hour=3, minute=40)
    add(mine, "cron", hour=3, minute=50)
    scheduler.start()


if __name__ == "__main__":
    main()
