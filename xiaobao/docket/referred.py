"""The letters of a report without authority (不具备处理权限): which stand, which are to be made anew.

Voiding a letter does not undo the decision: the reporter has still to be told (令121 第三十四条, 令20
第二十九条), and what a law has handed over has still to be handed over.
"""

from __future__ import annotations

from typing import TypedDict

from xiaobao.docket.models import Matter
from xiaobao.docket.reporters import is_reachable
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.subjects import subjects_of
from xiaobao.docket.told import newest
from xiaobao.rules.workflow import State

NOTICE, HAND_OVER = LETTERS = ("no_authority_notice", "hand_over_letter")
"""The notice acts of the two letters."""


class Standing(TypedDict):
    """Whether the reporter's notice stands, and to whom the letter went that stands; empty for none."""

    notice_stands: bool
    handed_to: str


def standing(matter: Matter, rulebook: Rulebook) -> Standing:
    """Return which letters have been issued and not been voided."""
    letter = newest(matter, (HAND_OVER,), rulebook)
    receiver = letter.addressees.first() if letter else None
    notice = newest(matter, (NOTICE,), rulebook)
    return Standing(notice_stands=notice is not None, handed_to=receiver.name if receiver else "")


def letters_owed(matter: Matter, rulebook: Rulebook) -> tuple[str, ...]:
    """Return the letters that have to be made anew (their notice acts); none before the decision."""
    if matter.state != State.REFERRED:
        return ()
    kept = standing(matter, rulebook)
    handed = any(duty.hand_over for duty in subjects_of(matter, rulebook))
    notice = (NOTICE,) if is_reachable(matter) and not kept["notice_stands"] else ()
    return (*notice, HAND_OVER) if handed and not kept["handed_to"] else notice
