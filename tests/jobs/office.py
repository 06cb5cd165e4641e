"""A bureau with the processes of its officers: what the examples under stress start, wait for and ask."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.jobs.conftest import Bureau

REPOSITORY = Path(__file__).parents[2]


class Office:
    """A home with matters in it, and the processes of its officers."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        self.count = 0
        self.complaints = bureau.home.with_name("stderr").open("w+", encoding="utf-8")
        self.door = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.at_work"],
            env=bureau.environment, cwd=REPOSITORY, text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.complaints,
        )  # fmt: skip

    def close(self) -> None:
        """Stop everybody who still works."""
        os.killpg(self.door.pid, signal.SIGKILL)
        self.door.communicate()
        self.complaints.close()

    def start(self, verb: str, **given: Any) -> int:
        """Start an officer's process and do not wait for it."""
        self.count += 1
        answers = str(self._answers(self.count))
        self._say({"officer": self.count, "verb": verb, "given": given, "answers": answers})
        return self.count

    def end(self, officer: int) -> list[Any]:
        """Wait for an officer's process to end, and return the answers."""
        self._say({"wait": officer})
        ended = self.door.stdout.readline()
        assert ended == "0\n", self.bureau.home.with_name("stderr").read_text(encoding="utf-8")
        return self.answers(officer)

    def answers(self, officer: int) -> list[Any]:
        """What an officer has answered so far."""
        file = self._answers(officer)
        return (
            [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            if file.exists()
            else []
        )

    def _answers(self, officer: int) -> Path:
        return self.bureau.home.with_name(f"answers-{officer}")

    def _say(self, what: dict[str, Any]) -> None:
        self.door.stdin.write(json.dumps(what) + "\n")
        self.door.stdin.flush()

    def together(self, *work: tuple[str, dict[str, Any]]) -> list[list[Any]]:
        """Have several officers work at once; return the answers of each."""
        officers = [self.start(verb, **given) for verb, given in work]
        return [self.end(officer) for officer in officers]

    def alone(self, verb: str, **given: Any) -> list[Any]:
        """Have one officer work, and return the answers."""
        return self.together((verb, given))[0]

    def at_the_same_moments(self, *work: tuple[str, dict[str, Any]], step: float) -> list[list[Any]]:
        """Have several officers do their first thing at one moment, their second at the next …"""
        self.alone("make_missing")  # by now everything is imported
        moments = {"begin": self.soon(), "step": step}
        return self.together(*((verb, given | moments) for verb, given in work))

    def soon(self) -> float:
        """A moment by which officers started now are ready (seconds since the epoch)."""
        return time.time() + 0.5

    def assert_whole(self, *, laid_out_again: bool = False) -> None:
        """Make what has no files, then look everything over."""
        assert self.alone("look_over", laid_out_again=laid_out_again) == []

    def numbers(self, series: str) -> list[int]:
        """The numbers of a series, in order."""
        return [
            row
            for (row,) in self.bureau.rows(
                f"SELECT sequence FROM docket_document WHERE series = '{series}' ORDER BY 1"
            )
        ]


def errors(answers: list[Any]) -> list[Any]:
    """The answers that are refusals."""
    return [answer for answer in answers if "error" in answer]
