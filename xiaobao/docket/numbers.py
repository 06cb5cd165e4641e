"""Numbers of matters and documents, taken inside the transaction that uses them: none lost or doubled."""

from __future__ import annotations

from django.db.models import F

from xiaobao.docket.models import NumberSeries


def take(series: str, year: int, count: int = 1) -> range:
    """Take the next ``count`` numbers of a series and year; undone with the transaction that took them."""
    NumberSeries.objects.get_or_create(series=series, year=year)
    row = NumberSeries.objects.select_for_update().filter(series=series, year=year)
    row.update(last=F("last") + count)
    last: int = row.values_list("last", flat=True).get()
    return range(last - count + 1, last + 1)
