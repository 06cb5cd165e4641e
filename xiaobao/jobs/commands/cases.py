"""``xiaobao cases``: what the enforcement system says of the cases, taken in from its files."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, say


@click.group()
def cases() -> None:
    """案件：从执法办案系统的导出文件记入案件进展。"""


@cases.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只说明会发生什么，不写入。")
@json_option
@in_a_home
def import_cases(file: Path, dry_run: bool, as_json: bool) -> None:
    """记入一个文件（xlsx、csv）：各环节日期和文号、处理决定和金额、公示和结案日期；重复导入不产生变化。

    列名对照在 content/intake/enforcement.yaml，为拟定，启用前按实际导出修改。与本系统记载不同的行不覆盖，
    退回并说明原因。
    """
    result = _import(file, dry_run=dry_run)
    put(result, as_json=as_json, words=_words(result))
    sys.exit(1 if result.get("error") or result["rejected"] else 0)


def _import(path: Path, *, dry_run: bool) -> dict[str, Any]:
    from django.utils import timezone

    from xiaobao.docket.actions import take_in_cases
    from xiaobao.intake.errors import IntakeError
    from xiaobao.refusals import Obstacle

    began = time.perf_counter()
    try:
        tally, rejects = take_in_cases.import_cases(path, at=timezone.now(), by=None, dry_run=dry_run)
    except (IntakeError, Obstacle) as error:
        say(f"{path.name}：{error}")
        return _refused(path, error, dry_run)
    return {
        "file": str(path),
        "system": tally.system,
        "rows": tally.rows,
        "changed": tally.changed,
        "unchanged": tally.unchanged,
        "duplicates": tally.duplicates,
        "rejected": tally.rejected,
        "changes": [{"row": one.row, "matter": one.matter, "told": one.told} for one in tally.changes],
        "rejections": [{"row": one.row, "code": one.code, "reason": one.reason} for one in tally.rejections],
        "rejects": str(rejects) if rejects else None,
        "unknown_headers": tally.unknown_headers,
        "dry_run": dry_run,
        "seconds": round(time.perf_counter() - began, 2),
    }


def _refused(path: Path, error: Any, dry_run: bool) -> dict[str, Any]:
    counts = dict.fromkeys(("rows", "changed", "unchanged", "duplicates", "rejected"), 0)
    return {
        "file": str(path),
        "system": None,
        **counts,
        "rejects": None,
        "unknown_headers": list(getattr(error, "unknown_headers", ())),
        "error": {"code": error.code, "message": getattr(error, "message", "") or error.sentence},
        "dry_run": dry_run,
    }


def _words(result: dict[str, Any]) -> str:
    if "error" in result:
        return f"{result['file']}：未能导入，{result['error']['message']}"
    would = "（只试算，未写入）" if result["dry_run"] else ""
    head = (
        f"{result['file']}：{result['rows']}行，记入{result['changed']}，未变{result['unchanged']}，"
        f"重复{result['duplicates']}，退回{result['rejected']}{would}"
    )
    lines = [
        head,
        *(f"  第{one['row']}行 {one['matter']}：{'；'.join(one['told'])}" for one in result["changes"]),
        *(f"  第{one['row']}行 退回：{one['reason']}" for one in result["rejections"]),
    ]
    return "\n".join([*lines, *([f"  退回的行见 {result['rejects']}"] if result["rejects"] else [])])
