"""``xiaobao import``: exports in, one line of figures a file."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, say
from xiaobao.jobs.progress import bar


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--system", type=click.Choice(["auto", "platform_12315", "hotline_12345"]), default="auto")
@click.option("--dry-run", is_flag=True, help="只说明会发生什么，不写入。")
@json_option
@in_a_home
def import_files(files: tuple[Path, ...], system: str, dry_run: bool, as_json: bool) -> None:
    """导入12315业务信息导出或12345工单（xlsx、csv）；重复导入不产生变化。"""
    results = [_import(path, system=system, dry_run=dry_run) for path in files]
    put(results, as_json=as_json, words="\n".join(_line(result) for result in results))
    sys.exit(1 if any(result.get("error") or result["rejected"] for result in results) else 0)


def _import(path: Path, *, system: str, dry_run: bool) -> dict[str, Any]:
    from django.utils import timezone

    from xiaobao.docket.actions.take_in import import_path
    from xiaobao.intake.errors import IntakeError

    began = time.perf_counter()
    try:
        with bar(f"导入 {path.name}") as progress:
            tally, rejects = import_path(
                path, system=system, dry_run=dry_run, at=timezone.now(), by=None, progress=progress
            )
    except IntakeError as error:
        say(f"{path.name}：{error}")
        return _refused(path, error, time.perf_counter() - began)
    return {
        "file": str(path),
        "system": tally.system,
        **tally.counts(),
        "rejects": str(rejects) if rejects else None,
        "unknown_headers": tally.unknown_headers,
        "dry_run": dry_run,
        "seconds": round(time.perf_counter() - began, 2),
        **({"orders": tally.orders} if tally.orders else {}),
    }


def _refused(path: Path, error: Any, seconds: float) -> dict[str, Any]:
    counts = dict.fromkeys(("rows", "created", "updated", "unchanged", "held", "duplicates", "rejected"), 0)
    return {
        "file": str(path),
        "system": None,
        **counts,
        "rejects": None,
        "unknown_headers": list(getattr(error, "unknown_headers", ())),
        "error": {"code": error.code, "message": error.message},
        "seconds": round(seconds, 2),
    }


def _line(result: dict[str, Any]) -> str:
    if "error" in result:
        return f"{result['file']}：未能导入，{result['error']['message']}"
    told = (
        f"{result['file']}：{result['rows']}行，新增{result['created']}，更新{result['updated']}，"
        f"未变{result['unchanged']}，待人工决定{result['held']}，退回{result['rejected']}，用时{result['seconds']}秒"
    )
    told += f"\n  热线督办单{result['orders']}份" if result.get("orders") else ""
    return told + (f"\n  退回的行及原因见 {result['rejects']}" if result["rejects"] else "")
