"""What an officer writes on a report, without the people it would lead to (令121 第三十七条).

市场监督管理部门应当为举报人保密: what is written in the course of a report is read by many and printed in
letters that leave the bureau, so the reporter is masked in it as it is stored. Actions on reports pass every
text that is kept open through ``shield``; twice does no harm. What an officer writes on a complaint stays as
written (the sides know each other), and numbers in it are masked when it is shown.
"""

from __future__ import annotations

from xiaobao.docket import cabinet
from xiaobao.docket.models import Matter
from xiaobao.docket.wording import names_of
from xiaobao.documents.redaction import scrub
from xiaobao.documents.redaction.masks import MASKED
from xiaobao.rules.workflow import Track

COVERED = "（略）"
"""What stands in place of a person in words that leave the bureau."""


def shield(matter: Matter, text: str) -> str:
    """Return the text without the people of the matter: names, phones, numbers, addresses masked.

    The names are opened from the vault for this and go nowhere else; they are those of everybody on the
    matter and on the matters that belong with it. Somebody the docket does not know is masked where the text
    introduces them. Nothing is opened for an empty text. Raises Unavailable when the vault does not open.
    """
    if not text.strip():
        return text
    with cabinet.told():
        return scrub(text, names=names_of(matter))


def cover(matter: Matter, text: str) -> str:
    """Return the text without any trace of the people of the matter, for words that leave the bureau.

    令121 第三十七条: a surname and seven digits of a telephone may be enough for whoever knows the place, so
    what ``shield`` masks stands here as （略）. Words that are shielded already are covered as well. Raises
    Unavailable when the vault does not open.
    """
    return covered(shield(matter, text))


def covered(text: str) -> str:
    """Return masked words with （略） where something is masked."""
    return MASKED.sub(COVERED, text)


def shield_report(matter: Matter, text: str) -> str:
    """Return the text shielded on a report, and as it is on a complaint."""
    return shield(matter, text) if matter.kind == Track.REPORT else text
