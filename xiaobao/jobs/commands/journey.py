"""``xiaobao journey``: one invented life on the demo database, from arrival to its documented end."""

from __future__ import annotations

from typing import Any

import click

from xiaobao.home import home
from xiaobao.jobs.answer import in_a_home, json_option, put, refuse

NAMES = ("complaint", "report", "settling")


@click.command()
@click.argument("life", type=click.Choice(NAMES))
@json_option
@in_a_home
def journey(life: str, as_json: bool) -> None:
    """用示例账号在示例库中走完一件虚构来件，并打印经过、时限和文书。

    只在有示例账号的数据目录中执行：它会登记一件虚构来件，并以已过去的工作日为办理时间。
    """
    from django.utils import timezone

    from xiaobao.docket.account import account
    from xiaobao.docket.rulebook import current
    from xiaobao.jobs.report_life import LIVES
    from xiaobao.refusals import Obstacle

    if not (home() / "demo-logins.json").exists():
        refuse("JOB-003", f"{home()} 不是示例数据目录，不能登记虚构来件。", as_json=as_json)
    rulebook = current()
    try:
        matter = LIVES[life](timezone.now(), rulebook)
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    document = account(matter, rulebook)
    put(document, as_json=as_json, words=_words(document))


def _words(document: dict[str, Any]) -> str:
    events = (f"  {told['at']:%m-%d %H:%M}  {told['label']}（{told['by']}）" for told in document["events"])
    clocks = (_clock(clock) for clock in document["clocks"])
    papers = (f"  {paper['number']}  {paper['title']}（{paper['form']}）" for paper in document["documents"])
    head = f"{document['number']}（虚构）"
    return "\n".join([head, "经过", *events, "时限", *clocks, "文书", *papers])


def _clock(clock: dict[str, Any]) -> str:
    ended = f"，{clock['stopped_on']}停止" if clock["stopped_on"] else ""
    return f"  {clock['name']}：{clock['started_on']}起，{clock['due_on'] or '未定'}届满{ended}"
