"""Which acts stand at the head of a matter's page: what the procedure waits for, before what it allows."""

from __future__ import annotations

from collections.abc import Iterator

from xiaobao.docket.acts_page import ActLine
from xiaobao.docket.matter_page import MatterPage
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
        yield from _before_acceptance(page)
    yield Act.SERVE
    if page.matter.state == State.ACCEPTED and page.matter.kind == Track.COMPLAINT:
        yield from _in_mediation(page)
    if page.matter.state == State.SETTLED and page.track.recovered is None:
        yield Act.PERFORM
    yield Act.CLOSE
    if page.matter.state == State.CLOSED:
        yield Act.VISIT


def _before_acceptance(page: MatterPage) -> Iterator[Act]:
    yield from (Act.ACCEPT, Act.DECLINE)
    if page.matter.handler_id is None:
        yield Act.ASSIGN
    if not page.placed:
        yield Act.PLACE


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
