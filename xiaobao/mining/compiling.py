"""Whether the compiled kernels can be had, and how many threads they run on.

numba is used where it can be imported. Where it cannot, each caller has a twin in numpy, slower, with the
same results to the last bit.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_SMALLEST_PART = 256
_PARTS_A_THREAD = 8


@lru_cache(maxsize=1)
def kernels() -> Any | None:
    """Return the module of compiled kernels, or None where numba cannot be had."""
    if find_spec("numba") is None:
        return None
    return import_module("xiaobao.mining.near_copy_kernels")


def threads() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def in_parts(length: int, work: Callable[[int, int], None]) -> None:
    """Call ``work(begin, end)`` over parts of 0 … length, on every core; the parts may be any."""
    size = max(_SMALLEST_PART, -(-length // (threads() * _PARTS_A_THREAD)))
    bounds = [(begin, min(begin + size, length)) for begin in range(0, length, size)]
    if len(bounds) < 2 or threads() == 1:
        for begin, end in bounds:
            work(begin, end)
        return
    with ThreadPoolExecutor(threads()) as pool:
        list(pool.map(lambda part: work(*part), bounds))
