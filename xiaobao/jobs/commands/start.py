"""``xiaobao init``: an empty, working home."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import click

from xiaobao.home import home
from xiaobao.jobs.answer import json_option, put, refuse, say, with_django

_SERVED = timedelta(weeks=52)
"""The demo officers have held their posts so long: lives are played on working days that have passed."""


@click.command()
@json_option
@with_django
def init(as_json: bool) -> None:
    """建立一个空的、可以直接使用的数据目录；重复执行不破坏任何数据。"""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from xiaobao import law
    from xiaobao.docket import liveness
    from xiaobao.docket.actions.notice_configuration import notice_configuration
    from xiaobao.docket.actions.seed_network import seed_network
    from xiaobao.docket.sealed_state import phones_unindexed
    from xiaobao.handbook.actions.seed_edition import seed_edition
    from xiaobao.jobs.revisiting import raise_now
    from xiaobao.rules import locality as localities
    from xiaobao.staff.seed import seed_demo_accounts
    from xiaobao.vault.errors import VaultError
    from xiaobao.vault.indexing import ensure_keys

    home().mkdir(parents=True, exist_ok=True)
    try:
        ensure_keys()
    except VaultError as error:
        refuse(error.code, error.sentence, as_json=as_json)
    say("建立数据库…")
    call_command("migrate", verbosity=0, interactive=False)
    if phones_unindexed():
        say("有人员信息是旧版本封存的，还不能按电话查找；请运行 xiaobao vault reseal。")
    say("整理静态文件…")
    call_command("collectstatic", verbosity=0, interactive=False)
    locality = localities.load(law.content_dir(), settings.LOCALITY)
    notice_configuration(at=timezone.now())
    liveness.installed(timezone.now())
    seed_edition(today=timezone.localdate(), at=timezone.now())
    raise_now()
    since = timezone.localdate() - _SERVED
    passwords = seed_demo_accounts(locality, since=since)
    passwords |= seed_network(locality=locality, at=timezone.now(), since=since)
    logins = remember_logins(passwords)
    document = {
        "home": str(home()),
        "locality": locality.id,
        "law": sorted(law.load().regulations),
        "logins": logins,
    }
    put(document, as_json=as_json, words=f"已就绪：{home()}\n{login_table()}")


def remember_logins(passwords: dict[str, str]) -> dict[str, str]:
    """Keep the demo passwords where the owner of the home can read them (mode 0600); returns all of them."""
    path = home() / "demo-logins.json"
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known |= passwords
    path.touch(mode=0o600)
    path.write_text(json.dumps(known, ensure_ascii=False, indent=2), encoding="utf-8")
    return known


def login_table() -> str:
    """Return the demo logins, one per post and one per seat at a partner, as lines to print."""
    from xiaobao.docket.models import Seat
    from xiaobao.staff.models import Post

    path = home() / "demo-logins.json"
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    names = _post_names()
    posts = (post for post in Post.objects.select_related("user", "office") if post.user.username in known)
    lines = [_login_line(post, known[post.user.username], names.get(post.code, post.code)) for post in posts]
    seats = Seat.objects.filter(user__username__in=known).select_related("user", "partner")
    lines += [_seat_line(seat, known[seat.user.username]) for seat in seats]
    return "示例账号（人员均为虚构）：\n" + "\n".join(lines)


def _seat_line(seat: Any, password: str) -> str:
    return f"  {seat.user.username:12} {password:20} {seat.user.name}（先行和解席位，{seat.partner}）"


def _login_line(post: Any, password: str, post_name: str) -> str:
    return f"  {post.user.username:12} {password:20} {post.user.name}（{post_name}，{post.office}）"


def _post_names() -> dict[str, str]:
    from django.conf import settings

    from xiaobao import law
    from xiaobao.rules import locality as localities

    return {post.code: post.name for post in localities.load(law.content_dir(), settings.LOCALITY).posts}
