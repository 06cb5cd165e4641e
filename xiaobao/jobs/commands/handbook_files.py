"""``xiaobao handbook export`` and ``import``: an edition as files, and files as drafts."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse

if TYPE_CHECKING:
    from xiaobao.handbook.files import Difference
    from xiaobao.staff.permissions import Authority

_WHAT = {"added": "新增", "changed": "改动", "removed": "没有这一篇"}
_STANDS = {"draft": "已有没有办完的草稿", "own": "本局已改过"}


@click.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--edition", type=click.IntRange(1), default=None, help="第几版；默认最新一版。")
@json_option
@in_a_home
def export(folder: Path, edition: int | None, as_json: bool) -> None:
    """把一版手册写成文件，与软件附带的内容同一式样，可以直接作为新装系统的第一版。"""
    from xiaobao.handbook.files import export_edition
    from xiaobao.refusals import Obstacle

    try:
        book = export_edition(folder, edition)
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    except OSError as error:
        refuse("JOB-001", f"不能写入 {folder}：{error.strerror}。", as_json=as_json)
    told = {"folder": str(folder), "entries": len(book), "version": book.version}
    put(told, as_json=as_json, words=f"已写入 {folder}：{len(book)} 篇，版本 {book.version}。")


@click.command("import")
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--officer", "username", default="", help="以谁的名义起草（须有起草手册的岗位）；不写的只列出差别。"
)
@click.option("--removals", is_flag=True, help="目录里没有的各篇，也起草建议删去。")
@json_option
@in_a_home
def import_files(folder: Path | None, username: str, removals: bool, as_json: bool) -> None:
    """把与现行版不同的文件做成草稿，从不发布。不写目录的，与软件附带的手册比对（升级以后用）。"""
    from django.utils import timezone

    from xiaobao.handbook.files import differences, draft_differences
    from xiaobao.law import content_dir
    from xiaobao.refusals import Obstacle
    from xiaobao.rules.handbook.book import FOLDER

    try:
        found = differences(folder or content_dir() / FOLDER, shipped=folder is None)
        words = f"由文件导入（{folder.name if folder else '软件附带'}）"
        made = (
            draft_differences(
                found, officer=_officer(username), at=timezone.now(), words=words, removals=removals
            )
            if username
            else []
        )
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    told = [{name: value for name, value in asdict(one).items() if name != "text"} for one in found]
    words = "\n".join(
        [*map(_line, found), f"共 {len(found)} 处不同，起草 {len(made)} 份；没有发布任何内容。"]
    )
    put({"differences": told, "drafts": [one.pk for one in made]}, as_json=as_json, words=words)


def _line(one: Difference) -> str:
    stands = f"（{_STANDS[one.stands]}，不起草）" if one.stands else ""
    return f"{_WHAT[one.what]}  {one.path}  {one.title}{stands}"


def _officer(username: str) -> Authority:
    from django.utils import timezone

    from xiaobao.docket.rulebook import current
    from xiaobao.refusals import NotFound
    from xiaobao.staff.models import User
    from xiaobao.staff.permissions import authority

    user = User.objects.filter(username=username, outside=False).first()
    if user is None:
        raise NotFound(f"没有账号“{username}”。")
    rules = current()
    return authority(user, rules.locality, rules.today(timezone.now()))
