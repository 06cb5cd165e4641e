"""What an act is called among the start and stop events of content/law: which clocks it starts and stops."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xiaobao.rules.acts import Act

EVENTS: Mapping[tuple[str, Act], tuple[str, ...]] = MappingProxyType(
    {
        ("complaint", Act.REGISTER): ("complaint.received",),
        ("complaint", Act.ACCEPT): ("complaint.accepted",),
        ("complaint", Act.DECLINE): ("complaint.declined",),
        ("complaint", Act.SETTLE): ("mediation.settled",),
        ("complaint", Act.TERMINATE): ("mediation.terminated",),
        ("complaint", Act.RETURN): ("complaint.returned",),
        ("complaint", Act.WITHDRAW): ("complaint.withdrawn",),
        ("complaint", Act.DISPUTE): ("jurisdiction.disputed",),
        ("report", Act.REGISTER): ("report.received",),
        ("report", Act.FILE): ("case.filed", "filing.decided"),
        ("report", Act.NOT_FILE): ("case.not_filed", "filing.decided"),
        ("report", Act.REFER): ("report.no_authority",),
        ("report", Act.DISPUTE): ("jurisdiction.disputed",),
        ("report", Act.DECIDE): ("case.decided",),
        ("report", Act.ABANDON): ("case.terminated", "case.closable"),
    }
)


def events_of(kind: str, act: Act) -> tuple[str, ...]:
    """Return what an act is called among the start and stop events of content/law."""
    return EVENTS.get((kind, act), ())
