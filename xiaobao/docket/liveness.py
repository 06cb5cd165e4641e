"""Whether the clockwork is alive (运行心跳): what must happen by itself is watched for not happening.

``docket.actions.tick`` leaves a heartbeat when it begins and when it has finished. When none has finished for
ten minutes, every page of the staff says so and ``/healthz`` fails: nobody believes in warnings that no
longer come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from xiaobao.docket.models import Heartbeat

TICK = "tick"
SILENT = timedelta(minutes=10)
"""After so long without a finished run the clockwork counts as dead."""
_AHEAD = timedelta(minutes=2)
"""A run that finished in the future tells of a clock that was set back: nothing is known before the next."""


@dataclass(frozen=True, slots=True)
class Liveness:
    """``alive``: a run has finished lately. ``last_finished`` None: none ever has; ``error``: why not."""

    alive: bool
    last_finished: datetime | None
    error: str = ""


def standing(at: datetime) -> Liveness:
    """Return how the clockwork stands at a moment; one look at one row."""
    beat = Heartbeat.objects.filter(job=TICK).first()
    if beat is None or beat.finished_at is None:
        return Liveness(alive=False, last_finished=None, error=beat.error if beat else "")
    since = at - beat.finished_at
    return Liveness(-_AHEAD <= since < SILENT, beat.finished_at, beat.error)


def installed(at: datetime) -> None:
    """Give a new installation ten minutes in which nothing need have run yet; a heartbeat there stays."""
    Heartbeat.objects.get_or_create(job=TICK, defaults={"started_at": at, "finished_at": at})


def begun(at: datetime) -> Heartbeat:
    """Keep that a run begins, and return the heartbeat."""
    beat, _new = Heartbeat.objects.update_or_create(job=TICK, defaults={"started_at": at})
    return beat


def finished(at: datetime, counts: dict[str, int]) -> None:
    """Keep that a run has finished."""
    Heartbeat.objects.filter(job=TICK).update(finished_at=at, counts=counts, error="")


def failed(error: BaseException) -> None:
    """Keep why a run has not finished: the class of the error, never its words."""
    Heartbeat.objects.filter(job=TICK).update(error=type(error).__name__)
