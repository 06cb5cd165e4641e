"""Record how a dispute over competence ended (管辖争议结果): agreed, or put before the common superior."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.dispute import open_dispute
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.models import Complaint, Dispute, Report
from xiaobao.docket.shield import shield_report
from xiaobao.rules import dispute as disputes
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority


def end_dispute(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    outcome: str,
    on: date,
    ours: bool | None,
    elsewhere: str = "",
    words: str = "",
    address: str = "",
) -> Taken:
    """Record the end of the open dispute on ``on``: row, clock, competence, event and audit row.

    ``outcome`` is agreed|referred (``dispute.DisputeEnd``). ``ours`` says whose the matter is; None while
    the superior has not designated anybody. ``elsewhere`` names who is competent, by default the other side
    of the dispute. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.END_DISPUTE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        under_way = open_dispute(taken.matter)
        check = disputes.check_end_dispute(
            regulation=taken.matter.regulation,
            outcome=outcome,
            on=on,
            ours=ours,
            elsewhere=elsewhere,
            arose_on=under_way.arose_on if under_way else None,
            today=taken.today,
            law=taken.law,
            track=taken.matter.kind,
        )
        taken.insist(check)
        if under_way is not None:
            _end(under_way, outcome, on, ours, shield_report(taken.matter, words.strip()))
            _place(taken, ours, elsewhere.strip() or under_way.with_whom)
        taken.happened(f"jurisdiction.{outcome}", on)
        taken.data |= {"outcome": outcome, "on": on.isoformat(), "ours": ours}
    return taken


def _end(row: Dispute, outcome: str, on: date, ours: bool | None, words: str) -> None:
    row.outcome, row.ended_on, row.ours = outcome, on, ours
    row.words = "\n".join(part for part in (row.words, words) if part)
    row.save()


def _place(taken: Taken, ours: bool | None, elsewhere: str) -> None:
    if ours is None:
        return
    matter = taken.matter
    track: Complaint | Report = matter.complaint if matter.kind == Track.COMPLAINT else matter.report
    track.competent, track.placed_on = ours, taken.today
    track.competent_elsewhere = "" if ours else elsewhere
    track.save()
