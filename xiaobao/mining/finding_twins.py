"""Twins as findings: the same dispute again, one finding for each time it was told again, on one track.

Across the tracks nothing is put forward: whoever handles a complaint must not learn that its author reports
(令121 第三十七条). Of three tellings of one dispute two findings come, each beside the earliest it is like.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import pyarrow.compute as pc

from xiaobao.mining.found import Facts, Found, Member, Part, part
from xiaobao.mining.tables import Tables

TWIN = "twin"


def found(tables: Tables, facts: Facts, *, refused: Collection[str] = ()) -> list[Found]:
    """Return a finding for every matter that tells again what came before; ``refused``: keys ruled out."""
    pairs = tables["pairs"]
    order = [("right", "ascending"), ("left", "ascending")]
    rows = pairs.filter(pc.equal(pairs["kind"], TWIN)).sort_by(order)
    first: dict[int, Found] = {}
    for row in _of_one_track(rows.to_pylist(), facts):
        if row["right"] not in first and key_of(row["left"], row["right"]) not in refused:
            first[row["right"]] = _told(row, facts)
    return list(first.values())


def key_of(left: int, right: int) -> str:
    """Return the key of a pair, the same in every run."""
    return f"{TWIN}-{left}-{right}"


def _of_one_track(rows: list[dict[str, Any]], facts: Facts) -> Iterator[dict[str, Any]]:
    yield from (row for row in rows if facts.track(row["left"]) == facts.track(row["right"]))


def _told(row: dict[str, Any], facts: Facts) -> Found:
    pair = (row["left"], row["right"])
    first, last = facts.days(pair)
    parts = tuple(_parts(row))
    return Found(
        kind=TWIN,
        source=key_of(*pair),
        title=f"疑似同一纠纷：{facts.number(pair[0])}与{facts.number(pair[1])}",
        why="，".join(one["why"] for one in parts),
        members=(Member(pair[0], "earlier", "先收到"), Member(pair[1], "later", "后收到")),
        first_on=first,
        last_on=last,
        persons=max(facts.persons(pair), 1),
        score=max(row["likeness"] or 0.0, row["contained"] or 0.0),
        parts=parts,
        respondent=facts.enterprise(pair[1]),
    )


def _parts(row: dict[str, Any]) -> Iterator[Part]:
    if row["same_person"]:
        yield part("same_person", 1, "", "出自同一人")
    if row["same_respondent"]:
        yield part("same_respondent", 1, "", "针对同一经营者")
    days = row["days"]
    yield part("days", days, "natural_day", f"相隔{days}天" if days else "同一天收到")
    for name, said in (("likeness", "文字相似度"), ("contained", "一份文字的内容出现在另一份中")):
        if row[name] is not None:
            share = float(row[name])
            yield Part(
                criterion="", name=name, value=share, unit="share", measure=share, weight=None,
                why=f"{said}{share:.0%}",
            )  # fmt: skip
