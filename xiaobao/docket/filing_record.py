"""What a decision on filing leaves on the proposal and on the report: signature, ground, reason."""

from __future__ import annotations

from xiaobao.docket.actions.taking import Taken
from xiaobao.docket.answers import begin_answers
from xiaobao.docket.models import Proposal


def sign(taken: Taken, proposal: Proposal, outcome: Proposal.Outcome) -> None:
    """Put the last signature, that of the head of the bureau, under a proposal."""
    proposal.decision, proposal.decision_words = outcome.value, taken.words
    proposal.decided_by, proposal.decided_at = taken.officer.user, taken.at
    proposal.save()


def record_decision(taken: Taken, proposal: Proposal, decision: str) -> None:
    """Write the decision (filed|not_filed) on the report; the clocks of telling the reporter begin."""
    report = taken.matter.report
    report.decision, report.decided_on = decision, taken.today
    report.ground, report.unmet, report.reason = proposal.ground, proposal.unmet, proposal.reason
    report.save()
    begin_answers(taken.matter, rulebook=taken.rulebook, today=taken.today)
