"""``xiaobao rules preview``: what a changed file of rules would move; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, refuse

_SHOWN = 20
"""Rows of each kind in words; the JSON has them all."""


@click.group()
def rules() -> None:
    """督办阶梯、分办规则、处置人员安排、工作日历、法规期限的变更。"""


@rules.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@in_a_home
def preview(file: Path, as_json: bool) -> None:
    """列出这份文件一旦生效会变动的期限和预警；分办规则列出过去三十天会改去别处的来件，
    处置人员安排列出安排会改变的在办来件。不作任何改动。"""
    from django.utils import timezone

    from xiaobao.docket.rule_files import recognised
    from xiaobao.docket.rule_lists import worked_out
    from xiaobao.docket.rulebook import current
    from xiaobao.refusals import Obstacle

    try:
        found = recognised(file.name, file.read_bytes())
        listed: Any = worked_out(found, rulebook=current(), at=timezone.now())
    except Obstacle as error:
        refuse(error.code, error.sentence, as_json=as_json)
    told = {"file": str(file), "kind": found.kind.value, "list": listed.digest, "counts": listed.counts()}
    said, words = _TOLD.get(found.kind.value, (_moves, _words))
    document = told | said(listed)
    put(document, as_json=as_json, words="" if as_json else words(document))


def _moves(listed: Any) -> dict[str, Any]:
    return {
        "clocks": [_clock(group, number) for group, number in listed.clocks()],
        "warnings": [_warning(group, shift, number) for group, shift, number in listed.warnings()],
    }


def _ways(listed: Any) -> dict[str, Any]:
    from xiaobao.docket.reroutes_page import reroute_rows
    from xiaobao.docket.rulebook import current

    rows = reroute_rows(listed, current())
    return {
        "first": listed.span.first,
        "last": listed.span.last,
        "routes": [{"matter": number, "before": before, "after": after} for number, before, after in rows],
    }


def _ways_in_words(document: dict[str, Any]) -> str:
    counts, routes = document["counts"], document["routes"]
    days = f"{document['first']} 至 {document['last']}"
    lines = [f"{days} 收到的 {counts['looked']} 件来件中，{counts['matters']} 件会改去别处。没有作任何改动。"]
    lines += [f"  {one['matter']}：{one['before']} → {one['after']}" for one in routes[:_SHOWN]]
    rest = max(len(routes) - _SHOWN, 0)
    return "\n".join(lines + ([f"还有 {rest} 行，用 --json 列出全部。"] if rest else []))


def _handling(listed: Any) -> dict[str, Any]:
    from xiaobao.docket.rehandled_page import rehandling_rows

    names = ("matter", "before", "after", "what")
    return {"handling": [dict(zip(names, row, strict=True)) for row in rehandling_rows(listed)]}


def _handling_in_words(document: dict[str, Any]) -> str:
    counts, rows = document["counts"], document["handling"]
    lines = [f"在办的 {counts['looked']} 件来件中，{counts['matters']} 件的处置安排会改变。没有作任何改动。"]
    lines += [
        f"  {one['matter']}：{one['before']} → {one['after']}（{one['what']}）" for one in rows[:_SHOWN]
    ]
    rest = max(len(rows) - _SHOWN, 0)
    return "\n".join(lines + ([f"还有 {rest} 行，用 --json 列出全部。"] if rest else []))


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


_TOLD: dict[str, tuple[Callable[[Any], dict[str, Any]], Callable[[dict[str, Any]], str]]] = {
    "routing": (_ways, _ways_in_words),
    "handlers": (_handling, _handling_in_words),
}
"""How the list of a kind is told, as data and in words; all others are of clocks and warnings."""
