"""One of several matters worked on by a single request: each in its own transaction, each told by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from xiaobao.docket.models import Event
from xiaobao.refusals import Changed, Obstacle
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

Result = Literal["done", "already", "changed", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one.

    ``done``: done now; ``already``: this officer did so before (a repeated request); ``changed``: somebody
    else acted first; ``refused``: ``sentence`` says why.
    """

    result: Result
    sentence: str = ""
    code: str = ""

    @property
    def went(self) -> bool:
        """Whether it is done, by this officer's hand."""
        return self.result in ("done", "already")


Told = TypeVar("Told", bound=Outcome)


def apart(
    do: Callable[[], object], *, mine: Callable[[], bool], told: Callable[[Result, str, str], Told]
) -> Told:
    """Do one and return what came of it; ``mine`` is asked when it has changed: was it this very request?"""
    try:
        do()
    except Changed as change:
        return told("already", "", "") if mine() else told("changed", change.sentence, change.code)
    except Obstacle as refusal:
        return told("refused", refusal.sentence, refusal.code)
    return told("done", "", "")


def was_mine(matter_id: int, act: Act, officer: Authority, key: str, value: str) -> bool:
    """Whether the last thing that happened to a matter is this act of this officer, with ``key`` so."""
    last = Event.objects.filter(matter=matter_id).order_by("id").last()
    return (
        last is not None
        and (last.verb, last.actor_id) == (act.value, officer.user.pk)
        and last.data.get(key) == value
    )
