"""Prepare one of the four regulars (准备材料): count as of today and keep what was counted."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.engaging import engaging
from xiaobao.docket.engagement_material import put_together
from xiaobao.docket.engagement_paper import composed, notice_of
from xiaobao.docket.models import Engagement
from xiaobao.docket.numbers import take
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.numbering import format_number
from xiaobao.rules.regulars import RegularAct
from xiaobao.staff.permissions import Authority


def prepare_engagement(
    *, engagement_id: int, version: int, officer: Authority, at: datetime, address: str = ""
) -> Engagement:
    """Put the material together, personal data removed; again as often as wanted until it is sent.

    The paper's number is taken once. Raises NotAllowed, NotFound, Changed, Refused, Unavailable.
    """
    with engaging(
        RegularAct.PREPARE,
        engagement_id=engagement_id, version=version, officer=officer, at=at, address=address,
    ) as engaged:  # fmt: skip
        engagement, today = engaged.engagement, engaged.today
        number = engagement.prepared.get("number") or _number(engagement.kind, engaged.rulebook, today.year)
        material = put_together(engagement, today, engaged.rulebook)
        engagement.prepared = {"number": number, **material}
        engagement.counted_on, engagement.prepared_at = today, at
        engagement.state = Engagement.State.PREPARED
        # What cannot be printed is refused now and not when it is to be sent.
        composed(engagement, engaged.rulebook)
        engaged.detail |= {"on": today.isoformat()}
    return engagement


def _number(kind: str, rulebook: Rulebook, year: int) -> str:
    series = notice_of(kind, rulebook).series
    return format_number(rulebook.locality.document_numbers[series], year, take(series, year)[0])
