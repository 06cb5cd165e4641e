"""What the step **hotspots** may be told: ``content/mining/hotspots.yaml``. Loads nothing heavy."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from xiaobao.mining import settings
from xiaobao.mining.criteria import linear, logarithmic, shares
from xiaobao.mining.settings import Strict

STEP = "hotspots"


class VectorSettings(Strict):
    """How words are weighed. ``title``: how often the title counts beside the text that has it already;
    ``title_runs``: lengths of the runs of characters of the title; ``seldom``: rows a column must be in;
    ``often``: share of rows above which a column says nothing, unless it is in ``few`` rows at most;
    ``named``: how often a named thing counts."""

    title: int = Field(ge=0)
    title_runs: tuple[int, ...]
    seldom: int = Field(ge=1)
    often: float = Field(gt=0, le=1)
    few: int = Field(ge=1)
    named: dict[Literal["group", "respondent", "problem", "object", "community"], int]


class TopicSettings(Strict):
    """``least``: mean likeness between two clusters that are joined; ``span`` natural days and ``block`` rows
    are worked on at once, at most; ``reach``: natural days after its last row in which a cluster may still
    get one; ``living``: clusters taken along at most, larger ones first; ``terms``: columns a mean keeps."""

    least: float = Field(gt=0, lt=1)
    span: int = Field(ge=1)
    block: int = Field(ge=1)
    reach: int = Field(ge=0)
    living: int = Field(ge=0)
    terms: int = Field(ge=1)


class PartSettings(Strict):
    """One part of a criterion: its measure is full at ``full`` of the unit, by ``scale``; ``weight`` is
    within its criterion, ``why`` a Chinese sentence with {value} and {n} (matters counted).

    The scale ``share`` is of the matters counted, and ``doubt`` matters more.
    """

    name: str
    unit: str
    scale: Literal["log", "linear", "share"]
    full: float = Field(gt=0)
    weight: float = Field(ge=0)
    why: str

    def measure(self, value: float, counted: float) -> float:
        """Return the value without its unit, between 0 and 1, rounded to 6 digits.

        ``counted``: the matters of the issue a share is of, with ``doubt``.
        """
        if self.scale == "log":
            return round(logarithmic(value, self.full), 6)
        return round(linear(value / counted if self.scale == "share" else value, self.full), 6)

    def said(self, value: float, n: int) -> str:
        """Return in Chinese what was counted."""
        shown = f"{value:.1%}" if self.unit == "share" else f"{value:,.10g}"
        return self.why.format(value=shown, n=n)


class CriterionSettings(Strict):
    """One of the four criteria, its weight and its parts."""

    name: str
    weight: float = Field(ge=0)
    parts: dict[str, PartSettings]


class Settings(Strict):
    """The window, what counts as an issue, and the weights.

    ``days``: natural days of the window, up to the day of the run; ``peak``: natural days in which growth is
    looked for; ``floor``: matters that count as usual at least; ``soon``: natural days before a deadline that
    press; ``doubt``: matters added below a share, so that an issue of three is not judged like one of thirty;
    ``most``: issues shown at most; ``unsaid``: words that say nothing; ``cues``: words looked for.
    """

    note: str
    days: int = Field(ge=1)
    peak: int = Field(ge=1)
    soon: int = Field(ge=0)
    doubt: float = Field(ge=0)
    floor: float = Field(gt=0)
    least_matters: int = Field(ge=1)
    least_persons: int = Field(ge=1)
    most: int = Field(ge=1)
    one_respondent: float = Field(gt=0, le=1)
    one_place: float = Field(gt=0, le=1)
    words: int = Field(ge=1)
    quotes: int = Field(ge=0)
    unsaid: tuple[str, ...]
    vectors: VectorSettings
    topics: TopicSettings
    cues: dict[Literal["vulnerable", "urgent", "health", "safety", "minors", "injury"], tuple[str, ...]]
    criteria: dict[Literal["concentrated", "urgent", "harmful", "wide"], CriterionSettings]

    @property
    def shares(self) -> dict[tuple[str, str], float]:
        """The share of the score of each (criterion, part), adding up to 1."""
        return shares(
            {name: one.weight for name, one in self.criteria.items()},
            {
                name: {part: told.weight for part, told in one.parts.items()}
                for name, one in self.criteria.items()
            },
        )


def read(content: Path) -> Settings:
    """Return the settings of the step; raises MalformedContent."""
    return settings.read(content, STEP, Settings)
