"""Which model serves for a scheme: the bureau's own where it has one, else the one shipped."""

from __future__ import annotations

from pathlib import Path

from xiaobao.mining import model_file
from xiaobao.mining.linear_model import LinearModel
from xiaobao.mining.model_card import Card

SHIPPED = Path("mining", "models")
"""Below the content."""


def serving(models: Path | None, content: Path, scheme: str) -> tuple[LinearModel, Card] | None:
    """Return the model of a scheme and its card, None where there is none; raises ModelRefused.

    A damaged model of the bureau's own is refused rather than passed over: somebody put it in service.
    """
    own = model_file.load(models, scheme) if models is not None and models.is_dir() else None
    return own or model_file.load(content / SHIPPED, scheme)
