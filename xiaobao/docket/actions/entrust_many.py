"""Name who handles several matters (批量指定承办人), each in its own transaction.

Nothing is given to anybody by itself: the head of the unit has ticked each one and seen to whom it goes. What
is refused leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from xiaobao.docket.actions.apart import Outcome, apart, was_mine
from xiaobao.docket.actions.entrust import entrust
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True, slots=True)
class Named:
    """One matter as ticked: to whom (a user name), and the ``version`` of it that was read."""

    matter_id: int
    version: int
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrusted(Outcome):
    """What came of one as it was ticked."""

    named: Named


def entrust_many(
    *, officer: Authority, at: datetime, named: Sequence[Named], address: str = ""
) -> tuple[Entrusted, ...]:
    """Entrust each matter as ticked and return what came of each, in the same order.

    Never raises for a single matter. Asking again entrusts nothing twice: the version is then another.
    """
    return tuple(_entrust(one, officer, at, address) for one in named)


def _entrust(one: Named, officer: Authority, at: datetime, address: str) -> Entrusted:
    do = partial(
        entrust, matter_id=one.matter_id, version=one.version, officer=officer, at=at, handler=one.handler,
        address=address,
    )  # fmt: skip
    mine = partial(was_mine, one.matter_id, Act.ENTRUST, officer, "handler", one.handler)
    return apart(do, mine=mine, told=partial(Entrusted, named=one))
