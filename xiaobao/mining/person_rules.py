"""Which matters come from one person, by what was written alike: each rule a join, each link with its rule.

Links run from one row of ``people`` to the next in time, so a person of five hundred matters has some five
hundred links and not a hundred thousand; whoever opens a cluster can walk it. All is said as expressions of
Ibis and gives equal rows on either engine.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.engine import Engine
from xiaobao.mining.person_forms import HIDDEN, NONE, WHOLE, PersonWords

_DAY = 86_400
_OF_TEN = 10.0


class PersonRules(PersonWords):
    """The reasons by rule, and the bounds of content/mining/linkage.yaml (days are natural days)."""

    reasons: dict[str, str]
    strangers: float
    fits_days: int
    namesakes: int

    def __hash__(self) -> int:
        """Hash by what forms depend on; the reasons are a dict."""
        return hash((self.nameless, self.titles, self.address_least))


LINKS = pa.schema([("left", pa.int64()), ("right", pa.int64()), ("rule", pa.string())])
"""Two rows of ``people`` and the rule by which they are one person."""


def alike(engine: Engine, told: pa.Table, rules: PersonRules) -> list[pa.Table]:
    """Return the links between rows written alike; ``told`` is FORMS with received and respondent."""
    t = engine.table(told)
    whole_phone, whole_name = t.phone_kind == WHOLE, t.name_kind == WHOLE
    chains: Sequence[tuple[str, ibis.Table, tuple[str, ...]]] = (
        ("id", t.filter(t.id_number != ""), ("id_number",)),
        ("name_phone", t.filter(whole_phone & whole_name), ("name", "phone")),
        ("hidden_name_phone", t.filter(whole_phone & (t.name_kind == HIDDEN)), ("name", "phone")),
        ("nameless_phone", t.filter(whole_phone & (t.name_kind == NONE)), ("phone",)),
        ("hidden_respondent", _hidden(t).filter(t.respondent.notnull()), ("name", "phone", "respondent")),
        ("name_address", t.filter(whole_name & (t.address != "")), ("name", "address")),
    )
    return [links(rule, engine.collect(_chain(rows, by), by=("right",))) for rule, rows, by in chains] + [
        _rare(engine, t, rules)
    ]


def _hidden(t: ibis.Table) -> ibis.Table:
    return t.filter((t.phone_kind == HIDDEN) & (t.name_kind != NONE))


def _chain(rows: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Link every row to the one before it among those alike."""
    window = ibis.window(group_by=list(by), order_by=["received", "row"])
    linked = rows.mutate(left=rows.row.lag().over(window), before=rows.received.lag().over(window))
    return linked.filter(linked.left.notnull()).rename(right="row")


def links(rule: str, rows: pa.Table) -> pa.Table:
    """Return ``left`` and ``right`` of the rows as links by this rule."""
    return pa.table(
        [rows["left"], rows["right"], pa.array([rule] * rows.num_rows, pa.string())], schema=LINKS
    )


def _rare(engine: Engine, t: ibis.Table, rules: PersonRules) -> pa.Table:
    """Link rows hidden alike, where hardly anybody else could be written so, or the two came close together.

    How many strangers to expect: of ``people`` hidden, those shown with the same part of the name, times the
    share of those with the same head of the phone, over the ways the other figures shown can be.
    """
    rows = _hidden(t)
    people = rows.select("name", "phone", "head", "shown").distinct()
    names = people.group_by("name").agg(same_name=people.count())
    heads = people.group_by("head").agg(same_head=people.count())
    chain = _chain(rows, ("name", "phone")).inner_join(names, "name").inner_join(heads, "head")
    found = engine.collect(
        chain.select("left", "right", "before", "received", "same_name", "same_head", "head", "shown"),
        by=("right",),
    )
    return _judged(
        found, engine.collect(people.agg(n=people.count()), by=("n",))["n"][0].as_py(), t, engine, rules
    )


def _judged(found: pa.Table, people: int, t: ibis.Table, engine: Engine, rules: PersonRules) -> pa.Table:
    if not found.num_rows:
        return LINKS.empty_table()
    number = {name: found[name].to_numpy().astype(np.float64) for name in ("same_name", "same_head", "shown")}
    free = number["shown"] - pc.utf8_length(found["head"]).to_numpy().astype(np.float64)
    strangers = number["same_name"] * number["same_head"] / people / _OF_TEN**free
    apart = (found["received"].to_numpy() - found["before"].to_numpy()) / _DAY
    share = np.minimum(2 * np.maximum(apart, 1.0) / max(_span(t, engine), 1.0), 1.0)
    rare = strangers <= rules.strangers
    near = ~rare & (strangers * share <= rules.strangers)
    return pa.concat_tables(
        [links("rare", found.filter(pa.array(rare))), links("near", found.filter(pa.array(near)))]
    )


def _span(t: ibis.Table, engine: Engine) -> float:
    ends = engine.collect(t.agg(first=t.received.min(), last=t.received.max()), by=("first",))
    return float(ends["last"][0].as_py() - ends["first"][0].as_py()) / _DAY
