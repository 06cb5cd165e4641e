"""Record whether a side agrees to mediation or to delegating it (调解意愿): appended, the newest counts.

办法第十八条第一款: 经投诉人和被投诉人同意，采用调解的方式处理投诉. A refusal ends nothing by itself.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import speakers
from xiaobao.docket.mediation_facts import footing_of
from xiaobao.docket.models import Consent
from xiaobao.rules.consent import COMPLAINANT, RESPONDENT, check_consent
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

BOTH = (COMPLAINANT, RESPONDENT)


def consent(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    side: str,
    subject: str,
    given: bool | None,
    how: str,
    on: date,
    proof: str = "",
    party: int | None = None,
    address: str = "",
) -> Taken:
    """Record one answer of one side: row, event and audit row, all or none.

    ``side`` complainant|respondent, or both where they answered alike at once; ``subject``
    mediation|delegation; ``how`` a code of ``rules.consent.Way``; ``party`` the id of one of the joint
    complainants' speakers, None for the side as a whole. Raises NotFound, NotAllowed, Changed, Refused (with
    ``fields``).
    """
    with taking(
        act=Act.CONSENT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        for one in BOTH if side == "both" else (side,):
            _answer(taken, one, subject, given, how=how, on=on, proof=proof, party=party)
        taken.data |= {"side": side, "subject": subject, "given": bool(given), "how": how}
        taken.data["on"] = on.isoformat()
    return taken


def _answer(
    taken: Taken,
    side: str,
    subject: str,
    given: bool | None,
    *,
    how: str,
    on: date,
    proof: str,
    party: int | None,
) -> None:
    matter = taken.matter
    check = check_consent(
        side=side,
        subject=subject,
        given=given,
        how=how,
        on=on,
        proof=proof,
        received_on=matter.received_on,
        footing=footing_of(taken),
        who=party,
        speakers=[speaker.pk for speaker in speakers(matter)],
    )
    taken.insist(check)
    Consent.objects.create(
        matter=matter,
        side=side,
        party_id=party,
        subject=subject,
        given=bool(given),
        on=on,
        how=how,
        proof=proof.strip(),
        recorded_by=taken.officer.user,
    )
