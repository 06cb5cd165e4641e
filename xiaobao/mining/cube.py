"""The cube the figures are read from: month × office × channel × track × category × outcome, as expressions.

Every number is of whole things (matters, persons, fen), so it is the same on every engine. Matters and
amounts add up over any of the six; persons do not, because one person may stand in two cells.
"""

from __future__ import annotations

import ibis

DIMENSIONS = ("office", "channel", "track", "category", "outcome")
"""What matters are counted by, beside the month."""
_MONTHS = 12


def year_cube(
    matters: ibis.Table, persons: ibis.Table, labels: ibis.Table, *, other: str = "其他"
) -> ibis.Table:
    """Return the columns of tables.FIGURES, in no order, of expressions over matters, persons and labels.

    ``year_before``: matters of the same cell in the same month a year before. A cell that had some then and
    has none now stands with zero matters, so that a month's column adds up to that month a year before.
    """
    based = placed(matters, labels, other)
    cells = _with_persons(_counted(based), based, persons)
    return _named_months(_with_year_before(cells))


def placed(matters: ibis.Table, labels: ibis.Table, other: str = "其他") -> ibis.Table:
    """Return each matter with its month (a number: 12 × year + month - 1), category and amounts in fen."""
    categories = primary_categories(labels)
    joined = matters.left_join(categories, matters.matter == categories.of_matter)
    return joined.select(
        matters.matter,
        month=matters.received_on.year().cast("int64") * _MONTHS + matters.received_on.month() - 1,
        office=matters.office,
        channel=matters.channel,
        track=matters.track,
        category=categories.category.fill_null(other),
        outcome=matters.outcome,
        amount_fen=matters.amount_fen.fill_null(0),
        recovered_fen=matters.recovered_fen.fill_null(0),
    )


def primary_categories(labels: ibis.Table) -> ibis.Table:
    """Return of_matter, category: the hot label with the best score among those proposed, ties by name."""
    hot = labels.filter((labels.scheme == "hot") & (labels.band == "propose"))
    best = hot.group_by(of_matter=hot.matter).agg(score=hot.score.max())
    top = hot.join(best, (hot.matter == best.of_matter) & (hot.score == best.score))
    return top.group_by("of_matter").agg(category=top.label.min())


def _counted(based: ibis.Table) -> ibis.Table:
    return based.group_by("month", *DIMENSIONS).agg(
        matters=based.count(),
        amount_fen=based.amount_fen.sum(),
        recovered_fen=based.recovered_fen.sum(),
    )


def _with_persons(cells: ibis.Table, based: ibis.Table, persons: ibis.Table) -> ibis.Table:
    known = persons.filter(persons.person != "").select(of_matter="matter", person="person")
    joined = based.join(known, based.matter == known.of_matter)
    heads = joined.group_by("month", *DIMENSIONS).agg(persons=joined.person.nunique())
    found = cells.left_join(heads, ["month", *DIMENSIONS])
    return found.select(
        "month", *DIMENSIONS, "matters", "amount_fen", "recovered_fen", persons=heads.persons.fill_null(0)
    )


def _with_year_before(cells: ibis.Table) -> ibis.Table:
    months = cells.select(in_month="month").distinct()
    before = cells.select(
        *DIMENSIONS, month=cells.month + _MONTHS, matters=ibis.literal(0, "int64"),
        persons=ibis.literal(0, "int64"), amount_fen=ibis.literal(0, "int64"),
        recovered_fen=ibis.literal(0, "int64"), year_before=cells.matters,
    )  # fmt: skip
    before = before.semi_join(months, before.month == months.in_month)
    now = cells.mutate(year_before=ibis.literal(0, "int64"))
    both = now.select(before.columns).union(before)
    sums = {name: both[name].sum() for name in before.columns if name not in ("month", *DIMENSIONS)}
    return both.group_by("month", *DIMENSIONS).agg(**sums)


def _named_months(cells: ibis.Table) -> ibis.Table:
    year, month = cells.month // _MONTHS, cells.month % _MONTHS + 1
    named = year.cast("string") + "-" + month.cast("string").lpad(2, "0")
    return cells.select(
        named.name("month"), *DIMENSIONS, "matters", "persons", "amount_fen",
        "recovered_fen", "year_before",
    )  # fmt: skip
