"""``xiaobao mine``: run the mining, look into its tables, let it learn from corrections."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse, say
from xiaobao.jobs.progress import bar

NIGHT = time(3)
"""A nightly run looks whether there has been one since this hour."""
_NICE = 10


@click.group(invoke_without_command=True)
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", help="计算引擎。")
@click.option(
    "--master", default="", help="Spark 主节点的地址，如 spark://127.0.0.1:7077；不写则在本机运行。"
)
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="截至哪一天；不写则为今天。"
)
@click.option("--full", is_flag=True, help="全部文字重新清洗，不沿用上一次的结果。")
@click.option("--nightly", is_flag=True, hidden=True)
@json_option
@click.pass_context
def mine(
    context: click.Context,
    engine: str,
    master: str,
    day: datetime | None,
    full: bool,
    nightly: bool,
    as_json: bool,
) -> None:
    """挖掘：从全部来件中找出热点、群体投诉、疑似重复和疑似职业索赔，提出供人确认的发现。

    平时由定时任务每天凌晨执行。发现只是提议，不改变任何来件。
    """
    if context.invoked_subcommand is None:
        asked = {"engine": engine, "master": master, "full": full, "on": day.date() if day else None}
        context.invoke(_nightly if nightly else _run, asked=asked, as_json=as_json)


@mine.command()
@click.argument("table")
@click.option("--csv", "file", type=click.Path(dir_okay=False, path_type=Path), help="写入一个 CSV 文件。")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="打印前几行。")
@json_option
@in_a_home
def show(table: str, file: Path | None, limit: int, as_json: bool) -> None:
    """打开最近一次挖掘的一张表；TABLE 写 tables 时列出有哪些表。"""
    from xiaobao.jobs.mining_run import latest
    from xiaobao.mining.kept import Kept

    folder = latest()
    if folder is None:
        refuse("JOB-007", "还没有做过挖掘，请先运行 xiaobao mine。", as_json=as_json)
    kept = Kept(folder)
    if table == "tables":
        sizes = {name: kept[name].num_rows for name in kept}
        words = "\n".join(f"{name:18} {rows:>9}" for name, rows in sizes.items())
        put(sizes, as_json=as_json, words=words)
        return
    if table not in kept:
        refuse("JOB-008", f"没有表“{table}”，可用：{'、'.join(kept)}。", as_json=as_json)
    _show(kept[table], file, limit, as_json=as_json)


@mine.command()
@click.option("--serve", is_flag=True, help="不比现有模型差的，投入使用；不写则只比较。")
@json_option
@in_a_home
def learn(serve: bool, as_json: bool) -> None:
    """从工作人员对标签的认定和来件自带的类别中学习，与现有模型比较。"""
    from django.utils import timezone

    from xiaobao.jobs import learning
    from xiaobao.law import LawError
    from xiaobao.refusals import Obstacle

    try:
        lessons = learning.learn(on=timezone.localdate(), at=timezone.now(), serve=serve)
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    except LawError as error:
        refuse("JOB-009", str(error), as_json=as_json)
    words = "\n".join(f"{one.scheme:8} {one.why}{'已投入使用。' if one.served else ''}" for one in lessons)
    put([asdict(one) for one in lessons], as_json=as_json, words=words or "没有可学的来件。")


@mine.command()
@json_option
@in_a_home
def models(as_json: bool) -> None:
    """列出正在使用的模型：来源、日期、未学过的来件上的好坏。"""
    from xiaobao.jobs.learning import in_service

    cards = in_service()
    lines = [
        f"{one['scheme']:8} {'本局' if one['own'] else '自带'}  {one['made_on']}  {len(one['labels'])}类  "
        f"宏平均F1 {one['held_out']['macro_f1']['value']:.3f}  校准误差 {one['held_out']['ece']:.3f}"
        for one in cards
    ]
    put(cards, as_json=as_json, words="\n".join(lines) or "没有模型，只用规则。")


def _show(table: Any, file: Path | None, limit: int, *, as_json: bool) -> None:
    if file is None:
        rows = table.slice(0, limit).to_pylist()
        put(rows, as_json=as_json, words=_in_columns(table.column_names, rows, table.num_rows))
        return
    _write(table, file)
    put({"file": file, "rows": table.num_rows}, as_json=as_json, words=f"{file}：{table.num_rows}行")


def _write(table: Any, file: Path) -> None:
    import csv

    # With a mark in front, so that the spreadsheets of the bureau read it as what it is.
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(table.column_names)
        for batch in table.to_batches(max_chunksize=10_000):
            lines.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _in_columns(names: list[str], rows: list[dict[str, Any]], whole: int) -> str:
    lines = [" | ".join(names), *(" | ".join(_short(row[name]) for name in names) for row in rows)]
    return "\n".join([*lines, f"共{whole}行，列出{len(rows)}行"])


def _short(value: Any) -> str:
    text = "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
    text = text.replace("\n", " ")
    return text if len(text) <= 40 else f"{text[:39]}…"


@in_a_home
def _run(asked: dict[str, Any], as_json: bool) -> None:
    from django.utils import timezone

    from xiaobao.jobs.mining_run import mine as run
    from xiaobao.law import LawError
    from xiaobao.mining.engine import NoSuchEngine
    from xiaobao.refusals import Obstacle

    given = {**asked, "on": asked["on"] or timezone.localdate()}
    try:
        with _watched() as progress:
            done = run(clock=timezone.now, progress=progress, **given)
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    except (LawError, NoSuchEngine) as error:
        refuse("JOB-009", str(error), as_json=as_json)
    put(done.document(), as_json=as_json, words=_words(done))


@in_a_home
def _nightly(asked: dict[str, Any], as_json: bool) -> None:
    """Run once a night, however many schedulers ask, and let everybody else go first."""
    from django.utils import timezone

    from xiaobao.jobs.mining_run import ran_since
    from xiaobao.jobs.scheduler import BY_THE_CLOCK
    from xiaobao.vault.audit import run_by

    now = timezone.localtime()
    since = datetime.combine(now.date(), NIGHT, now.tzinfo)
    if ran_since(since if since <= now else since - timedelta(days=1)):
        say("这一夜已经做过挖掘。")
        sys.exit(0)
    os.nice(_NICE)
    with run_by(BY_THE_CLOCK):
        _run(asked=asked, as_json=as_json)


@contextmanager
def _watched() -> Any:
    from xiaobao.mining.steps import LABELS, NAMES

    names = ("extract", *NAMES, "load")
    labels = {"extract": "读出来件", **LABELS, "load": "发现入库"}
    with bar("挖掘", total=len(names)) as told:
        done = -1

        def progress(name: str) -> None:
            nonlocal done
            done += 1
            told(done)
            if not sys.stderr.isatty():
                say(f"{labels.get(name, name)}…")

        yield progress
        told(len(names))


def _words(done: Any) -> str:
    labels = {"twin": "疑似重复", "group": "群体投诉", "ring": "疑似职业索赔", "issue": "热点问题"}
    found = "，".join(f"{labels[kind]}{done.findings.get(kind, 0)}" for kind in labels)
    lines = [f"{step['step']:12} {step['seconds']:>8.2f} 秒  {_rows(step['rows'])}" for step in done.steps]
    how = "，沿用上一次未变的文字" if done.incremental else ""
    head = f"截至{done.on}，{done.matters}件，{done.engine}，用时{done.seconds}秒{how}"
    return "\n".join([head, *lines, f"发现：{found}；预警{done.alarms}条", f"各步的表：{done.folder}"])


def _rows(rows: dict[str, int]) -> str:
    return "，".join(f"{name} {count}" for name, count in rows.items())
