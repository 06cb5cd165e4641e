"""One of the four regulars with a key enterprise: what was prepared, what was agreed, what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xiaobao.docket.actions.send_engagement import may_email
from xiaobao.docket.due import DueBadge
from xiaobao.docket.key_enterprises import insist
from xiaobao.docket.key_list_page import EngagementLine, engagement_line
from xiaobao.docket.models import Engagement
from xiaobao.docket.team import MemberLine, team_of
from xiaobao.refusals import NotFound
from xiaobao.rules.regulars import Handover, RegularAct, offered
from xiaobao.rules.trend import Trend
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True)
class RowLine:
    """One open complaint as it was counted; ``due`` None where no period ran."""

    number: str
    received_on: date
    state: str
    due_on: date | None
    due: DueBadge | None


@dataclass(frozen=True)
class Counted:
    """The list of open complaints as it was counted."""

    total: int
    late: int
    soon: int
    rows: list[RowLine]


@dataclass(frozen=True)
class Digest:
    """What consumers complained about; ``until`` no longer counts."""

    since: date
    until: date
    compared: bool
    complaints: Trend
    problems: list[Trend]
    products: list[Trend]
    examples: list[Mapping[str, str]]


@dataclass(frozen=True)
class EngagementPage:
    """The whole page; of ``counted``, ``digest`` and ``agreements`` there is what its kind has."""

    engagement: Engagement
    line: EngagementLine
    acts: tuple[RegularAct, ...]
    number: str
    counted: Counted | None
    digest: Digest | None
    agreements: list[Mapping[str, str]] | None
    how: str
    team: list[MemberLine]
    may_email: bool


def engagement_page(officer: Authority, engagement_id: int, *, today: date) -> EngagementPage:
    """Return the page of one; raises NotAllowed, NotFound."""
    insist(officer)
    found = Engagement.objects.select_related("enterprise__office", "by").filter(pk=engagement_id).first()
    if found is None:
        raise NotFound("没有这次定时工作。")
    kept = found.prepared
    rows = kept.get("open", kept if "rows" in kept else None)
    return EngagementPage(
        engagement=found,
        line=engagement_line(found, today),
        acts=offered(found.state),
        number=kept.get("number", ""),
        counted=_counted(rows) if rows else None,
        digest=_digest(kept) if "problems" in kept else None,
        agreements=kept.get("agreements"),
        how=Handover(found.sent_how).label if found.sent_how else "",
        team=team_of(found.enterprise),
        may_email=may_email(),
    )


def _counted(kept: Mapping[str, Any]) -> Counted:
    return Counted(kept["total"], kept["late"], kept["soon"], [_row(one) for one in kept["rows"]])


def _row(one: Mapping[str, str]) -> RowLine:
    due_on = date.fromisoformat(one["due_on"]) if one["due_on"] else None
    badge = DueBadge(one["left"], one["tone"], due_on) if due_on else None  # type: ignore[arg-type]
    return RowLine(one["number"], date.fromisoformat(one["received_on"]), one["state"], due_on, badge)


def _digest(kept: Mapping[str, Any]) -> Digest:
    return Digest(
        since=date.fromisoformat(kept["since"]),
        until=date.fromisoformat(kept["until"]),
        compared=kept["compared"],
        complaints=Trend("", **kept["complaints"]),
        problems=[Trend(**one) for one in kept["problems"]],
        products=[Trend(**one) for one in kept["products"]],
        examples=kept["examples"],
    )
