"""What the rules of a case need to know of a report; unknown stays unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xiaobao.docket.answers import answers_of, is_unclassified
from xiaobao.docket.case_clocks import open_clocks
from xiaobao.docket.models import Case, CrimeTransfer, Matter
from xiaobao.docket.numbers import take
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.told import act_of, shown, untold
from xiaobao.documents.numbering import format_number
from xiaobao.refusals import Refused
from xiaobao.rules import answering
from xiaobao.rules.case_closing import CaseClosingFacts
from xiaobao.rules.case_outcome import PUBLICITY_CLOCKS, CaseStanding
from xiaobao.rules.case_period import CASE_CLOCK
from xiaobao.rules.decision import REFUSED, Reason
from xiaobao.rules.milestones import Done, MilestoneFacts

_FILING_NOTICES = ("filing_notice", "not_filing_notice")


def case_of(matter: Matter) -> Case | None:
    """Return the case filed on a report; None without one."""
    return Case.objects.filter(matter=matter).first()


def opened_case(matter: Matter, *, rulebook: Rulebook, today: date) -> Case:
    """Return the case, opening its row where the filing was only told by an export.

    The day of filing is then the day its clock counts from: receipt where the source gives none, as the
    clock says of itself. Raises Refused when nothing says that a case was filed.
    """
    known = case_of(matter)
    if known is not None:
        return known
    clock = matter.clocks.filter(clock=CASE_CLOCK).first()
    filed_on = matter.report.decided_on or (clock.started_on if clock else None)
    if filed_on is None:
        raise Refused("没有立案日期，不能登记案件情况；请先核对导出文件中的立案时间。")
    pattern = rulebook.locality.number_pattern("case")
    number = format_number(pattern, today.year, take("case", today.year)[0])
    return Case.objects.create(matter=matter, number=number, filed_on=filed_on)


def filed_only_told(matter: Matter) -> bool:
    """Tell whether the day of filing is assumed: an export told of it and gave no day."""
    return matter.report.decision == "filed" and matter.report.decided_on is None


def milestone_facts(matter: Matter, *, today: date) -> MilestoneFacts:
    """Gather what is on record when a milestone is to be added."""
    case = case_of(matter)
    approved = matter.crime_transfers.filter(approved=True).last()
    return MilestoneFacts(
        state=matter.state,
        today=today,
        received_on=matter.received_on,
        filed_on=case.filed_on if case else matter.report.decided_on,
        decided_on=case.decided_on if case else None,
        outcome=case.outcome if case else None,
        transferred_on=approved.decided_on if approved else None,
        done=tuple(Done(one.event, one.on, one.document) for one in matter.milestones.all()),
        open_clocks=open_clocks(matter),
        left_out=left_out(matter),
    )


def left_out(matter: Matter) -> frozenset[str]:
    """Return the clocks of which days are being left out now."""
    return frozenset(matter.exclusions.filter(ended_on=None).values_list("clock", flat=True))


def case_standing(matter: Matter, case: Case, *, today: date) -> CaseStanding:
    """Gather what is on record when a decision is to be recorded."""
    steps = list(matter.milestones.values_list("event", "on"))
    done, noticed_on = {event for event, _ in steps}, _last(steps, "penalty_notice.served")
    spoken = _last(steps, "defence.made")
    return CaseStanding(
        today=today,
        filed_on=case.filed_on,
        left_out=bool(left_out(matter)),
        waiting=waiting_transfer(matter) is not None,
        transferred=matter.crime_transfers.filter(approved=True).exists(),
        handed_back=_handed_back([event for event, _ in steps]),
        noticed_on=noticed_on,
        defence_ends=_defence_ends(matter),
        defended=bool(noticed_on and spoken and spoken >= noticed_on),
        heard="hearing.held" in done,
        reviewed="review.completed" in done,
    )


def _last(steps: Sequence[tuple[str, date]], event: str) -> date | None:
    return max((on for one, on in steps if one == event), default=None)


def _handed_back(events: Sequence[str]) -> bool:
    """Tell whether the last the police said is that they file no case."""
    said = [event for event in events if event in ("police.filed", "police.refused")]
    return bool(said) and said[-1] == "police.refused"


def _defence_ends(matter: Matter) -> date | None:
    clock = matter.clocks.filter(clock="case.defence").first()
    return (clock.due_latest or clock.due_earliest) if clock else None


def waiting_transfer(matter: Matter) -> CrimeTransfer | None:
    """Return the suspected crime that waits for the head's decision; None where none does."""
    return matter.crime_transfers.filter(approved=None).last()


def case_closing_facts(matter: Matter, *, rulebook: Rulebook, today: date) -> CaseClosingFacts:
    """Gather what is on file when a report is to be closed."""
    case = case_of(matter)
    running = open_clocks(matter)
    return CaseClosingFacts(
        state=matter.state,
        regulation=matter.regulation,
        today=today,
        outcome=case.outcome if case else None,
        ended_on=_ended_on(matter, case),
        closable_on=case.closable_on if case else None,
        done=frozenset(matter.milestones.values_list("event", flat=True)),
        untold=tuple(_untold(matter, rulebook)),
        answers=_unanswered(matter, rulebook),
        unpublished=tuple(name_of(clock, rulebook) for clock in PUBLICITY_CLOCKS if clock in running),
        unfinished=tuple(_unfinished(matter)),
        sealed=_still_sealed(matter),
        told_closed=bool(case and case.closed_on),
    )


def _still_sealed(matter: Matter) -> bool:
    """Tell whether goods were sealed or seized more often than released."""
    steps = list(matter.milestones.values_list("event", flat=True))
    return steps.count("goods.sealed") > steps.count("goods.released")


def _ended_on(matter: Matter, case: Case | None) -> date | None:
    if case and case.decided_on:
        return case.decided_on
    clock = matter.clocks.filter(clock=CASE_CLOCK).first()
    return clock.stopped_on if clock else None


def _untold(matter: Matter, rulebook: Rulebook) -> Iterator[str]:
    for document in matter.documents.filter(voided_at=None).prefetch_related("addressees__services"):
        missing = untold(document) if act_of(document, rulebook) in _FILING_NOTICES else []
        if missing:
            yield f"{document.title}（{document.number}，{'、'.join(shown(one) for one in missing)}）"
    if matter.clocks.filter(clock="report.filing_notice").exclude(state="stopped").exists() and not _noticed(
        matter, rulebook
    ):
        yield "立案或者不予立案的告知书"


def _noticed(matter: Matter, rulebook: Rulebook) -> bool:
    kept = matter.documents.filter(voided_at=None)
    return any(act_of(document, rulebook) in _FILING_NOTICES for document in kept)


def _unanswered(matter: Matter, rulebook: Rulebook) -> tuple[Reason, ...]:
    if is_unclassified(matter):
        return (answering.unclassified(matter.regulation, rulebook.law),)
    owed = answers_of(matter, rulebook)
    check = answering.check_all_told(owed, regulation=matter.regulation, law=rulebook.law)
    return check.reasons if check.outcome == REFUSED else ()


def _unfinished(matter: Matter) -> Iterator[str]:
    standing = {
        "扣除期间尚未结束": matter.exclusions.filter(ended_on=None).exists(),
        "立案意见尚未决定": matter.proposals.filter(decision="").exclude(review="returned").exists(),
        "涉嫌犯罪的移送报告尚未决定": waiting_transfer(matter) is not None,
        "管辖争议尚未有结果": matter.disputes.filter(ended_on=None).exists(),
    }
    return (text for text, still in standing.items() if still)
