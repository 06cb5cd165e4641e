"""Typical cases (典型案例) of a key industry: what happened, how it ended, on which article it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaobao.docket.engagement_material import excerpt
from xiaobao.docket.models import Matter, TypicalCase
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text, scrub
from xiaobao.rules import workflow
from xiaobao.rules.routing import Industry
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority

MOST = 12
_OUTCOMES = {
    "settled": Act.SETTLE,
    "failed": Act.TERMINATE,
    "withdrawn": Act.TERMINATE,
    "self_settled": Act.TERMINATE,
}


@dataclass(frozen=True)
class CaseLine:
    """One case: ``words`` say what to learn from it, ``story`` is what the complainant wrote, masked.

    ``outcome`` is a code; ``article`` is the citation of what ended it, empty where the source does not say.
    """

    id: int
    matter_id: int
    number: str
    received_on: date
    respondent: str
    words: str
    story: str
    outcome: str
    article: str


def cases_of(officer: Authority, industry: Industry, rulebook: Rulebook) -> list[CaseLine]:
    """Return the cases of an industry the officer may see, the latest first, at most twelve."""
    found = TypicalCase.objects.filter(
        industry=industry.id, dropped_on=None, matter__in=visible(officer)
    ).select_related("matter__complaint", "matter__submission", "matter__respondent")
    return [_line(one, rulebook) for one in found.order_by("-pk")[:MOST]]


def _line(case: TypicalCase, rulebook: Rulebook) -> CaseLine:
    matter = case.matter
    outcome, act = ending_of(matter)
    return CaseLine(
        id=case.pk,
        matter_id=matter.pk,
        number=matter.number,
        received_on=matter.received_on,
        respondent=matter.respondent.name if matter.respondent else "",
        words=mask_text(case.words),
        story=excerpt(scrub(matter.submission.content)),
        outcome=outcome,
        article=_article(act, matter.regulation, rulebook) if act else "",
    )


def ending_of(matter: Matter) -> tuple[str, Act | None]:
    """Return how a complaint ended as a code of outcomes or decisions, and the act that ended it."""
    complaint = matter.complaint
    if complaint.outcome:
        return complaint.outcome, _OUTCOMES.get(complaint.outcome)
    if complaint.decision == "declined":
        return "declined", Act.DECLINE
    return "", None


def _article(act: Act, regulation: str, rulebook: Rulebook) -> str:
    rows = (row for row in workflow.TABLE if row.track == Track.COMPLAINT and row.act is act)
    row = next(rows, None)
    return workflow.basis(row, regulation, rulebook.law) if row else ""
