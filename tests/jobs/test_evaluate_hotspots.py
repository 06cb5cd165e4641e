"""``xiaobao evaluate hotspots`` on a handful of invented messages."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner

from xiaobao.jobs.commands.evaluate_hotspots import hotspots

HEAD = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数")
DUST = [
    ("安居小区旁搅拌站粉尘大", "粉尘飘进家里"),
    ("搅拌站粉尘扰民", "安居小区住户不敢开窗"),
    ("安居小区搅拌站何时搬走", "粉尘太大"),
]
OTHER = [
    ("公交线路太绕", "希望加开班车"),
    ("社保怎么补缴", "窗口说不清楚"),
    ("图书馆闭馆早", "周末七点就关门"),
]


def written(folder: Path, name: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return str(folder / name)


def run(folder: Path, head: tuple[str, ...] = HEAD) -> tuple[int, dict]:
    rows = [
        (str(n), f"用户{n}", title, f"2026/1/{n + 1} 09:05", text, str(n))[: len(head)]
        for n, (title, text) in enumerate(DUST + OTHER, start=1)
    ]
    messages = written(folder, "messages.csv", head, rows)
    gold = written(folder, "gold.csv", ("issue", "rows"), [("搅拌站", "3"), ("别处的", "2")])
    members = written(folder, "members.csv", ("issue", "留言编号"), [("搅拌站", str(n)) for n in (1, 2, 3)])
    asked = ["--messages", messages, "--gold", gold, "--members", members, "--json"]
    done = CliRunner().invoke(hotspots, asked)
    return done.exit_code, json.loads(done.stdout)


def test_the_issue_is_found_whole_and_ranked_first(tmp_path: Path):
    code, found = run(tmp_path)
    assert code == 0
    assert (found["mean_best_f1"], found["f1"], found["ranks"]) == (1.0, {"搅拌站": 1.0}, [1])
    assert (found["messages"], found["seconds"] >= 0) == (6, True)


def test_a_file_without_the_column_is_refused_by_its_name(tmp_path: Path):
    code, found = run(tmp_path, head=HEAD[:-1])
    assert (code, found["error"]["code"]) == (1, "JOB-011")
    assert "点赞数" in found["error"]["message"]
