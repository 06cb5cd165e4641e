"""What the list of drafts shows: what waits for whoever looks, then one's own, then the others'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaobao.handbook.models import Draft, Role, Round
from xiaobao.handbook.reach import insist_on_drafts
from xiaobao.handbook.waiting import waiting_drafts, waiting_proposals
from xiaobao.rules.handbook.drafting import OPEN
from xiaobao.rules.handbook.entry import kind_of
from xiaobao.rules.handbook.kinds import Kind
from xiaobao.staff.permissions import Authority

SHOWN = ("open", "done")
_MOST_DONE = 200


@dataclass(frozen=True)
class DraftLine:
    """One draft: ``waits`` for whoever looks, ``owed`` are opinions still out, ``late`` past their day."""

    draft: Draft
    kind: Kind
    waits: bool
    mine: bool
    running: Round | None
    owed: tuple[Role, ...]
    late: bool


@dataclass(frozen=True)
class DraftsPage:
    """The list; ``proposals`` counts those that wait for an answer."""

    lines: tuple[DraftLine, ...]
    shown: str
    proposals: int
    approved: int

    @property
    def waiting(self) -> int:
        """How many wait for whoever looks."""
        return sum(line.waits for line in self.lines)


def drafts_page(officer: Authority, *, today: date, shown: str = "") -> DraftsPage:
    """Return it: ``shown`` "done" lists what was published or dropped; raises NotAllowed."""
    insist_on_drafts(officer)
    shown = shown if shown in SHOWN else "open"
    rows = Draft.objects.select_related("owner").prefetch_related("rounds__opinions")
    if shown == "open":
        found = list(rows.filter(state__in=OPEN))
    else:
        found = list(rows.exclude(state__in=OPEN)[:_MOST_DONE])
    waits = set(waiting_drafts(officer).values_list("pk", flat=True))
    lines = [_line(draft, officer, waits, today) for draft in found]
    lines.sort(key=lambda line: (not line.waits, not line.mine))
    approved = Draft.objects.filter(state="approved").count()
    return DraftsPage(tuple(lines), shown, waiting_proposals(officer), approved)


def _line(draft: Draft, officer: Authority, waits: set[int], today: date) -> DraftLine:
    running = next((one for one in draft.rounds.all() if one.closed_at is None), None)
    given = {one.role for one in running.opinions.all()} if running else set()
    owed = tuple(Role(role) for role in running.asked if role not in given) if running else ()
    return DraftLine(
        draft=draft,
        kind=kind_of(draft.path),
        waits=draft.pk in waits,
        mine=draft.owner_id == officer.user.pk,
        running=running,
        owed=owed,
        late=bool(owed and running and running.due_on and running.due_on < today),
    )
