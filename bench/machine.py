"""Where it was measured: processor, versions, commit, and how busy the machine was."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def machine() -> dict[str, Any]:
    """Return the environment of the measurements."""
    return {
        "cpu": _line("/proc/cpuinfo", "model name") or platform.processor() or None,
        "cores": os.cpu_count(),
        "memory_gb": _memory(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "django": version("django"),
        "xiaobao": version("xiaobao"),
        "commit": commit(ROOT / ".git"),
    }


def load() -> list[float]:
    """Return the load average over 1, 5 and 15 minutes: above the number of cores others were at work too."""
    return [round(value, 2) for value in os.getloadavg()]


def commit(git: Path) -> str | None:
    """Return the commit checked out, read from the repository's files; None outside a clone.

    Changes not yet committed do not show.
    """
    try:
        head = (git / "HEAD").read_text(encoding="ascii").strip()
        return _resolved(git, head.removeprefix("ref: ")) if head.startswith("ref: ") else head
    except OSError:
        return None


def _resolved(git: Path, name: str) -> str | None:
    loose = git / name
    if loose.exists():
        return loose.read_text(encoding="ascii").strip()
    packed = (git / "packed-refs").read_text(encoding="utf-8").splitlines()
    return next((line.split()[0] for line in packed if line.endswith(f" {name}")), None)


def _memory() -> float | None:
    line = _line("/proc/meminfo", "MemTotal")
    return round(int(line.split()[0]) / 1024**2, 1) if line else None


def _line(path: str, name: str) -> str | None:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), None)
