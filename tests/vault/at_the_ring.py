"""Processes of their own around one keyring: what the examples of a rotation start, and kill.

python -m tests.vault.at_the_ring seal        seals without end; an envelope in hex a line
python -m tests.vault.at_the_ring open        opens what stands on each line of stdin, and says it
python -m tests.vault.at_the_ring rotate      rotates once and says the key's id
python -m tests.vault.at_the_ring die         rotates in processes killed at each touch of the disk
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiaobao.settings")

from xiaobao.vault import keyring, rotation
from xiaobao.vault.sealing import header_of, seal, unseal

TOUCHES = ("open", "link", "unlink", "rename", "replace", "fsync", "mkdir")


def seal_on() -> None:
    """Seal the number of each envelope, a thousand a second."""
    number = 0
    while True:
        number += 1
        print(seal(str(number).encode(), about=b"ring").hex(), flush=True)
        time.sleep(0.001)


def open_all() -> None:
    """Open each line and say what it holds."""
    for line in sys.stdin:
        print(unseal(bytes.fromhex(line.strip()), about=b"ring").decode(), flush=True)


def rotate() -> str:
    """Rotate once."""
    name = rotation.make()
    rotation.put_in_service(name)
    return name


def die_everywhere() -> None:
    """Rotate in copies of the home, killed before the first touch of the disk, the second … until one lives.

    Says for each: how the process ended, how many keys there are, and whether what was sealed before opens
    and what is sealed now opens again.
    """
    home, before, number = Path(os.environ["XIAOBAO_HOME"]), seal(b"before"), 0
    ended = -1
    while ended:
        number += 1
        copy = home.with_name(f"copy-{number}")
        shutil.copytree(home, copy)
        os.environ["XIAOBAO_HOME"] = str(copy)
        ended = _fork(lambda: _rotate_and_die(number))  # noqa: B023
        ring, after = keyring.read(), seal(b"after")
        whole = (unseal(before), unseal(after)) == (b"before", b"after")
        print(ended, len(ring.masters), header_of(after).key == ring.current.name and whole, flush=True)


def _rotate_and_die(number: int) -> None:
    left = [number]

    def counted(touch: Callable[..., Any]) -> Callable[..., Any]:
        def touched(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return touch(*given, **named)

        return touched

    for name in TOUCHES:
        setattr(os, name, counted(getattr(os, name)))
    rotate()


def _fork(work: Callable[[], Any]) -> int:
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    {
        "seal": seal_on,
        "open": open_all,
        "rotate": lambda: print(rotate()),
        "die": die_everywhere,
    }[sys.argv[1]]()
