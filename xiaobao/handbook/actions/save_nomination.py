"""Change the words of a nomination (修改案例文字); whoever confirmed the old ones has to look again."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.actions.nominate import TITLE
from xiaobao.handbook.models import Nomination, NominationState
from xiaobao.handbook.nominations import CONFIRM, NOMINATE, insist, insist_open, leave_row, to_change
from xiaobao.refusals import Refused
from xiaobao.rules.handbook.case_text import CaseText, text_of
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

LONGEST = 20_000
"""Characters of a case."""


def save_nomination(
    *, code: str, version: int, case: CaseText, officer: Authority, at: datetime, address: str = ""
) -> Nomination:
    """Keep the words, wanting or not; confirmations of the old ones are gone, unless nothing has changed.

    The caller has seen to it that the officer may see the matter. Raises NotAllowed, NotFound, Changed,
    Refused (field title).
    """
    insist(officer, NOMINATE, CONFIRM)
    text = text_of(case)
    with writing():
        nomination = to_change(code, version)
        insist_open(nomination)
        _insist_told(case, text)
        if text == nomination.text:
            return nomination
        gone, _each = nomination.confirmations.all().delete()
        nomination.text, nomination.title = text, case.title.strip()[:TITLE]
        nomination.state = NominationState.PROPOSED
        nomination.version += 1
        nomination.save()
        leave_row("handbook.nomination_saved", nomination, officer, at, address, confirmations_gone=gone)
    return nomination


def _insist_told(case: CaseText, text: str) -> None:
    if not case.title.strip():
        raise Refused("请写标题。", fields={"title": "请写标题。"})
    if len(text) > LONGEST:
        raise Refused(f"一个案例最多{LONGEST}字，现有{len(text)}字。")
