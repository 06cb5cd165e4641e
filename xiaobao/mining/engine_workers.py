"""Kernels on every core of this machine: a process for each, started when a large table first asks.

Rows go to the processes and come back through pipes, nothing is written beside them. The result is the one
kernel's, batch by batch in order, whether it ran here or there.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context

import pyarrow as pa

Kernel = Callable[[pa.RecordBatch], pa.RecordBatch]
WORTH = 4
"""Batches a table must have before processes are started for it: they take a second or two."""


class Workers:
    """As many processes as this one may use cores."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._pool: ProcessPoolExecutor | None = None

    def run(self, kernel: Kernel, batches: Sequence[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what the kernel makes of each batch, in order."""
        cores = len(os.sched_getaffinity(0))
        if cores < 2 or len(batches) < WORTH:
            return map(kernel, batches)
        if self._pool is None:
            # a server of its own to fork from: this process has threads, which a fork would cut off
            self._pool = ProcessPoolExecutor(cores, mp_context=get_context("forkserver"))
        told = pickle.dumps(kernel)
        return self._pool.map(_work, [told] * len(batches), batches)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _work(told: bytes, batch: pa.RecordBatch) -> pa.RecordBatch:
    return _kernel(told)(batch)


@lru_cache(maxsize=2)
def _kernel(told: bytes) -> Kernel:
    # one and the same for all batches, so that what it prepares from its settings is prepared once
    kernel: Kernel = pickle.loads(told)  # noqa: S301  written by the process that started this one
    return kernel
