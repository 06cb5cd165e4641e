"""Keep a nomination of a typical case (案例推荐): the words, and how many persons must confirm them."""

from __future__ import annotations

import secrets
from datetime import datetime

from xiaobao.handbook.models import Nomination
from xiaobao.handbook.nominations import NOMINATE, insist, leave_row
from xiaobao.rules.acts import Track
from xiaobao.rules.handbook.case_text import CaseText, text_of
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

TITLE = 128
CONFIRMERS = {Track.COMPLAINT.value: 1, Track.REPORT.value: 2}
"""House practice: a report needs two persons, for whoever reported must not be known (令121 第三十七条)."""


def nominate(*, case: CaseText, officer: Authority, at: datetime, address: str = "") -> Nomination:
    """Keep the words of a case under a code that tells nothing of where they come from.

    Raises NotAllowed.
    """
    insist(officer, NOMINATE)
    with writing():
        nomination = Nomination.objects.create(
            code=f"case-{at.year}-{secrets.token_hex(4)}", track=case.track, title=case.title[:TITLE],
            text=text_of(case), wanted=CONFIRMERS[case.track], by=officer.user, at=at,
        )  # fmt: skip
        leave_row("handbook.nominated", nomination, officer, at, address)
    return nomination
