"""What the step **groups** may be told: ``content/mining/groups.yaml``. Loads nothing heavy."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from xiaobao.mining import settings
from xiaobao.mining.settings import Strict

STEP = "groups"


class Problem(Strict):
    """One problem consumers may have in common, known by words of their texts."""

    id: str
    name: str
    words: tuple[str, ...] = Field(min_length=1)


class Proposal(Strict):
    """What is proposed to the officer of a group complaint; ``cites``: regulation:article, empty for a custom
    of the bureau."""

    id: str
    name: str
    text: str
    cites: tuple[str, ...] = ()


class Settings(Strict):
    """When many are a group.

    ``days``: natural days a burst is counted in; ``past``: natural days before them that tell the usual;
    ``least``: persons at least; ``times``: how often the usual at least; ``chance``: how likely so many may
    come by chance at most; ``floor``: persons taken as usual in ``days`` where there is little past;
    ``quiet``: natural days without a matter that end a group; ``like``: likeness of texts that tell the same,
    ``often``: share of the last ``background`` complaints above which a word says nothing; ``large``: persons
    from which a group is no longer a rising one; ``wording``: what a problem without words of its own is
    called.
    """

    note: str
    days: int = Field(ge=1)
    past: int = Field(ge=1)
    least: int = Field(ge=2)
    times: float = Field(ge=1)
    chance: float = Field(gt=0, lt=1)
    floor: float = Field(gt=0)
    quiet: int = Field(ge=1)
    like: float = Field(gt=0, le=1)
    background: int = Field(ge=1)
    often: float = Field(gt=0, le=1)
    large: int = Field(ge=2)
    wording: str
    problems: tuple[Problem, ...]
    proposals: tuple[Proposal, ...]


def read(content: Path) -> Settings:
    """Return the settings of the step; raises MalformedContent."""
    return settings.read(content, STEP, Settings)
