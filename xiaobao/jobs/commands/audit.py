"""``xiaobao audit``: whether the trail is whole; its anchors outside the database; roles on PostgreSQL."""

from __future__ import annotations

import sys
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse


@click.group()
def audit() -> None:
    """审计记录。"""


@audit.command()
@json_option
@in_a_home
def verify(as_json: bool) -> None:
    """逐条核对审计链和锚点，指出被改动、删除、插入、调换、截断之处；不写入任何数据。"""
    from xiaobao.vault.verification import verified

    told = verified()
    document = {
        "entries": told.entries,
        "flaws": [_flaw(flaw) for flaw in told.flaws],
        "found": told.found,
        "first": _flaw(told.first) if told.first else None,
        "anchors": told.anchors,
        "last_anchor": told.last_anchor.line if told.last_anchor else None,
        "head": told.head.line if told.head else None,
    }
    put(document, as_json=as_json, words=_in_words(told))
    sys.exit(1 if told.found else 0)


@audit.command()
@click.option("--anew", is_flag=True, help="从备份恢复之后使用：原有锚点移到一旁保存，重新开始。")
@json_option
@in_a_home
def anchor(anew: bool, as_json: bool) -> None:
    """把审计链的当前位置写进数据库之外的锚点文件（每天自动写一次）。"""
    from django.utils import timezone

    from xiaobao.vault import anchoring
    from xiaobao.vault.errors import BrokenChain

    begin = anchoring.anchor_anew if anew else anchoring.anchor
    try:
        made = begin(at=timezone.now(), day=timezone.localdate(), post="")
    except BrokenChain as error:
        refuse(error.code, error.sentence, as_json=as_json)
    words = f"已写入锚点：{made.line}" if made else "还没有审计记录，不需要锚点。"
    put({"anchor": made.line if made else None}, as_json=as_json, words=words)


@audit.command()
@json_option
@in_a_home
def anchors(as_json: bool) -> None:
    """列出全部锚点，供打印后另行保存：日期、末条、条数、摘要、鉴别码。"""
    from xiaobao.vault import anchors as kept

    lines, head = kept.lines(), kept.head()
    told = [anchor.line for anchor in lines]
    document = {"folder": str(kept.folder()), "anchors": told, "head": head.line if head else None}
    words = [f"锚点目录：{kept.folder()}", "日期 末条 条数 摘要 鉴别码", *told]
    put(document, as_json=as_json, words="\n".join([*words, f"最新：{head.line if head else '（无）'}"]))


@audit.command()
@click.option("--owner", required=True, help="表的所有者角色：建表、升级时使用。")
@click.option("--application", required=True, help="日常运行使用的角色。")
def roles(owner: str, application: str) -> None:
    """打印 PostgreSQL 的角色脚本：日常运行的角色对审计记录只能新增和查看。"""
    from xiaobao.vault.roles import NotARole, script

    try:
        click.echo(script(owner=owner, application=application))
    except NotARole as error:
        refuse("JOB-005", str(error), as_json=False)


def _flaw(flaw: Any) -> dict[str, object]:
    return {"entry": flaw.entry, "reason": flaw.reason}


def _in_words(told: Any) -> str:
    if not told.found:
        return f"审计链完整，共 {told.entries} 条。"
    lines = [f"第 {flaw.entry} 条：{flaw.reason}" if flaw.entry else flaw.reason for flaw in told.flaws]
    more = told.found - len(told.flaws)
    return "\n".join([*lines, f"……另有 {more} 处。"] if more else lines)
