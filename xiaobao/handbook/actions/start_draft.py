"""Start a draft (起草): of an entry, of a new one, or that an entry should go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from xiaobao.handbook.draft_steps import insist, leave_row, refused
from xiaobao.handbook.models import Draft, DraftText, Proposal, ProposalState
from xiaobao.handbook.shelf import in_service, latest
from xiaobao.law import MalformedContent
from xiaobao.refusals import NotFound, Refused
from xiaobao.rules.handbook.drafting import OPEN
from xiaobao.rules.handbook.entry import kind_of
from xiaobao.rules.handbook.heads import fields_of
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

WRITE = "handbook_write"
_TITLE, _WORDS = 128, 256


@dataclass(frozen=True)
class Wanted:
    """What is to be drafted. ``text`` is what somebody has written already, None for a start from the entry.

    ``words`` say where such a text comes from; ``begun`` is the title of an entry that is new.
    """

    path: str
    begun: str = ""
    text: str | None = None
    words: str = ""
    removes: bool = False
    proposal_id: int | None = None


def start_draft(*, wanted: Wanted, officer: Authority, at: datetime, address: str = "") -> Draft:
    """Start it; raises NotAllowed, NotFound, Refused (fields path, title) where one is open already."""
    insist(officer, WRITE, "起草手册")
    _insist_path(wanted)
    try:
        with writing():
            _insist_alone(wanted.path)
            draft = _made(wanted, officer, at)
            detail = {"removes": wanted.removes, "proposal": wanted.proposal_id}
            leave_row("handbook.draft_started", draft, officer, at, address, **detail)
    except IntegrityError as error:
        raise refused("别人刚刚开始起草这一篇，请在那份草稿上修改。", "path") from error
    return draft


def _insist_path(wanted: Wanted) -> None:
    try:
        kind_of(wanted.path)
    except MalformedContent as error:
        raise refused(error.reason, "path") from error
    entry = in_service().entries.get(wanted.path)
    if wanted.removes and entry is None:
        raise refused("手册现行版没有这一篇，不能建议删去。", "path")
    if entry is not None and wanted.begun:
        raise refused(f"已有“{entry.title}”用这个文件名，请换一个，或者直接修改那一篇。", "path")


def _insist_alone(path: str) -> None:
    other = Draft.objects.filter(path=path, state__in=OPEN).select_related("owner").first()
    if other is not None:
        told = f"“{other.title}”已有一份没有办完的草稿（{other.owner.name}起草），请在那份草稿上修改。"
        raise refused(told, "path")


def _made(wanted: Wanted, officer: Authority, at: datetime) -> Draft:
    entry = in_service().entries.get(wanted.path)
    base = entry.text if entry else ""
    text = "" if wanted.removes else base if wanted.text is None else wanted.text
    title = str(fields_of(text or base).get("title") or wanted.begun or wanted.path)
    draft = Draft.objects.create(
        path=wanted.path, title=title[:_TITLE], base=latest() if entry else None, base_text=base, text=text,
        removes=wanted.removes, owner=officer.user, proposal=_proposal(wanted.proposal_id), started_at=at,
        changed_at=at,
    )  # fmt: skip
    if wanted.removes or wanted.text is not None:
        DraftText.objects.create(draft=draft, text=text, by=officer.user, at=at, words=wanted.words[:_WORDS])
    return draft


def _proposal(proposal_id: int | None) -> Proposal | None:
    if proposal_id is None:
        return None
    proposal = Proposal.objects.filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound("没有这项编写建议。")
    if proposal.state != ProposalState.TAKEN:
        raise Refused("这项编写建议还没有采纳，先答复再起草。")
    return proposal
