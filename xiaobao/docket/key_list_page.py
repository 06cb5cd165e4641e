"""The list of key enterprises (重点企业): who is listed and why, what is owed, who is proposed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from xiaobao.docket.key_enterprises import insist, names_of, not_ended
from xiaobao.docket.key_figures import Counted, Figures
from xiaobao.docket.models import Engagement, KeyEnterprise
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.decision import Reason
from xiaobao.rules.key_enterprises import PROPOSED, KeyCounts, propose, propose_ending
from xiaobao.rules.regulars import OWED, Regular, is_followed_up_late, is_late
from xiaobao.rules.same_name import plain
from xiaobao.staff.permissions import Authority

PAGE = 50
MOST_PROPOSED = 20
MOST_ENDED = 20


@dataclass(frozen=True)
class Open:
    """Open matters within the officer's reach: complaints, those of them past their day, and reports."""

    complaints: int = 0
    late: int = 0
    reports: int = 0


@dataclass(frozen=True)
class EngagementLine:
    """One engagement as a list shows it. ``late``: it should have reached the enterprise by now."""

    id: int
    enterprise: str
    kind: str
    state: str
    state_label: str
    planned_on: date
    follow_up_on: date | None
    late: bool
    follow_up_late: bool


@dataclass(frozen=True)
class KeyLine:
    """One listed enterprise. ``next`` is the next regular; ``ending`` says why it is proposed to end it.

    Nobody is proposed to be ended within the first twelve months, nor on less than twelve months' matters.
    """

    enterprise: KeyEnterprise
    counts: KeyCounts
    open: Open
    next: EngagementLine | None
    late: int
    follow_ups: int
    ending: tuple[Reason, ...]


@dataclass(frozen=True)
class ProposedLine:
    """One enterprise that is proposed, with why."""

    figures: Figures
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class KeyListPage:
    """Listed ones, fifty a page; at most twenty of the ``proposals``; ``owed`` are late or to follow up."""

    lines: list[KeyLine]
    total: int
    page: int
    pages: int
    proposed: list[ProposedLine]
    proposals: int
    owed: list[EngagementLine]
    ended: list[KeyEnterprise]
    year_from: date
    compared: bool


def key_list_page(officer: Authority, *, today: date, rulebook: Rulebook, page: int = 1) -> KeyListPage:
    """Return one page of the list; a page too far shows the last. Raises NotAllowed."""
    insist(officer)
    listed = list(KeyEnterprise.objects.filter(not_ended(today)).select_related("office").order_by("name"))
    pages = max(-(-len(listed) // PAGE), 1)
    page = min(max(page, 1), pages)
    shown = listed[(page - 1) * PAGE : page * PAGE]
    counted = Counted(visible(officer), today)
    proposed = _proposed(counted, listed, rulebook)
    return KeyListPage(
        lines=_lines(shown, counted, officer, today, rulebook),
        total=len(listed),
        page=page,
        pages=pages,
        proposed=proposed[:MOST_PROPOSED],
        proposals=len(proposed),
        owed=owed_engagements(today),
        ended=list(KeyEnterprise.objects.exclude(not_ended(today)).order_by("-until", "-pk")[:MOST_ENDED]),
        year_from=counted.since,
        compared=counted.compared,
    )


def owed_engagements(today: date, most: int = 50) -> list[EngagementLine]:
    """Return the engagements that are late, and those agreed upon whose day to look again has come."""
    found = Engagement.objects.filter(_owed(today)).select_related("enterprise")
    return [engagement_line(one, today) for one in found.order_by("planned_on", "pk")[:most]]


def count_owed(today: date) -> int:
    """Return how many there are of them."""
    return Engagement.objects.filter(_owed(today)).count()


def _owed(today: date) -> Q:
    late = Q(state__in=OWED, planned_on__lt=today)
    return late | Q(state=Engagement.State.HELD, follow_up_on__lte=today)


def engagement_line(one: Engagement, today: date) -> EngagementLine:
    """Return one engagement as a list shows it."""
    return EngagementLine(
        id=one.pk,
        enterprise=one.enterprise.name,
        kind=Regular(one.kind).label,
        state=one.state,
        state_label=str(Engagement.State(one.state).label),
        planned_on=one.planned_on,
        follow_up_on=one.follow_up_on,
        late=is_late(one.state, one.planned_on, today),
        follow_up_late=is_followed_up_late(one.state, one.follow_up_on, today),
    )


def _lines(
    shown: list[KeyEnterprise], counted: Counted, officer: Authority, today: date, rulebook: Rulebook
) -> list[KeyLine]:
    open_ones = _open(shown, officer, today)
    engagements = _engagements(shown, today)
    thresholds = rulebook.locality.tiers.key_enterprises
    lines = []
    for enterprise in shown:
        counts, ours = counted.of(enterprise), engagements[enterprise.pk]
        ahead = [one for one in ours if one.state in OWED and not one.late]
        told = counted.whole and enterprise.since <= counted.since
        ending = propose_ending(counts, thresholds) if told else None
        lines.append(
            KeyLine(
                enterprise=enterprise,
                counts=counts,
                open=open_ones[enterprise.pk],
                next=ahead[0] if ahead else None,
                late=sum(one.late for one in ours),
                follow_ups=sum(one.follow_up_late for one in ours),
                ending=ending.reasons if ending and ending.outcome == PROPOSED else (),
            )
        )
    return lines


def _open(shown: Sequence[KeyEnterprise], officer: Authority, today: date) -> dict[int, Open]:
    """Count the open matters of several enterprises in one query."""
    asked = {
        "complaints": Q(kind="complaint"),
        "late": Q(kind="complaint", next_due__lt=today),
        "reports": Q(kind="report"),
    }
    counts = {name: Count("pk", filter=condition) for name, condition in asked.items()}
    matters = visible(officer).filter(is_open=True).exclude(respondent=None).order_by()
    rows = matters.values_list("respondent__name", "respondent__credit_code").annotate(**counts)
    known = _known(shown)
    kept: dict[int, list[tuple[int, int, int]]] = {one.pk: [] for one in shown}
    for name, code, *of_one in rows:
        for key in known[plain(name)] | known[code]:
            kept[key].append((of_one[0], of_one[1], of_one[2]))
    return {key: _sum(found) for key, found in kept.items()}


def _known(shown: Iterable[KeyEnterprise]) -> Mapping[str, set[int]]:
    """Return which of them a plain name or a credit code stands for."""
    known: dict[str, set[int]] = defaultdict(set)
    for one in shown:
        for word in {*map(plain, names_of(one)), one.credit_code} - {""}:
            known[word].add(one.pk)
    return known


def _sum(rows: Iterable[tuple[int, int, int]]) -> Open:
    return Open(*(sum(column) for column in zip((0, 0, 0), *rows, strict=True)))


def _engagements(shown: Iterable[KeyEnterprise], today: date) -> Mapping[int, list[EngagementLine]]:
    kept: dict[int, list[EngagementLine]] = defaultdict(list)
    states = (*OWED, Engagement.State.HELD)
    found = Engagement.objects.filter(enterprise__in=list(shown), state__in=states)
    for one in found.select_related("enterprise").order_by("planned_on", "pk"):
        kept[one.enterprise_id].append(engagement_line(one, today))
    return kept


def _proposed(counted: Counted, listed: Iterable[KeyEnterprise], rulebook: Rulebook) -> list[ProposedLine]:
    thresholds = rulebook.locality.tiers.key_enterprises
    known = list(listed)
    codes = {one.credit_code for one in known} - {""}
    names = {plain(name) for one in known for name in names_of(one)}
    found = []
    for figures in counted.everybody():
        if figures.credit_code in codes or names & set(map(plain, figures.names)):
            continue
        decision = propose(figures.counts, thresholds, compared=counted.compared)
        if decision.outcome == PROPOSED:
            found.append(ProposedLine(figures, decision.reasons))
    return found


def proposed_of(
    officer: Authority, name: str, *, today: date, rulebook: Rulebook
) -> dict[str, object] | None:
    """Return what a form begins with where an enterprise of this name is counted: names, code, reasons."""
    insist(officer)
    counted, thresholds = Counted(visible(officer), today), rulebook.locality.tiers.key_enterprises
    figures = next((one for one in counted.everybody() if name in one.names), None)
    if figures is None:
        return None
    reasons = propose(figures.counts, thresholds, compared=counted.compared).reasons
    return {
        "name": figures.name,
        "names": list(figures.names[1:]),
        "credit_code": figures.credit_code,
        "reasons": "\n".join(reason.text for reason in reasons),
    }
