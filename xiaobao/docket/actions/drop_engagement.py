"""Let one of the four regulars be (不再进行), with a reason; the next of its kind is planned all the same."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.engaging import engaging
from xiaobao.docket.actions.taking import insist
from xiaobao.docket.models import Engagement
from xiaobao.rules.regulars import RegularAct, check_words
from xiaobao.staff.permissions import Authority


def drop_engagement(
    *, engagement_id: int, version: int, words: str, officer: Authority, at: datetime, address: str = ""
) -> Engagement:
    """Drop it; the reason is kept where else stands what came of it. Raises as every act on one does."""
    with engaging(
        RegularAct.DROP,
        engagement_id=engagement_id, version=version, officer=officer, at=at, address=address,
    ) as engaged:  # fmt: skip
        insist(check_words(words, what="不再进行的理由"))
        engagement = engaged.engagement
        engagement.state = Engagement.State.DROPPED
        engagement.followed_up, engagement.followed_up_on = words.strip(), engaged.today
    return engagement
