"""Give several matters to the units that handle them (批量分派), each in its own transaction.

办法第四十一条第一款: the office that receives for the bureau distributes. Nothing is given out by itself: an
officer has ticked each one. What is refused leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from xiaobao.docket.actions.apart import Outcome, apart, was_mine
from xiaobao.docket.actions.assign import assign
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True, slots=True)
class Given:
    """One matter as ticked: to which office, and the ``version`` of it that was read."""

    matter_id: int
    version: int
    office: str
    handler: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOut(Outcome):
    """What came of one as it was ticked."""

    given: Given


def assign_many(
    *, officer: Authority, at: datetime, given: Sequence[Given], address: str = ""
) -> tuple[GivenOut, ...]:
    """Give each matter out as ticked and return what came of each, in the same order.

    Never raises for a single matter. Asking again gives nothing out twice: the version is then another.
    """
    return tuple(_assign(one, officer, at, address) for one in given)


def _assign(one: Given, officer: Authority, at: datetime, address: str) -> GivenOut:
    do = partial(
        assign, matter_id=one.matter_id, version=one.version, officer=officer, at=at, office=one.office,
        handler=one.handler, address=address,
    )  # fmt: skip
    mine = partial(was_mine, one.matter_id, Act.ASSIGN, officer, "to", one.office)
    return apart(do, mine=mine, told=partial(GivenOut, given=one))
