"""``xiaobao official load``: published texts of regulations, said on pages and in documents once loaded."""

from __future__ import annotations

from pathlib import Path

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def official() -> None:
    """法规官方文本。"""


@official.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--regulation", default="", help="法规代码；同名法规有几个版本时才需要指明。")
@json_option
@in_a_home
def load(files: tuple[Path, ...], regulation: str, as_json: bool) -> None:
    """载入公布的法规全文（第一行为法规全名，逐条以“第…条”开头）；文书从此印制条文原文。"""
    from django.utils import timezone

    from xiaobao.docket.actions.load_official import load_official
    from xiaobao.docket.official_files import read_official
    from xiaobao.docket.rulebook import current
    from xiaobao.jobs.revisiting import raise_now
    from xiaobao.refusals import Obstacle

    loaded = []
    for file in files:
        try:
            text = read_official(file, current().law, regulation)
            raise_now()
            load_official(text, at=timezone.now())
            raise_now()
        except Obstacle as error:
            refuse(error.code, f"{file.name}：{error.sentence}", as_json=as_json)
        loaded.append({"regulation": text.regulation, "title": text.title, "articles": len(text.articles)})
    words = "\n".join(f"已载入《{one['title']}》，共 {one['articles']} 条。" for one in loaded)
    put(loaded, as_json=as_json, words=words)
