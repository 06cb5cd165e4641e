"""How one act is done on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xiaobao.desk.forms.act import ActForm


@dataclass(frozen=True)
class Deed:
    """How one act is done on screen.

    ``place`` is where on the page of the matter what was done is to be seen; which documents the act may
    issue stands in ``rules/papers``.
    """

    form: type[ActForm]
    do: Callable[..., Any]
    place: str = "#timeline"
    versioned: bool = True
