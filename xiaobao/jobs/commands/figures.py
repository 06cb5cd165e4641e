"""``xiaobao figures``: the year's numbers."""

from __future__ import annotations

from typing import Any

import click

from xiaobao.jobs.answer import in_a_home, json_option, put


@click.command()
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help="按收到之日归入的年份。")
@json_option
@in_a_home
def figures(year: int, as_json: bool) -> None:
    """打印一年的数字：接收、受理、不予受理、立案、不予立案、调解与金额。"""
    from xiaobao.docket.figures import year as figures_of

    document = figures_of(year)
    put(document, as_json=as_json, words=_words(document))


def _words(document: dict[str, Any]) -> str:
    received, complaints, reports = document["received"], document["complaints"], document["reports"]
    return "\n".join(
        (
            f"{document['year']}年（按收到之日）共接收 {received['total']} 件",
            (
                f"  投诉 {complaints['received']}：受理 {complaints['accepted']}，"
                f"不予受理 {complaints['declined']}，未决定 {complaints['undecided']}"
            ),
            (
                f"  举报 {reports['received']}：立案 {reports['filed']}，"
                f"不予立案 {reports['not_filed']}，未决定 {reports['undecided']}"
            ),
            "  渠道 " + "，".join(f"{name} {count} 件" for name, count in received["by_channel"].items()),
        )
    )
