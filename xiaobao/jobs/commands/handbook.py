"""``xiaobao handbook``: the handbook (指导手册) as files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse, say

if TYPE_CHECKING:
    from xiaobao.documents.volume import Volume

_FORMS = ("pdf", "docx", "html")
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def handbook() -> None:
    """消费投诉举报处置指导手册。"""


@handbook.command()
@click.option("--format", "forms", type=click.Choice(_FORMS), multiple=True, help="可多次；默认三种都做。")
@click.option("--out", type=_FOLDER, default=Path(), help="放在哪个目录；默认当前目录。")
@click.option("--edition", type=click.IntRange(1), default=None, help="第几版；默认最新一版。")
@click.option(
    "--part",
    type=click.Choice(("internal", "public")),
    default="internal",
    help="内部全本，或者只含公开部分。",
)
@json_option
@in_a_home
def build(forms: tuple[str, ...], out: Path, edition: int | None, part: str, as_json: bool) -> None:
    """把一版手册做成 PDF（打印）、Word、离线网页（一个文件，手机可用）。"""
    from xiaobao.documents.errors import DocumentError
    from xiaobao.jobs.progress import bar
    from xiaobao.law import LawError
    from xiaobao.refusals import Obstacle

    wanted = forms or _FORMS
    try:
        volume, told = _bound(edition, part)
        with bar("编印手册", len(wanted)) as done:
            files = list(_written(volume, wanted, out, done))
    except (DocumentError, LawError) as error:
        refuse(error.code, error.message, as_json=as_json)
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    except OSError as error:
        refuse("JOB-001", f"不能写入 {out}：{error.strerror}。", as_json=as_json)
    words = "\n".join(f"已写入 {one['path']}（{one['seconds']} 秒）" for one in files)
    put(told | {"files": files}, as_json=as_json, words=words)


def _bound(edition: int | None, part: str) -> tuple[Volume, dict[str, Any]]:
    """Return the volume, and what is told of it."""
    from django.utils import timezone

    from xiaobao.docket.handlers_words import tables
    from xiaobao.docket.rulebook import current
    from xiaobao.handbook.assemble import House, assemble
    from xiaobao.handbook.material import Material
    from xiaobao.handbook.products import issued
    from xiaobao.home import official_texts

    rules = current()
    today = rules.today(timezone.now())
    issue, book = issued(edition, today)
    classes = tables(rules.handlers, rules)
    public = part == "public"
    material = Material(rules.law, book, rules.notices, today, official_texts(), classes, public=public)
    bureau = rules.locality.bureau
    volume = assemble(material, issue, House(bureau.name, bureau.phone, rules.locality.note))
    told = {"edition": issue.number, "dated": issue.dated, "part": part, "entries": len(material.entries)}
    return volume, told


def _written(volume: Volume, forms: tuple[str, ...], out: Path, done: Any) -> Iterator[dict[str, Any]]:
    from xiaobao.handbook import products

    out.mkdir(parents=True, exist_ok=True)
    for number, form in enumerate(forms, 1):
        began = time.perf_counter()
        data = products.write(volume, form)
        file = out / products.file_name(volume, form)
        products.put(file, data)
        done(number)
        say(f"已写入 {file}")
        yield {
            "format": form,
            "path": str(file),
            "bytes": len(data),
            "pages": _pages(data) if form == "pdf" else None,
            "seconds": round(time.perf_counter() - began, 2),
        }


def _pages(data: bytes) -> int:
    from io import BytesIO

    from pypdf import PdfReader

    return len(PdfReader(BytesIO(data)).pages)
