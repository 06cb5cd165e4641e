"""One lawful step, as the tables of both tracks write it down: a row, its articles, who may take it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from xiaobao.rules.acts import Act, State, Track

ORDER_121 = "samr-order-121"
ORDER_20 = "samr-order-20"

Channel = Literal["desk", "export"]


@dataclass(frozen=True, slots=True)
class Transition:
    """One lawful step. ``state`` None means nothing has been recorded yet.

    ``article`` maps a regulation id to the article the step stands on; ``who`` holds the codes of the
    posts that may take it; ``channel`` is where it is taken.
    """

    track: Track
    state: State | None
    act: Act
    to: State
    article: Mapping[str, str]
    who: tuple[str, ...]
    channel: tuple[Channel, ...]

    @property
    def on_desk(self) -> bool:
        """True when an officer may take the step on screen now."""
        return "desk" in self.channel


def by(order_121: str, order_20: str) -> Mapping[str, str]:
    """Return the article a step stands on, under either rule."""
    return MappingProxyType({ORDER_121: order_121, ORDER_20: order_20})


CLERKS = ("intake_clerk", "section_head")
DESKS = ("handler", "unit_head", "section_head")
COUNTER = ("intake_clerk", "handler", "unit_head", "section_head")
# No article says who in the bureau decides on a recusal, voids a paper, reopens or transfers: heads, by
# house order. 令121 第二十一条第二款 has "市场监督管理部门" decide on a recusal.
HEADS = ("unit_head", "section_head", "bureau_leader")
UNIT = ("unit_head", "section_head")
LEADER = ("bureau_leader",)
EVERYONE = ("intake_clerk", "handler", "unit_head", "section_head", "bureau_leader")
HERE: tuple[Channel, ...] = ("desk",)
THERE: tuple[Channel, ...] = ("export",)
BOTH: tuple[Channel, ...] = ("desk", "export")


def stay(
    track: Track, states: Iterable[State], act: Act, article: Mapping[str, str], who: tuple[str, ...]
) -> Iterator[Transition]:
    """Yield the rows of an act that leaves the state as it is, taken on screen."""
    return (Transition(track, state, act, state, article, who, HERE) for state in states)
