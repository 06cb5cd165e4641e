"""What ``content/mining/claimants.yaml`` says: word lists, and from where on somebody is asked to look.

None of the numbers is law: 令121 第十七条 names factors, not how many of anything.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from xiaobao.mining.settings import Strict


def _compiles(expression: str) -> str:
    try:
        re.compile(expression)
    except re.error as error:
        raise ValueError(f"“{expression}”不是正则表达式（{error}）") from None
    return expression


Share = Annotated[float, Field(ge=0, le=1)]
Expression = Annotated[str, AfterValidator(_compiles)]
Words = Annotated[tuple[str, ...], Field(min_length=1)]


class Wording(Strict):
    """A thing that is said in a text, and the expressions (RE2) it is known by."""

    name: str
    words: Annotated[tuple[Expression, ...], Field(min_length=1)]


class Quantity(Strict):
    """How a bought quantity is read: a verb, at most ``reach`` characters, a number, a unit.

    From ``household`` on it is taken to be more than a family uses (令121 第十七条第一款第一项).
    """

    verbs: Words
    units: Words
    reach: int = Field(ge=0, le=60)
    household: int = Field(ge=2)


class Copies(Strict):
    """Jaccard likeness of two texts against different respondents; how many matters back are compared."""

    likeness: Share
    behind: int = Field(ge=1, le=10)


class Together(Strict):
    """When two persons answer one another: one wording, one respondent, so many natural days apart.

    At ``respondents`` respondents at least, and over ``share`` of the matters of one of the two; a wording
    more than ``crowd`` persons use against one respondent is a group's, and no sign of this.
    """

    days: int = Field(ge=0)
    respondents: int = Field(ge=2)
    share: Share
    crowd: int = Field(ge=2)


class Lines(Strict):
    """From how many matters a share is said, and which share is put forward.

    ``several_against``: how many respondents a ring of several persons has at least; against one it is a
    joint complaint (令121 第十二条) or a group's.
    """

    least: int = Field(ge=2)
    share: Share
    contact_persons: int = Field(ge=2)
    concentrated_days: int = Field(ge=1)
    several_against: int = Field(ge=2)


class Settings(Strict):
    """All of the file."""

    note: str
    demands: Annotated[tuple[Wording, ...], Field(min_length=1)]
    flaws: Annotated[tuple[Wording, ...], Field(min_length=1)]
    quantity: Quantity
    copies: Copies
    together: Together
    factors: Lines
    propose: int = Field(ge=2)
    signed: Share
    panel_from: int = Field(ge=1)
