"""Kernels on every core of this machine: a process for each, started when a large table first asks.

Each is a fresh Python that runs ``engine_worker`` and is asked through its pipes, so that it needs nothing of
the program that called; nothing is written beside them. The result is the one kernel's, batch by batch in
order, whether it ran here or there.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import IO, cast

import pyarrow as pa

Kernel = Callable[[pa.RecordBatch], pa.RecordBatch]
WORTH = 4
"""Batches a table must have before processes are started for it: they take a second or two."""
_COMMAND = (sys.executable, "-m", "xiaobao.mining.engine_worker")


class Workers:
    """As many processes as this one may use cores."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._processes: list[subprocess.Popen[bytes]] = []
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()

    def run(self, kernel: Kernel, batches: Sequence[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what the kernel makes of each batch, in order; raises what it raises."""
        cores = len(os.sched_getaffinity(0))
        if cores < 2 or len(batches) < WORTH:
            yield from map(kernel, batches)
            return
        self._start(cores)
        told = pickle.dumps(kernel)
        with ThreadPoolExecutor(cores) as asking:
            yield from asking.map(lambda batch: self._ask(told, batch), batches)

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.communicate()
        self._processes.clear()
        self._idle = SimpleQueue()

    def _start(self, cores: int) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        while len(self._processes) < cores:
            process = subprocess.Popen(  # noqa: S603  this Python and a module of our own
                _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
            )
            self._processes.append(process)
            self._idle.put(process)

    def _ask(self, told: bytes, batch: pa.RecordBatch) -> pa.RecordBatch:
        process = self._idle.get()
        try:
            asked, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
            pickle.dump((told, batch), asked)
            asked.flush()
            answer = pickle.load(answers)  # noqa: S301  written by the process started here
        finally:
            self._idle.put(process)
        if isinstance(answer, Exception):
            raise answer
        return answer
