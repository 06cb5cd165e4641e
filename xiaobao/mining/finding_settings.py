"""What the bureau has chosen of findings: ``content/mining/findings.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from xiaobao.mining import settings
from xiaobao.mining.settings import Strict

Kind = Literal["twin", "group", "ring", "issue"]
Again = Literal["never", "grown", "new_parts"]
KINDS: tuple[Kind, ...] = ("twin", "group", "ring", "issue")


class Same(Strict):
    """When two findings of two runs are one: shares of matters, by Jaccard or of the earlier one's."""

    alike: float = Field(gt=0, le=1)
    kept: float = Field(gt=0, le=1)


class Grown(Strict):
    """How many matters a finding has to gain to have grown: at least so many, and such a share of it."""

    least: int = Field(ge=1)
    share: float = Field(ge=0)


class Ring(Strict):
    """With how few complaints a ring is put forward."""

    least_complaints: int = Field(ge=2)


class Reason(Strict):
    """Why a person may say that a finding is not so, and when such a finding is put forward again."""

    id: str
    label: str
    kinds: tuple[Kind, ...]
    again: Again


class Settings(Strict):
    """All of it; ``note`` says where the numbers come from."""

    note: str
    same: Same
    grown: Grown
    again_factor: float = Field(gt=1)
    upheld_again: Again
    ring: Ring
    linked_reasons: int = Field(ge=1)
    reasons: tuple[Reason, ...] = Field(min_length=1)

    def again(self, reason: str) -> Again:
        """Return when a finding rejected for this reason is put forward again; grown for one unknown."""
        return next((one.again for one in self.reasons if one.id == reason), "grown")


def read(content: Path) -> Settings:
    """Return the settings of findings; raises MalformedContent."""
    return settings.read(content, "findings", Settings)
