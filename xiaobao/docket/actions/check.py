"""Record a step of checking a report (记录核查): who went where, what was found, what proves it.

《市场监督管理行政处罚程序规定》第十八条第一款: 应当自发现线索或者收到材料之日起…予以核查.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import matter_phrase
from xiaobao.docket.models import Check
from xiaobao.docket.shield import shield
from xiaobao.documents.numbering import format_date
from xiaobao.rules import checking
from xiaobao.rules.checking import CheckDone, CheckWay
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def check(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    on: date,
    officers: Sequence[str],
    way: str,
    found: str,
    place: str = "",
    evidence: str = "",
    address: str = "",
) -> Taken:
    """Record one step: row, record for the file, event and audit row, all or none. Several may follow.

    ``officers`` are the names of who did it, ``way`` a ``checking.CheckWay``. Raises NotFound, NotAllowed,
    Changed, Refused (with ``fields``).
    """
    named = tuple(dict.fromkeys(name.strip() for name in officers if name.strip()))
    done = CheckDone(on, named, way, place.strip(), found.strip(), evidence.strip())
    with taking(
        act=Act.CHECK, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        taken.insist(
            checking.check_check(done, received_on=matter.received_on, today=taken.today, law=taken.law)
        )
        row = Check.objects.create(
            matter=matter,
            on=on,
            officers=list(named),
            way=way,
            place=shield(matter, done.place),
            found=shield(matter, done.found),
            evidence=shield(matter, done.evidence),
            by=officer.user,
        )
        taken.issue("check_record", _record(taken, row), to=[])
        taken.data |= {"way": way, "on": on.isoformat()}
    return taken


def _record(taken: Taken, row: Check) -> dict[str, str]:
    """Return what the record says: the matter and the shop, never who reported."""
    matter = taken.matter
    return {
        "matter": matter_phrase(matter),
        "matter_number": matter.number,
        "respondent": matter.respondent.name if matter.respondent else "被举报人（待查）",
        "checked_on": format_date(row.on),
        "way": CheckWay(row.way).label,
        "place": row.place,
        "officers": "、".join(row.officers),
        "found": row.found,
        "evidence": row.evidence,
        "basis": checking.basis(taken.law),
        "bureau": taken.rulebook.locality.bureau.name,
    }
