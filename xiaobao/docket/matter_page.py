"""Everything the page of one matter shows, read in a handful of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xiaobao.docket.acts_page import ActGroup, ActLine, act_groups, act_lines
from xiaobao.docket.clocks_page import ClockLine, clock_line
from xiaobao.docket.due import DueBadge, badge
from xiaobao.docket.errors import NotFound
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.mediation_page import (
    MediationPart,
    RequestLine,
    dispute_lines,
    mediation_part,
    request_lines,
)
from xiaobao.docket.models import Attachment, Dispute, Distribution, HeldChange, Matter, Note, Party
from xiaobao.docket.papers_page import PaperLine, file_lines, paper_lines
from xiaobao.docket.people_page import ConsentLine, PersonLine, consent_lines, person_lines
from xiaobao.docket.queries import visible
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
from xiaobao.documents.redaction import mask_text
from xiaobao.rules import acceptance
from xiaobao.rules.decision import Decision
from xiaobao.rules.jurisdiction import RespondentKind
from xiaobao.rules.settlement import Settlement
from xiaobao.rules.workflow import Act, Labelled, State, Track
from xiaobao.staff.permissions import Authority

__all__ = ["ActGroup", "ActLine", "ClockLine", "MatterPage", "matter_page"]
_RELATED = ("office", "respondent", "submission", "complaint", "report", "handler", "distribution")


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
    people: list[PersonLine]
    clocks: list[ClockLine]
    timeline: list[TimelineLine]
    acts: list[ActLine]
    proposal: Decision | None
    papers: list[PaperLine]
    files: list[Attachment]
    notes: list[Note]
    held: list[HeldChange]
    consents: list[ConsentLine]
    mediation: MediationPart
    requests: list[RequestLine]
    disputes: list[Dispute]
    distribution: Distribution | None
    links: list[LinkLine]
    visits: list[VisitLine]
    samples: list[DrawnLine]
    factors: list[tuple[str, str]]
    needs_addressee: bool

    @property
    def placed(self) -> bool:
        """Whether anything has been said of competence."""
        track = self.track
        return self.matter.kind == Track.COMPLAINT and (track.placed_on or track.respondent_kind) not in (
            None,
            "",
        )

    @property
    def respondent_kind(self) -> str:
        """What the respondent is, in Chinese; empty until somebody has said so."""
        return _labelled(RespondentKind, getattr(self.track, "respondent_kind", ""))

    @property
    def settlement(self) -> str:
        """How a settlement was put down, in Chinese."""
        return _labelled(Settlement, getattr(self.track, "settlement", ""))

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
    parties, people = person_lines(matter)
    papers = paper_lines(matter, authority)
    requests, disputes = request_lines(matter), dispute_lines(matter)
    mediation = mediation_part(matter)
    missing = _missing(papers, requests, disputes, mediation)
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
        people=people,
        clocks=[clock_line(clock, today, rulebook) for clock in matter.clocks.all()],
        timeline=timeline(matter, rulebook),
        acts=act_lines(matter, authority, rulebook, missing),
        proposal=_proposal(matter, rulebook, today),
        papers=papers,
        files=file_lines(matter, authority),
        notes=list(matter.notes.select_related("author")),
        held=list(matter.held_changes.filter(decided_at=None)),
        consents=consent_lines(matter),
        mediation=mediation,
        requests=requests,
        disputes=disputes,
        distribution=getattr(matter, "distribution", None),
        links=link_lines(matter, authority),
        visits=visit_lines(matter),
        samples=drawn_lines(matter),
        factors=_factors(matter, rulebook),
        needs_addressee=any(party.masked_at_source or not party.shown_name for party in parties),
    )


def _missing(
    papers: list[PaperLine], requests: list[RequestLine], disputes: list[Dispute], mediation: MediationPart
) -> dict[Act, str]:
    """Say of each lawful act that has nothing here to work on what is missing."""
    asked = {one.kind for one in requests}
    wanted = {
        Act.SERVE: (any(paper.to_tell for paper in papers), "没有等待送达的文书。"),
        Act.VOID: (any(not paper.voided_at for paper in papers), "没有可以作废的文书。"),
        Act.ASK_MATERIAL: ("material" not in asked, "已经一次性要求补正，不再重复要求。"),
        Act.VERIFY_IDENTITY: ("identity" not in asked, "已经要求核验身份。"),
        Act.SUPPLEMENT: (any(not one.answered_on for one in requests), "没有等待答复的补正或者核验要求。"),
        Act.END_DISPUTE: (any(not one.ended_on for one in disputes), "没有未了结的管辖争议。"),
        Act.DISPUTE: (all(one.ended_on for one in disputes), "已有未了结的管辖争议。"),
        Act.FINISH_APPRAISAL: (bool(mediation.open_appraisal), "没有进行中的鉴定或者检测。"),
        Act.APPRAISE: (not mediation.open_appraisal, "鉴定或者检测正在进行。"),
        Act.TAKE_BACK: (bool(mediation.open_delegation), "没有进行中的委托调解。"),
        Act.DELEGATE: (not mediation.open_delegation, "委托调解正在进行。"),
    }
    return {act: sentence for act, (there, sentence) in wanted.items() if not there}


def _factors(matter: Matter, rulebook: Rulebook) -> list[tuple[str, str]]:
    """Return the considerations recorded with a decline: the factor of the law, and the officer's words."""
    recorded = matter.complaint.factors if matter.kind == Track.COMPLAINT else {}
    known = {str(one.number): one.text for one in rulebook.law.regulation(matter.regulation).factors}
    return [(known.get(number, number), words) for number, words in sorted(recorded.items())]


def _labelled(words: type[Labelled], code: str) -> str:
    return next((one.label for one in words if one.value == code), "")


def _proposal(matter: Matter, rulebook: Rulebook, today: date) -> Decision | None:
    if matter.kind != "complaint" or matter.state != State.RECEIVED:
        return None
    return acceptance.propose(complaint_facts(matter), rulebook.law, today)
