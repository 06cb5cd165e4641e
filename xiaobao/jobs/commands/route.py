"""``xiaobao route``: an export routed by the rules in service, to see what they would do; nothing is kept."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put, say

_COLUMNS = ("行号", "编号", "由谁先办", "归哪个单位", "适用规则", "街道", "来源所写单位", "是否一致")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--system", type=click.Choice(["auto", "platform_12315", "hotline_12345"]), default="auto")
@click.option(
    "--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="把每一行的去处写成CSV。"
)
@json_option
@in_a_home
def route(file: Path, system: str, out: Path | None, as_json: bool) -> None:
    """按现行分办规则试算一份导出文件的每一行，不写入任何数据；与来源所写的所比较。"""
    from django.utils import timezone

    from xiaobao.docket.route_export import route_export
    from xiaobao.docket.rulebook import current
    from xiaobao.intake.errors import IntakeError

    began, rulebook = time.perf_counter(), current()
    try:
        today = rulebook.today(timezone.now())
        tally, lines = route_export(file, system=system, rulebook=rulebook, today=today)
        _go_through(lines, out, rulebook)
    except IntakeError as error:
        say(f"{file.name}：{error}")
        sys.exit(1)
    document = _document(file, tally, time.perf_counter() - began)
    put(document, as_json=as_json, words="" if as_json else _words(document, rulebook))


def _go_through(lines: Iterator[Any], out: Path | None, rulebook: Any) -> None:
    if out is None:
        for _line in lines:
            pass
        return
    # With a mark of the encoding, or the usual spreadsheet garbles Chinese.
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        writer.writerows(_rows(lines, rulebook))


def _rows(lines: Iterable[Any], rulebook: Any) -> Iterator[tuple[str, ...]]:
    names = {office.code: office.name for office in rulebook.locality.offices}
    rules = {rule.id: rule.name for rule in rulebook.routing.rules}
    for line in lines:
        found = line.route
        same = {True: "一致", False: "不一致"}[line.agrees] if line.compared else ""
        yield (
            str(line.row), line.external_id, found.tier.label, names.get(found.office, found.office),
            rules[found.rule], found.where.street, names.get(line.named, ""), same,
        )  # fmt: skip


def _document(file: Path, tally: Any, seconds: float) -> dict[str, Any]:
    return {
        "file": str(file),
        "system": tally.system,
        "rows": tally.rows,
        "routed": sum(tally.tiers.values()),
        "duplicates": tally.duplicates,
        "rejected": tally.rejected,
        "tiers": dict(tally.tiers.most_common()),
        "offices": dict(tally.offices.most_common()),
        "odr": tally.diversions["odr"],
        "green_channel": tally.diversions["green_channel"],
        "with_street": tally.with_street,
        "compared": tally.compared,
        "agree": tally.agree,
        "disagreements": [
            {"row": one.row, "source": one.named, "street": where.street, "rules": where.office}
            for one in tally.disagreements
            for where in [one.route.where]
        ],
        "seconds": round(seconds, 2),
    }


def _words(document: dict[str, Any], rulebook: Any) -> str:
    from xiaobao.rules.routing import Tier

    names = {office.code: office.name for office in rulebook.locality.offices}
    tiers = "，".join(f"{Tier(code).label} {number}" for code, number in document["tiers"].items())
    offices = "，".join(f"{names[code]} {number}" for code, number in document["offices"].items())
    lines = [
        f"{document['rows']} 行，试算 {document['routed']} 件，没有写入任何数据。",
        f"  由谁先办：{tiers}",
        f"  归哪个单位：{offices}",
        f"  转ODR企业 {document['odr']} 件，绿色通道 {document['green_channel']} 件",
        (
            f"  地址写明街道的 {document['with_street']} 件；其中来源写明所的 {document['compared']} 件，"
            f"一致 {document['agree']} 件"
        ),
    ]
    lines += [
        f"  第 {one['row']} 行：来源写{names[one['source']]}，{one['street']}归{names[one['rules']]}"
        for one in document["disagreements"]
    ]
    return "\n".join(lines)
