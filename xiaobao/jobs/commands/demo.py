"""``xiaobao demo``: the invented sample matters, dated so that the newest came in lately; and a climb."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from xiaobao.home import home
from xiaobao.jobs.answer import in_a_home, json_option, put, refuse, say
from xiaobao.jobs.progress import bar

SAMPLED_ON = date(2026, 11, 20)
"""The day as of which the shipped samples were written; they are moved from it by whole weeks."""


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def demo(context: click.Context, as_json: bool) -> None:
    """导入随软件附带的虚构样例；重复执行不产生变化。"""
    if context.invoked_subcommand is None:
        context.invoke(_samples, as_json=as_json)


@demo.command()
@json_option
@in_a_home
def ladder(as_json: bool) -> None:
    """用示例账号在示例库中演示一件虚构来件逐级预警、督办直至解除，并打印经过。

    日期取已过去的工作日，各级预警、督办单、回复和解除都由真实的功能办理；每执行一次登记一件。
    """
    from django.utils import timezone

    from xiaobao.docket.ladder_account import ladder_account
    from xiaobao.docket.rulebook import current
    from xiaobao.jobs.ladder_life import climb
    from xiaobao.refusals import Obstacle

    if not (home() / "demo-logins.json").exists():
        refuse("JOB-003", f"{home()} 不是示例数据目录，不能登记虚构来件。", as_json=as_json)
    rulebook = current()
    try:
        matter = climb(timezone.now(), rulebook)
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    document = ladder_account(matter, rulebook)
    put(document, as_json=as_json, words=_climb_in_words(document))


def _climb_in_words(document: dict[str, Any]) -> str:
    head = f"{document['number']}（虚构）：{document['clock']}，{document['due_on']}届满"
    steps = (f"  {step['at']:%m-%d %H:%M}  {step['label']}{_to(step)}" for step in document["steps"])
    orders = (f"  {order['number']}  {order['grade']}  {order['state']}" for order in document["orders"])
    return "\n".join([head, "经过", *steps, "督办单", *orders])


def _to(step: dict[str, Any]) -> str:
    if step["told"]:
        return f"  告知：{'、'.join(step['told'])}"
    return f"（{step['by']}）" if step["by"] else ""


@in_a_home
def _samples(as_json: bool) -> None:
    from django.utils import timezone

    from xiaobao import law
    from xiaobao.docket.rulebook import current
    from xiaobao.jobs.demo_channels import demo_channels
    from xiaobao.jobs.demo_regulars import demo_regulars
    from xiaobao.jobs.settling_life import leave_some_open

    if (home() / "demo-logins.json").exists():
        demo_channels(timezone.now(), current())
    samples = sorted((law.content_dir() / "samples").glob("*.xlsx"))
    with bar("导入样例", total=len(samples)) as progress:
        results = []
        for done, path in enumerate(samples, start=1):
            results.append(_take_in(path))
            progress(done)
    if (home() / "demo-logins.json").exists():
        leave_some_open(timezone.now(), current())
        demo_regulars(timezone.now(), current())
    _mined_once()
    words = "\n".join(
        f"{result['file']}：新增{result['created']}，已有{result['present']}" for result in results
    )
    put(results, as_json=as_json, words=words)


def _mined_once() -> None:
    """Have something for the pages of the mining to show, the first time; afterwards it runs by the clock."""
    from django.utils import timezone

    from xiaobao.docket.models import MiningRun
    from xiaobao.jobs.mining_run import mine

    if not MiningRun.objects.exists():
        say("挖掘样例…")
        mine(on=timezone.localdate(), clock=timezone.now)


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
