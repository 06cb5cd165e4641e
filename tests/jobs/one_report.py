"""A report's life that can be taken up wherever it stands: each call does the one act that comes next."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.jobs.report_work import do
from xiaobao.docket.actions.enrol import PersonGiven, RespondentGiven, enrol
from xiaobao.docket.models import Matter
from xiaobao.docket.rulebook import current
from xiaobao.jobs.lives import Life

VERBS = [
    "register", "classify", "check", "merge", "propose", "review", "file", "suspect", "hand_to_police",
    "decide", "answer", "serve", "close",
]  # fmt: skip
"""The events of a whole life, in order; the merger is of another report into this one."""
KILLED = ("merge", "propose", "review", "file", "hand_to_police", "decide")
"""The acts in the middle of which the process is killed."""
ENDED = ("merged", "closed")


def sheet(key: str, received: float) -> dict[str, Any]:
    """A filled registration sheet; ``received`` in seconds since the epoch."""
    return {
        "at": timezone.now(),
        "key": key,
        "kind": "report",
        "channel": "window",
        "received_at": datetime.fromtimestamp(received, UTC),
        "person": PersonGiven(name="周喆", phone="13900000002", postal="厦门市湖里区虚构路99号"),
        "respondent": RespondentGiven(
            name="厦门青禾生鲜超市有限公司", address="福建省厦门市湖里区湖里街道虚构路1号"
        ),
        "content": "该店冷柜里有十余盒酸奶超过保质期仍在销售。",
        "category": "食品",
        "office": "huli",
    }


def events(part: int) -> list[str]:
    """Return the verbs of this part's newest life, in order; none when there is none."""
    newest = _lives(part).order_by("id").last()
    return list(newest.events.order_by("id").values_list("verb", flat=True)) if newest else []


def to_be_killed(part: int) -> bool:
    """Whether the act that comes next is one to be killed in."""
    done = events(part)
    return done[-1:] != ["close"] and len(done) > 0 and VERBS[len(done)] in KILLED


def next_act(part: int) -> dict[str, Any]:
    """Do what comes next in the life of this part, or begin a new one; say which matter and what."""
    key = _lives(part).exclude(state="closed").values_list("pk", flat=True).first()
    if not key:
        return {"matter": _enrol(f"life-{part}-{uuid4().hex}"), "did": "register"}
    verb = VERBS[len(events(part))]
    if verb == "merge":
        return _merge(key)
    do(verb, key)
    return {"matter": key, "did": verb}


def _merge(key: int) -> dict[str, Any]:
    other = Matter.objects.filter(external_id=f"other-{key}").values_list("pk", flat=True).first()
    if other is None:
        return {"matter": _enrol(f"other-{key}"), "did": "register"}
    do("merge", other, earlier=key)
    return {"matter": other, "did": "merge"}


def _enrol(key: str) -> int:
    officer = Life(timezone.now(), current()).officer("hemin")
    return enrol(officer=officer, **sheet(key, time.time() - 300)).matter_id


def _lives(part: int) -> Any:
    return Matter.objects.filter(external_id__startswith=f"life-{part}-")
