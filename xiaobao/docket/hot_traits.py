"""What a matter shows of itself to the hot categories (七类热点); nothing is read beyond its page."""

from __future__ import annotations

from xiaobao.docket.classes import steps_of
from xiaobao.docket.matter_page import MatterPage
from xiaobao.docket.models import Role
from xiaobao.rules.hot_categories import Traits


def traits_of(page: MatterPage) -> Traits:
    """Return the traits of a matter; its words are masked."""
    matter, submission = page.matter, page.matter.submission
    named = getattr(matter, "named_class", None)
    return Traits(
        objects=steps_of(submission.object_path),
        problems=steps_of(submission.problem_path),
        sales=submission.sales_mode.strip(),
        text=page.content,
        respondent=page.track.respondent_kind,
        people=sum(party.role == Role.COMPLAINANT for party in page.parties) or 1,
        matter_class=named.matter_class if named else "",
    )
