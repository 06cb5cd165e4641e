"""The thresholds and weights of each step as data: ``content/mining/<step>.yaml``, one model a step.

They are choices of the bureau, not law. A step keeps its model beside it and reads it through ``read``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from xiaobao.law import Finding, MalformedContent, source


class Strict(BaseModel):
    """What every model of settings is: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=Strict)


def read(content: Path, step: str, model: type[Model]) -> Model:
    """Return the settings of one step; raises MalformedContent."""
    file = content / "mining" / f"{step}.yaml"
    if not file.exists():
        raise MalformedContent(file, 1, f"缺少挖掘步骤“{step}”的设置")
    return source.parse(source.read(file), model)


def check(content: Path, models: dict[str, type[Strict]]) -> list[Finding]:
    """Return what is wrong with the settings of the steps named."""
    found = []
    for step, model in models.items():
        try:
            read(content, step, model)
        except MalformedContent as error:
            found.append(Finding(error.file, error.line, error.reason))
    return found
