"""The tables of the handbook."""

from xiaobao.handbook.models.attempt import Attempt
from xiaobao.handbook.models.draft import Draft, DraftState, DraftText
from xiaobao.handbook.models.edition import Edition, EditionEntry
from xiaobao.handbook.models.law_seen import LawSeen
from xiaobao.handbook.models.nomination import CaseMark, Confirmation, Nomination, NominationState
from xiaobao.handbook.models.page_use import PageUse
from xiaobao.handbook.models.proposal import Proposal, ProposalState
from xiaobao.handbook.models.review import Comment, Opinion, Role, Round, Ruling, Verdict
from xiaobao.handbook.models.revisit import Revisit

__all__ = [
    "Attempt",
    "CaseMark",
    "Comment",
    "Confirmation",
    "Draft",
    "DraftState",
    "DraftText",
    "Edition",
    "EditionEntry",
    "LawSeen",
    "Nomination",
    "NominationState",
    "Opinion",
    "PageUse",
    "Proposal",
    "ProposalState",
    "Revisit",
    "Role",
    "Round",
    "Ruling",
    "Verdict",
]
