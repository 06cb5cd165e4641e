"""The cube the figures are read from: month × office × channel × track × category × outcome, as expressions.

``facts`` joins what is counted, one row a matter and person; ``cube`` counts any such rows. Every number is
of whole things (matters, persons, fen), so it is the same on every engine. Matters and amounts add up over
any of the six; persons do not, because one person may stand in two cells.
"""

from __future__ import annotations

import ibis

from xiaobao.mining.chief_category import ORDER, OTHER

DIMENSIONS = ("office", "channel", "track", "category", "outcome")
"""What matters are counted by, beside the month."""
_CELL = ("month", *DIMENSIONS)
_COUNTED = ("matters", "persons", "amount_fen", "recovered_fen")
_MONTHS = 12


def year_cube(matters: ibis.Table, persons: ibis.Table, labels: ibis.Table) -> ibis.Table:
    """Return the columns of tables.FIGURES, in no order, of expressions over matters, persons and labels."""
    return cube(facts(matters, persons, labels))


def facts(matters: ibis.Table, persons: ibis.Table, labels: ibis.Table) -> ibis.Table:
    """Return month (12 × year + month - 1), the dimensions, person, matters, amount_fen and recovered_fen.

    A matter of several persons has a row for each; ``matters`` is 1 and the amounts are given on the first of
    them (by key) alone, so that they add up. ``person`` is null where nobody is known.
    """
    categories, heads = primary_categories(labels), _heads(persons)
    joined = matters.left_join(categories, matters.matter == categories.of_matter)
    joined = joined.left_join(heads, matters.matter == heads.by_matter)
    once = (heads.person.isnull() | heads.leads).cast("int64")
    return joined.select(
        month=matters.received_on.year().cast("int64") * _MONTHS + matters.received_on.month() - 1,
        office=matters.office,
        channel=matters.channel,
        track=matters.track,
        category=categories.category.fill_null(OTHER),
        outcome=matters.outcome,
        person=heads.person,
        matters=once,
        amount_fen=matters.amount_fen.fill_null(0) * once,
        recovered_fen=matters.recovered_fen.fill_null(0) * once,
    )


def cube(rows: ibis.Table) -> ibis.Table:
    """Return the columns of tables.FIGURES, in no order, counted over rows as ``facts`` gives them.

    ``year_before``: matters of the same cell in the same month a year before. A cell that had some then and
    has none now stands with zero matters, so that a month's column adds up to that month a year before.
    """
    cells = rows.group_by(*_CELL).agg(
        matters=rows.matters.sum(),
        persons=rows.person.nunique(),
        amount_fen=rows.amount_fen.sum(),
        recovered_fen=rows.recovered_fen.sum(),
    )
    return _named_months(_with_year_before(cells))


def primary_categories(labels: ibis.Table) -> ibis.Table:
    """Return of_matter, category: of the hot labels proposed the chief one (chief_category.ORDER)."""
    hot = labels.filter((labels.scheme == "hot") & (labels.band == "propose") & labels.label.isin(ORDER))
    ranked = hot.select(of_matter="matter", rank=hot.label.cases(*zip(ORDER, range(len(ORDER)), strict=True)))
    chief = ranked.group_by("of_matter").agg(rank=ranked["rank"].min())
    names = chief["rank"].cases(*enumerate(ORDER))
    return chief.select("of_matter", category=names)


def _heads(persons: ibis.Table) -> ibis.Table:
    """Return by_matter, person, leads: each person of a matter once, the first by key leading."""
    known = persons.filter(persons.person != "").select(by_matter="matter", person="person").distinct()
    first = known.group_by(of_matter=known.by_matter).agg(least=known.person.min())
    both = known.join(first, known.by_matter == first.of_matter)
    return both.select("by_matter", "person", leads=both.person == both.least)


def _with_year_before(cells: ibis.Table) -> ibis.Table:
    none = ibis.literal(0, "int64")
    months = cells.select(in_month="month").distinct()
    before = cells.select(
        *DIMENSIONS, month=cells.month + _MONTHS, year_before=cells.matters, **dict.fromkeys(_COUNTED, none)
    )
    before = before.semi_join(months, before.month == months.in_month)
    now = cells.mutate(year_before=none)
    both = now.select(before.columns).union(before)
    sums = {name: both[name].sum() for name in (*_COUNTED, "year_before")}
    return both.group_by(*_CELL).agg(**sums)


def _named_months(cells: ibis.Table) -> ibis.Table:
    year, month = cells.month // _MONTHS, cells.month % _MONTHS + 1
    named = year.cast("string") + "-" + month.cast("string").lpad(2, "0")
    return cells.select(named.name("month"), *DIMENSIONS, *_COUNTED, "year_before")
