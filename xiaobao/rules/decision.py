"""What a rule answers: an outcome, the reasons for it and the articles it rests on.

A rule that an officer must be able to explain never answers with a bare yes or no.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ALLOWED, REFUSED = "allowed", "refused"
"""The two outcomes of a check: what the officer decided can be done, or it cannot and the reasons say why."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence in Chinese an officer can read aloud, and the article it rests on.

    ``citation`` is a full citation such as 《市场监督管理投诉举报处理办法》第十六条第三项,
    or the empty string where the sentence states a fact and not a rule. ``field`` names the field of the
    form, which is the argument of the act, that a refusal belongs to; empty where it belongs to none.
    """

    text: str
    citation: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A proposal or a check: ``outcome`` is a code of the rule that made it.

    ``citations`` lists each article once, in the order the reasons use them.
    """

    outcome: str
    reasons: tuple[Reason, ...] = ()
    citations: tuple[str, ...] = ()

    @classmethod
    def of(cls, outcome: str, *reasons: Reason) -> Decision:
        """Build a decision from its reasons, collecting their citations without repeats."""
        cited = dict.fromkeys(reason.citation for reason in reasons if reason.citation)
        return cls(outcome, tuple(reasons), tuple(cited))

    @classmethod
    def check(cls, refusals: Iterable[Reason], *weighed: Reason) -> Decision:
        """Build the answer of a check: "refused" with every refusal, else "allowed" with what was weighed."""
        found = tuple(refusals)
        return cls.of(REFUSED, *found) if found else cls.of(ALLOWED, *weighed)
