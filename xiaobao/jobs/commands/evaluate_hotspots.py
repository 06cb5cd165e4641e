"""``xiaobao evaluate hotspots``: how well hot issues are found among messages whose issues are known."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from xiaobao.jobs.answer import json_option, put, refuse

if TYPE_CHECKING:
    from xiaobao.mining.hotspots_messages import Message

COLUMNS = {
    "id": "留言编号", "user": "留言用户", "title": "留言主题", "at": "留言时间", "text": "留言详情",
    "likes": "点赞数",
}  # fmt: skip
_MOMENTS = (
    "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d",
)  # fmt: skip
_LARGEST = 1 << 24
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Unreadable(Exception):
    """A file that lacks a column, or a row that cannot be read."""


@click.command()
@click.option(
    "--messages",
    type=_FILE,
    required=True,
    help="留言，CSV：留言编号、留言用户、留言主题、留言时间、留言详情、点赞数。",
)
@click.option("--gold", type=_FILE, required=True, help="已知的热点问题，CSV，有 issue 一列。")
@click.option("--members", type=_FILE, required=True, help="热点问题的留言，CSV：issue、留言编号。")
@json_option
def hotspots(messages: Path, gold: Path, members: Path, as_json: bool) -> None:
    """比较找出的热点问题与人工认定的：每个问题取最吻合的一组，报告 F1 与它在排序中的名次。"""
    try:
        document = evaluate(messages, gold, members)
    except Unreadable as error:
        refuse("JOB-011", str(error), as_json=as_json)
    put(document, as_json=as_json, words=_words(document))


def evaluate(messages: Path, gold: Path, members: Path) -> dict[str, Any]:
    """Return the figures; ``seconds`` is from the messages as texts to their ranking. Raises Unreadable."""
    from xiaobao.law import content_dir
    from xiaobao.mining import hotspots_settings, topics_scores
    from xiaobao.mining.engine import connect
    from xiaobao.mining.hotspots_messages import ranking
    from xiaobao.mining.pipeline import Run

    told, issues = read(messages, gold, members)
    engine = connect()
    began = perf_counter()
    run = Run(date.max, content_dir(), engine, b"")
    found = ranking(told, hotspots_settings.read(run.content), run)
    seconds = perf_counter() - began
    engine.close()
    best = topics_scores.best(found.of, issues)
    return {
        "messages": len(told), "issues": len(best), "clusters": len(found.ranks),
        "mean_best_f1": round(sum(one.f1 for one in best.values()) / max(len(best), 1), 4),
        "f1": {issue: round(one.f1, 4) for issue, one in best.items()},
        "ranks": [found.ranks.get(one.cluster) for one in best.values()],
        "sizes": {issue: len(held) for issue, held in issues.items()},
        "best": {issue: {"size": one.size, "held": one.held} for issue, one in best.items()},
        "seconds": round(seconds, 2),
    }  # fmt: skip


def _told(file: Path, row: dict[str, str]) -> dict[str, Any]:
    told = {name: " ".join(row[column].split()) for name, column in COLUMNS.items() if name != "id"}
    return {**told, "at": _moment(file, told["at"]), "likes": int(told["likes"] or 0)}


def read(messages: Path, gold: Path, members: Path) -> tuple[list[Message], dict[str, list[int]]]:
    """Return the messages of the file, and the rows of each gold issue. Raises Unreadable."""
    from xiaobao.mining.hotspots_messages import Message

    rows = list(_rows(messages, COLUMNS.values()))
    at = {row[COLUMNS["id"]].strip(): number for number, row in enumerate(rows)}
    return [Message(**_told(messages, row)) for row in rows], _issues(gold, members, at)


def _issues(gold: Path, members: Path, at: dict[str, int]) -> dict[str, list[int]]:
    """Return the rows of each gold issue in the order of the file; members of no message are left out."""
    issues: dict[str, list[int]] = {row["issue"]: [] for row in _rows(gold, ["issue"])}
    for row in _rows(members, ["issue", COLUMNS["id"]]):
        number = at.get(row[COLUMNS["id"]].strip())
        if number is not None and row["issue"] in issues:
            issues[row["issue"]].append(number)
    return {issue: rows for issue, rows in issues.items() if rows}


def _rows(file: Path, columns: Any) -> Iterator[dict[str, str]]:
    csv.field_size_limit(_LARGEST)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            raise Unreadable(f"{file.name} 缺少列：{'、'.join(missing)}。")
        for row in reader:
            yield {name: value or "" for name, value in row.items() if isinstance(name, str)}


def _moment(file: Path, text: str) -> datetime:
    for form in _MOMENTS:
        try:
            return datetime.strptime(text.strip(), form)  # noqa: DTZ007 (local days are what is counted)
        except ValueError:
            continue
    raise Unreadable(f"{file.name} 有一行的时间“{text}”无法识别。")


def _words(document: dict[str, Any]) -> str:
    said = f"{document['messages']} 条留言，{document['issues']} 个已知热点问题"
    lines = [f"{said}，平均 F1 {document['mean_best_f1']:.3f}"]
    for (issue, f1), rank in zip(document["f1"].items(), document["ranks"], strict=True):
        lines.append(f"  第 {rank} 名  F1 {f1:.3f}  {issue}")
    return "\n".join([*lines, f"用时 {document['seconds']} 秒"])
