"""What the pages of proposals show."""

from __future__ import annotations

from dataclasses import dataclass

from xiaobao.handbook.actions.propose import PROPOSE
from xiaobao.handbook.models import Draft, Proposal, ProposalState
from xiaobao.handbook.reach import proposals_of, sees_drafts
from xiaobao.handbook.shelf import in_service
from xiaobao.refusals import NotFound
from xiaobao.rules.handbook.entry import Entry
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True)
class ProposalsPage:
    """The list: what waits for an answer, and what was answered."""

    open: tuple[Proposal, ...]
    answered: tuple[Proposal, ...]
    proposes: bool
    answers: bool


@dataclass(frozen=True)
class ProposalPage:
    """One proposal, the entry it is about, the drafts that came of it; ``answers``: it may be answered."""

    proposal: Proposal
    entry: Entry | None
    drafts: tuple[Draft, ...]
    answers: bool
    drafting: bool


def proposals_page(officer: Authority) -> ProposalsPage:
    """Return the proposals the officer may read."""
    rows = list(proposals_of(officer))
    return ProposalsPage(
        open=tuple(one for one in rows if one.state == ProposalState.OPEN),
        answered=tuple(one for one in rows if one.state != ProposalState.OPEN),
        proposes=officer.may(PROPOSE),
        answers=officer.may("handbook_write"),
    )


def proposal_page(officer: Authority, proposal_id: int) -> ProposalPage:
    """Return one; raises NotFound, for one of another office too."""
    proposal = proposals_of(officer).filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound("没有这项编写建议。")
    writes = officer.may("handbook_write")
    return ProposalPage(
        proposal=proposal,
        entry=in_service().entries.get(proposal.path),
        drafts=tuple(proposal.drafts.select_related("owner")) if sees_drafts(officer) else (),
        answers=writes and proposal.state == ProposalState.OPEN,
        drafting=writes and proposal.state == ProposalState.TAKEN,
    )
