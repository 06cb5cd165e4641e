"""Record that the consumer confirmed what was agreed (确认先行和解), by phone or in writing."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import complainants
from xiaobao.docket.models import Diversion, Exchange
from xiaobao.docket.settling_end import end
from xiaobao.docket.shield import shield
from xiaobao.docket.with_partner import noted, open_diversion
from xiaobao.rules import settle_first as rule
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def confirm(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    how: str,
    terms: str = "",
    settled: Decimal | None = None,
    words: str = "",
    satisfaction: int | None = None,
    address: str = "",
) -> Taken:
    """End the complaint as settled first, on the consumer's word; ``how`` is a ``settle_first.ConfirmHow``.

    ``terms`` and ``settled`` (yuan) say what was agreed, where the partner has not said so or the consumer
    says otherwise; ``satisfaction`` is one to five. Raises NotFound, NotAllowed, Changed, Refused (with
    ``fields``).
    """
    with taking(
        act=Act.CONFIRM, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        diversion = open_diversion(matter)
        decision = rule.check_confirm(
            regulation=matter.regulation,
            how=how,
            claimed=diversion.claimed_at is not None,
            terms=terms,
            settled=settled,
            satisfaction=satisfaction,
            law=taken.law,
            joint=len(complainants(matter)) > 1,
            words=words,
        )
        taken.insist(decision)
        if terms.strip():
            diversion.terms, diversion.settled = shield(matter, terms.strip()), settled
        diversion.confirmed_how, diversion.satisfaction = how, satisfaction
        end(diversion, ending=Diversion.Ending.SETTLED, at=at)
        noted(
            diversion, matter, kind=Exchange.Kind.CONFIRM, at=at, by=officer.user, text=terms, amount=settled
        )
        taken.data |= {"partner": diversion.partner.code, "confirmed": how, "ending": diversion.ending}
        taken.words = words
    return taken
