"""Pass a suspicion of fraud or extortion by the complainant or reporter to the police (移送公安机关).

办法第四十二条. The matter stays in its state and its clocks run: ending mediation for it is another act, and
what was reported is checked all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket.actions.issue import To
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import contact_facts
from xiaobao.docket.models import Side
from xiaobao.docket.shield import shield_report
from xiaobao.rules import transfer as transfers
from xiaobao.rules.transfer import Suspicion
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def transfer(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    body: str,
    suspicion: str,
    facts: str,
    materials: Sequence[str],
    address: str = "",
) -> Taken:
    """Pass it on to ``body``: letter, event and audit row, all or none; only heads may.

    ``suspicion`` is a ``transfer.Suspicion``, ``facts`` what was found, ``materials`` what goes along.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    listed = tuple(line.strip() for line in materials if line.strip())
    with taking(
        act=Act.TRANSFER, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        check = transfers.check_transfer(
            regulation=matter.regulation,
            body=body,
            suspicion=suspicion,
            facts=facts,
            materials=listed,
            today=taken.today,
            law=taken.law,
            track=matter.kind,
        )
        taken.insist(check)
        letter = contact_facts(matter, officer=officer, rulebook=taken.rulebook) | {
            "addressee": body.strip(),
            "matter_number": matter.number,
            "suspicion": f"投诉举报人涉嫌{Suspicion(suspicion).label}",
            "facts": facts.strip(),
            "materials": "\n".join(listed),
            "basis": transfers.basis(matter.regulation, taken.today, taken.law),
        }
        receiver = shield_report(matter, body.strip())
        taken.issue("police_letter", letter, to=[To(Side.OTHER, None, receiver)])
        taken.data["suspicion"] = suspicion
        said = "\n".join((f"移送{body.strip()}。", facts.strip(), *listed))
        # The police are told in full; what stays on the page of a report is not to name who made it.
        taken.words = shield_report(matter, said)
    return taken
