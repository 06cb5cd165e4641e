"""Load a year's holiday notice: kept in the home, and exactly the clocks it touches are recomputed."""

from __future__ import annotations

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from xiaobao.docket import clockwork, reckoning
from xiaobao.docket.clock_row import from_model
from xiaobao.docket.errors import BadFile
from xiaobao.docket.models import Clock, Event, Matter
from xiaobao.docket.rulebook import Rulebook, current, local_calendars
from xiaobao.law import LawError, source
from xiaobao.law.holidays import read_notice
from xiaobao.vault.audit import record


def load_calendar(path: Path, *, at: datetime) -> int:
    """Check and keep the notice, then recompute the running clocks; returns how many due dates moved.

    Raises BadFile with the reason, and changes nothing then.
    """
    try:
        year = read_notice(source.read(path), current().calendar.statutory).year
    except (LawError, OSError, ValueError) as error:
        raise BadFile(f"“{path.name}”不是可用的节假日安排：{error}") from error
    folder = local_calendars()
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{year}.draft"
    shutil.copyfile(path, draft)
    detail = {"sha256": hashlib.sha256(draft.read_bytes()).hexdigest()}
    with transaction.atomic():
        record(act="calendar.load", subject=f"calendar:{year}", at=at, actor=None, detail=detail)
        draft.replace(folder / f"{year}.yaml")
        return recompute_running(current(), at=at, cause=f"calendar:{year}")


def recompute_stale(*, at: datetime) -> int:
    """Recompute whatever was counted under another calendar; nothing is written when nothing was."""
    rulebook = current()
    return recompute_running(rulebook, at=at, cause="schedule") if _stale(rulebook).exists() else 0


def _stale(rulebook: Rulebook) -> QuerySet[Clock]:
    running = Clock.objects.filter(state="running").exclude(regulation="")
    return running.exclude(calendar=rulebook.calendar.version)


def recompute_running(rulebook: Rulebook, *, at: datetime, cause: str) -> int:
    """Derive every running clock again; those whose dates move are saved with an event and one audit row."""
    moved = 0
    with transaction.atomic():
        for matter in Matter.objects.filter(clocks__in=_stale(rulebook)).distinct():
            moved += recompute_matter(matter, rulebook, at, cause)
        record(act="clocks.recomputed", subject=cause, at=at, actor=None, detail={"moved": moved})
    return moved


def recompute_matter(matter: Matter, rulebook: Rulebook, at: datetime, cause: str) -> int:
    """Derive the running clocks of one matter again; an event says which days moved. Returns how many."""
    before = [from_model(clock) for clock in matter.clocks.all()]
    after = [reckoning.recompute(clock, rulebook) if clock.state == "running" else clock for clock in before]
    moves = {
        new.clock: [str(old.due_earliest), str(new.due_earliest)]
        for old, new in zip(before, after, strict=True)
        if (old.due_earliest, old.due_latest) != (new.due_earliest, new.due_latest)
    }
    clockwork.keep_clocks(matter, after)
    matter.save()
    if moves:
        Event.objects.create(
            matter=matter,
            verb="recompute",
            occurred_at=at,
            recorded_at=at,
            data={"cause": cause, "moved": moves},
        )
    return len(moves)
