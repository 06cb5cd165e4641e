"""The file of a ladder that was put together on screen: the same ladder always gives the same text."""

from __future__ import annotations

from typing import Any

import yaml

from xiaobao.rules.ladder import Grade, Ladder, Stage, Steps

_HEAD = "# 督办阶梯（本局要求）：由两人在屏幕上制定。\n"


def text_of(ladder: Ladder) -> str:
    """Return the text of a file that reads back to this ladder."""
    hours = ladder.office_hours
    whole: dict[str, Any] = {
        "id": ladder.id,
        "note": ladder.note,
        "office_hours": {"opens": f"{hours.opens:%H:%M}", "closes": f"{hours.closes:%H:%M}"},
        "scores": {grade.value: ladder.scores[grade] for grade in Grade if grade in ladder.scores},
        "ladders": [_steps(steps) for steps in ladder.ladders],
    }
    return _HEAD + yaml.safe_dump(
        whole, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000
    )


def _steps(steps: Steps) -> dict[str, Any]:
    return {
        "id": steps.id,
        "name": steps.name,
        "clocks": list(steps.clocks),
        "stages": [_stage(stage) for stage in steps.stages],
    }


def _stage(stage: Stage) -> dict[str, Any]:
    when: dict[str, Any] = {"left": stage.left} if stage.left is not None else {"overdue": stage.overdue}
    told: dict[str, Any] = {"id": stage.id, "grade": stage.grade.value, **when, "to": list(stage.to)}
    told |= {"copies": list(stage.copies), "channels": list(stage.channels), "wording": stage.wording}
    if stage.order is not None:
        told["order"] = {"owner": stage.order.owner, "reply_within": stage.order.reply_within}
    return told
