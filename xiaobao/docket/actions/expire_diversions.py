"""Bring back what was not settled first in time (先行和解期限届满): the one step nobody has to take.

Each complaint in a transaction of its own: killed in the middle, the next run does the rest; run twice or at
once, each comes back once. One that an officer or a side holds just now is left for the next run, one that
cannot be worked on is set aside with a growing pause and holds nobody up.
"""

from __future__ import annotations

import logging
from datetime import datetime

from xiaobao.docket.actions.settling import Ending, Kind, Side, Step, put_back
from xiaobao.docket.models import Diversion, Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.stumbles import resting, settle, stumbled
from xiaobao.refusals import Unavailable
from xiaobao.rules import settle_first as rule
from xiaobao.writing import writing

BATCH = 500
"""Keys read at once."""
log = logging.getLogger("xiaobao.docket")


def expire_diversions(*, at: datetime, rulebook: Rulebook) -> int:
    """Return to the bureau every complaint whose last day is past; returns how many. Raises Unavailable."""
    done, last = 0, 0
    while keys := _past(at, rulebook, last):
        last = keys[-1]
        done += sum(_one(key, at, rulebook) for key in keys)
    return done


def _past(at: datetime, rulebook: Rulebook, last: int) -> list[int]:
    past = Diversion.objects.filter(ending="", due_on__lt=rulebook.today(at), pk__gt=last)
    return list(past.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _one(key: int, at: datetime, rulebook: Rulebook) -> bool:
    subject = f"diversion:{key}"
    if resting(subject, at=at):
        return False
    try:
        with writing():
            return _bring_back(key, at, rulebook)
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001  a poisoned row backs off and holds nobody up
        log.error("diversion %d cannot be worked on: %s", key, type(error).__name__)
        with writing():
            stumbled(subject, error, at=at)
        return False


def _bring_back(key: int, at: datetime, rulebook: Rulebook) -> bool:
    owning = Diversion.objects.filter(pk=key).values("matter_id")
    matter = Matter.objects.select_for_update(skip_locked=True).filter(pk__in=owning).first()
    if matter is None:
        return False
    # Asked again under the lock: meanwhile it may have been settled, or come back.
    still = Diversion.objects.select_for_update(of=("self",), skip_locked=True).select_related("partner")
    diversion = still.filter(pk=key, ending="", due_on__lt=rulebook.today(at)).first()
    if diversion is None or _has_longer(diversion, at, rulebook):
        return False
    step = Step(diversion, matter, Kind.EXPIRE, Side.SYSTEM, at, rulebook, ends=Ending.EXPIRED.value)
    put_back(step)
    settle([f"diversion:{key}"], at=at)
    return True


def _has_longer(diversion: Diversion, at: datetime, rulebook: Rulebook) -> bool:
    """Derive the last day anew and keep it where it is later: the days off of a year may be known by now."""
    if not diversion.days:
        return False
    last = rule.settle_by(rulebook.today(diversion.diverted_at), diversion.days, rulebook.calendar)
    if rule.expired(last.due_on, rulebook.today(at)):
        return False
    diversion.due_on, diversion.derivation = last.due_on, "\n".join(last.derivation)
    diversion.save(update_fields=["due_on", "derivation"])
    return True
