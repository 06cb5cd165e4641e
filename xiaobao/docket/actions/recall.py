"""Take a complaint back from whoever settles it first (收回办理): an officer's decision, with the reason."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.models import Diversion, Exchange
from xiaobao.docket.settling_end import come_back
from xiaobao.docket.with_partner import noted, open_diversion
from xiaobao.rules import settle_first as rule
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def recall(
    *, matter_id: int, version: int, officer: Authority, at: datetime, words: str, address: str = ""
) -> Taken:
    """End settling first; the complaint waits for the decision whether it is accepted.

    The reason stays with the bureau. Raises NotFound, NotAllowed, Changed, Refused (field ``words``).
    """
    with taking(
        act=Act.RECALL, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        taken.insist(rule.check_recall(regulation=matter.regulation, words=words, law=taken.law))
        diversion = open_diversion(matter)
        come_back(
            diversion,
            matter,
            ending=Diversion.Ending.OFFICER,
            at=at,
            rulebook=taken.rulebook,
            by=officer.user,
        )
        noted(diversion, matter, kind=Exchange.Kind.RECALL, at=at, by=officer.user)
        taken.data |= {"partner": diversion.partner.code, "ending": diversion.ending}
        taken.words = words
    return taken
