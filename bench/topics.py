"""Hot issues against BERTopic on the same vectors: how long each takes, and how well each meets known issues.

python -m bench.topics [--messages A.csv --gold B.csv --members C.csv]

Both are given the same weighed words of the same messages. Ours clusters the sparse rows; BERTopic cannot,
and is given what its manual gives it where there is no language model: the rows by truncated SVD, clustered
with its own UMAP and HDBSCAN. The time of making the vectors and the SVD is counted for neither. Without
files, messages are invented. Where BERTopic is not installed nothing is compared, and the answer says so.
"""

from __future__ import annotations

import json
import random
import statistics
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import click
import numpy as np

from bench.ground import Ground
from bench.judging import Measured, at_least
from xiaobao.jobs.commands.evaluate_hotspots import read
from xiaobao.law import content_dir
from xiaobao.mining import hotspots_settings, topics, topics_scores
from xiaobao.mining.hotspots_messages import Message, weights

TARGET = 5.0
"""Times faster than BERTopic, at least."""
INVENTED, ISSUES, SEED = 3_000, 40, 20261201
ROUNDS = 3
DIMENSIONS = 100


def measure(_ground: Ground) -> Measured:
    """Compare on invented messages; without BERTopic the details say that nothing was compared."""
    details = compared(invented(), {})
    if "times" not in details:
        return Measured(details=details)
    faster = at_least("hot issues, times faster than BERTopic", TARGET, details["times"], "times")
    return Measured(details=details, judged=(faster,))


def invented() -> list[Message]:
    """Return messages over a year, drawn from words of 40 issues and of none."""
    draw = random.Random(SEED)
    common = [chr(0x4E00 + at) + chr(0x5000 + at) for at in range(600)]
    of = [[chr(0x6000 + 40 * at + n) + chr(0x7000 + 40 * at + n) for n in range(12)] for at in range(ISSUES)]
    began, found = datetime(2026, 1, 1, 8, tzinfo=ZoneInfo("Asia/Shanghai")), []
    for number in range(INVENTED):
        own = of[draw.randrange(ISSUES)] if draw.random() < 0.3 else common
        words = [draw.choice(own) for _ in range(12)] + [draw.choice(common) for _ in range(40)]
        at = began + timedelta(minutes=number * 170)
        found.append(Message(title=" ".join(words[:4]), text=" ".join(words), user=str(number), at=at))
    return found


def compared(messages: list[Message], gold: dict[str, list[int]]) -> dict[str, Any]:
    """Return seconds of both (the median of three), how many times faster, and the mean best F1 of both."""
    settings = hotspots_settings.read(content_dir())
    messages, gold = _in_time(messages, gold)
    rows = weights(messages, settings)
    days = np.array([one.at.date().toordinal() for one in messages])
    topics.clusters(
        rows[:9], days[:9], settings.topics
    )  # compiled once, as a process that runs nightly has it
    ours = _timed(lambda: topics.clusters(rows, days, settings.topics))
    answer = {"messages": len(messages), "seconds": ours[0], "mean_best_f1": _f1(ours[1], gold)}
    if find_spec("bertopic") is None:
        return {**answer, "peer": "skipped: bertopic is not installed"}
    theirs = _timed(_peer(rows, [one.text for one in messages]))
    times = round(theirs[0] / ours[0], 1)
    peer = {"seconds": theirs[0], "mean_best_f1": _f1(theirs[1], gold)}
    return {**answer, "peer": peer, "times": times, "target": TARGET}


def _in_time(
    messages: list[Message], gold: dict[str, list[int]]
) -> tuple[list[Message], dict[str, list[int]]]:
    order = sorted(range(len(messages)), key=lambda at: (messages[at].at, at))
    place = {at: position for position, at in enumerate(order)}
    return [messages[at] for at in order], {issue: [place[at] for at in of] for issue, of in gold.items()}


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    seconds = []
    for _round in range(ROUNDS):
        began = perf_counter()
        found = work()
        seconds.append(perf_counter() - began)
    return round(statistics.median(seconds), 3), found


def _f1(of: Any, gold: dict[str, list[int]]) -> float | None:
    best = topics_scores.best(of, gold)
    return round(statistics.mean(one.f1 for one in best.values()), 4) if best else None


def _peer(rows: Any, texts: list[str]) -> Callable[[], Any]:
    from bertopic import BERTopic
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    dense = normalize(TruncatedSVD(DIMENSIONS, random_state=0).fit_transform(rows))

    def work() -> Any:
        model = BERTopic(language="chinese", min_topic_size=3, calculate_probabilities=False)
        return np.array(model.fit_transform(texts, dense)[0])

    return work


@click.command()
@click.option("--messages", type=click.Path(exists=True, path_type=Path))
@click.option("--gold", type=click.Path(exists=True, path_type=Path))
@click.option("--members", type=click.Path(exists=True, path_type=Path))
def main(messages: Path | None, gold: Path | None, members: Path | None) -> None:
    """Print the figures."""
    given = read(messages, gold, members) if messages and gold and members else (invented(), {})
    click.echo(json.dumps(compared(*given), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
