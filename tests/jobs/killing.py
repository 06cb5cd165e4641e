"""Officers killed in the middle of their work, with kill -9; each in a fork of a process that opened nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any


def killed_at_random(rounds: int, seed: int, longest: float) -> Iterator[Any]:
    """Fork two officers living lives, kill both at random moments, again and again.

    Each tells of an act on a pipe once it has come back, so that the telling outlives its process.
    """
    chance = random.Random(seed)
    for _ in range(rounds):
        reading, writing = os.pipe()
        children = [fork(lambda part=part: _live(part, writing)) for part in (0, 1)]  # noqa: B023
        os.close(writing)
        time.sleep(chance.uniform(0.05, longest))
        for child in children:
            os.kill(child, signal.SIGKILL)
        ends = [os.waitpid(child, 0)[1] for child in children]
        with os.fdopen(reading) as told:
            yield {"ends": ends, "done": [json.loads(line) for line in told if line.endswith("\n")]}


def _live(part: int, told: int) -> None:
    while True:
        os.write(told, (json.dumps(_next_act(part)) + "\n").encode())


def killed_at_every_statement(step: int, life: str = "one_life") -> Iterator[Any]:
    """Live one life in processes killed before the first statement of an act, before its second …

    Says the events of the life as each process found them, whether anything had changed, and the statement
    it was killed at. With ``step`` 3 only every third statement is tried. ``life`` is the module that tells
    it; where it names the acts to be killed in (``to_be_killed``), the others are done in one piece.
    """
    number, before = 0, ""
    while True:
        found, go_on, child = _begin(life)
        # What has changed is an act kept whole: the next one is killed before its first statement again.
        changed, before = found["held"] != before, found["held"]
        number = 1 if changed else number + step
        os.write(go_on, str(number).encode())
        os.close(go_on)
        end = os.waitpid(child, 0)[1]
        # An act that is refused would be tried for ever.
        assert end in (0, signal.SIGKILL), f"ended with {end} after {found['events']}"
        yield {"events": found["events"], "changed": changed, "statement": number, "end": end}
        if found["events"][-1:] == ["close"]:
            return


def _begin(life: str) -> tuple[dict[str, Any], int, int]:
    """Fork a process that says what it found, and then waits for the statement to die before."""
    (hears, tells), (waits, go_on) = os.pipe(), os.pipe()
    child = fork(lambda: _die(tells, waits, life))
    os.close(tells)
    os.close(waits)
    with os.fdopen(hears) as told:
        return json.loads(told.read()), go_on, child


def _die(tells: int, waits: int, life: str) -> None:
    from django.db import connection

    from tests.jobs.whole import fingerprint

    lived = import_module(f"tests.jobs.{life}")
    dies = getattr(lived, "to_be_killed", lambda part: True)(0)
    os.write(tells, json.dumps({"held": fingerprint(), "events": lived.events(0)}).encode())
    os.close(tells)
    number = int(os.read(waits, 20))
    left = [number if dies else 0]

    def count(execute: Callable[..., Any], *statement: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)

    with connection.execute_wrapper(count):
        lived.next_act(0)


def _next_act(part: int) -> dict[str, Any]:
    from tests.jobs.one_life import next_act

    return next_act(part)


def fork(work: Callable[[], Any]) -> int:
    """Do work in a process of its own; returns its id. It ends with 1 when anything is raised."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:  # noqa: BLE001 (told on stderr, and by the exit status)
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)
