"""Propose what the handbook should say (提出编写建议): a station or section writes, an editor answers."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.draft_steps import insist, refused, said
from xiaobao.handbook.models import Proposal
from xiaobao.handbook.shelf import in_service
from xiaobao.refusals import NotAllowed
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

PROPOSE = "handbook_propose"
_TITLE = 128


def propose(
    *, title: str, words: str, officer: Authority, at: datetime, path: str = "", address: str = ""
) -> Proposal:
    """Keep a proposal in the name of the officer's office; ``path`` is the entry it is about, if any.

    Raises NotAllowed, Refused (fields title, words, path).
    """
    insist(officer, PROPOSE, "提出编写建议")
    told = said(title, "title", "请用一句话写明建议什么。", _TITLE)
    reason = said(words, "words", "请写明现在怎么写、应当怎么写、为什么。")
    if path and path not in in_service().entries:
        raise refused("手册现行版没有这一篇。", "path")
    with writing():
        proposal = Proposal.objects.create(
            office=_office(officer), title=told, words=reason, path=path, by=officer.user, at=at
        )
        record(
            act="handbook.proposed", subject=f"proposal:{proposal.pk}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"path": path},
        )  # fmt: skip
    return proposal


def _office(officer: Authority) -> Office:
    codes = [office for _, office in officer.held]
    office = Office.objects.filter(code__in=codes[:1]).first()
    if office is None:
        raise NotAllowed("您今天没有岗位，不能提出编写建议。")
    return office
