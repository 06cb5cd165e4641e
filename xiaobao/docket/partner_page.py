"""One partner in the register: what is known of it, its papers, who sits there, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.docket.actions.open_account import BASIS, NEEDED
from xiaobao.docket.models import PaperKind, Partner, PartnerKind, RegisterPaper, Seat
from xiaobao.docket.partner_reach import ACCOUNTS, SEES, insist, stamp
from xiaobao.docket.partners_page import AccountState, account_state
from xiaobao.docket.trail_words import label_of
from xiaobao.refusals import NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.vault.models import AuditEntry

STEPS = 50
"""So many of the latest steps are shown; all of them stand in the audit trail."""


@dataclass(frozen=True)
class Step:
    """One thing that was done to the registration."""

    at: datetime
    label: str
    by: str


@dataclass(frozen=True)
class PartnerPage:
    """One partner, whole. ``missing`` papers must be on file before its account is opened, by ``basis``.

    ``keeps``: the officer may change the registration; ``runs``: and its account and seats. ``waiting``
    complaints are being settled there.
    """

    partner: Partner
    stamp: str
    state: AccountState
    papers: list[RegisterPaper]
    needed: tuple[PaperKind, ...]
    missing: tuple[PaperKind, ...]
    basis: str
    seats: list[Seat]
    steps: list[Step]
    waiting: int
    keeps: bool
    runs: bool


def partner_page(officer: Authority, partner_id: int, *, today: date) -> PartnerPage:
    """Return one partner; raises NotAllowed and NotFound."""
    insist(officer)
    partner = Partner.objects.select_related("office").filter(pk=partner_id).first()
    if partner is None:
        raise NotFound("没有这家先行和解单位。")
    papers = list(partner.papers.select_related("added_by").order_by("-id"))
    held, kind = {paper.kind for paper in papers}, PartnerKind(partner.kind)
    within = officer.sees_office(partner.office_id)
    return PartnerPage(
        partner=partner,
        stamp=stamp(partner),
        state=account_state(partner, today),
        papers=papers,
        needed=NEEDED[kind],
        missing=tuple(one for one in NEEDED[kind] if one not in held),
        basis=BASIS[kind],
        seats=list(partner.seats.select_related("user").order_by("until", "-id")),
        steps=_steps(partner),
        waiting=partner.diversions.filter(ending="").count(),
        keeps=within and officer.may(SEES),
        runs=within and officer.may(ACCOUNTS),
    )


def _steps(partner: Partner) -> list[Step]:
    rows = AuditEntry.objects.filter(subject=f"partner:{partner.code}").order_by("-pk")[:STEPS]
    return [Step(row.at, label_of(row.act), row.actor_name or "") for row in rows]
