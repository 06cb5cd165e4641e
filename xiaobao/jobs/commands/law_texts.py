"""``xiaobao law load-texts`` and ``law versions``: official texts by the folder, and what was loaded when."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse

if TYPE_CHECKING:
    from xiaobao.docket.official_files import Outcome

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def law() -> None:
    """法规官方文本：按文件夹载入，查看载入过的版本。"""


@law.command("load-texts")
@click.argument("folder", type=_FOLDER)
@json_option
@in_a_home
def load_texts(folder: Path, as_json: bool) -> None:
    """载入文件夹里的法规全文（.txt、.docx，第一行为法规全名，逐条以“第…条”开头）。

    不是法规、或者法规库里没有的，逐个说明，不影响其他文件。全部没有载入，或者法规库里有的法规没有通过核对时，
    退出码为 1。
    """
    from django.utils import timezone

    from xiaobao.docket.official_files import Came, load_folder
    from xiaobao.docket.rulebook import current
    from xiaobao.jobs.revisiting import raise_now
    from xiaobao.refusals import Obstacle

    try:
        raise_now()
        outcomes = load_folder(folder, current().law, at=timezone.now())
        listed = raise_now()
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    words = [*map(_said, outcomes), *([f"引用有变动法规的，列入复核 {listed} 项。"] if listed else [])]
    put(
        {"files": [asdict(one) for one in outcomes], "revisits": listed},
        as_json=as_json,
        words="\n".join(words) or "文件夹里没有文件。",
    )
    came = {one.came for one in outcomes}
    sys.exit(1 if Came.REFUSED in came or not came & {Came.LOADED, Came.UNCHANGED} else 0)


@law.command()
@click.argument("regulation")
@json_option
@in_a_home
def versions(regulation: str, as_json: bool) -> None:
    """列出一部法规载入过的官方文本：何时、由谁、文件摘要；第一行是现在使用的。"""
    from xiaobao.home import official_texts
    from xiaobao.law import LawError
    from xiaobao.law import official as texts

    try:
        held = texts.versions(official_texts(), regulation)
    except LawError as error:
        refuse(error.code, error.message, as_json=as_json)
    told = ("title", "sha256", "at", "by")
    rows = [{**{name: getattr(one, name) for name in told}, "articles": len(one.articles)} for one in held]
    words = "\n".join(f"{one.at[:19]}  {one.by}  {one.sha256[:12]}  {one.title}" for one in held)
    put(rows, as_json=as_json, words=words or "没有载入过这部法规的官方文本。")


def _said(one: Outcome) -> str:
    remarks = [f"    {remark}" for remark in one.remarks]
    return "\n".join([f"{one.file}：{one.sentence}", *remarks])
