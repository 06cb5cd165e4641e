"""Who must be told the outcome of a report, subject by subject.

令121 第三十六条 itself imposes no such duty: it points to other laws, and these rows are that pointing.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from xiaobao.law.clock import Confidence
from xiaobao.law.period import STRICT, Article, Period, Text


@dataclass(frozen=True, config=STRICT)
class DutyBasis:
    """Where a duty stands: a loaded regulation by id, or a title alone where we hold no file."""

    article: Article
    title: str = ""
    regulation: str = ""
    edition: str = ""


@dataclass(frozen=True, config=STRICT)
class Duty:
    """One row: on which subject, to whom, what must be said, and by when.

    ``named_only``: only a reporter who gave a name. ``clock`` names the clock where the law gives a number
    of days; ``promptness`` keeps the law's word (及时, 法定期限内) where it does not. ``written_hand_over``:
    of handing over the reporter is told in writing.
    """

    id: Text
    subject: Text
    duty: Text
    basis: Annotated[tuple[DutyBasis, ...], Field(min_length=1)]
    answer: bool = True
    named_only: bool = False
    with_evidence: bool = False
    written: bool = False
    hand_over: bool = False
    written_hand_over: bool = False
    reward: bool = False
    confidential: bool = False
    clock: str = ""
    promptness: str = ""
    in_force: Period | None = None
    confidence: Confidence = "verified"
    note: str = ""


@dataclass(frozen=True, config=STRICT)
class DutyTable:
    """The file content/law/answering-duties.yaml."""

    id: Text
    note: Text
    duties: tuple[Duty, ...]
