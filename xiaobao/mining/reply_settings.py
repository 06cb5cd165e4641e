"""What ``content/mining/replies.yaml`` says: by which words a reply is looked at, and from where on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from xiaobao.mining.claimant_settings import Expression, Share, Wording
from xiaobao.mining.settings import Strict

Expressions = Annotated[tuple[Expression, ...], Field(min_length=1)]


class Discount(Wording):
    """Clauses that have one of the words count for ``weight`` of their characters; the first listed wins."""

    weight: Share


class Explains(Strict):
    """How much is said: characters by weight, and ``cue_worth`` for each word of reason, basis or step.

    ``nothing`` is left out before; a reply below ``threshold`` is taken not to explain; no more than
    ``enough`` is counted.
    """

    threshold: float = Field(gt=0)
    enough: float = Field(gt=0)
    cue_worth: float = Field(ge=0)
    nothing: Expressions
    discounts: tuple[Discount, ...]
    cues: Expressions


class Answers(Strict):
    """``share`` of the asked character pairs is taken up at least; ``empty`` characters say nothing."""

    share: Share
    cues: Expression
    empty: str


class Settings(Strict):
    """All of the file; ``least``: characters below which a reply is the code of a result."""

    note: str
    least: int = Field(ge=1)
    explains: Explains
    answers: Answers
    remedies: Expressions
    blame: Expressions
    personal: tuple[Wording, ...]
