"""What is prepared for a key enterprise (四定时的材料): counted on a day, kept as JSON, nobody's data in it.

An enterprise is told of complaints alone, and of those only what it needs to answer for them: number, dates,
state. 令121 第三十七条: of a report it is told nothing, not even that there is one. Words of complainants are
shown without a trace of who they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from xiaobao.docket.due import badge_for, last_day_soon
from xiaobao.docket.key_enterprises import complaints_of
from xiaobao.docket.key_figures import reaches_back
from xiaobao.docket.models import NO_CLOCK, Diversion, Engagement, KeyEnterprise, Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.shield import cover, covered
from xiaobao.documents.redaction import scrub
from xiaobao.rules.trend import Trend, ranked
from xiaobao.rules.workflow import State

MOST_ROWS, MOST_NAMES, MOST_EXAMPLES = 200, 10, 5
EXCERPT = 120
UNNAMED = "未写明"
_Kind = Engagement.Kind


class _Told(NamedTuple):
    pk: int
    received_on: date
    product: str
    problem: str


def put_together(engagement: Engagement, today: date, rulebook: Rulebook) -> dict[str, Any]:
    """Return the material of one engagement as of ``today``, ready to be kept as JSON."""
    enterprise = engagement.enterprise
    if engagement.kind == _Kind.CHECK_IN:
        return open_matters(enterprise, today, rulebook)
    if engagement.kind == _Kind.DEADLINES:
        return open_matters(enterprise, today, rulebook, running=True)
    told = digest(enterprise, _since(engagement, today, rulebook), today)
    if engagement.kind == _Kind.FEEDBACK:
        return told
    return {
        **told,
        "open": open_matters(enterprise, today, rulebook),
        "agreements": agreements(enterprise),
    }


def open_matters(
    enterprise: KeyEnterprise, today: date, rulebook: Rulebook, *, running: bool = False
) -> dict[str, Any]:
    """Return the open complaints by what is due first; ``running``: only those on which a period runs.

    At most 200 rows; ``total``, ``late`` and ``soon`` count all of them.
    """
    matters = complaints_of(enterprise).filter(is_open=True)
    due = _due_by_partner(matters)
    if running:
        matters = matters.filter(~Q(next_due=NO_CLOCK) | Q(pk__in=due))
    soon = last_day_soon(today, rulebook)
    rows = matters.order_by("next_due", "pk")[:MOST_ROWS]
    return {
        "total": matters.count(),
        "late": matters.filter(next_due__lt=today).count(),
        "soon": matters.filter(next_due__range=(today, soon)).count(),
        "rows": [_row(matter, due.get(matter.pk), today, rulebook) for matter in rows],
    }


def digest(enterprise: KeyEnterprise, since: date, until: date) -> dict[str, Any]:
    """Return what consumers complain about from ``since`` until ``until`` (which no longer counts).

    Every count stands beside that of the same number of days before; ``compared``: the docket holds those.
    """
    earlier = since - (until - since)
    complaints = complaints_of(enterprise)
    now, before = _told(complaints, since, until), _told(complaints, earlier, since)
    problems = _ranked(one.problem for one in now), _ranked(one.problem for one in before)
    products = _ranked(one.product for one in now), _ranked(one.product for one in before)
    trends = ranked(*problems, most=MOST_NAMES)
    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "before": earlier.isoformat(),
        "compared": reaches_back(earlier),
        "complaints": {"now": len(now), "before": len(before)},
        "problems": [_trend(one) for one in trends],
        "products": [_trend(one) for one in ranked(*products, most=MOST_NAMES)],
        "examples": _examples(now, trends),
    }


def agreements(enterprise: KeyEnterprise) -> list[dict[str, str]]:
    """Return what was agreed and not yet followed up, the oldest first."""
    held = enterprise.engagements.filter(state=Engagement.State.HELD, follow_up_on__isnull=False)
    return [
        {
            "kind": one.kind,
            "held_on": one.held_on.isoformat() if one.held_on else "",
            "agreed": covered(scrub(one.agreed)),
            "follow_up_on": one.follow_up_on.isoformat() if one.follow_up_on else "",
        }
        for one in held.order_by("held_on", "pk")[:MOST_NAMES]
    ]


def _since(engagement: Engagement, today: date, rulebook: Rulebook) -> date:
    """Return from when to count: where the last of its kind ended, else as many weeks as lie between two."""
    others = engagement.enterprise.engagements.filter(kind=engagement.kind).exclude(pk=engagement.pk)
    last = others.filter(sent_at__isnull=False, counted_on__lt=today).order_by("-counted_on").first()
    weeks = getattr(rulebook.locality.tiers.regulars, engagement.kind)
    return last.counted_on if last and last.counted_on else today - timedelta(weeks=weeks)


def _due_by_partner(matters: QuerySet[Matter]) -> dict[int, date]:
    """Return by when whoever settles first should have done it: that is the day which binds meanwhile."""
    return dict(Diversion.objects.filter(ending="", matter__in=matters).values_list("matter_id", "due_on"))


def _row(matter: Matter, settling_until: date | None, today: date, rulebook: Rulebook) -> dict[str, str]:
    due = settling_until or (None if matter.next_due == NO_CLOCK else matter.next_due)
    provisional = matter.provisional and settling_until is None
    left = badge_for(due, provisional=provisional, today=today, rulebook=rulebook) if due else None
    return {
        "number": matter.number,
        "received_on": matter.received_on.isoformat(),
        "state": State(matter.state).value,
        "due_on": due.isoformat() if due else "",
        "left": left.words if left else "",
        "tone": left.tone if left else "none",
    }


def _told(complaints: QuerySet[Matter], since: date, until: date) -> list[_Told]:
    found = complaints.filter(received_on__gte=since, received_on__lt=until).order_by("-received_on", "-pk")
    columns = ("pk", "received_on", "category", "submission__problem_path")
    return [
        _Told(pk, day, product or UNNAMED, problem_of(path or ""))
        for pk, day, product, path in found.values_list(*columns)
    ]


def problem_of(path: str) -> str:
    """Return the last step of a path of problems: 质量 of 投诉问题类别->质量."""
    return path.rpartition("->")[2].strip() or UNNAMED


def _ranked(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names))


def _trend(one: Trend) -> dict[str, Any]:
    return {"name": one.name, "now": one.now, "before": one.before}


def _examples(told: Sequence[_Told], trends: Iterable[Trend]) -> list[dict[str, str]]:
    """Return the latest complaint of each of the first few problems, in words that lead to nobody."""
    names = [trend.name for trend in trends][:MOST_EXAMPLES]
    chosen = [next(one for one in told if one.problem == name) for name in names]
    matters = Matter.objects.select_related("submission").in_bulk([one.pk for one in chosen])
    return [
        {
            "problem": one.problem,
            "product": one.product,
            "month": f"{one.received_on:%Y-%m}",
            "words": excerpt(cover(matters[one.pk], matters[one.pk].submission.content)),
        }
        for one in chosen
    ]


def excerpt(text: str) -> str:
    """Return the beginning of a text as one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"
