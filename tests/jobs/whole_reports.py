"""Whether a report is whole: every row its acts leave is there, and nothing of an act that was not done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Q

from xiaobao.docket import reckoning
from xiaobao.docket.clock_row import from_model
from xiaobao.docket.models import NO_CLOCK, Link, Matter, Proposal, Service
from xiaobao.docket.rulebook import current

PAPERS = {"check": 1, "file": 1, "not_file": 1, "hand_to_police": 1, "answer": 1}
"""How many papers an act of the life of ``one_report`` leaves; an act that is not named leaves none."""
_DECISIONS = {"file": "filed", "not_file": "not_filed"}


def flaws_of_report(matter: Matter, verbs: Counter[str]) -> Iterator[str]:
    """Yield a line for everything on a report that does not hold together."""
    yield from _decision(matter, verbs)
    yield from _rows(matter, verbs)
    yield from _clocks(matter)


def _decision(matter: Matter, verbs: Counter[str]) -> Iterator[str]:
    wanted = [decided for verb, decided in _DECISIONS.items() if verbs[verb]]
    if ([matter.report.decision] if matter.report.decision else []) != wanted:
        yield f"decision {matter.report.decision!r} after {dict(verbs)}"
    if hasattr(matter, "case") != bool(verbs["file"]):
        yield f"a case after {dict(verbs)}" if not verbs["file"] else "filed without a case"
    for one in matter.proposals.filter(decision=Proposal.Outcome.APPROVED):
        if len({one.proposed_by_id, one.reviewed_by_id, one.decided_by_id} - {None}) != 3:
            yield "a decision on filing without three people"


def _rows(matter: Matter, verbs: Counter[str]) -> Iterator[str]:
    proposals, transfers = matter.proposals, matter.crime_transfers
    wanted = {
        "check": matter.checks.count(),
        "propose": proposals.count(),
        "review": proposals.exclude(review="").count(),
        "suspect": transfers.count(),
        "hand_to_police": transfers.exclude(approved=None).count(),
        "merge": Link.objects.filter(Q(earlier=matter) | Q(later=matter)).count(),
        "serve": Service.objects.filter(addressee__document__matter=matter).count(),
    }
    for verb, rows in wanted.items():
        if rows != verbs[verb]:
            yield f"{verbs[verb]} × {verb}, rows {rows}"
    signed = proposals.exclude(decision="").count()
    if signed != sum(verbs[verb] for verb in (*_DECISIONS, "send_back")):
        yield f"{signed} proposals decided after {dict(verbs)}"
    papers = sum(PAPERS.get(verb, 0) * count for verb, count in verbs.items())
    papers += (2 if matter.source == "desk" else 0) + (matter.state == "merged")
    if matter.documents.count() != papers:
        yield f"{matter.documents.count()} papers after {dict(verbs)}"


def _clocks(matter: Matter) -> Iterator[str]:
    rulebook = current()
    others = reckoning.binding_others(rulebook)
    rows = [from_model(clock) for clock in matter.clocks.all()]
    running = [row.due_earliest for row in rows if row.state == "running" and row.clock not in others]
    if matter.next_due != min(running, default=NO_CLOCK):
        yield f"next_due {matter.next_due}, clocks {[(row.clock, row.state) for row in rows]}"
    yield from (f"{row.clock} is not what its ledger says" for row in rows if _other(row, rulebook))


def _other(row: reckoning.ClockRow, rulebook: reckoning.Rulebook) -> bool:
    return reckoning.recompute(row, rulebook) != row
