"""The facts of a mediation as its rules, its screens and its letters need them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from xiaobao.docket.actions.taking import Taken
from xiaobao.docket.letters import complainant_name, person_of, respondent_name, speakers
from xiaobao.docket.models import Appraisal, Clock, Consent, Delegation, Matter, Recusal, Session
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.documents.numbering import format_date
from xiaobao.rules import appraisal
from xiaobao.rules.consent import COMPLAINANT, DELEGATION, MEDIATION, SIDES, Answer, Way, Wishes, wishes
from xiaobao.rules.footing import MEDIATION_CLOCK, Footing


@dataclass(frozen=True)
class AnswerLine:
    """One answer as shown, newest last: whose, to what, how and on which day; ``who`` is masked."""

    side: str
    side_label: str
    who: str
    subject: str
    subject_label: str
    given: bool
    on: date
    how_label: str
    proof: str


@dataclass(frozen=True)
class Standing:
    """Whether both sides agree to mediation and to delegating it, and every answer behind that."""

    mediation: Wishes
    delegation: Wishes
    answers: tuple[AnswerLine, ...]


def footing(matter: Matter, *, rulebook: Rulebook, today: date) -> Footing:
    """Return the law the mediation of a matter is judged by."""
    complaint = matter.complaint
    accepted_on = complaint.decided_on if complaint.decision == "accepted" else None
    return Footing(rulebook.law, matter.regulation, today, accepted_on)


def footing_of(taken: Taken) -> Footing:
    """Return the law an act is judged by."""
    return footing(taken.matter, rulebook=taken.rulebook, today=taken.today)


def standing(matter: Matter) -> Standing:
    """Return where both sides stand; in four queries at most."""
    rows = list(matter.consents.filter(subject__in=(MEDIATION, DELEGATION)).select_related("party"))
    told, ids = _answers(matter, rows), [party.pk for party in speakers(matter)]
    return Standing(
        mediation=wishes(told, MEDIATION, speakers=ids),
        delegation=wishes(told, DELEGATION, speakers=ids),
        answers=tuple(_line(row) for row in rows),
    )


def wished(matter: Matter, subject: str, *, held_on: date | None = None) -> Wishes:
    """Return what both sides want of one subject, or wanted on the day a session was held."""
    ids = [party.pk for party in speakers(matter)]
    return wishes(_answers(matter, matter.consents.all()), subject, speakers=ids, held_on=held_on)


def session_rows(matter: Matter) -> QuerySet[Session]:
    """Return the sessions called or held; those called off are left out."""
    return matter.sessions.exclude(state=Session.State.CANCELLED)


def recused(matter: Matter) -> tuple[str, ...]:
    """Name the mediators who have had to withdraw from this matter."""
    return tuple(matter.recusals.filter(upheld=True).values_list("against", flat=True))


def mediators(matter: Matter) -> tuple[str, ...]:
    """Name those who mediate or have mediated, whom a side may ask to withdraw; once each."""
    gone = recused(matter)
    named = (name for session in session_rows(matter) for name in session.mediators)
    return tuple(dict.fromkeys(name for name in named if name not in gone))


def open_recusal(matter: Matter) -> Recusal | None:
    """Return the request not yet decided."""
    return matter.recusals.filter(upheld=None).last()


def open_delegation(matter: Matter) -> Delegation | None:
    """Return the delegation not yet ended."""
    return matter.delegations.filter(ended_on=None).last()


def open_appraisal(matter: Matter) -> Appraisal | None:
    """Return the appraisal not yet ended."""
    return matter.appraisals.filter(ended_on=None).last()


def appraisal_kinds(matter: Matter, *, rulebook: Rulebook, today: date) -> tuple[tuple[str, str], ...]:
    """Return (code, label) of the kinds of appraisal the matter's regulation knows, for a form."""
    found = appraisal.kinds(footing(matter, rulebook=rulebook, today=today))
    return tuple((ground.id, ground.label) for ground in found)


def mediation_clock(matter: Matter) -> Clock | None:
    """Return the clock of mediation while it has not stopped."""
    return matter.clocks.filter(clock=MEDIATION_CLOCK).exclude(state="stopped").first()


def earliest_due(matter: Matter) -> date | None:
    """Return the earliest day on which mediation runs out; None where no such clock runs."""
    clock = mediation_clock(matter)
    return clock.due_earliest if clock else None


def side_name(matter: Matter, side: str, *, typed: str = "") -> str:
    """Return the full name of a side to address a letter to; raises Refused when it is not known."""
    return complainant_name(matter, typed=typed) if side == COMPLAINANT else respondent_name(matter)


def complainants_there(matter: Matter) -> str:
    """Name the complainants for the minutes, which they sign: in full where known, masked where not."""
    known = ((person_of(party).name, party) for party in speakers(matter))
    return "、".join(name if name and "*" not in name else party.shown_name for name, party in known)


def moment_line(moment: datetime) -> str:
    """Say a moment in Xiamen as a letter does: 2026年6月3日上午9时30分."""
    local = moment.astimezone(SHANGHAI)
    half = "上午" if local.hour < 12 else "中午" if local.hour == 12 else "下午"
    hour = local.hour if local.hour <= 12 else local.hour - 12
    minutes = f"{local.minute}分" if local.minute else ""
    return f"{format_date(local.date())}{half}{hour}时{minutes}"


def in_shanghai(moment: datetime) -> datetime:
    """Return a moment with its zone; a time without one is wall-clock time in China."""
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _answers(matter: Matter, rows: Iterable[Consent]) -> list[Answer]:
    """Return every answer in the order given to us, first what the registration form says (式样一).

    The form asks the complainant who filled it in whether mediation may be delegated.
    """
    told = [Answer(row.side, row.subject, row.given, row.on, row.party_id) for row in rows]
    form = matter.complaint.delegation
    if form is None:
        return told
    first = matter.parties.filter(role=COMPLAINANT).order_by("id").values_list("pk", flat=True).first()
    return [Answer(COMPLAINANT, DELEGATION, form, matter.received_on, first), *told]


def _line(row: Consent) -> AnswerLine:
    known = row.how in tuple(Way)
    return AnswerLine(
        side=row.side,
        side_label=SIDES.get(row.side, row.side),
        who=row.party.shown_name if row.party else "",
        subject=row.subject,
        subject_label=str(row.get_subject_display()),
        given=row.given,
        on=row.on,
        how_label=Way(row.how).label if known else row.how,
        proof=row.proof,
    )
