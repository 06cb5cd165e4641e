"""A statutory clock as the law states it: a number, a unit, what starts, stops, pauses and extends it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from xiaobao.law.period import STRICT, Article, Count, Period, Text

Unit = Literal["working_day", "natural_day"]
#: verified: two copies of the text read · single_source: one copy read · inferred: our reading of a verified
#: text · unverified: from general knowledge or a repost; to be confirmed by the bureau's legal section.
Confidence = Literal["verified", "single_source", "inferred", "unverified"]


@dataclass(frozen=True, config=STRICT)
class ClockEvent:
    """Something that happens to a matter: a code and the Chinese words for it."""

    event: Text
    label: Text


@dataclass(frozen=True, config=STRICT)
class PauseGround:
    """Time the law leaves out of the count (不计入期限), and the article that says so.

    ``regulation`` is empty when the article is in the clock's own regulation.
    """

    id: Text
    label: Text
    article: Article
    regulation: str = ""
    confidence: Confidence = "verified"


@dataclass(frozen=True, config=STRICT)
class Extension:
    """One lawful extension. ``amount`` empty: the law gives no number, the decision must.

    ``approved_by`` empty: the law names nobody. ``article`` may be empty only where unverified.
    Extensions of a clock are used in the order listed.
    """

    unit: Unit
    article: Article | None = None
    amount: Count | None = None
    once: bool = True
    before_expiry_only: bool = True
    approved_by: str = ""
    confidence: Confidence = "verified"
    note: str = ""


@dataclass(frozen=True, config=STRICT)
class Restart:
    """Counting anew, such as 令121 第三十五条第二款 (from the last report received)."""

    regulation: Text
    article: Article
    label: Text
    confidence: Confidence = "verified"


@dataclass(frozen=True, config=STRICT)
class Overlay:
    """A second, higher rule that limits the same step; the earlier of the two due dates governs."""

    regulation: Text
    clock: Text
    confidence: Confidence = "verified"
    note: str = ""


@dataclass(frozen=True, eq=False, config=STRICT)
class ClockProvision:
    """One clock of one regulation. Compared by identity: a lawbook holds each row once.

    ``amount`` counts ``unit``. ``in_force`` empty: as long as the regulation. ``regulation`` is filled in
    by the loader. ``article`` may be empty only where ``confidence`` is unverified.
    """

    id: Text
    name: Text
    unit: Unit
    amount: Count
    start: ClockEvent
    stops: Annotated[tuple[ClockEvent, ...], Field(min_length=1)]
    article: Article | None = None
    binds: Literal["bureau", "party", "other_authority"] = "bureau"
    pauses: tuple[PauseGround, ...] = ()
    extensions: tuple[Extension, ...] = ()
    restart: Restart | None = None
    overlays: tuple[Overlay, ...] = ()
    in_force: Period | None = None
    confidence: Confidence = "verified"
    note: str = ""
    regulation: str = ""

    @property
    def extension(self) -> Extension | None:
        """Return the first lawful extension, None where the law allows none."""
        return self.extensions[0] if self.extensions else None

    @property
    def measure(self) -> str:
        """Say the length in Chinese: 7个工作日, 60日."""
        return measure(self.amount, self.unit)


def measure(amount: int, unit: Unit) -> str:
    """Say a length in Chinese: 7个工作日, 60日."""
    return f"{amount}个工作日" if unit == "working_day" else f"{amount}日"
