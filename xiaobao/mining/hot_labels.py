"""The seven hot categories by their signs (``xiaobao.rules.hot_categories``), and by the respondent's others.

What a file says of a matter differs: an export of the national platform gives the whole path of the goods and
how they were sold, a work order of the hotline the first two classes alone. Where a matter says little, the
respondent's other matters, told in full, speak: a shop complained of over online orders nine times of ten is
an online shop the tenth time too. Their number is always told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.bands_of_trust import ASK, PROPOSE
from xiaobao.mining.classify_settings import Hot
from xiaobao.mining.label_rows import HISTORY, HOT, RULE, LabelRow
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import Tables
from xiaobao.rules import hot_categories
from xiaobao.rules.hot_categories import HotCategory, Traits

ARROW = "->"
"""Stands between the parts of a path."""


def parts(path: str) -> tuple[str, ...]:
    """Return the parts of a path, the root first."""
    return tuple(path.split(ARROW)) if path else ()


def by_signs(
    matter: int, traits: Traits, categories: Sequence[HotCategory], settings: Hot
) -> Iterator[LabelRow]:
    """Yield the categories a matter shows a sign of, each with it; what wording cannot show is only asked."""
    for proposed in hot_categories.propose(categories, traits):
        name = proposed.category.name
        band = ASK if name in settings.only_asked else PROPOSE
        yield LabelRow(matter, HOT, name, None, band, RULE, proposed.reason.text)


def by_history(tables: Tables, signs: pa.Table, settings: Hot, run: Run) -> list[LabelRow]:
    """Return what the respondent's other matters say of those whose own path says little.

    ``signs`` are the labels by rule. Counted over respondents (one enterprise under several names).
    """
    told = _told(tables, settings)
    told_in_full, brief = told.filter(told["full"]), told.filter(pc.invert(told["full"]))
    if not told_in_full.num_rows or not brief.num_rows:
        return []
    table = run.engine.table
    counts = _counts(table(told_in_full), table(_proposed(signs)))
    known = table(_proposed(signs)).select(of_matter="matter", of_label="label")
    asked = table(brief).select("matter", "respondent").join(counts, "respondent")
    new = asked.anti_join(
        known, (asked.matter == known.of_matter) & (asked.label == known.of_label)
    )  # fmt: skip
    found = run.engine.collect(new.select("matter", "label", "n", "of"), by=["matter", "label"])
    rows = found.to_pylist()
    return [row for one in rows if (row := _said(settings, **one)) is not None]


def _told(tables: Tables, settings: Hot) -> pa.Table:
    """Return matter, respondent and whether its path is told in full, of matters against somebody."""
    matters = tables["matters"]
    depth = pc.list_value_length(pc.split_pattern(matters["object_path"], ARROW))
    stands_for = dict(
        zip(*(tables["respondents"][name].to_pylist() for name in ("enterprise", "respondent")), strict=True)
    )
    whom = [stands_for.get(one, one) for one in matters["enterprise"].to_pylist()]
    full = pc.greater_equal(depth, settings.depth)
    # how it was sold is told with the path on the national platform alone
    full = pc.or_(full, pc.not_equal(matters["sales_mode"], ""))
    told = pa.table({"matter": matters["matter"], "respondent": pa.array(whom, pa.int64()), "full": full})
    return told.filter(pc.is_valid(told["respondent"]))


def _proposed(signs: pa.Table) -> pa.Table:
    hot = pc.and_(pc.equal(signs["scheme"], HOT), pc.equal(signs["band"], PROPOSE))
    return signs.filter(hot).select(["matter", "label"])


def _counts(full: ibis.Table, signs: ibis.Table) -> ibis.Table:
    """Return respondent, label, n (matters of the label) and of (all its matters told in full)."""
    all_of = full.group_by("respondent").agg(of=full.count())
    joined = full.join(signs, "matter")
    each = joined.group_by("respondent", "label").agg(n=joined.count())
    return each.join(all_of, "respondent")


def _said(settings: Hot, matter: int, label: str, n: int, of: int) -> LabelRow | None:
    share, history = n / of, settings.history
    if of < history.least or share < history.ask:
        return None
    band = PROPOSE if share >= history.propose else ASK
    why = f"该企业其他写明客体类别、销售方式的{of}件中{n}件属于“{label}”"
    return LabelRow(matter, HOT, label, round(share, 4), band, HISTORY, why)
