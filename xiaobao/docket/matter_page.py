"""Everything the page of one matter shows, read in a handful of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xiaobao.docket.clockwork import name_of
from xiaobao.docket.due import DueBadge, Tone, badge, badge_for
from xiaobao.docket.errors import NotFound
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.models import Clock, Document, Event, HeldChange, Matter, Note, Party
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text
from xiaobao.rules import acceptance, workflow
from xiaobao.rules.decision import Decision
from xiaobao.rules.workflow import Act, State, Track
from xiaobao.staff.permissions import Authority

_SCREENS = {Act.ACCEPT: "accept", Act.DECLINE: "decline"}


@dataclass(frozen=True)
class ClockLine:
    """One clock as shown: its name, badge, dates and how they were worked out, line by line."""

    name: str
    clock: str
    state: str
    state_label: str
    started_on: date
    stopped_on: date | None
    due_on: date | None
    due_earliest: date
    due_latest: date | None
    due: DueBadge
    basis: str
    derivation: list[str]
    provisional: bool
    on_time: bool | None


@dataclass(frozen=True)
class ActLine:
    """One act: whether it may be taken now, and why or why not, with the article."""

    act: str
    label: str
    allowed: bool
    reason: str
    citation: str
    url_name: str


@dataclass(frozen=True)
class TimelineLine:
    """One event: what, when it happened (None: the source does not say), who or what told us."""

    label: str
    occurred_at: datetime | None
    recorded_at: datetime
    by: str
    data: dict[str, Any]


@dataclass(frozen=True)
class MatterPage:
    """One matter, whole; people are masked and numbers in free text are masked."""

    matter: Matter
    kind_label: str
    state_label: str
    due: DueBadge
    regulation: str
    content: str
    reply: str
    extra: dict[str, str]
    track: Any
    parties: list[Party]
    clocks: list[ClockLine]
    timeline: list[TimelineLine]
    acts: list[ActLine]
    proposal: Decision | None
    documents: list[Document]
    notes: list[Note]
    held: list[HeldChange]
    needs_addressee: bool


def matter_page(authority: Authority, matter_id: int, rulebook: Rulebook, today: date) -> MatterPage:
    """Return the page of a matter; raises NotFound when absent or out of reach."""
    related = ("office", "respondent", "submission", "complaint", "report", "handler")
    matter = visible(authority).select_related(*related).filter(pk=matter_id).first()
    if matter is None:
        raise NotFound("没有这件来件，或者它不在您的办理范围内。")
    parties = list(matter.parties.all())
    return MatterPage(
        matter=matter,
        kind_label=Track(matter.kind).label,
        state_label=State(matter.state).label,
        due=badge(matter, today=today, rulebook=rulebook),
        regulation=rulebook.law.regulation(matter.regulation).title,
        content=mask_text(matter.submission.content),
        reply=mask_text(matter.submission.reply),
        extra={name: mask_text(value) for name, value in matter.submission.extra.items()},
        track=matter.complaint if matter.kind == "complaint" else matter.report,
        parties=parties,
        clocks=[_clock(clock, today, rulebook) for clock in matter.clocks.all()],
        timeline=[_event(event) for event in matter.events.select_related("actor", "batch")],
        acts=_acts(matter, authority, rulebook),
        proposal=_proposal(matter, rulebook, today),
        documents=list(matter.documents.select_related("issued_by")),
        notes=list(matter.notes.select_related("author")),
        held=list(matter.held_changes.filter(decided_at=None)),
        needs_addressee=any(party.masked_at_source or not party.shown_name for party in parties),
    )


def _clock(clock: Clock, today: date, rulebook: Rulebook) -> ClockLine:
    due = badge_for(clock.due_earliest, provisional=clock.provisional, today=today, rulebook=rulebook)
    return ClockLine(
        name=name_of(clock.clock, rulebook),
        clock=clock.clock,
        state=clock.state,
        state_label=str(clock.get_state_display()),
        started_on=clock.started_on,
        stopped_on=clock.stopped_on,
        due_on=clock.due_on,
        due_earliest=clock.due_earliest,
        due_latest=clock.due_latest,
        due=due if clock.state == "running" else DueBadge(*_ended(clock)),
        basis=clock.basis,
        derivation=clock.derivation.splitlines(),
        provisional=clock.provisional,
        on_time=_on_time(clock),
    )


def _on_time(clock: Clock) -> bool | None:
    if clock.state != "stopped" or clock.stopped_on is None:
        return None
    if clock.provisional or clock.due_latest is None:
        # The last day is not firm: whoever was done by the earliest one was in time under any calendar.
        return True if clock.stopped_on <= clock.due_earliest else None
    # Nobody is called late on a day the law may still allow: the latest reading decides.
    return clock.stopped_on <= clock.due_latest


def _ended(clock: Clock) -> tuple[str, Tone]:
    on_time = _on_time(clock)
    if on_time is None:
        return ("届满日未定" if clock.stopped_on else "日期未载明", "none")
    return ("按期", "calm") if on_time else ("超期", "overdue")


def _event(event: Event) -> TimelineLine:
    return TimelineLine(event.label, event.occurred_at, event.recorded_at, event.source, event.data)


def _acts(matter: Matter, authority: Authority, rulebook: Rulebook) -> list[ActLine]:
    acts = [act for act in Act if act not in (Act.REGISTER, Act.NOTE, Act.DIVERT) and _on_track(matter, act)]
    return [_act(matter, act, authority, rulebook) for act in acts]


def _on_track(matter: Matter, act: Act) -> bool:
    return any(row.act is act and row.track == matter.kind for row in workflow.TABLE)


def _act(matter: Matter, act: Act, authority: Authority, rulebook: Rulebook) -> ActLine:
    why = workflow.explain(matter.kind, matter.state, act, matter.regulation, rulebook.law)
    lawful = any(row.act is act for row in workflow.lawful(matter.kind, matter.state, channel="desk"))
    text = why.text
    if lawful and not authority.may(act.value):
        text = f"您的岗位（{'、'.join(authority.posts) or '无'}）不能{act.label}。"
    allowed = lawful and authority.may(act.value)
    return ActLine(act.value, act.label, allowed, text, why.citation, _SCREENS.get(act, ""))


def _proposal(matter: Matter, rulebook: Rulebook, today: date) -> Decision | None:
    if matter.kind != "complaint" or matter.state != State.RECEIVED:
        return None
    return acceptance.propose(complaint_facts(matter), rulebook.law, today)
