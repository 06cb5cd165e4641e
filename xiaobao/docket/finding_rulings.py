"""Which ruling leads a finding from where to where, and what may be ruled of one now.

    verb      from                        to            may
    confirm   open, snoozed               confirmed     mining_rule
    reject    open, snoozed, confirmed    rejected      mining_rule
    snooze    open, snoozed               snoozed       mining_rule
    reopen    confirmed, rejected,        open          mining_rule; not after an objection was upheld
              snoozed
    contest   open, confirmed, snoozed    contested     mining_contest
    uphold    contested                   rejected      mining_decide, not who confirmed it
    dismiss   contested                   as before     mining_decide, not who confirmed it

No ruling changes a matter, and none is edited. None stands on an article: a finding decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xiaobao.docket.finding_reach import CONTESTS, DECIDES, RULES
from xiaobao.docket.models import Finding, FindingRuling, FindingState, FindingVerb
from xiaobao.staff.permissions import Authority

CONFIRM, REJECT, SNOOZE = FindingVerb.CONFIRM, FindingVerb.REJECT, FindingVerb.SNOOZE
REOPEN, CONTEST = FindingVerb.REOPEN, FindingVerb.CONTEST
UPHOLD, DISMISS = FindingVerb.UPHOLD, FindingVerb.DISMISS
_OPEN, _CONFIRMED, _REJECTED = FindingState.OPEN, FindingState.CONFIRMED, FindingState.REJECTED
_SNOOZED, _CONTESTED = FindingState.SNOOZED, FindingState.CONTESTED


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table above; ``to`` is None where it leads back to what was before."""

    verb: FindingVerb
    before: tuple[FindingState, ...]
    to: FindingState | None
    act: str


STEPS: Mapping[str, Step] = {
    step.verb.value: step
    for step in (
        Step(CONFIRM, (_OPEN, _SNOOZED), _CONFIRMED, RULES),
        Step(REJECT, (_OPEN, _SNOOZED, _CONFIRMED), _REJECTED, RULES),
        Step(SNOOZE, (_OPEN, _SNOOZED), _SNOOZED, RULES),
        Step(REOPEN, (_CONFIRMED, _REJECTED, _SNOOZED), _OPEN, RULES),
        Step(CONTEST, (_OPEN, _CONFIRMED, _SNOOZED), _CONTESTED, CONTESTS),
        Step(UPHOLD, (_CONTESTED,), _REJECTED, DECIDES),
        Step(DISMISS, (_CONTESTED,), None, DECIDES),
    )
}
_OWN = "这项发现是您确认的，对它的异议应当由他人决定。"
_UPHELD = "对这项发现的异议已经成立，不再打开。"


def why_not(verb: FindingVerb, finding: Finding, rulings: Sequence[FindingRuling], officer: Authority) -> str:
    """Say why the officer cannot rule so of the finding as it stands; empty where nothing is in the way."""
    step = STEPS[verb]
    if finding.state not in step.before:
        state, wanted = finding.get_state_display(), verb.label
        return f"这项发现现为“{state}”，不能“{wanted}”。"
    if verb in (UPHOLD, DISMISS) and confirmed_by(rulings, officer):
        return _OWN
    if verb == REOPEN and rulings and rulings[-1].verb == UPHOLD:
        return _UPHELD
    return ""


def confirmed_by(rulings: Sequence[FindingRuling], officer: Authority) -> bool:
    """Whether the officer has confirmed the finding once."""
    return any(one.verb == CONFIRM and one.by_id == officer.user.pk for one in rulings)


def leads_to(verb: FindingVerb, rulings: Sequence[FindingRuling]) -> FindingState:
    """Return the state a ruling leads to; an objection that fails leaves it as it was before."""
    return STEPS[verb].to or before_contest(rulings)


def before_contest(rulings: Sequence[FindingRuling]) -> FindingState:
    """Return where the finding stood before it was contested; one that was put off is open again."""
    settled = (STEPS[one.verb].to for one in reversed(rulings) if one.verb in (CONFIRM, REOPEN, SNOOZE))
    found = next(settled, None)
    return _CONFIRMED if found == _CONFIRMED else _OPEN


def offered(
    finding: Finding, rulings: Sequence[FindingRuling], officer: Authority
) -> tuple[FindingVerb, ...]:
    """Return what the officer may rule of the finding now, in the order of the table."""
    verbs = (step.verb for step in STEPS.values() if officer.may(step.act))
    return tuple(verb for verb in verbs if not why_not(verb, finding, rulings, officer))
