"""``xiaobao due``, ``xiaobao clocks``, ``xiaobao check-content``: the law as data, from the command line."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from xiaobao import documents, intake, law
from xiaobao.home import home
from xiaobao.jobs.answer import json_option, put, refuse
from xiaobao.law import LawError
from xiaobao.rules import house_limits, ladder, locality, network, routing_files
from xiaobao.rules.clocks import Due
from xiaobao.rules.clocks import due as due_date
from xiaobao.rules.errors import ClockError
from xiaobao.rules.handbook import checks as handbook
from xiaobao.rules.ledger import Entry, shanghai_day
from xiaobao.rules.workdays import Calendar


@click.command()
@click.argument("clock")
@click.option("--from", "start", required=True, help="起算日，或带时区的 ISO 时刻。")
@click.option("--regulation", default=None, help="适用的法规编号；不写则按起算日施行的法规。")
@click.option("--pause", "pauses", multiple=True, metavar="FROM..TO", help="不计入的日期，首尾均含；可多次。")
@click.option("--extended", is_flag=True, help="已依法批准延长。")
@json_option
def due(
    clock: str, start: str, regulation: str | None, pauses: tuple[str, ...], extended: bool, as_json: bool
) -> None:
    """算出一个法定期限的届满日，并逐步说明理由。"""
    book = _law()
    began = _day(start)
    entries = [Entry("start", began)]
    for pause in pauses:
        entries += _pause(pause)
    try:
        ledger = tuple(sorted(entries, key=lambda entry: entry.on))
        answer = due_date(book, clock, ledger, _calendar(), regulation=regulation)
        if extended:
            ledger = (*ledger, _extension(book, answer))
            answer = due_date(book, clock, ledger, _calendar(), regulation=regulation)
    except (LawError, ClockError) as error:
        refuse(error.code, error.message, as_json=as_json)
    put(answer.to_json(), as_json=as_json, words="\n".join(answer.derivation))


@click.command()
@json_option
def clocks(as_json: bool) -> None:
    """列出全部法定期限。"""
    book = _law()
    rows = [
        {
            "clock": row.id,
            "name": row.name,
            "regulation": row.regulation,
            "unit": row.unit,
            "amount": row.amount,
            "length": row.measure,
            "basis": book.cite(row.regulation, row.article),
            "confidence": row.confidence,
            "extension": row.extension.amount if row.extension else None,
        }
        for row in book.clocks()
    ]
    words = "\n".join(f"{row['clock']:42} {row['name']}  {row['length']}  {row['basis']}" for row in rows)
    put(rows, as_json=as_json, words=words)


@click.command("check-content")
@click.option("--content", type=click.Path(exists=True, file_okay=False, path_type=Path), default=None)
@json_option
def check_content(content: Path | None, as_json: bool) -> None:
    """校验 content/ 下的每个文件，逐条指出文件、行号和原因。"""
    from xiaobao.mining import steps as mining  # the import is what costs; the other commands start at once

    folder = content or law.content_dir()
    findings = [
        *law.check(folder),
        *intake.check(folder),
        *documents.check(folder),
        *locality.check(folder),
        *ladder.check(folder),
        *routing_files.check(folder),
        *house_limits.check(folder),
        *network.check(folder),
        *handbook.check(folder),
        *mining.check(folder),
    ]
    rows = [{"file": str(found.file), "line": found.line, "reason": found.reason} for found in findings]
    words = "\n".join(f"{row['file']}:{row['line']}: {row['reason']}" for row in rows)
    put(
        {"content": str(folder), "findings": rows},
        as_json=as_json,
        words=words or f"{folder} 全部内容文件校验通过。",
    )
    sys.exit(1 if rows else 0)


def _law() -> law.Lawbook:
    return law.load(None, home() / "law")


def _calendar() -> Calendar:
    return Calendar.load(law.content_dir()).with_folder(home() / "calendar")


def _extension(book: law.Lawbook, answer: Due) -> Entry:
    # Asked "what if it were extended", the approval is taken to come on the last day it still may.
    provision = book.clock(answer.clock, day=answer.start, regulation=answer.regulation)
    approver = provision.extension.approved_by if provision.extension else ""
    return Entry("extend", answer.due_earliest, approved_by=approver or "负责人")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"“{text}”不是日期，也不是 ISO 时刻。", param_hint="--from") from error
    if moment.tzinfo is None:
        raise click.BadParameter(
            f"“{text}”没有时区，请写成如 2026-09-28T23:30:00+08:00。", param_hint="--from"
        )
    return shanghai_day(moment)


def _pause(text: str) -> list[Entry]:
    first, separator, last = text.partition("..")
    try:
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise click.BadParameter(f"“{text}”应写成 2026-08-10..2026-08-20。", param_hint="--pause") from error
    if not separator or ends < begins:
        raise click.BadParameter(f"“{text}”的结束日早于开始日。", param_hint="--pause")
    return [Entry("pause", begins, reason="不计入期限"), Entry("resume", ends)]
