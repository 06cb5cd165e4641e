"""What persons have decided of findings, as the table the next run learns from."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from xiaobao.docket.models import FindingRuling, FindingVerb
from xiaobao.mining.tables import RULINGS

_OF_A_FINDING = (FindingVerb.CONTEST.value,)
"""An objection alone decides nothing: what was decided before holds until somebody rules on it."""


def rulings() -> pa.Table:
    """Return the ruling that holds of each finding, by key; who ruled and in which words is left out."""
    found = FindingRuling.objects.exclude(verb__in=_OF_A_FINDING).order_by("pk").select_related("finding")
    latest = {ruling.finding.key: _row(ruling) for ruling in found.iterator(chunk_size=2000)}
    return pa.Table.from_pylist([latest[key] for key in sorted(latest)], schema=RULINGS)


def _row(ruling: FindingRuling) -> dict[str, Any]:
    finding = ruling.finding
    return {
        "finding": finding.key, "kind": finding.kind, "verb": ruling.verb, "reason": ruling.reason,
        "matters": ruling.matters, "until": finding.snoozed_until,
        "parts": json.dumps(sorted({part["name"] for part in finding.parts if part.get("measure") != 0})),
    }  # fmt: skip
