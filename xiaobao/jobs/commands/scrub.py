"""``xiaobao scrub``: people masked out of the words of matters registered by an earlier version."""

from __future__ import annotations

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse
from xiaobao.jobs.progress import bar


@click.command()
@json_option
@in_a_home
def scrub(as_json: bool) -> None:
    """遮盖以前登记的来件文字中的姓名、电话、住址、证件号码等，原文封存；中断后可以再次运行。"""
    from django.utils import timezone

    from xiaobao.docket.actions.cover_earlier import cover_earlier, waiting
    from xiaobao.refusals import Obstacle

    try:
        with bar("遮盖来件文字", waiting()) as progress:
            run = cover_earlier(at=timezone.now(), progress=progress)
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    document = {"looked": run.looked, "masked": run.masked}
    put(document, as_json=as_json, words=f"查看来件 {run.looked} 件，遮盖 {run.masked} 件，原文已封存。")
