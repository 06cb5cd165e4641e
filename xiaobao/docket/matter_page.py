"""Everything the page of one matter shows, read in a handful of queries."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from xiaobao.docket.acts_page import ActGroup, ActLine, act_groups, act_lines
from xiaobao.docket.case_page import CasePart
from xiaobao.docket.checking_page import CheckingPart
from xiaobao.docket.clocks_page import ClockLine, clock_line
from xiaobao.docket.diversion_page import DiversionLine, diversion_lines
from xiaobao.docket.due import DueBadge, badge
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.handling_page import HandlingPart, handling_part
from xiaobao.docket.idle_acts import missing_for
from xiaobao.docket.matter_words import MatterWords
from xiaobao.docket.mediation_page import (
    MediationPart,
    RequestLine,
    dispute_lines,
    mediation_part,
    request_lines,
)
from xiaobao.docket.models import (
    Attachment,
    Clock,
    Dispute,
    Distribution,
    HeldChange,
    Matter,
    Note,
    Party,
    Role,
)
from xiaobao.docket.papers_page import PaperLine, file_lines, paper_lines
from xiaobao.docket.people_page import ConsentLine, PersonLine, consent_lines, person_lines
from xiaobao.docket.promises import Promised, promised
from xiaobao.docket.queries import visible
from xiaobao.docket.report_arrival_page import ReportArrival
from xiaobao.docket.routing_page import RouteLine, proposed_route
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.story_page import (
    DrawnLine,
    LinkLine,
    TimelineLine,
    VisitLine,
    drawn_lines,
    link_lines,
    timeline,
    visit_lines,
)
from xiaobao.docket.story_words import NAME_CLASS
from xiaobao.docket.supervision_page import SupervisionPart, supervision_part
from xiaobao.refusals import NotFound
from xiaobao.rules import acceptance
from xiaobao.rules.decision import Decision
from xiaobao.rules.workflow import Act, State, Track
from xiaobao.staff.permissions import Authority

__all__ = ["ActGroup", "ActLine", "ClockLine", "MatterPage", "matter_page"]
_RELATED = (
    "office", "respondent", "submission", "complaint", "report", "handler", "distribution", "named_class",
)  # fmt: skip


class MatterPage(MatterWords):
    """One matter, whole; people are masked and numbers in free text are masked.

    Each part is read when it is first asked for: the page asks for all, the form of an act for a few.
    """

    def __init__(self, matter: Matter, authority: Authority, rulebook: Rulebook, today: date) -> None:
        """Hold what every part is read from and for."""
        super().__init__(matter, rulebook)
        self._authority, self._today = authority, today

    @cached_property
    def due(self) -> DueBadge:
        """How much time is left."""
        return badge(self.matter, today=self._today, rulebook=self._rulebook)

    @cached_property
    def _persons(self) -> tuple[list[Party], list[PersonLine]]:
        return person_lines(self.matter)

    @property
    def parties(self) -> list[Party]:
        """Who stands behind the matter, as rows."""
        return self._persons[0]

    @property
    def people(self) -> list[PersonLine]:
        """Who stands behind the matter, as lines."""
        return self._persons[1]

    @cached_property
    def clocks(self) -> list[ClockLine]:
        """The clocks with their derivations."""
        return [clock_line(clock, self._today, self._rulebook) for clock in self._clocks]

    @cached_property
    def _clocks(self) -> list[Clock]:
        return list(self.matter.clocks.all())

    @cached_property
    def promises(self) -> tuple[Promised, ...]:
        """What the respondent has promised, and whether it was broken here."""
        return promised(self.matter, self._authority, self._rulebook.law)

    @cached_property
    def handling(self) -> HandlingPart:
        """How the matter is to be handled by the bureau's own order."""
        people = sum(party.role == Role.COMPLAINANT for party in self.parties)
        return handling_part(self.matter, people, self._clocks, self._authority, self._rulebook, self._today)

    @property
    def names_class(self) -> bool:
        """Whether the officer may say of which class the matter is, and there is one to say."""
        return self._authority.may(NAME_CLASS) and bool(self.handling.can_be_named)

    @cached_property
    def timeline(self) -> list[TimelineLine]:
        """What happened, in order."""
        return timeline(self.matter, self._rulebook)

    @cached_property
    def acts(self) -> list[ActLine]:
        """Every act of the track: offered now, or why not."""
        missing = missing_for(self.papers, self.requests, self.disputes, self.mediation)
        if self.matter.kind == Track.REPORT:
            missing |= self.case.missing | self.checking.missing | self.report_arrival.missing
        return act_lines(self.matter, self._authority, self._rulebook, missing, self.handling.unsigned)

    @cached_property
    def proposal(self) -> Decision | None:
        """What the rules of acceptance propose while nothing has been decided."""
        if self.matter.kind != Track.COMPLAINT or self.matter.state != State.RECEIVED:
            return None
        return acceptance.propose(complaint_facts(self.matter), self._rulebook.law, self._today)

    @cached_property
    def route(self) -> RouteLine | None:
        """Where the rules of routing propose that it goes while it waits at intake."""
        return proposed_route(self.matter, self._rulebook, self._today)

    @cached_property
    def report_arrival(self) -> ReportArrival:
        """What a report is about, whose it is, and whether it may have come before."""
        return ReportArrival(self.matter, self._authority, self._rulebook)

    @cached_property
    def papers(self) -> list[PaperLine]:
        """The documents, each with whom it must reach."""
        return paper_lines(self.matter, self._authority)

    @cached_property
    def supervision(self) -> SupervisionPart:
        """The supervision orders on the matter and the warnings of its periods."""
        return supervision_part(self.matter, self._authority, self._rulebook, self._today)

    @cached_property
    def files(self) -> list[Attachment]:
        """The files the officer may open."""
        return file_lines(self.matter, self._authority)

    @cached_property
    def notes(self) -> list[Note]:
        """The notes."""
        return list(self.matter.notes.select_related("author"))

    @cached_property
    def held(self) -> list[HeldChange]:
        """The changes that wait for a person."""
        return list(self.matter.held_changes.filter(decided_at=None))

    @cached_property
    def consents(self) -> list[ConsentLine]:
        """Who agreed to what."""
        return consent_lines(self.matter)

    @cached_property
    def mediation(self) -> MediationPart:
        """Sessions, recusals, appraisals, delegations."""
        return mediation_part(self.matter)

    @cached_property
    def checking(self) -> CheckingPart:
        """Checking a report, the signatures on filing, who is to be told."""
        return CheckingPart(self.matter, self._rulebook, self.clocks, self._today)

    @cached_property
    def case(self) -> CasePart:
        """The case filed on a report, its steps, a suspected crime."""
        return CasePart(self.matter, self._rulebook, self._today)

    @cached_property
    def diversions(self) -> list[DiversionLine]:
        """Who had the complaint, or has it, to settle first; the present one first."""
        if self.matter.kind != Track.COMPLAINT or not self.track.diversion:
            return []
        return diversion_lines(self.matter, self._rulebook, self._today)

    @cached_property
    def requests(self) -> list[RequestLine]:
        """What was asked of the complainant."""
        return request_lines(self.matter)

    @cached_property
    def disputes(self) -> list[Dispute]:
        """Disputes over competence."""
        return dispute_lines(self.matter)

    @property
    def distribution(self) -> Distribution | None:
        """Who sent the matter down, if anybody did."""
        return getattr(self.matter, "distribution", None)

    @cached_property
    def links(self) -> list[LinkLine]:
        """The matters that belong to this one, as far as the officer may know of them."""
        return link_lines(self.matter, self._authority)

    @cached_property
    def visits(self) -> list[VisitLine]:
        """The return visits."""
        return visit_lines(self.matter)

    @cached_property
    def samples(self) -> list[DrawnLine]:
        """The samples the matter was drawn into."""
        return drawn_lines(self.matter)

    @property
    def needs_addressee(self) -> bool:
        """Whether a letter needs a full name from the officer."""
        anonymous = self.matter.kind == Track.REPORT
        return any(p.masked_at_source or not (p.shown_name or anonymous) for p in self.parties)

    @property
    def offers(self) -> bool:
        """Whether any act is offered."""
        return any(line.offered for line in self.acts)

    @property
    def serves(self) -> bool:
        """Whether service may be recorded now."""
        return self._may(Act.SERVE)

    @property
    def attaches(self) -> bool:
        """Whether files may be added now."""
        return self._may(Act.ATTACH)

    @property
    def groups(self) -> list[ActGroup]:
        """The acts by part of the procedure."""
        return act_groups(self.matter.kind, self.acts)

    def act(self, act: Act) -> ActLine | None:
        """Return the line of one act; None when the track does not know it."""
        return next((line for line in self.acts if line.act == act), None)

    def _may(self, act: Act) -> bool:
        line = self.act(act)
        return line is not None and line.allowed


def matter_page(authority: Authority, matter_id: int, rulebook: Rulebook, today: date) -> MatterPage:
    """Return the page of a matter; raises NotFound when absent or out of reach."""
    matter = visible(authority).select_related(*_RELATED).filter(pk=matter_id).first()
    if matter is None:
        raise NotFound("没有这件来件，或者它不在您的办理范围内。")
    return MatterPage(matter, authority, rulebook, today)
