"""Name who handles several matters (批量指定承办人), each in its own transaction.

Nothing is given to anybody by itself: the head of the unit has ticked each one and seen to whom it goes. What
is refused leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from xiaobao.docket.actions.entrust import entrust
from xiaobao.docket.errors import Changed, DocketError
from xiaobao.docket.models import Event
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

Result = Literal["done", "already", "changed", "refused"]


@dataclass(frozen=True, slots=True)
class Named:
    """One matter as ticked: to whom (a user name), and the ``version`` of it that was read."""

    matter_id: int
    version: int
    handler: str


@dataclass(frozen=True, slots=True)
class Entrusted:
    """What came of one.

    ``done``: entrusted now; ``already``: this officer did so before (a repeated request); ``changed``:
    somebody else acted first; ``refused``: ``sentence`` says why.
    """

    named: Named
    result: Result
    sentence: str = ""
    code: str = ""


def entrust_many(
    *, officer: Authority, at: datetime, named: Sequence[Named], address: str = ""
) -> tuple[Entrusted, ...]:
    """Entrust each matter as ticked and return what came of each, in the same order.

    Never raises for a single matter. Asking again entrusts nothing twice: the version is then another.
    """
    return tuple(_entrust(one, officer, at, address) for one in named)


def _entrust(one: Named, officer: Authority, at: datetime, address: str) -> Entrusted:
    try:
        entrust(
            matter_id=one.matter_id, version=one.version, officer=officer, at=at, handler=one.handler,
            address=address,
        )  # fmt: skip
    except Changed as change:
        if _by_me(one, officer):
            return Entrusted(one, "already")
        return Entrusted(one, "changed", change.sentence, change.code)
    except DocketError as refusal:
        return Entrusted(one, "refused", refusal.sentence, refusal.code)
    return Entrusted(one, "done")


def _by_me(one: Named, officer: Authority) -> bool:
    """Whether what has changed the matter is this officer's own naming of that person."""
    last = Event.objects.filter(matter=one.matter_id).order_by("id").last()
    return (
        last is not None
        and (last.verb, last.actor_id) == (Act.ENTRUST.value, officer.user.pk)
        and last.data.get("handler") == one.handler
    )
