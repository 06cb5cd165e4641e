"""Add a paper to the register (登记材料): of a partner or of a key enterprise, sealed; and open one again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket import cabinet, materials
from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.docket.models import KeyEnterprise, PaperKind, RegisterPaper
from xiaobao.docket.partner_given import at as refused_at
from xiaobao.docket.partner_reach import ACCOUNTS, SEES, insist, insist_on_office, partner_for
from xiaobao.documents.outward import cleaned
from xiaobao.refusals import NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

KEY_ENTERPRISES = "key_enterprises"
"""The act of a post that keeps the list of key enterprises."""


def add_register_paper(
    *,
    kind: str,
    files: Sequence[tuple[str, bytes]],
    officer: Authority,
    at: datetime,
    partner_id: int | None = None,
    enterprise_id: int | None = None,
    address: str = "",
) -> list[RegisterPaper]:
    """Add files, (name, bytes) pairs, of one kind to one partner or one key enterprise.

    Papers are added and never taken away: the newest of a kind counts. ``address`` is where the officer sits.
    Raises NotFound, NotAllowed, Refused (fields ``kind``, ``files``).
    """
    insist(officer, SEES if partner_id is not None else KEY_ENTERPRISES)
    if kind not in PaperKind.values:
        raise refused_at("kind", "请选择材料的种类。")
    if not files:
        raise materials.refused("请选择要添加的材料。")
    sealed = materials.seal_all(files)
    with writing():
        owner, subject = _owner(officer, partner_id, enterprise_id)
        papers = [_paper(kind, one, owner, officer, at) for one in sealed]
        record(
            act="register_paper.added", subject=subject, at=at, actor=officer.user, post=officer.post,
            address=address, detail={"kind": kind, "papers": [paper.pk for paper in papers]},
        )  # fmt: skip
    return papers


def open_register_paper(*, paper_id: int, officer: Authority, at: datetime, address: str = "") -> IssuedFile:
    """Hand over a copy that says nothing of its maker; the reading is audited before the bytes leave.

    Raises NotFound, also for who may not see that register, and Unavailable.
    """
    paper = RegisterPaper.objects.select_related("partner").filter(pk=paper_id).first()
    act = KEY_ENTERPRISES if paper and paper.partner is None else SEES
    if paper is None or not (officer.may(act) or (paper.partner and officer.may(ACCOUNTS))):
        raise NotFound("没有这份登记材料。")
    with cabinet.told():
        data = cleaned(cabinet.get(paper.stored, about=b"attachment"), paper.content_type)
    with writing():
        record(
            act="register_paper.read", subject=f"register_paper:{paper.pk}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"kind": paper.kind, "copy": "cleaned"},
        )  # fmt: skip
    code = paper.partner.code if paper.partner else f"key-{paper.enterprise_id}"
    return IssuedFile(f"{code} {paper.shown_name}", paper.content_type, data)


def _owner(
    officer: Authority, partner_id: int | None, enterprise_id: int | None
) -> tuple[dict[str, int], str]:
    if partner_id is not None:
        partner = partner_for(officer, partner_id)
        return {"partner_id": partner.pk}, f"partner:{partner.code}"
    enterprise = KeyEnterprise.objects.filter(pk=enterprise_id or 0).first()
    if enterprise is None:
        raise NotFound("没有这家重点企业。")
    insist_on_office(officer, enterprise.office_id)
    return {"enterprise_id": enterprise.pk}, f"key_enterprise:{enterprise.pk}"


def _paper(
    kind: str, one: materials.Material, owner: dict[str, int], officer: Authority, at: datetime
) -> RegisterPaper:
    place = RegisterPaper.objects.filter(kind=kind, **owner).count() + 1
    return RegisterPaper.objects.create(
        **owner,
        kind=kind,
        shown_name=f"{PaperKind(kind).label}{place}.{one.kind.ending}",
        file_name=one.file_name,
        content_type=one.kind.content_type,
        size=one.size,
        sha256=one.sha256,
        stored=one.stored,
        added_at=at,
        added_by=officer.user,
    )
