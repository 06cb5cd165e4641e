"""The law as data: regulations with their days in force, articles, grounds and clocks.

Everything is read with an explicit day; nothing in force raises ``NotInForce``.
"""

from __future__ import annotations

from xiaobao.law.checks import Finding, check, check_law
from xiaobao.law.clock import ClockProvision, Extension, PauseGround, measure
from xiaobao.law.duty import Duty
from xiaobao.law.errors import (
    LawError,
    MalformedContent,
    NotInForce,
    UnknownArticle,
    UnknownClock,
    UnknownRegulation,
)
from xiaobao.law.lawbook import Lawbook
from xiaobao.law.loader import content_dir, load
from xiaobao.law.regulation import ClosedList, Factor, Ground, Item, Provision, Regulation
from xiaobao.law.reward import RewardLevel, RewardScheme, SeriousConduct

__all__ = [
    "ClockProvision",
    "ClosedList",
    "Duty",
    "Extension",
    "Factor",
    "Finding",
    "Ground",
    "Item",
    "LawError",
    "Lawbook",
    "MalformedContent",
    "NotInForce",
    "PauseGround",
    "Provision",
    "Regulation",
    "RewardLevel",
    "RewardScheme",
    "SeriousConduct",
    "UnknownArticle",
    "UnknownClock",
    "UnknownRegulation",
    "check",
    "check_law",
    "content_dir",
    "load",
    "measure",
]
