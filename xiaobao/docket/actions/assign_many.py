"""Give several matters to the units that handle them (批量分派), each in its own transaction.

办法第四十一条第一款: the office that receives for the bureau distributes. Nothing is given out by itself: an
officer has ticked each one. What is refused leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from xiaobao.docket.actions.assign import assign
from xiaobao.docket.errors import Changed, DocketError
from xiaobao.docket.models import Event
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

Result = Literal["done", "already", "changed", "refused"]


@dataclass(frozen=True, slots=True)
class Given:
    """One matter as ticked: to which office, and the ``version`` of it that was read."""

    matter_id: int
    version: int
    office: str
    handler: str = ""


@dataclass(frozen=True, slots=True)
class GivenOut:
    """What came of one.

    ``done``: given out now; ``already``: this officer did so before (a repeated request); ``changed``:
    somebody else acted first; ``refused``: ``sentence`` says why.
    """

    given: Given
    result: Result
    sentence: str = ""
    code: str = ""

    @property
    def went(self) -> bool:
        """Whether the matter is with that office by this officer's hand."""
        return self.result in ("done", "already")


def assign_many(
    *, officer: Authority, at: datetime, given: Sequence[Given], address: str = ""
) -> tuple[GivenOut, ...]:
    """Give each matter out as ticked and return what came of each, in the same order.

    Never raises for a single matter. Asking again gives nothing out twice: the version is then another.
    """
    return tuple(_assign(one, officer, at, address) for one in given)


def _assign(one: Given, officer: Authority, at: datetime, address: str) -> GivenOut:
    try:
        assign(
            matter_id=one.matter_id, version=one.version, officer=officer, at=at, office=one.office,
            handler=one.handler, address=address,
        )  # fmt: skip
    except Changed as change:
        if _by_me(one, officer):
            return GivenOut(one, "already")
        return GivenOut(one, "changed", change.sentence, change.code)
    except DocketError as refusal:
        return GivenOut(one, "refused", refusal.sentence, refusal.code)
    return GivenOut(one, "done")


def _by_me(one: Given, officer: Authority) -> bool:
    """Whether what has changed the matter is this officer's own giving it to that office."""
    last = Event.objects.filter(matter=one.matter_id).order_by("id").last()
    return (
        last is not None
        and (last.verb, last.actor_id) == (Act.ASSIGN.value, officer.user.pk)
        and last.data.get("to") == one.office
    )
