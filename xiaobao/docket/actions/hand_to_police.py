"""Decide whether a suspected crime is handed to the police (决定移送涉嫌犯罪案件); only the head may.

《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款. The letter says what the case is, never who reported it
(办法第三十七条).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket.actions.issue import To
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.case_clocks import move
from xiaobao.docket.case_facts import case_of, waiting_transfer
from xiaobao.docket.letters import contact_facts
from xiaobao.docket.models import CrimeTransfer, Side
from xiaobao.docket.shield import cover, shield
from xiaobao.rules import crime_transfer
from xiaobao.rules.crime_transfer import LETTER
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def hand_to_police(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    approve: bool | None,
    body: str = "",
    procuratorate: str = "",
    copies: Sequence[int] = (),
    words: str = "",
    address: str = "",
) -> Taken:
    """Decide on the report that waits: hand over to ``body`` with the papers of Art. 6, or say why not.

    ``copies`` are items of Art. 6 that exist; the letter itself is always one. ``procuratorate`` gets a copy
    of the letter. The state stays. Raises NotFound, NotAllowed, Changed, Refused.
    """
    with taking(
        act=Act.HAND_TO_POLICE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        waiting = waiting_transfer(taken.matter)
        check = crime_transfer.check_hand_over(
            waiting=waiting is not None,
            approve=approve,
            body=body,
            procuratorate=procuratorate,
            chosen=copies,
            words=words,
            law=taken.law,
        )
        taken.insist(check)
        assert waiting is not None, "the rule refuses without a report that waits"  # noqa: S101
        waiting.approved, waiting.decided_on, waiting.decided_by = approve, taken.today, officer.user
        waiting.words = taken.words = shield(taken.matter, words.strip())
        if approve:
            waiting.body, waiting.procuratorate = (
                shield(taken.matter, told.strip()) for told in (body, procuratorate)
            )
            waiting.copies = sorted({LETTER, *copies})
            _letter(taken, waiting)
        waiting.save()
        move(taken, "transfer.decided", on=taken.today)
        taken.data["approved"] = bool(approve)
    return taken


def _letter(taken: Taken, transfer: CrimeTransfer) -> None:
    matter, case = taken.matter, case_of(taken.matter)
    papers = crime_transfer.copies(taken.law)
    listed = [item.text for number in transfer.copies if (item := papers.item(number)) and number != LETTER]
    facts = contact_facts(matter, officer=taken.officer, rulebook=taken.rulebook) | {
        "receiver": transfer.body,
        "case_number": (case.enforcement_number or case.number) if case else matter.number,
        "charge": cover(matter, transfer.charge),
        "facts": cover(matter, transfer.facts),
        "materials": "\n".join(f"{place}. {text}" for place, text in enumerate(listed, start=1)),
        "basis": crime_transfer.basis(taken.law),
        "procuratorate": transfer.procuratorate,
        "contact": transfer.reported_by.name,
    }
    to = [To(Side.OTHER, None, transfer.body), To(Side.OTHER, None, transfer.procuratorate)]
    taken.issue("crime_transfer", facts, to=to)
