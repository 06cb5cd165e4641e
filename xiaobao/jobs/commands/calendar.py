"""``xiaobao calendar load``: next year's holiday notice in, provisional clocks made firm."""

from __future__ import annotations

from pathlib import Path

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse


@click.group()
def calendar() -> None:
    """工作日历。"""


@calendar.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@in_a_home
def load(file: Path, as_json: bool) -> None:
    """载入一年的节假日安排（依国务院办公厅通知写成的 YYYY.yaml），并重算受影响的期限。"""
    from django.utils import timezone

    from xiaobao.docket.actions.load_calendar import load_calendar
    from xiaobao.refusals import Obstacle

    try:
        moved = load_calendar(file, at=timezone.now())
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    document = {"file": str(file), "recomputed": moved}
    put(document, as_json=as_json, words=f"已载入 {file.name}，重算期限 {moved} 个。")
