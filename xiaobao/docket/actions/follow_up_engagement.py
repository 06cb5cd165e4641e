"""Record what came of what was agreed (记录跟进)."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.engaging import engaging
from xiaobao.docket.actions.taking import insist
from xiaobao.docket.models import Engagement
from xiaobao.rules.regulars import RegularAct, check_words
from xiaobao.staff.permissions import Authority


def follow_up_engagement(
    *, engagement_id: int, version: int, words: str, officer: Authority, at: datetime, address: str = ""
) -> Engagement:
    """Record it as of today. Raises NotAllowed, NotFound, Changed, Refused (words)."""
    with engaging(
        RegularAct.FOLLOW_UP,
        engagement_id=engagement_id, version=version, officer=officer, at=at, address=address,
    ) as engaged:  # fmt: skip
        insist(check_words(words, what="跟进情况"))
        engagement = engaged.engagement
        engagement.state = Engagement.State.DONE
        engagement.followed_up, engagement.followed_up_on = words.strip(), engaged.today
    return engagement
