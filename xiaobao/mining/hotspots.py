"""Step **hotspots** (热点): issues by topic, place, respondent and time, ranked by the four criteria.

The board looks at the last days up to the day of the run (``days``): what was hot a year ago is history and
not news, and a nightly run costs what one season costs, however long the docket is. Matters that speak of the
same are found by ``topics``; what a ring sent or was told twice counts once; every issue brings the parts of
its rank. Reads matters, texts, persons, respondents, enterprises, labels, pairs, group_members, ring_members.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy import sparse

from xiaobao.mining import hotspots_parts, hotspots_settings, issue_words, topics, vectors
from xiaobao.mining.criteria import Part, rank
from xiaobao.mining.hotspots_facts import Facts, facts, gathered, names
from xiaobao.mining.hotspots_parts import Issues
from xiaobao.mining.hotspots_settings import Settings
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.tables import ISSUE_MEMBERS, ISSUE_PARTS, ISSUES, Tables, empty

Indices = npt.NDArray[np.int64]
_CENTRAL = 30
"""Matters of an issue whose words are read, the most central; more change no word of the first few."""


@dataclass(frozen=True)
class Found:
    """Everything a row of the tables is written from."""

    rows: pa.Table
    facts: Facts
    weights: sparse.csr_matrix
    issues: Issues
    parts: dict[int, list[Part]]
    order: list[tuple[int, float, int]]
    enterprises: dict[int, tuple[str, str]]
    spread: Callable[[str], float]


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return ``issues``, ``issue_members`` and ``issue_parts`` of the window; raises MalformedContent."""
    settings = hotspots_settings.read(run.content)
    rows = gathered(tables, run, settings)
    if not rows.num_rows:
        return {name: empty(name) for name in ("issues", "issue_members", "issue_parts")}
    known = facts(rows, tables["pairs"] if "pairs" in tables else empty("pairs"), settings, run)
    counts = counted(rows, settings, run)
    weights = vectors.weighed(counts, settings.vectors)
    cluster = topics.clusters(weights, known.day, settings.topics)
    issues = hotspots_parts.counted(known, cluster, settings, least=settings.least_matters)
    parts, order = ranked(issues, settings)
    kept = [one for one in order if issues.values["concentrated.persons"][one[0]] >= settings.least_persons]
    order, enterprises = _placed(kept[: settings.most]), _enterprises(tables)
    found = Found(rows, known, weights, issues, parts, order, enterprises, _spread(counts))
    return _tables(found, settings)


def counted(rows: pa.Table, settings: Settings, run: Run) -> sparse.csr_matrix:
    """Return how often each word and named thing is in each row (``rows`` as ``gathered`` gives them)."""
    read = rows.select(["matter", "title", "text"])
    read = read.set_column(2, "text", read["text"].fill_null(""))
    told = settings.vectors
    kernel = partial(vectors.kernel, title=told.title, title_runs=told.title_runs)
    return vectors.counted(run.engine.each(kernel, read, vectors.WORDS), names(rows, settings))


def ranked(issues: Issues, settings: Settings) -> tuple[dict[int, list[Part]], list[tuple[int, float, int]]]:
    """Return the parts of each issue, and (issue, score, rank) from the first to the last.

    Of two with the same score the one whose first matter came first stands before the other.
    """
    by_issue: dict[int, list[Part]] = {}
    for part in hotspots_parts.parts(issues, settings):
        by_issue.setdefault(int(part.issue), []).append(part)
    scores = [
        (int(key), score) for key, score, _place in rank(one for all_ in by_issue.values() for one in all_)
    ]
    return by_issue, _placed(
        (number, score, 0) for number, score in sorted(scores, key=lambda x: (-x[1], x[0]))
    )


def _placed(order: Iterable[tuple[int, float, int]]) -> list[tuple[int, float, int]]:
    return [(number, score, place) for place, (number, score, _before) in enumerate(order, start=1)]


def _enterprises(tables: Tables) -> dict[int, tuple[str, str]]:
    columns = (tables["enterprises"][name].to_pylist() for name in ("enterprise", "name", "address"))
    return {key: (name, address) for key, name, address in zip(*columns, strict=True)}


def _spread(counts: sparse.csr_matrix) -> Callable[[str], float]:
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    return lambda word: float(seen[vectors.column(word)]) / counts.shape[0]


def _tables(found: Found, settings: Settings) -> dict[str, pa.Table]:
    issues: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    parts: list[dict[str, Any]] = []
    by_issue = np.argsort(found.issues.of, kind="stable")
    bounds = np.searchsorted(found.issues.of[by_issue], np.arange(len(found.issues.n) + 1))
    for number, score, place in found.order:
        at = by_issue[bounds[number] : bounds[number + 1]]
        key = f"issue-{found.facts.matter[found.issues.rows[at[0]]]}"
        close = _closeness(found.weights[found.issues.rows[at]])
        issues.append({"issue": key, **_issue(found, at, close, settings), "rank": place, "score": score})
        members += _members(found, key, at, close)
        parts += _parts(found, key, number, settings)
    return {
        "issues": pa.Table.from_pylist(issues, schema=ISSUES),
        "issue_members": pa.Table.from_pylist(members, schema=ISSUE_MEMBERS),
        "issue_parts": pa.Table.from_pylist(parts, schema=ISSUE_PARTS),
    }


def _closeness(rows: sparse.csr_matrix) -> npt.NDArray[np.float64]:
    """Return the cosine of each row with the mean of all of them."""
    mean = np.asarray(rows.mean(axis=0), dtype=np.float64).ravel()
    length = float(np.sqrt(mean @ mean)) or 1.0
    return np.round(np.asarray(rows @ mean).ravel() / length, 4)


def _issue(found: Found, at: Indices, close: npt.NDArray[np.float64], settings: Settings) -> dict[str, Any]:
    rows = found.issues.rows[at]
    respondent = _most(found.facts.codes["respondent"][rows], settings.one_respondent)
    place = _most(found.facts.codes["places"][rows], settings.one_place)
    whom = None if respondent is None else found.rows["respondent"][int(rows[respondent])].as_py()
    where = "" if place is None else _place(found.rows, int(rows[place]))
    name, address = ("", "") if whom is None else found.enterprises.get(whom, ("", ""))
    about = name or where
    central = rows[np.argsort(-close, kind="stable")[:_CENTRAL]]
    texts = [one or "" for one in found.rows["text"].take(pa.array(central)).to_pylist()]
    told = issue_words.told(
        texts,
        found.spread,
        words=settings.words,
        quotes=settings.quotes,
        without=(about, address, *settings.unsaid),
    )
    number = int(found.issues.of[at[0]])
    return {
        "title": issue_words.title(told.words, about),
        "words": json.dumps({"words": told.words, "quotes": told.quotes}, ensure_ascii=False),
        "respondent": whom,
        "place": where,
        "first_on": _day(found.facts.day[rows[0]]),
        "last_on": _day(found.facts.day[rows[-1]]),
        "matters": len(rows),
        "persons": int(found.issues.values["concentrated.persons"][number]),
    }


def _most(codes: Indices, share: float) -> int | None:
    """Return a position of the code that at least ``share`` of all have, None where none has."""
    kinds, first, counts = np.unique(codes, return_index=True, return_counts=True)
    best = int(counts.argmax())
    return int(first[best]) if kinds[best] >= 0 and counts[best] >= share * len(codes) else None


def _place(rows: pa.Table, row: int) -> str:
    return str(rows["community"][row].as_py() or rows["place"][row].as_py() or "")


def _day(number: np.int64) -> date:
    return date(1970, 1, 1) + timedelta(days=int(number))


def _members(found: Found, key: str, at: Indices, close: npt.NDArray[np.float64]) -> Iterable[dict[str, Any]]:
    for position, closeness in zip(at, close, strict=True):
        yield {
            "issue": key,
            "matter": int(found.facts.matter[found.issues.rows[position]]),
            "closeness": float(closeness),
            "counted": bool(found.issues.counted[position]),
        }


def _parts(found: Found, key: str, number: int, settings: Settings) -> Iterable[dict[str, Any]]:
    for part in found.parts[number]:
        told = settings.criteria[part.criterion].parts[part.part]  # type: ignore[index]
        value = round(float(found.issues.values[f"{part.criterion}.{part.part}"][number]), 6)
        yield {
            "issue": key, "criterion": part.criterion, "part": part.part, "value": value, "unit": told.unit,
            "measure": part.measure, "weight": round(part.weight, 6),
            "why": told.said(value, int(found.issues.n[number])),
        }  # fmt: skip


STEP = Step("hotspots", make)
