"""One key enterprise (重点企业): why it is listed, who answers for it, what is open, the regulars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xiaobao.docket.due import DueBadge, badge
from xiaobao.docket.key_enterprises import found, matters_of
from xiaobao.docket.key_figures import Counted
from xiaobao.docket.key_list_page import EngagementLine, engagement_line
from xiaobao.docket.models import Engagement, KeyEnterprise, Matter, PaperKind, RegisterPaper
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.team import MemberLine, team_of
from xiaobao.documents.redaction import mask_text
from xiaobao.rules.decision import Reason
from xiaobao.rules.key_enterprises import KeyCounts, grounds, propose_ending
from xiaobao.rules.regulars import OWED
from xiaobao.rules.workflow import State
from xiaobao.staff.permissions import Authority

ROWS = 30
"""So many open matters and past engagements are shown."""


@dataclass(frozen=True)
class OpenLine:
    """One open matter of the enterprise."""

    id: int
    number: str
    kind: str
    state: str
    subject: str
    office: str
    received_on: date
    due: DueBadge


@dataclass(frozen=True)
class KeyPage:
    """All of it. ``listed_counts`` is what was counted when it was listed; ``lost``: no ground is left."""

    enterprise: KeyEnterprise
    counts: KeyCounts
    listed_counts: KeyCounts | None
    counted_from: date
    lost: bool
    ending: tuple[Reason, ...]
    team: list[MemberLine]
    papers: list[RegisterPaper]
    procedure: RegisterPaper | None
    open: list[OpenLine]
    open_total: int
    current: list[EngagementLine]
    past: list[EngagementLine]


def key_page(officer: Authority, enterprise_id: int, *, today: date, rulebook: Rulebook) -> KeyPage:
    """Return the page of one that is or was listed; raises NotAllowed, NotFound."""
    enterprise = found(officer, enterprise_id)
    among = matters_of(enterprise, visible(officer))
    counted = Counted(among, today)
    counts, thresholds = counted.of(enterprise), rulebook.locality.tiers.key_enterprises
    told = counted.whole and enterprise.since <= counted.since
    open_ones = among.filter(is_open=True)
    papers = list(enterprise.papers.order_by("-pk"))
    current, past = _engagements(enterprise, today)
    return KeyPage(
        enterprise=enterprise,
        counts=counts,
        listed_counts=KeyCounts(**enterprise.figures) if enterprise.figures else None,
        counted_from=counted.since,
        lost=counted.whole and not grounds(counts, thresholds),
        ending=propose_ending(counts, thresholds).reasons if told else (),
        team=team_of(enterprise),
        papers=papers,
        procedure=next((one for one in papers if one.kind == PaperKind.PROCEDURE), None),
        open=[_line(one, today, rulebook) for one in _soonest(open_ones)],
        open_total=open_ones.count(),
        current=current,
        past=past,
    )


def _soonest(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    return matters.select_related("office").order_by("next_due", "pk")[:ROWS]


def _line(matter: Matter, today: date, rulebook: Rulebook) -> OpenLine:
    return OpenLine(
        id=matter.pk,
        number=matter.number,
        kind=matter.kind,
        state=State(matter.state).value,
        subject=mask_text(matter.subject),
        office=matter.office.name,
        received_on=matter.received_on,
        due=badge(matter, today=today, rulebook=rulebook),
    )


def _engagements(enterprise: KeyEnterprise, today: date) -> tuple[list[EngagementLine], list[EngagementLine]]:
    """Return those that still want something, and the latest of those that are over."""
    kept = enterprise.engagements.select_related("enterprise")
    wanting = kept.filter(state__in=(*OWED, Engagement.State.SENT)) | kept.filter(
        state=Engagement.State.HELD, follow_up_on__isnull=False
    )
    over = kept.exclude(pk__in=wanting.values("pk")).order_by("-planned_on", "-pk")[:ROWS]
    current = [engagement_line(one, today) for one in wanting.order_by("planned_on", "pk")[:ROWS]]
    return current, [engagement_line(one, today) for one in over]
