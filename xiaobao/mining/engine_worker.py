"""What one worker process does: read a kernel and a batch, answer with what the kernel makes of it, again.

    python -m xiaobao.mining.engine_worker

Started by ``engine_workers`` alone; it ends when its input does, as it must when whoever asked is gone.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from functools import lru_cache
from typing import Any, BinaryIO


def work(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there is no more to read; what a kernel raises is the answer to that batch."""
    while True:
        try:
            told, batch = pickle.load(asked)  # noqa: S301  written by the process that started this one
        except EOFError:
            return
        try:
            answer: Any = _kernel(told)(batch)
        except Exception as error:  # noqa: BLE001  it is raised again where the kernel was asked for
            answer = error
        pickle.dump(answer, answers)
        answers.flush()


@lru_cache(maxsize=2)
def _kernel(told: bytes) -> Callable[[Any], Any]:
    # one and the same for all batches, so that what it prepares from its settings is prepared once
    kernel: Callable[[Any], Any] = pickle.loads(told)  # noqa: S301  the same
    return kernel


if __name__ == "__main__":
    # what a library prints must not come between the answers
    answering = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with os.fdopen(os.dup(0), "rb") as asking:
        work(asking, answering)
