"""Which documents an act may issue (文书), by the acts the notices of ``content/notices`` name.

The screen of the act prints them, the flowchart and the handbook name them: they stand once, here. An act
that is not among those of its own track issues what it issues on the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xiaobao.rules.acts import Act, Track

_OF_COMPLAINTS: Mapping[Act, tuple[str, ...]] = MappingProxyType(
    {
        Act.ACCEPT: ("accept",),
        Act.DECLINE: ("decline",),
        Act.ASK_MATERIAL: ("material_request",),
        Act.VERIFY_IDENTITY: ("identity_request",),
        Act.RETURN: ("feedback",),
        Act.REDIRECT: ("other_route",),
        Act.SETTLE_FIRST: ("settle_first_slip",),
        Act.WITHDRAW: ("withdrawal",),
        Act.DELEGATE: ("delegation_letter",),
        Act.INVITE: ("mediation_notice",),
        Act.MEDIATE: ("minutes",),
        Act.DECIDE_RECUSAL: ("recusal_decision",),
        Act.APPRAISE: ("appraisal_letter",),
        Act.SETTLE: ("agreement", "settlement_record"),
        Act.TERMINATE: ("terminate",),
        Act.SERVE: ("service_receipt",),
        Act.TRANSFER: ("police_letter",),
        Act.EXTEND: ("extension_notice",),
    }
)
_OF_REPORTS: Mapping[Act, tuple[str, ...]] = MappingProxyType(
    {
        Act.REFER: ("no_authority_notice", "hand_over_letter"),
        Act.CHECK: ("check_record",),
        Act.EXTEND: ("matters_form", "extension_notice"),
        Act.FILE: ("filing_form", "filing_notice"),
        Act.NOT_FILE: ("filing_form", "not_filing_notice"),
        Act.ANSWER: ("report_result",),
        Act.PROLONG: ("matters_form",),
        Act.HALT: ("matters_form",),
        Act.GO_ON: ("matters_form",),
        Act.ABANDON: ("matters_form",),
        Act.HAND_TO_POLICE: ("crime_transfer",),
    }
)


def papers_of(track: str, act: str) -> tuple[str, ...]:
    """Return the notice acts of the documents an act may issue, in the order they are printed."""
    own = _OF_REPORTS.get(Act(act)) if track == Track.REPORT else None
    return own or _OF_COMPLAINTS.get(Act(act), ())
