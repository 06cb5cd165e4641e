"""What goes wrong with the machine: a run killed in its middle, a second worker in between, a row that is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from xiaobao.docket.models import Clock


class Killed(BaseException):
    """The process ends here: nothing catches this, and what is not committed is gone."""


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """End whatever runs inside at its n-th statement; goes on when it has fewer."""
    told = 0

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal told
        told += 1
        if told == statement:
            raise Killed
        return execute(*given)

    try:
        with connection.execute_wrapper(count):
            yield
    except Killed:
        if connection.in_atomic_block:
            raise


@contextmanager
def another_at(statement: int, work: Callable[[], None]) -> Iterator[None]:
    """Let another worker do its work between two transactions, at the n-th statement or soon after."""
    told, came = 0, False

    def watch(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal told, came
        told += 1
        if told >= statement and not came and not connection.in_atomic_block:
            came = True
            work()
        return execute(*given)

    with connection.execute_wrapper(watch):
        yield


def break_row(clock: Clock) -> Any:
    """Make the ledger of a clock unreadable; returns what it was."""
    before = clock.ledger
    Clock.objects.filter(pk=clock.pk).update(ledger=[{"kind": "nonsense", "on": "someday"}])
    return before


def mend_row(key: int, ledger: Any) -> None:
    """Put the ledger back."""
    Clock.objects.filter(pk=key).update(ledger=ledger)
