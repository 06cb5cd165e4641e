"""What a change of rules would move, by kind: how the list is worked out, read back, compared and summed.

One row a kind. A kind whose change moves nothing that is there already has the empty list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from xiaobao.docket.models import RuleChange, RuleKind
from xiaobao.docket.moves import Moves, differences, warned
from xiaobao.docket.rehandled import Rehandling, rehandle, rehandlings_differ
from xiaobao.docket.reroute import reroute
from xiaobao.docket.reroutes import Reroutes, Span, reroutes_differ
from xiaobao.docket.rule_files import RuleFile
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.what_if import what_if

Counts = dict[str, int]


class RuleList(Protocol):
    """What two persons stand by: always the same bytes for the same list, so that its digest tells."""

    @property
    def file(self) -> str:
        """The digest of the file proposed."""

    @property
    def base(self) -> str:
        """The digest of what it takes the place of."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the list."""

    def packed(self) -> bytes:
        """Return the list to be kept."""

    def counts(self) -> Counts:
        """Return its totals."""


@dataclass(frozen=True, slots=True)
class Lister:
    """How the lists of one kind are made. ``differing`` says in words how two differ, from the same base.

    ``span_of`` returns the days a list was made over, None where it looks at no past matters.
    """

    work_out: Callable[[RuleFile, Rulebook, datetime, Span | None], RuleList]
    unpacked: Callable[[bytes], RuleList]
    differing: Callable[[Any, Any], str]
    summed: Callable[[Counts], Counts]
    span_of: Callable[[Any], Span | None] = lambda _: None


def worked_out(file: RuleFile, *, rulebook: Rulebook, at: datetime, span: Span | None = None) -> RuleList:
    """Return what the file would move at ``at``, looking back over ``span``; raises Refused."""
    return LISTERS[file.kind].work_out(file, rulebook, at, span)


def kept(change: RuleChange) -> RuleList:
    """Return the list a change is signed by."""
    return LISTERS[RuleKind(change.kind)].unpacked(bytes(change.moves))


def once_more(change: RuleChange, file: RuleFile, *, rulebook: Rulebook, at: datetime) -> RuleList:
    """Return the list of a change as it is now, over the same days as the one kept; raises Refused."""
    span = LISTERS[file.kind].span_of(kept(change))
    return worked_out(file, rulebook=rulebook, at=at, span=span)


def what_differs(change: RuleChange, fresh: RuleList) -> str:
    """Say why the list kept with a change is not this one."""
    listed = kept(change)
    if listed.base != fresh.base:
        return "现行的文件在此期间变更过"
    return LISTERS[RuleKind(change.kind)].differing(listed, fresh)


def sums_of(change: RuleChange) -> Counts:
    """Return the totals the trail keeps of a change."""
    return LISTERS[RuleKind(change.kind)].summed(change.counts)


def rows_of(change: RuleChange) -> int:
    """Return how many rows the whole list has as a table."""
    sums = sums_of(change)
    return sum(number for name, number in sums.items() if name != "looked")


def _clocks(file: RuleFile, rulebook: Rulebook, at: datetime, _span: Span | None) -> Moves:
    return what_if(file, rulebook=rulebook, at=at)


def _clocks_differ(listed: Moves, fresh: Moves) -> str:
    more, fewer = differences(listed, fresh)
    return f"在此期间来件有了变化（与清单不同的{more}个期限，清单上不再变动的{fewer}个期限）"


def _routes(file: RuleFile, rulebook: Rulebook, at: datetime, span: Span | None) -> Reroutes:
    return reroute(file, rulebook=rulebook, at=at, span=span)


def _routes_differ(listed: Reroutes, fresh: Reroutes) -> str:
    more, fewer = reroutes_differ(listed, fresh)
    return f"在此期间来件有了变化（与清单不同的{more}件，清单上不再改变的{fewer}件）"


def _handling(file: RuleFile, rulebook: Rulebook, _at: datetime, _span: Span | None) -> Rehandling:
    return rehandle(file, rulebook=rulebook)


def _handling_differs(listed: Rehandling, fresh: Rehandling) -> str:
    more, fewer = rehandlings_differ(listed, fresh)
    return f"在此期间来件有了变化（与清单不同的{more}件，清单上不再改变的{fewer}件）"


def _sum_routes(counts: Counts) -> Counts:
    return {"matters": counts.get("matters", 0), "looked": counts.get("looked", 0)}


def _sum_clocks(counts: Counts) -> Counts:
    return {"clocks": counts.get("clocks", 0), "warnings": warned(counts)}


_OF_CLOCKS = Lister(_clocks, Moves.unpacked, _clocks_differ, _sum_clocks)
_OF_ROUTES = Lister(
    _routes, Reroutes.unpacked, _routes_differ, _sum_routes, span_of=lambda listed: listed.span
)
_OF_HANDLERS = Lister(_handling, Rehandling.unpacked, _handling_differs, _sum_routes)
LISTERS = {
    RuleKind.LADDER: _OF_CLOCKS,
    RuleKind.CALENDAR: _OF_CLOCKS,
    RuleKind.REGULATION: _OF_CLOCKS,
    RuleKind.ROUTING: _OF_ROUTES,
    RuleKind.HANDLERS: _OF_HANDLERS,
}
