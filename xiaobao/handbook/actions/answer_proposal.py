"""Answer a proposal (答复编写建议): taken or not, and why; who proposed it reads the answer."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from xiaobao.handbook.draft_steps import insist, said
from xiaobao.handbook.models import Proposal, ProposalState
from xiaobao.refusals import Changed, NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

_NO_REASON = "不采纳的，请写明理由，提出建议的单位要看。"


def answer_proposal(
    *, proposal_id: int, taken: bool, answer: str, officer: Authority, at: datetime, address: str = ""
) -> Proposal:
    """Keep the answer; raises NotAllowed, NotFound, Changed when answered already, Refused (field answer)."""
    insist(officer, "handbook_write", "答复编写建议")
    words = said(answer, "answer", "" if taken else _NO_REASON)
    with writing():
        proposal = _waiting(proposal_id)
        proposal.state = ProposalState.TAKEN if taken else ProposalState.DECLINED
        proposal.answer, proposal.answered_by, proposal.answered_at = words, officer.user, at
        proposal.save()
        record(
            act="handbook.proposal_answered", subject=f"proposal:{proposal.pk}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"state": proposal.state},
        )  # fmt: skip
    return proposal


def _waiting(proposal_id: int) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal_id).first()
    if found is None:
        raise NotFound("没有这项编写建议。")
    if found.answered_by is not None and found.answered_at is not None:
        at = timezone.localtime(found.answered_at)
        raise Changed(by=found.answered_by.name, at=at, what=(f"答复（{found.get_state_display()}）",))
    return found
