"""Record which bureau a report belongs to (确认管辖).

令121 第二十九条至第三十二条, 令20 第二十五条至第二十八条.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.shield import shield
from xiaobao.rules import report_jurisdiction as jurisdiction
from xiaobao.rules.report_jurisdiction import Whereabouts
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

STATION = "station"
"""The kind of an office that is a 派出机构 (``locality.OfficeEntry.kind``)."""
_KEPT = (
    "conduct_here", "domicile_here", "actual_here", "platform_here", "publisher_here", "advertiser_here",
    "within_duties",
)  # fmt: skip


def place_report(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    respondent_kind: str,
    conduct_here: bool | None = None,
    domicile_here: bool | None = None,
    actual_here: bool | None = None,
    platform_here: bool | None = None,
    publisher_here: bool | None = None,
    advertiser_here: bool | None = None,
    within_duties: bool | None = None,
    first_receiver: str = "",
    elsewhere: str = "",
    ours: bool | None = None,
    words: str = "",
    address: str = "",
) -> Taken:
    """Record the officer's decision on competence: facts, decision, event and audit row, all or none.

    ``respondent_kind`` is a ``report_jurisdiction.ReportedKind``; what each boolean says stands with
    ``report_jurisdiction.Whereabouts``. ``ours`` is the decision; None follows the proposal, or ``elsewhere``
    where it names who is competent. Deciding against the proposal needs ``words``. Raises NotFound,
    NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.PLACE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        elsewhere = shield(taken.matter, elsewhere.strip())
        where = Whereabouts(
            regulation=taken.matter.regulation,
            kind=respondent_kind,
            conduct_here=conduct_here,
            domicile_here=domicile_here,
            actual_here=actual_here,
            platform_here=platform_here,
            publisher_here=publisher_here,
            advertiser_here=advertiser_here,
            within_duties=within_duties,
            first_receiver=shield(taken.matter, first_receiver.strip()),
            station=taken.matter.office.kind == STATION,
        )
        check = jurisdiction.check_place(where, ours=ours, elsewhere=elsewhere, words=words, law=taken.law)
        taken.insist(check)
        ruling = jurisdiction.decided(where, ours=ours, elsewhere=elsewhere, law=taken.law)
        _record(taken, where, ruling is True, elsewhere)
        taken.words = shield(taken.matter, words)
    return taken


def _record(taken: Taken, where: Whereabouts, ours: bool, elsewhere: str) -> None:
    report = taken.matter.report
    report.respondent_kind, report.within_duties = where.kind, where.within_duties
    report.competent, report.placed_on = ours, taken.today
    report.competent_elsewhere = "" if ours else (elsewhere or _whose(where))
    report.save()
    known = {name: getattr(where, name) for name in _KEPT if getattr(where, name) is not None}
    proposal = jurisdiction.propose(where, taken.law)
    taken.data |= {"kind": where.kind, "proposed": proposal.outcome, "ours": ours, **known}


def _whose(where: Whereabouts) -> str:
    # Outside the market regulators' duties the place says nothing of who is competent.
    return "" if where.within_duties is False else jurisdiction.whose(where)
