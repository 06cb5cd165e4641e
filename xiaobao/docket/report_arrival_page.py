"""What a report's page shows of its arrival: what it is about, whose it is, what came before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from xiaobao.docket.halves import halves_of
from xiaobao.docket.models import Matter, Report
from xiaobao.docket.queries import visible
from xiaobao.docket.referred import letters_owed
from xiaobao.docket.repeats import Earlier, candidates
from xiaobao.docket.reporters import is_named, is_reachable
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.subjects import subjects_of
from xiaobao.law import Duty
from xiaobao.rules.answering import cited, on_offer
from xiaobao.rules.referral import NOTHING_LOST
from xiaobao.rules.report_jurisdiction import ReportedKind
from xiaobao.rules.subjects import meaning
from xiaobao.rules.workflow import Act, State, Track
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One subject a report can be about: what it will mean, and the law that says so."""

    id: str
    subject: str
    meaning: tuple[str, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class OtherHalf:
    """The complaint half of the same letter, as far as its competence was placed and may be seen here."""

    id: int
    number: str
    competent: bool | None
    elsewhere: str
    placed_on: date | None


class ReportArrival:
    """The arrival of one report, each part read when it is asked for."""

    def __init__(self, matter: Matter, authority: Authority, rulebook: Rulebook) -> None:
        """Hold what every part is read from and for."""
        self.matter, self._authority, self._rulebook = matter, authority, rulebook

    @property
    def report(self) -> Report:
        """What is kept of the report."""
        return self.matter.report

    @cached_property
    def subjects(self) -> list[SubjectLine]:
        """What the report is about, with what it means."""
        return [self._subject(duty) for duty in subjects_of(self.matter, self._rulebook)]

    @cached_property
    def on_offer(self) -> list[SubjectLine]:
        """Everything a report received on this one's day can be about."""
        return [self._subject(duty) for duty in on_offer(self.matter.received_on, self._rulebook.law)]

    @cached_property
    def handed_over(self) -> list[SubjectLine]:
        """Of these, what a law has handed over where this bureau has no authority."""
        owed = {duty.id for duty in on_offer(self.matter.received_on, self._rulebook.law) if duty.hand_over}
        return [one for one in self.on_offer if one.id in owed]

    @cached_property
    def named(self) -> bool:
        """Whether a name was given."""
        return is_named(self.matter)

    @cached_property
    def reachable(self) -> bool:
        """Whether there is a way to tell whoever reports."""
        return is_reachable(self.matter)

    @property
    def kind(self) -> str:
        """What is reported, in Chinese; empty until somebody has said so."""
        code = self.report.respondent_kind
        return next((one.label for one in ReportedKind if one.value == code), "")

    @property
    def waiting(self) -> bool:
        """Whether nothing has been decided on the report yet."""
        return self.matter.state == State.RECEIVED

    @cached_property
    def owed_anew(self) -> tuple[str, ...]:
        """The letters of want of authority that were voided and have none in their place."""
        return letters_owed(self.matter, self._rulebook)

    @property
    def missing(self) -> dict[Act, str]:
        """What an act would need that is not there, by act."""
        idle = self.matter.state == State.REFERRED and not self.owed_anew
        return {Act.REFER: NOTHING_LOST} if idle else {}

    @cached_property
    def earlier(self) -> list[Earlier]:
        """Earlier reports this one may repeat; only for who may find so, while nothing has been decided."""
        asks = self._authority.may(Act.REPEAT.value) or self._authority.may(Act.MERGE.value)
        return candidates(self.matter, self._authority) if asks and self.waiting else []

    @cached_property
    def other_halves(self) -> list[OtherHalf]:
        """The complaint halves of the letter within the officer's reach; the others are not mentioned."""
        found = visible(self._authority).filter(
            pk__in=halves_of(self.matter.pk).values("pk"), kind=Track.COMPLAINT.value
        )
        return [_other_half(one) for one in found.select_related("complaint")]

    def _subject(self, duty: Duty) -> SubjectLine:
        law = self._rulebook.law
        told = meaning(duty, law, self.matter.received_on)
        return SubjectLine(duty.id, duty.subject, told, cited(duty, law))


def subjects_on(day: date, rulebook: Rulebook) -> list[tuple[str, str]]:
    """Return what a report received on a day can be about, as (id, subject)."""
    return [(duty.id, duty.subject) for duty in on_offer(day, rulebook.law)]


def _other_half(matter: Matter) -> OtherHalf:
    placed = matter.complaint
    return OtherHalf(matter.pk, matter.number, placed.competent, placed.competent_elsewhere, placed.placed_on)
