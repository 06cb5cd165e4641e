"""``xiaobao officer``: appoint an officer, end the posts of one who leaves, set a password."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def officer() -> None:
    """人员与岗位。"""


@officer.command()
@click.argument("username")
@click.option("--name", required=True, help="姓名。")
@click.option("--office", required=True, help="单位代码，见 content/localities。")
@click.option("--post", required=True, help="岗位代码，见 content/localities。")
@click.option("--since", type=DAY, default=None, help="到岗日，默认今天。")
@json_option
@in_a_home
def appoint(username: str, name: str, office: str, post: str, since: datetime | None, as_json: bool) -> None:
    """安排一个人到一个岗位；新人员随后用 officer password 设置密码。"""
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone

    from xiaobao import law
    from xiaobao.rules import locality
    from xiaobao.staff import appoint as acts

    day = since.date() if since else timezone.localdate()
    bureau = locality.load(law.content_dir(), settings.LOCALITY)
    try:
        with transaction.atomic():
            held = acts.appoint(
                username=username, name=name, office=office, post=post, since=day, locality=bureau
            )
            _audited("officer.appointed", username, {"post": post, "office": office, "since": str(day)})
    except acts.PostsApart as error:
        with transaction.atomic():
            _audited("officer.appointed", username, {"post": post, "office": office}, result="refused")
        refuse(error.code, error.sentence, as_json=as_json)
    except acts.AppointmentRefused as error:
        refuse(error.code, error.sentence, as_json=as_json)
    document = {"username": username, "post": post, "office": office, "since": held.since}
    put(document, as_json=as_json, words=f"{name} 自 {day} 起任 {post}（{held.office}）。")


@officer.command()
@click.argument("username")
@click.option("--until", type=DAY, default=None, help="离岗日，当日起不再有权限；默认今天。")
@json_option
@in_a_home
def leave(username: str, until: datetime | None, as_json: bool) -> None:
    """结束一个人的全部岗位。"""
    from django.db import transaction
    from django.utils import timezone

    from xiaobao.staff import appoint as acts

    day = until.date() if until else timezone.localdate()
    try:
        with transaction.atomic():
            ended = acts.end_posts(username=username, until=day)
            _audited("officer.left", username, {"ended": ended, "until": str(day)})
    except acts.AppointmentRefused as error:
        refuse(error.code, error.sentence, as_json=as_json)
    put(
        {"username": username, "ended": ended}, as_json=as_json, words=f"{username} 有 {ended} 个岗位已结束。"
    )


@officer.command()
@click.argument("username")
@click.password_option(help="不写则逐次询问；至少12位。")
@json_option
@in_a_home
def password(username: str, password: str, as_json: bool) -> None:
    """设置密码。"""
    from django.db import transaction

    from xiaobao.staff import appoint as acts

    try:
        with transaction.atomic():
            acts.set_password(username=username, password=password)
            _audited("officer.password", username, {})
    except acts.AppointmentRefused as error:
        refuse(error.code, error.sentence, as_json=as_json)
    put({"username": username}, as_json=as_json, words=f"{username} 的密码已设置。")


def _audited(act: str, username: str, detail: dict[str, Any], result: str = "done") -> None:
    from django.utils import timezone

    from xiaobao.vault.audit import record

    subject = f"officer:{username}"
    record(act=act, subject=subject, at=timezone.now(), actor=None, result=result, detail=detail)
