"""``xiaobao demo``: the invented sample matters, dated so that the newest came in lately."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put
from xiaobao.jobs.progress import bar

SAMPLED_ON = date(2026, 11, 20)
"""The day as of which the shipped samples were written; they are moved from it by whole weeks."""


@click.command()
@json_option
@in_a_home
def demo(as_json: bool) -> None:
    """导入随软件附带的虚构样例；重复执行不产生变化。"""
    from xiaobao import law

    samples = sorted((law.content_dir() / "samples").glob("*.xlsx"))
    with bar("导入样例", total=len(samples)) as progress:
        results = []
        for done, path in enumerate(samples, start=1):
            results.append(_take_in(path))
            progress(done)
    words = "\n".join(
        f"{result['file']}：新增{result['created']}，已有{result['present']}" for result in results
    )
    put(results, as_json=as_json, words=words)


def _take_in(path: Path) -> dict[str, Any]:
    from django.utils import timezone

    from xiaobao import intake
    from xiaobao.docket.actions.register import register_many
    from xiaobao.docket.actions.take_in import Tally, close_batch, known, open_batch
    from xiaobao.docket.rulebook import current

    now, rulebook = timezone.now(), current()
    reading = intake.read(path, content=rulebook.content, today=max(rulebook.today(now), SAMPLED_ON))
    rows = [row for row in reading if isinstance(row, intake.Registration)]
    present = known(rows)
    new = intake.shift((row for row in rows if row.external_id not in present), _weeks(now, rulebook))
    if new:
        batch = open_batch(path, by=None, at=now)
        register_many(new, batch=batch, rulebook=rulebook, at=now)
        close_batch(batch, Tally(system=reading.system, rows=len(new), created=len(new)), at=now)
    return {"file": path.name, "created": len(new), "present": len(present)}


def _weeks(now: datetime, rulebook: Any) -> int:
    # Whole weeks, so that a Monday stays a Monday.
    return (rulebook.today(now) - SAMPLED_ON) // timedelta(weeks=1)
