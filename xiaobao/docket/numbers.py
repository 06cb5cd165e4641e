"""Numbers of matters and documents, taken inside the transaction that uses them: none lost or doubled."""

from __future__ import annotations

from django.db import connection, transaction

from xiaobao.docket.models import NumberSeries


def take(series: str, year: int, count: int = 1) -> range:
    """Take the next ``count`` numbers of a series and year; undone with the transaction that took them.

    Must run inside that transaction: outside one, what fails afterwards would leave a gap.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number is taken inside the transaction that uses it")
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    # One statement, so that nobody else can take a number between reading and writing.
    taking = (
        f"INSERT INTO {table} (series, year, last) VALUES (%s, %s, %s) "  # noqa: S608  the name is the model's
        f"ON CONFLICT (series, year) DO UPDATE SET last = {table}.last + excluded.last RETURNING last"
    )
    with connection.cursor() as cursor:
        cursor.execute(taking, [series, year, count])
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)
