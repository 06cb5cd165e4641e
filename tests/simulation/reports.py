"""What an officer types for an act of a report in the ten years; only what the act needs is looked up."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from tests.docket import report_walk as walk
from xiaobao.docket.models import Matter
from xiaobao.rules.workflow import Act


def of_a_report(act: Act, matter: Matter, at: datetime, chance: Random) -> dict[str, Any]:
    """Return plausible arguments for an act on the report as it stands; the rules may still refuse them."""
    others = Matter.objects.filter(kind="report", is_open=True).exclude(pk=matter.pk)
    nearest = tuple(others.order_by("-pk").values_list("pk", flat=True)[:3])
    now = walk.Moment(matter, at, nearest, chance)
    if act in _OF_A_CASE:
        return _OF_A_CASE[act](now)
    parts = (part(now) for part in (walk._arrival, walk._checking, walk._beside, walk._case))
    return next(part[act] for part in parts if act in part)


def _milestone(now: walk.Moment) -> dict[str, Any]:
    told = {"document": f"决定书{now.matter.version}号", "words": walk.WORDS, "days": now.one_of(None, 10)}
    return {"event": walk._milestone(now), "on": now.day} | told


def _prolong(now: walk.Moment) -> dict[str, Any]:
    clock = now.matter.clocks.filter(clock="case.decision").first()
    again = clock is not None and any(entry["kind"] == "extend" for entry in clock.ledger)
    return {"words": walk.WORDS, "collective": again, "days": 20 if again else None}


def _decide(now: walk.Moment) -> dict[str, Any]:
    return {
        "outcome": now.one_of(1, 1, 2, 3, 4),
        "on": now.day,
        "decision_number": f"湖市监处罚〔{now.day.year}〕{now.matter.pk}号",
        "penalty": walk.WORDS,
        "fined": Decimal(5000),
        "confiscated": Decimal(128),
        "collective": False,
        "published": not now.once_in(3),
        "same_province": now.once_in(2),
        "words": walk.WORDS,
    }


def _close(now: walk.Moment) -> dict[str, Any]:
    approved = {"approved_by": "方舟", "approved_on": now.day}
    return {"closing": walk._closing(now), "closable_on": None, "words": walk.WORDS} | approved


_OF_A_CASE = {
    # Almost always a subject on which the law has the outcome told, so that the report can be closed.
    Act.CLASSIFY: lambda now: {
        "subjects": now.one_of(["food"], ["food", "advertising"]),
        "evidenced": now.one_of(True, False),
        "insider": now.once_in(6),
        "words": walk.WORDS,
    },
    Act.ANSWER: lambda now: {
        "result": walk.WORDS,
        "duties": now.one_of(now.matter.report.subjects, ["food"]),
    },
    Act.MILESTONE: _milestone,
    Act.PROLONG: _prolong,
    Act.DECIDE: _decide,
    Act.CLOSE: _close,
    Act.HALT: lambda now: {"ground": now.one_of(1, 4), "words": walk.WORDS, "proof": walk.WORDS},
    Act.GO_ON: lambda now: {"on": now.day, "words": walk.WORDS},
    Act.FILE: lambda now: {
        "words": walk.WORDS,
        "enforcement_number": f"厦湖市监案〔{now.day.year}〕{now.matter.pk}号",
    },
}
