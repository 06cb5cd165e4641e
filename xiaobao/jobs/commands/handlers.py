"""``xiaobao handlers``: who handles what as a chapter of the handbook."""

from __future__ import annotations

from pathlib import Path

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse, say

_FORMS = ("docx", "pdf")
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--format", "forms", type=click.Choice(_FORMS), multiple=True, help="可多次；默认两种都做。")
@click.option("--out", type=_FOLDER, default=Path(), help="放在哪个目录；默认当前目录。")
@json_option
@in_a_home
def handlers(forms: tuple[str, ...], out: Path, as_json: bool) -> None:
    """把现行的处置人员、时限、流程做成手册的一章（Word、PDF）；--json 只列出内容，不写文件。"""
    from django.utils import timezone

    from xiaobao.docket.handlers_paper import chapter_file, told
    from xiaobao.docket.rulebook import current
    from xiaobao.documents.errors import DocumentError

    rulebook = current()
    if as_json:
        put(told(rulebook), as_json=True, words="")
        return
    today = rulebook.today(timezone.now())
    try:
        out.mkdir(parents=True, exist_ok=True)
        for form in forms or _FORMS:
            file = chapter_file(rulebook, form, today)
            (out / file.name).write_bytes(file.data)
            say(f"已写入 {out / file.name}")
    except DocumentError as error:
        refuse(error.code, error.message, as_json=False)
    except OSError as error:
        refuse("JOB-001", f"不能写入 {out}：{error.strerror}。", as_json=False)
