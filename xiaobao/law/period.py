"""When something is law: from-day included, to-day excluded or empty."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from xiaobao.law import citation

STRICT = ConfigDict(extra="forbid")
Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(gt=0)]


def _well_formed(text: str) -> str:
    citation.parse(text)
    return text


#: An article reference such as ``15(1)``; the form is checked here, the target by ``law.check``.
Article = Annotated[str, AfterValidator(_well_formed)]


@dataclass(frozen=True, config=STRICT)
class Period:
    """Half-open: ``from`` ≤ day < ``to``. An empty ``from`` means the day is not known to us."""

    from_: date | None = Field(alias="from", default=None)
    to: date | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.from_ and self.to and self.to <= self.from_:
            raise ValueError("施行期间的止日（不含）必须晚于起日")
        return self

    def __contains__(self, day: date) -> bool:
        """Tell whether the day lies within."""
        return (self.from_ or date.min) <= day < (self.to or date.max)

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two share a day."""
        return (self.from_ or date.min) < (other.to or date.max) and (other.from_ or date.min) < (
            self.to or date.max
        )

    def __str__(self) -> str:
        """Say it in Chinese, the last day included: 2020-01-01至2026-04-14."""
        end = date.fromordinal(self.to.toordinal() - 1).isoformat() if self.to else ""
        return f"{self.from_ or '（施行日未核实）'}起" + (f"至{end}止" if end else "")
