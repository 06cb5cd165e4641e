"""Record that the complainant withdrew before anything was decided (记录撤回)."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import complainants, opening_facts, to_complainant
from xiaobao.docket.models import Diversion, Exchange
from xiaobao.docket.settling_end import end
from xiaobao.docket.with_partner import noted, open_diversion
from xiaobao.documents.numbering import format_date
from xiaobao.rules.withdrawal import WithdrawalWay, check_withdraw
from xiaobao.rules.workflow import Act, State
from xiaobao.staff.permissions import Authority


def withdraw(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    on: date,
    how: str,
    words: str = "",
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Record the withdrawal of day ``on``: state, letter, clocks, event and audit row, all or none.

    ``how`` is a ``withdrawal.WithdrawalWay``; ``addressee`` is the full name where the export gave a masked
    one. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.WITHDRAW,
        matter_id=matter_id,
        version=version,
        officer=officer,
        at=at,
        address=address,
        clocks_on=on,
    ) as taken:
        matter = taken.matter
        check = check_withdraw(
            regulation=matter.regulation,
            on=on,
            how=how,
            received_on=matter.received_on,
            today=taken.today,
            law=taken.law,
            joint=len(complainants(matter)) > 1,
            words=words,
        )
        taken.insist(check)
        facts = opening_facts(matter, addressee=addressee, officer=officer, rulebook=taken.rulebook) | {
            "withdrawn_on": format_date(on),
            "how": WithdrawalWay(how).label,
            "basis": taken.basis,
        }
        taken.issue("withdrawal", facts, to=to_complainant(matter))
        taken.data |= {"on": on.isoformat(), "how": how}
        if taken.before is State.SETTLING:
            _end_settling(taken)
        taken.words = words
    return taken


def _end_settling(taken: Taken) -> None:
    """Whoever was to settle it first has nothing left to do."""
    diversion = open_diversion(taken.matter)
    end(diversion, ending=Diversion.Ending.WITHDRAWN, at=taken.at)
    noted(diversion, taken.matter, kind=Exchange.Kind.WITHDRAW, at=taken.at, by=taken.officer.user)
