"""The file of who handles what, put together on screen: the same matrix always gives the same text."""

from __future__ import annotations

from typing import Any

import yaml

from xiaobao.rules.handlers import Cell, Matrix, MatterClass

_HEAD = "# 处置人员安排（本局要求）：由两人在屏幕上制定。类别从上到下逐个比对，第一个符合的起作用。\n"


def text_of(matrix: Matrix) -> str:
    """Return the text of a file that reads back to this matrix."""
    whole: dict[str, Any] = {
        "id": matrix.id,
        "note": matrix.note,
        "classes": [_class(one) for one in matrix.classes],
        "cells": [_cell(one) for one in matrix.cells],
    }
    return _HEAD + yaml.safe_dump(
        whole, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000
    )


def _class(one: MatterClass) -> dict[str, Any]:
    return one.model_dump(mode="json", exclude_defaults=True)


def _cell(one: Cell) -> dict[str, Any]:
    return one.model_dump(mode="json", exclude_defaults=True)
