"""Decide several complaints, each by its own decision and in its own transaction.

Nothing is decided for all: every complaint has its own choice, and a decline its own ground, evidence and
words (令121 第十五条第二款: 告知投诉人不予受理的理由). What is refused leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.decline import decline
from xiaobao.docket.models import Document, Event
from xiaobao.docket.queries import visible
from xiaobao.refusals import Changed, NotFound, Obstacle, Refused
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

Result = Literal["done", "already", "changed", "refused"]


@dataclass(frozen=True)
class Choice:
    """What an officer has decided on one complaint; ``version`` is the state of it that was read."""

    matter_id: int
    version: int
    act: Act
    ground: int | None = None
    evidence: tuple[str, ...] = ()
    words: str = ""
    addressee: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of one choice.

    ``done``: decided now; ``already``: this officer decided it so before (a repeated request);
    ``changed``: somebody else acted first; ``refused``: ``sentence`` and ``fields`` say why.
    """

    choice: Choice
    result: Result
    document: Document | None = None
    sentence: str = ""
    code: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


def decide_many(
    *, officer: Authority, at: datetime, choices: Sequence[Choice], address: str = ""
) -> tuple[Outcome, ...]:
    """Accept or decline each complaint as chosen and return what came of each, in the same order.

    Never raises for a single complaint. Asking again decides nothing twice: the version is then another.
    """
    return tuple(_decide(choice, officer, at, address) for choice in choices)


def _decide(choice: Choice, officer: Authority, at: datetime, address: str) -> Outcome:
    try:
        return Outcome(choice, "done", _act(choice, officer, at, address))
    except Changed as change:
        return _repeated(choice, officer) or _not_done(choice, "changed", change)
    except Refused as refusal:
        return _not_done(choice, "refused", refusal, refusal.fields)
    except Obstacle as refusal:
        return _not_done(choice, "refused", refusal)


def _act(choice: Choice, officer: Authority, at: datetime, address: str) -> Document:
    if choice.act is Act.ACCEPT:
        return accept(
            matter_id=choice.matter_id,
            version=choice.version,
            officer=officer,
            at=at,
            addressee=choice.addressee,
            address=address,
        )
    if choice.act is not Act.DECLINE:
        raise NotFound("只能批量受理或者不予受理。")
    return decline(
        matter_id=choice.matter_id,
        version=choice.version,
        officer=officer,
        at=at,
        ground=choice.ground,
        evidence=choice.evidence,
        words=choice.words,
        addressee=choice.addressee,
        address=address,
    )


def _repeated(choice: Choice, officer: Authority) -> Outcome | None:
    """Return the earlier success when this officer has already decided it so; the act is not done again."""
    matter = visible(officer).filter(pk=choice.matter_id).first()
    event = Event.objects.filter(matter=matter, verb=choice.act.value, actor=officer.user).last()
    if matter is None or event is None or matter.version != choice.version + 1:
        return None
    numbers = [event.data.get("document"), *event.data.get("documents", [])]
    return Outcome(choice, "already", Document.objects.filter(matter=matter, number__in=numbers).first())


def _not_done(
    choice: Choice, result: Result, refusal: Obstacle, fields: Mapping[str, str] | None = None
) -> Outcome:
    return Outcome(choice, result, None, refusal.sentence, refusal.code, fields or {})
