"""How the audit trail stands: what the last verification found, and how far it is anchored outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from xiaobao.docket.actions.ask_verification import under_way
from xiaobao.docket.actions.verify_trail import VERIFIED
from xiaobao.vault import anchors
from xiaobao.vault.anchoring import CHAIN
from xiaobao.vault.models import AuditEntry

# The head is refreshed every ten minutes while the server runs.
_STALE = timedelta(hours=2)


@dataclass(frozen=True)
class ChainState:
    """``verified`` is the row of the last verification; ``day`` and ``head`` name the newest anchors.

    ``stale``: nothing has been anchored for hours. ``running``: a verification waits or runs.
    """

    verified: AuditEntry | None
    day: str
    head: datetime | None
    stale: bool
    running: bool

    @property
    def tone(self) -> str:
        """How it is shown: bad when the last verification found something, good when all is well."""
        if self.verified is not None and self.verified.detail["found"]:
            return "bad"
        return "warn" if self.stale or self.verified is None else "good"


def chain_state(now: datetime) -> ChainState:
    """Return how the trail stands; anchors that cannot be read count as none."""
    rows = AuditEntry.objects.filter(subject=CHAIN, act=VERIFIED).select_related("actor")
    day, head = _anchored()
    return ChainState(
        verified=rows.order_by("-id").first(),
        day=day,
        head=head,
        stale=head is None or now - head > _STALE,
        running=under_way(),
    )


def _anchored() -> tuple[str, datetime | None]:
    try:
        lines, head = anchors.lines(), anchors.head()
        return lines[-1].when if lines else "", datetime.fromisoformat(head.when) if head else None
    except (OSError, ValueError):
        return "", None
