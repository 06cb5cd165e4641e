"""``xiaobao rules preview``: what a changed ladder, calendar or regulation would move; nothing is written."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse

_SHOWN = 20
"""Rows of each kind in words; the JSON has them all."""


@click.group()
def rules() -> None:
    """督办阶梯、工作日历、法规期限的变更。"""


@rules.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@in_a_home
def preview(file: Path, as_json: bool) -> None:
    """列出这份文件一旦生效，哪些正在计时的期限会变动、哪些预警会发出；不作任何改动。"""
    from django.utils import timezone

    from xiaobao.docket.errors import DocketError
    from xiaobao.docket.rule_files import recognised
    from xiaobao.docket.rulebook import current
    from xiaobao.docket.what_if import what_if

    try:
        found = recognised(file.name, file.read_bytes())
        moves = what_if(found, rulebook=current(), at=timezone.now())
    except DocketError as error:
        refuse(error.code, error.sentence, as_json=as_json)
    document = {
        "file": str(file),
        "kind": found.kind.value,
        "list": moves.digest,
        "counts": moves.counts(),
        "clocks": [_clock(group, number) for group, number in moves.clocks()],
        "warnings": [_warning(group, shift, number) for group, shift, number in moves.warnings()],
    }
    put(document, as_json=as_json, words="" if as_json else _words(document))


def _clock(group: Any, number: str) -> dict[str, Any]:
    return {
        "matter": number,
        "clock": group.clock,
        "before": {"earliest": group.before.earliest, "latest": group.before.latest},
        "after": {"earliest": group.after.earliest, "latest": group.after.latest},
    }


def _warning(group: Any, shift: Any, number: str) -> dict[str, Any]:
    return {
        "matter": number,
        "clock": group.clock,
        "stage": shift.stage,
        "name": shift.name,
        "effect": shift.effect.value,
        "before": shift.before,
        "after": shift.after,
    }


def _words(document: dict[str, Any]) -> str:
    from xiaobao.docket.moves import Effect

    counts = document["counts"]
    warned = "，".join(f"{effect.label} {counts[effect.value]}" for effect in Effect)
    lines = [f"变动的期限 {counts['clocks']} 个；预警：{warned}。没有作任何改动。"]
    if counts.get("unread"):
        lines.append(f"另有 {counts['unread']} 个期限现在就无法计算，不在清单内。")
    lines += [_clock_line(one) for one in document["clocks"][:_SHOWN]]
    lines += [_warning_line(one) for one in document["warnings"][:_SHOWN]]
    rest = sum(max(len(document[name]) - _SHOWN, 0) for name in ("clocks", "warnings"))
    return "\n".join(lines + ([f"还有 {rest} 行，用 --json 列出全部。"] if rest else []))


def _clock_line(one: dict[str, Any]) -> str:
    return f"  {one['matter']} {_name(one['clock'])}：届满日 {_days(one['before'])} → {_days(one['after'])}"


def _days(days: dict[str, date | None]) -> str:
    return f"{days['earliest']}{'' if days['latest'] else '（暂定）'}"


def _warning_line(one: dict[str, Any]) -> str:
    from xiaobao.docket.moves import Effect

    when = f"{_moment(one['before'])} → {_moment(one['after'])}"
    return f"  {one['matter']} {_name(one['clock'])} {one['name']}{Effect(one['effect']).label}：{when}"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "无"


def _name(clock: str) -> str:
    from xiaobao.docket.reckoning import name_of
    from xiaobao.docket.rulebook import current

    return name_of(clock, current())
