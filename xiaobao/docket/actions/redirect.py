"""Tell somebody that their matter is no complaint, or no report, and where it belongs (告知其他途径).

办法第四十四条: 以投诉举报形式进行咨询、政府信息公开申请…等活动的，不适用本办法，可以告知通过相应途径提出.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import contact_facts, opening_facts, to_complainant
from xiaobao.docket.reporters import is_reachable, reporter_name, to_reporters
from xiaobao.docket.shield import shield_report
from xiaobao.documents.numbering import format_date
from xiaobao.rules import routes
from xiaobao.rules.routes import Nature
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority


def redirect(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    nature: str,
    route: str | Sequence[str] = "",
    words: str = "",
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Tell them the route: state, letter, clocks, event and audit row, all or none.

    ``nature`` is one of ``routes.natures``; ``route`` the lines of the letter, the proposed ones when blank;
    ``addressee`` is the full name where the export gave a masked one. Raises NotFound, NotAllowed, Changed,
    Refused (with ``fields``).
    """
    with taking(
        act=Act.REDIRECT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        check = routes.check_redirect(
            regulation=matter.regulation, nature=nature, track=matter.kind, law=taken.law
        )
        taken.insist(check)
        found = Nature(nature)
        _tell(
            taken,
            addressee,
            {
                "nature": found.label,
                "route": _lines(route) or routes.proposed(found),
                "basis": routes.basis(found, matter.regulation, taken.law),
            },
        )
        taken.data["nature"] = nature
        taken.words = shield_report(matter, words)
    return taken


def _tell(taken: Taken, addressee: str, facts: dict[str, str]) -> None:
    """Issue the letter; a reporter who left no name and no way to them is not told (第四十四条: 可以告知)."""
    matter, officer, rulebook = taken.matter, taken.officer, taken.rulebook
    if matter.kind == Track.COMPLAINT:
        opening = opening_facts(matter, addressee=addressee, officer=officer, rulebook=rulebook)
        taken.issue("other_route", opening | facts, to=to_complainant(matter))
    elif is_reachable(matter):
        opening = contact_facts(matter, officer=officer, rulebook=rulebook) | {
            "addressee": reporter_name(matter, typed=addressee),
            "received_on": format_date(matter.received_on),
        }
        taken.issue("other_route", opening | facts, to=to_reporters(matter))
    else:
        taken.data["untold"] = "unreachable"


def _lines(route: str | Sequence[str]) -> str:
    given = route.splitlines() if isinstance(route, str) else route
    return "\n".join(line.strip() for line in given if line.strip())
