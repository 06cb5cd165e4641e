"""Which acts stand at the head of a matter's page: what the procedure waits for, before what it allows."""

from __future__ import annotations

from collections.abc import Iterator

from xiaobao.docket.acts_page import ActLine
from xiaobao.docket.matter_page import MatterPage
from xiaobao.docket.repeats import SAME_PERSON
from xiaobao.rules import consent
from xiaobao.rules.workflow import Act, State, Track

MOST = 3
_INTERRUPTED = (Act.DECIDE_RECUSAL, Act.FINISH_APPRAISAL, Act.TAKE_BACK, Act.END_DISPUTE)
_OUTCOMES = (Act.SETTLE, Act.TERMINATE)


def next_steps(page: MatterPage) -> list[ActLine]:
    """Return the acts offered that lead on from here, the next one first, ``MOST`` at most."""
    offered = {line.act: line for line in page.acts if line.offered}
    wanted = dict.fromkeys(act for act in _order(page) if act in offered)
    return [offered[act] for act in wanted][:MOST]


def _order(page: MatterPage) -> Iterator[Act]:
    yield from _INTERRUPTED
    if page.matter.state == State.RECEIVED:
        yield from _before_acceptance(page) if page.matter.kind == Track.COMPLAINT else _before_filing(page)
    if page.matter.state == State.SETTLING:
        yield from (Act.CONFIRM, Act.RECALL)
    yield Act.SERVE
    if page.matter.state == State.ACCEPTED and page.matter.kind == Track.COMPLAINT:
        yield from _in_mediation(page)
    if page.matter.state == State.SETTLED and page.track.recovered is None:
        yield Act.PERFORM
    if page.matter.state == State.REFERRED:
        yield Act.REFER  # where a letter was voided; otherwise it is not offered
    if page.matter.kind == Track.REPORT:
        yield from _in_a_case(page)
    yield Act.CLOSE
    if page.matter.state == State.CLOSED:
        yield Act.VISIT


def _before_acceptance(page: MatterPage) -> Iterator[Act]:
    yield from (Act.ACCEPT, Act.DECLINE)
    if page.matter.handler_id is None:
        yield from (Act.ASSIGN, Act.ENTRUST)
    if not page.placed:
        yield Act.PLACE


def _in_a_case(page: MatterPage) -> Iterator[Act]:
    """The head's decision on a suspected crime, going on with what was halted, then the next step."""
    if page.case.waiting is not None:
        yield Act.HAND_TO_POLICE
    if page.matter.state == State.HALTED:
        yield Act.GO_ON
    if page.matter.state in (State.FILED, State.DECIDED):
        yield from (Act.MILESTONE, Act.DECIDE)


def _before_filing(page: MatterPage) -> Iterator[Act]:
    """What is it about, whose is it, was it made before; then the check, the proposal, its signatures."""
    report, waiting = page.track, page.checking.pending
    if waiting is not None:
        signed = Act.FILE if waiting.what == waiting.What.FILE else Act.NOT_FILE
        yield signed if waiting.reviewed_at else Act.REVIEW
    if report.classified_on is None:
        yield Act.CLASSIFY
    if report.competent is False:
        yield Act.RETURN if page.distribution else Act.REFER
    if report.placed_on is None:
        yield Act.PLACE
    if page.matter.handler_id is None:
        yield from (Act.ASSIGN, Act.ENTRUST)
    if page.checking.checks:
        yield from (Act.PROPOSE, Act.CHECK)
        return
    if any(SAME_PERSON in one.why for one in page.report_arrival.earlier):
        yield from (Act.REPEAT, Act.MERGE)
    yield Act.CHECK


def _in_mediation(page: MatterPage) -> Iterator[Act]:
    """Consent, the call, the session, the outcome: a side that has said no leaves only the end."""
    answers = {one.side: one.given for one in page.consents if one.subject == consent.MEDIATION}
    if not all(answers.values()):
        yield Act.TERMINATE
    elif answers.keys() < {consent.COMPLAINANT, consent.RESPONDENT}:
        yield Act.CONSENT
    elif page.mediation.planned:
        yield Act.MEDIATE
    elif not page.mediation.sessions:
        yield from (Act.INVITE, Act.MEDIATE)
    yield from _OUTCOMES
