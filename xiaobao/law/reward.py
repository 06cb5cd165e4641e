"""Rewards for reports (举报奖励) as data: the levels, their shares and least amounts, and the limits.

《市场监管领域重大违法行为举报奖励暂行办法》(国市监稽规〔2021〕4号) is a normative document, no rule (规章).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from xiaobao.law.clock import Confidence
from xiaobao.law.period import STRICT, Count, Text

Yuan = Annotated[int, Field(gt=0)]
"""A sum of money in whole yuan."""


@dataclass(frozen=True, config=STRICT)
class RewardLevel:
    """One level (等级): ``percent`` of what was fined and confiscated, never less than ``least`` yuan."""

    number: Count
    name: Text
    percent: Annotated[int, Field(gt=0, le=100)]
    least: Yuan


@dataclass(frozen=True, config=STRICT)
class SeriousConduct:
    """One kind of serious unlawful conduct (重大违法行为), the only ones that are rewarded."""

    number: Count
    text: Text
    code: Text


@dataclass(frozen=True, config=STRICT)
class RewardScheme:
    """The scheme. Money in yuan, ``most`` for one case.

    From ``with_finance`` on a single reward is fixed together with the finance bureau. ``not_seen`` lists
    what has not been read in the text and stands nowhere here.
    """

    levels: Annotated[tuple[RewardLevel, ...], Field(min_length=1)]
    most: Yuan
    with_finance: Yuan
    serious: Annotated[tuple[SeriousConduct, ...], Field(min_length=1)]
    confidence: Confidence
    not_seen: tuple[str, ...] = ()

    def level(self, number: int | None) -> RewardLevel | None:
        """Return a level by its number; None when there is no such level."""
        return next((one for one in self.levels if one.number == number), None)

    def conduct(self, number: int | None) -> SeriousConduct | None:
        """Return a kind of serious conduct by its number; None when the list has no such."""
        return next((one for one in self.serious if one.number == number), None)

    def share(self, level: RewardLevel, base: Decimal) -> Decimal:
        """Return the level's share of ``base`` yuan, to the cent."""
        return (base * level.percent / 100).quantize(Decimal("0.01"))


def shortcomings(scheme: RewardScheme) -> Iterator[str]:
    """Yield what a scheme cannot say: levels out of order, a least amount above the most."""
    for name, rows in (("levels", scheme.levels), ("serious", scheme.serious)):
        if [row.number for row in rows] != list(range(1, len(rows) + 1)):
            yield f"“{name}”的序号应从1起连续"
    if [level.percent for level in scheme.levels] != sorted({one.percent for one in scheme.levels})[::-1]:
        yield "各等级的比例应逐级降低"
    if [level.least for level in scheme.levels] != sorted({one.least for one in scheme.levels})[::-1]:
        yield "各等级的最低金额应逐级降低"
    if scheme.with_finance > scheme.most or any(level.least > scheme.most for level in scheme.levels):
        yield "最低金额和会同财政部门的金额不得高于最高金额"
