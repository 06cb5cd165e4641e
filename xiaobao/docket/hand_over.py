"""Handing a complaint over to be settled first: the row, the bureau's clock, what the slip says."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket import clockwork
from xiaobao.docket.diversions import index_of
from xiaobao.docket.exchanges import keep
from xiaobao.docket.letters import contact_facts, speakers
from xiaobao.docket.models import Diversion, Exchange, Matter, Partner
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.settling_end import ACCEPTANCE
from xiaobao.documents.numbering import format_date
from xiaobao.rules import settle_first as rule
from xiaobao.rules.settle_first import PartnerFacts
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority

LOOK = "/public/look/"
"""Where on the bureau's pages a consumer looks by the code."""
_ANEW = "企业未能与你和解，或者你要求由本局处理的，受理期限自转回本局之日起计算。"
_RUN_ON = "先行和解期间，本局作出受理决定的期限照常计算。"


def facts_of(partner: Partner, matter: Matter | None = None) -> PartnerFacts:
    """Return what the rule asks of a partner, and whether it refused this complaint before."""
    refused = (
        matter is not None
        and partner.diversions.filter(matter=matter, ending=Diversion.Ending.REFUSED).exists()
    )
    return PartnerFacts(partner.kind, partner.name, partner.opened_on, partner.closed_on, refused)


def hand_over(
    matter: Matter,
    partner: Partner,
    *,
    way: str,
    how: str,
    code: str,
    shares_contact: bool,
    at: datetime,
    rulebook: Rulebook,
    side: Exchange.Side,
    by: User | None,
) -> Diversion:
    """Write that the partner has it, until when; stop the period of acceptance where the locality says so.

    The matter is not saved here; the caller holds the transaction. Raises a ClockError.
    """
    today, chosen = rulebook.today(at), rulebook.locality.tiers.settle_first
    last = rule.settle_by(today, chosen.days, rulebook.calendar)
    diversion = Diversion.objects.create(
        matter=matter, partner=partner, way=way, asked_how=how, code_index=index_of(code), diverted_at=at,
        days=chosen.days, due_on=last.due_on, derivation="\n".join(last.derivation),
        shares_contact=shares_contact,
    )  # fmt: skip
    keep(diversion, matter, side=side, kind=Exchange.Kind.DIVERT, at=at, by=by)
    if chosen.acceptance == "anew":
        clockwork.set_aside(matter, ACCEPTANCE, on=today, rulebook=rulebook)
    matter.complaint.diversion = way
    matter.complaint.save(update_fields=["diversion"])
    return diversion


def slip_facts(
    diversion: Diversion, code: str, basis: str, *, officer: Authority, rulebook: Rulebook
) -> dict[str, str]:
    """Return what the consumer's slip says; people are shown masked on it, for it may be left lying about."""
    matter, partner = diversion.matter, diversion.partner
    return (
        contact_facts(matter, officer=officer, rulebook=rulebook)
        | {
            "addressee": "、".join(one.shown_name for one in speakers(matter) if one.shown_name) or "投诉人",
            "matter_number": matter.number,
            "partner": partner.name,
            "partner_kind": str(partner.get_kind_display()),
            "diverted_on": format_date(rulebook.today(diversion.diverted_at)),
            "due_on": format_date(diversion.due_on),
            "code": code,
            "basis": basis,
        }
        | slip_words(rulebook, shares_contact=diversion.shares_contact)
    )


def slip_words(rulebook: Rulebook, *, shares_contact: bool) -> dict[str, str]:
    """Return what the slip says whoever it is for: where to look, what is shared, when the period begins."""
    anew = rulebook.locality.tiers.settle_first.acceptance == "anew"
    return {
        "path": LOOK,
        "shares": _SHARED if shares_contact else _RELAYED,
        "period": _ANEW if anew else _RUN_ON,
    }


_SHARED = "你同意企业获知你的姓名和联系电话。"
_RELAYED = "你的姓名和联系电话没有提供给企业，由本局系统转达；你可以凭查询码同意提供。"
