"""Running one thing in a process of its own, and what it took: wall and processor time, memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
XIAOBAO = ("-m", "xiaobao")


class Failed(Exception):
    """A measured process did not end well; the message holds the end of what it said."""


@dataclass(frozen=True)
class Spent:
    """Seconds from start to end, processor seconds (user and system), and the largest resident size in MB."""

    wall_s: float
    cpu_s: float
    peak_mb: float

    def to_json(self) -> dict[str, float]:
        """Return a JSON object."""
        return asdict(self)


@dataclass(frozen=True)
class Ended:
    """What a process printed and what it took."""

    output: str
    spent: Spent

    @property
    def answer(self) -> Any:
        """The JSON document it printed."""
        return json.loads(self.output)


def environment(home: Path, database: str = "") -> dict[str, str]:
    """Return the environment of a measured process: the demo locality, nothing of the caller's own bureau.

    ``database``: the address of the server that holds the rows; empty: the embedded one of the home.

    Compiled modules are kept beside the homes, as they are after a first start; some machines forbid it.
    """
    aside = ("XIAOBAO_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(aside)}
    return {
        **kept,
        "PYTHONPYCACHEPREFIX": str(home.parent / "bytecode"),
        "XIAOBAO_HOME": str(home),
        "XIAOBAO_DATABASE": database,
        "XIAOBAO_LOCALITY": "huli",
        "DJANGO_SETTINGS_MODULE": "xiaobao.settings",
        "PYTHONPATH": str(ROOT),
    }


def run(arguments: Sequence[str], *, home: Path, may_exit: Sequence[int] = (0,), database: str = "") -> Ended:
    """Run this Python with ``arguments`` and wait for it; raises Failed on any other exit code.

    The caller must be small itself: a new process begins its life with its parent's size as its peak.
    """
    command = [sys.executable, *arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=ROOT, env=environment(home, database))
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said, complained = _read(out), _read(err)
    if process.returncode not in may_exit:
        raise Failed(f"{' '.join(arguments)[:120]}: exit {process.returncode}\n{complained[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Ended(said, Spent(round(wall, 3), round(cpu, 3), round(usage.ru_maxrss / 1024, 1)))


def _read(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode(errors="replace"))
