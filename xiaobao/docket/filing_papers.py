"""The papers of a decision on filing: the form with its three signatures, the notice of Order 20.

《市场监督管理行政处罚程序规定》第十九条第二款、第二十条第二款 (the form); 令20 第三十一条第二款 (the notice).
The form stays in the file and does not name the reporter.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken
from xiaobao.docket.answers import UNREACHABLE
from xiaobao.docket.letters import contact_facts
from xiaobao.docket.models import Case, Matter, Proposal
from xiaobao.docket.reporters import is_named, is_reachable, reporter_name, to_reporters
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.documents.numbering import format_date
from xiaobao.law import Lawbook
from xiaobao.law.citation import numeral
from xiaobao.rules import filing
from xiaobao.rules.filing import Proposed
from xiaobao.rules.ledger import Entry
from xiaobao.rules.steps import ORDER_20
from xiaobao.staff.permissions import Authority

FORM = "filing_form"
FILED_NOTICE, NOT_FILED_NOTICE = NOTICES = ("filing_notice", "not_filing_notice")
NOTICE_CLOCK = "report.filing_notice"
_DECIDES = {FILED_NOTICE: "filed", NOT_FILED_NOTICE: "not_filed"}
_AGREED = "同意。"


def filing_form(taken: Taken, proposal: Proposal, case: Case | None) -> None:
    """Issue the form of approval (立案/不予立案审批表) for the file."""
    taken.issue(FORM, form_facts(taken.matter, proposal, case, taken.rulebook), to=[])


def form_facts(matter: Matter, proposal: Proposal, case: Case | None, rulebook: Rulebook) -> dict[str, str]:
    """Return what the form says of the party, the facts, the reason and the three opinions."""
    shop = matter.respondent
    return {
        "conclusion": str(Proposal.What(proposal.what).label),
        "cause": (case.cause if case else "") or proposal.cause or "（核查中未确定案由）",
        "source": f"投诉、举报（{matter.channel}）",
        "matter_number": matter.number,
        "found_on": format_date(matter.received_on),
        "party": shop.name if shop else "（待查）",
        "party_code": shop.credit_code if shop else "",
        "party_address": shop.address if shop else "",
        "case_number": case.number if case else "",
        "officers": "、".join(case.officers) if case else "",
        "facts": facts_line(proposal, rulebook.law),
        "reason": proposal.reason,
        "basis": filing.basis(proposed_of(proposal), rulebook.law),
        **_signatures(proposal),
        "bureau": rulebook.locality.bureau.name,
    }


def facts_line(proposal: Proposal, law: Lawbook) -> str:
    """Say what was found, and of each condition whether it is met and by what that is shown."""
    known = filing.conditions(law)
    lines = [proposal.facts]
    for item in known.items:
        if item.number in proposal.unmet:
            lines.append(f"（{numeral(item.number)}）不符合：{item.text}。")
        elif proposal.what == filing.FILE:
            shown = proposal.shown.get(str(item.number), "")
            lines.append(f"（{numeral(item.number)}）{item.text}：{shown}")
    ground = filing.grounds(law).item(proposal.ground) if proposal.ground else None
    if ground is not None:
        lines.append(f"可以不予立案的情形：（{numeral(ground.number)}）{ground.text}。")
    return "\n".join(lines)


def tell_reporter(taken: Taken, notice: str, addressee: str) -> None:
    """Tell a reporter who gave a name whether a case was filed, under Order 20; 令121 dropped the notice."""
    matter, named = taken.matter, is_named(taken.matter)
    taken.weighed += (filing.owes_notice(matter.regulation, named=named, law=taken.law),)
    if matter.regulation != ORDER_20 or not named:
        return
    if is_reachable(matter):
        facts = notice_facts(matter, addressee=addressee, officer=taken.officer, rulebook=taken.rulebook)
        taken.issue(notice, facts | _reason(matter, notice, taken.law), to=to_reporters(matter))
    else:
        # There is nobody to be told: the period is begun and ended at once, and its ledger says why.
        taken.happened("filing.decided", taken.today)
        taken.enter(NOTICE_CLOCK, Entry("stop", taken.today, UNREACHABLE))
        taken.data["unreachable"] = True


def stands(matter: Matter, notice: str) -> bool:
    """Tell whether a report still stands as this notice says."""
    return _DECIDES.get(notice) == matter.report.decision


def issue_anew(taken: Taken, notice: str, addressee: str) -> None:
    """Issue a notice of Order 20 again, from what is kept of the decision."""
    facts = notice_facts(taken.matter, addressee=addressee, officer=taken.officer, rulebook=taken.rulebook)
    reason = _reason(taken.matter, notice, taken.law)
    taken.issue(notice, facts | reason, to=to_reporters(taken.matter))


def notice_facts(matter: Matter, *, addressee: str, officer: Authority, rulebook: Rulebook) -> dict[str, str]:
    """Return the facts the notices of Order 20 share."""
    # Whoever asks is answered by the handler, not by the head who decided.
    contact = {"contact": matter.handler.name} if matter.handler else {}
    return (
        contact_facts(matter, officer=officer, rulebook=rulebook)
        | contact
        | {
            "addressee": reporter_name(matter, typed=addressee),
            "received_on": format_date(matter.received_on),
        }
    )


def proposed_of(proposal: Proposal) -> Proposed:
    """Return a stored proposal as its rule reads it."""
    return Proposed(
        what=proposal.what,
        cause=proposal.cause,
        met=tuple(proposal.met),
        unmet=tuple(proposal.unmet),
        ground=proposal.ground,
        facts=proposal.facts,
        reason=proposal.reason,
        officers=tuple(proposal.officers),
    )


def _reason(matter: Matter, notice: str, law: Lawbook) -> dict[str, str]:
    """Return why no case was filed, and the condition not met or the ground it stands on."""
    if notice != NOT_FILED_NOTICE:
        return {}
    proposal = matter.proposals.last()
    basis = filing.basis(proposed_of(proposal), law) if proposal else ""
    return {"reason": matter.report.reason, "basis": basis}


def _signatures(proposal: Proposal) -> dict[str, str]:
    reviewed, decided = proposal.reviewed_by, proposal.decided_by
    return {
        "verifier": proposal.proposed_by.name,
        "verified_on": _day(proposal.proposed_at),
        "head": reviewed.name if reviewed else "",
        "head_opinion": _opinion(proposal.review_words),
        "head_on": _day(proposal.reviewed_at),
        "leader": decided.name if decided else "",
        "leader_opinion": _opinion(proposal.decision_words),
    }


def _opinion(words: str) -> str:
    return f"{_AGREED}{words}" if words else _AGREED


def _day(moment: datetime | None) -> str:
    return format_date(moment.astimezone(SHANGHAI).date()) if moment else ""
