"""What happened in a play, line by line, and how a play that went wrong is told and played again."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from tests.cast import SHANGHAI

_TOLD = 40


class Broken(AssertionError):
    """An invariant does not hold; the words name the seed, the moment and what came before."""


class Journal:
    """The lines of one play."""

    def __init__(self, seed: int, matters: int) -> None:
        self.again = f"python -m tests.simulation --seed {seed} --matters {matters}"
        self.lines: list[str] = []

    def note(self, at: datetime, what: str) -> None:
        """Write one line."""
        self.lines.append(f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S} {what}")

    @property
    def digest(self) -> str:
        """Return twelve characters that are the same when the same things happened at the same moments."""
        return sha256("\n".join(self.lines).encode()).hexdigest()[:12]

    def broken(self, at: datetime, what: str) -> Broken:
        """Return the error that says what does not hold, with the seed to play it again."""
        before = "\n".join(self.lines[-_TOLD:])
        when = f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
        return Broken(f"{before}\n{when} {what}\nplay it again: {self.again}")
