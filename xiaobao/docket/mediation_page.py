"""Mediation and the days before acceptance as the page of a matter shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.docket.models import (
    Appraisal,
    Delegation,
    Dispute,
    MaterialRequest,
    Matter,
    Recusal,
    Session,
    Side,
)
from xiaobao.documents.redaction import mask_text


@dataclass(frozen=True)
class SessionLine:
    """One session (调解会): planned or held; presence None where nobody has said."""

    id: int
    state: str
    state_label: str
    mode: str
    held_at: datetime
    place: str
    mediators: tuple[str, ...]
    complainant_present: bool | None
    respondent_present: bool | None
    minutes: str
    result: str


@dataclass(frozen=True)
class RecusalLine:
    """One request that a mediator withdraw; ``upheld`` None while undecided."""

    side: str
    against: str
    asked_on: date
    ground: str
    upheld: bool | None
    replacement: str
    decided_on: date | None
    words: str


@dataclass(frozen=True)
class RequestLine:
    """What was asked of the complainant, once and in one list, and what came of it."""

    kind: str
    label: str
    items: tuple[str, ...]
    asked_on: date
    due_on: date
    answered_on: date | None
    received: tuple[str, ...]
    complete: bool | None


@dataclass(frozen=True)
class MediationPart:
    """Everything about mediation; empty lists where nothing has happened."""

    sessions: list[SessionLine]
    recusals: list[RecusalLine]
    appraisals: list[Appraisal]
    delegations: list[Delegation]

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.sessions or self.recusals or self.appraisals or self.delegations)

    @property
    def planned(self) -> list[SessionLine]:
        """The sessions announced and not yet held."""
        return [line for line in self.sessions if line.state == Session.State.PLANNED]

    @property
    def open_appraisal(self) -> Appraisal | None:
        """The appraisal still under way."""
        return next((one for one in self.appraisals if one.ended_on is None), None)

    @property
    def open_delegation(self) -> Delegation | None:
        """The delegation still under way."""
        return next((one for one in self.delegations if one.ended_on is None), None)


def mediation_part(matter: Matter) -> MediationPart:
    """Return mediation as shown; in four queries."""
    return MediationPart(
        sessions=[_session(session) for session in matter.sessions.all()],
        recusals=[_recusal(recusal) for recusal in matter.recusals.all()],
        appraisals=[_masked_appraisal(one) for one in matter.appraisals.all()],
        delegations=[_masked_delegation(one) for one in matter.delegations.all()],
    )


def request_lines(matter: Matter) -> list[RequestLine]:
    """Return what was asked of the complainant; in one query."""
    return [_request(one) for one in matter.material_requests.all()]


def dispute_lines(matter: Matter) -> list[Dispute]:
    """Return the disputes over competence; in one query."""
    disputes = list(matter.disputes.all())
    for dispute in disputes:
        dispute.words = mask_text(dispute.words)
    return disputes


def _session(session: Session) -> SessionLine:
    return SessionLine(
        id=session.pk,
        state=session.state,
        state_label=str(session.get_state_display()),
        mode=str(session.get_mode_display()),
        held_at=session.held_at,
        place=mask_text(session.place),
        mediators=tuple(session.mediators),
        complainant_present=session.complainant_present,
        respondent_present=session.respondent_present,
        minutes=mask_text(session.minutes),
        result=str(session.get_result_display()) if session.result else "",
    )


def _recusal(recusal: Recusal) -> RecusalLine:
    return RecusalLine(
        side=str(Side(recusal.side).label),
        against=recusal.against,
        asked_on=recusal.asked_on,
        ground=mask_text(recusal.ground),
        upheld=recusal.upheld,
        replacement=recusal.replacement,
        decided_on=recusal.decided_on,
        words=mask_text(recusal.words),
    )


def _request(one: MaterialRequest) -> RequestLine:
    return RequestLine(
        kind=one.kind,
        label=str(one.get_kind_display()),
        items=tuple(mask_text(item) for item in one.items),
        asked_on=one.asked_on,
        due_on=one.due_on,
        answered_on=one.answered_on,
        received=tuple(mask_text(item) for item in one.received),
        complete=one.complete,
    )


def _masked_appraisal(one: Appraisal) -> Appraisal:
    one.subject, one.result, one.proof = mask_text(one.subject), mask_text(one.result), mask_text(one.proof)
    return one


def _masked_delegation(one: Delegation) -> Delegation:
    one.words = mask_text(one.words)
    return one
