"""What the rules of settling, terminating and closing need to know of a complaint; unknown stays unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from xiaobao.docket.letters import complainants
from xiaobao.docket.mediation_facts import open_appraisal, open_delegation, open_recusal, wished
from xiaobao.docket.models import Delegation, Document, Event, Mandate, Matter, Session, SessionMode
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.told import DECISIONS, act_of, shown, untold
from xiaobao.rules.closing import ClosingFacts, Paper
from xiaobao.rules.consent import MEDIATION
from xiaobao.rules.footing import MEDIATION_CLOCK
from xiaobao.rules.settlement import Agent, SettlementFacts
from xiaobao.rules.termination import MediationPeriod, TerminationFacts
from xiaobao.rules.workflow import Act, State

_NO_DOCUMENT = "no_document"
_OUTCOMES = {State.DECLINED: Act.DECLINE, State.SETTLED: Act.SETTLE, State.TERMINATED: Act.TERMINATE}


def settlement_facts(matter: Matter, *, today: date) -> SettlementFacts:
    """Gather what is on record when the sides have agreed."""
    complaint, period = matter.complaint, mediation_period(matter)
    return SettlementFacts(
        regulation=matter.regulation,
        today=today,
        complainants=tuple((party.pk, party.shown_name) for party in complainants(matter)),
        accepted_on=complaint.decided_on if complaint.decision == "accepted" else None,
        agreed=wished(matter, MEDIATION),
        unwritten=wished(matter, _NO_DOCUMENT),
        agents=tuple(_agents(matter)),
        on_site=_held(matter).filter(mode=SessionMode.ON_SITE).exists(),
        delegated=_came_back(matter).filter(outcome=Delegation.Outcome.SETTLED).exists(),
        amount=matter.amount,
        last_day=period.last_day if period else None,
    )


def termination_facts(matter: Matter, *, today: date) -> TerminationFacts:
    """Gather what is on record when mediation is to end without a settlement."""
    return TerminationFacts(
        regulation=matter.regulation,
        today=today,
        period=mediation_period(matter),
        mediated=_held(matter).exists() or _came_back(matter).exists(),
        refused_by=frozenset(wished(matter, MEDIATION).refused_by),
        joint=len(complainants(matter)) > 1,
        recusal_open=open_recusal(matter) is not None,
        appraisal_open=open_appraisal(matter) is not None,
    )


def closing_facts(matter: Matter, *, rulebook: Rulebook) -> ClosingFacts:
    """Gather what is on file when a complaint is to be closed."""
    return ClosingFacts(
        regulation=matter.regulation,
        state=matter.state,
        papers=tuple(_papers(matter, rulebook)),
        elsewhere=_told_by_export(matter, _OUTCOMES.get(State(matter.state), Act.CLOSE)),
        accepted_here=matter.complaint.decision == "accepted" and not _told_by_export(matter, Act.ACCEPT),
        unfinished=tuple(_unfinished(matter)),
    )


def mediation_period(matter: Matter) -> MediationPeriod | None:
    """Return the period of mediation as its clock has it; None where no such clock was ever started."""
    clock = matter.clocks.filter(clock=MEDIATION_CLOCK).first()
    if clock is None:
        return None
    last_day = None if clock.provisional else clock.due_latest
    derivation = tuple(clock.derivation.splitlines())
    return MediationPeriod(last_day, clock.state == "paused", derivation, clock.basis)


def _held(matter: Matter) -> QuerySet[Session]:
    return matter.sessions.filter(state=Session.State.HELD)


def _came_back(matter: Matter) -> QuerySet[Delegation]:
    return matter.delegations.filter(ended_on__isnull=False).exclude(outcome=Delegation.Outcome.RETURNED)


def _agents(matter: Matter) -> Iterator[Agent]:
    for mandate in Mandate.objects.filter(agent__matter=matter).select_related("agent").order_by("agent_id"):
        yield Agent(
            key=mandate.agent_id,
            side=mandate.side,
            principal=mandate.principal_id,
            name=mandate.agent.shown_name,
            special=mandate.special,
            original=mandate.original_kept,
            until=mandate.until,
        )


def _papers(matter: Matter, rulebook: Rulebook) -> Iterator[Paper]:
    for document in matter.documents.filter(voided_at=None).prefetch_related("addressees__services"):
        act = act_of(document, rulebook)
        if act in DECISIONS:
            yield _paper(document, act)


def _paper(document: Document, act: str) -> Paper:
    missing = tuple(shown(one) for one in untold(document))
    return Paper(act, f"{document.title}（{document.number}）", missing, bool(document.addressees.all()))


def _told_by_export(matter: Matter, act: Act) -> bool:
    """Tell whether the newest such step came with an export: there is no document of ours for it."""
    newest: Event | None = matter.events.filter(verb=act.value).last()
    return newest is None or newest.actor_id is None


def _unfinished(matter: Matter) -> Iterator[str]:
    planned = matter.sessions.filter(state=Session.State.PLANNED).count()
    standing = {
        "委托调解尚未收回": open_delegation(matter) is not None,
        "鉴定、检测尚未结束": open_appraisal(matter) is not None,
        "管辖争议尚未有结果": matter.disputes.filter(ended_on=None).exists(),
        "回避申请尚未决定": open_recusal(matter) is not None,
        f"已通知的调解会{planned}次尚未举行或者取消": planned > 0,
    }
    return (text for text, still in standing.items() if still)
