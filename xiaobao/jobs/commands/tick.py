"""``xiaobao tick``, ``xiaobao schedule``: one run of the clockwork, and the process that runs it for ever."""

from __future__ import annotations

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse

_SAID = {
    "looked": "查看期限",
    "raised": "发出预警",
    "orders": "发出督办单",
    "late_replies": "回复逾期",
    "returned": "先行和解转回",
    "digests": "每日提要",
    "derived": "重算期限",
    "failed": "处理失败",
    "sent": "送出消息",
    "revisits": "列入复核",
}


@click.command()
@json_option
@in_a_home
def tick(as_json: bool) -> None:
    """把到点的预警、督办和消息办一遍；漏跑、重跑、几个同时跑都不会漏发或者重发。

    平时由定时任务每分钟执行，不必手工运行。
    """
    from django.utils import timezone

    from xiaobao.docket.actions.deliver import deliver
    from xiaobao.docket.actions.tick import tick as run
    from xiaobao.jobs.revisiting import raise_now
    from xiaobao.refusals import Obstacle

    try:
        counts = run(at=timezone.now(), clock=timezone.now)
        counts |= deliver(at=timezone.now(), clock=timezone.now)
        counts |= {"revisits": raise_now()}
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    words = "，".join(f"{label} {counts[name]}" for name, label in _SAID.items() if name in counts)
    put(counts, as_json=as_json, words=words)


@click.command()
@in_a_home
def schedule() -> None:
    """单独运行定时任务（预警、督办、消息、归档、核对），直到停止；正式部署时作为一个独立的进程。"""
    from xiaobao.jobs.scheduler import main

    main()
