"""``xiaobao evaluate replies``: how well replies that do not explain are told from those that do."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import click

from xiaobao.jobs.answer import json_option, put, refuse


@click.command()
@click.option(
    "--file", "file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV 文件：一列是答复，一列是“是否说明理由”的标注（0 为没有说明）。",
)  # fmt: skip
@click.option("--reply", default="答复意见", show_default=True, help="答复所在的列。")
@click.option("--label", default="syu_可解释性", show_default=True, help="标注所在的列，空白的行不计。")
@json_option
def replies(file: Path, reply: str, label: str, as_json: bool) -> None:
    """在有标注的答复上测量“没有说明理由”这一项检查：精确率、召回率、F1；门槛取自设置，不在文件上调整。"""
    rows = _read(file)
    missing = [name for name in (reply, label) if not rows or name not in rows[0]]
    if missing:
        refuse("JOB-011", f"{file} 中没有“{'”“'.join(missing)}”这一列，或者没有数据。", as_json=as_json)
    document = _measured([row for row in rows if row[label].strip()], reply, label)
    put(document, as_json=as_json, words=_words(document))


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def _measured(rows: list[dict[str, str]], reply: str, label: str) -> dict[str, Any]:
    from xiaobao.law import content_dir
    from xiaobao.mining import reply_evaluation, settings
    from xiaobao.mining.reply_settings import Settings

    told = settings.read(content_dir(), "replies", Settings).explains
    scored = reply_evaluation.scores([row[reply] for row in rows], told)
    labels = [float(row[label]) == 0 for row in rows]
    found = reply_evaluation.at(scored, labels, told.threshold)
    beside = {
        shift: reply_evaluation.at(scored, labels, told.threshold + shift).f1 for shift in (-4, -2, 2, 4)
    }
    return {
        "f1": round(found.f1, 4), "precision": round(found.precision, 4), "recall": round(found.recall, 4),
        "threshold": told.threshold, "rows": found.rows, "unexplained": found.unexplained,
        # how flat it is around the threshold: what moving it would have given here
        "f1_beside": {f"{told.threshold + shift:g}": round(f1, 4) for shift, f1 in beside.items()},
    }  # fmt: skip


def _words(document: dict[str, Any]) -> str:
    beside = "，".join(f"{at}分 {f1}" for at, f1 in document["f1_beside"].items())
    return "\n".join(
        (
            f"{document['rows']} 份答复，其中 {document['unexplained']} 份没有说明理由",
            f"  精确率 {document['precision']}，召回率 {document['recall']}，F1 {document['f1']}",
            f"  提示线 {document['threshold']:g} 分",
            f"  提示线移动时的 F1：{beside}",
        )
    )
