"""What a rule answers: an outcome, the reasons for it and the articles it rests on.

A rule that an officer must be able to explain never answers with a bare yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence in Chinese an officer can read aloud, and the article it rests on.

    ``citation`` is a full citation such as 《市场监督管理投诉举报处理办法》第十六条第三项,
    or the empty string where the sentence states a fact and not a rule.
    """

    text: str
    citation: str = ""


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
