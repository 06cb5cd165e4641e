"""Step **groups** (群体投诉): many consumers, one respondent, one problem, a short time; seen while rising.

Complaints alone are looked at, in the order they came, so that every group is found as it would have been
found on its day. One problem is told by words of ``groups.yaml``, or by texts that tell the same in their own
words. A steady stream of complaints is none: it is the usual. Nothing is said of whether anybody broke a law.
Reads matters, texts, persons, respondents, enterprises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining import groups_settings
from xiaobao.mining.burst import Burst, Stream, bursts, windows
from xiaobao.mining.groups_settings import Settings
from xiaobao.mining.groups_wording import Wording
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.tables import GROUP_MEMBERS, GROUPS, Tables

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Complaints:
    """The complaints in the order they came, as numbers; ``said``: name and address of each respondent."""

    matter: Indices
    day: Indices
    respondent: Indices
    person: Indices
    texts: pa.ChunkedArray
    said: dict[int, str]

    def text(self, row: int) -> str:
        """Return the text of one."""
        return str(self.texts[row].as_py() or "")


@dataclass(frozen=True)
class Group:
    """A group as found: its rows in the order they came, and how it was seen first."""

    problem: str
    rows: tuple[int, ...]
    alarm: int
    burst: Burst


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return ``groups`` and ``group_members``; raises MalformedContent."""
    settings = groups_settings.read(run.content)
    complaints = _complaints(tables, run)
    found = sorted(_merged(_found(complaints, settings)), key=lambda one: one.rows[0])
    members = [
        (f"group-{complaints.matter[one.rows[0]]}-{complaints.respondent[one.rows[0]]}", one) for one in found
    ]
    return {
        "groups": pa.Table.from_pylist(
            [{"group": key, **_row(one, complaints, settings, run.on)} for key, one in members], schema=GROUPS
        ),
        "group_members": pa.Table.from_pylist(
            [
                {"group": key, "matter": int(complaints.matter[row])}
                for key, one in members
                for row in one.rows
            ],
            schema=GROUP_MEMBERS,
        ),
    }


def _complaints(tables: Tables, run: Run) -> Complaints:
    of = {name: run.engine.table(tables[name]) for name in ("matters", "texts", "persons", "respondents")}
    matters, persons = of["matters"], of["persons"]
    rows = matters.filter(matters.track == "complaint", matters.received_on <= run.on)
    rows = rows.select("matter", "received", "received_on", "enterprise")
    rows = rows.join(of["respondents"], "enterprise").join(of["texts"].select("matter", "text"), "matter")
    person = persons.group_by("matter").aggregate(person=persons.person.min())
    rows = rows.left_join(person, "matter").drop("matter_right")
    known = run.engine.collect(rows, by=("received", "matter"))
    return Complaints(
        matter=known["matter"].to_numpy(),
        day=known["received_on"].cast(pa.int32()).to_numpy().astype(np.int64),
        respondent=known["respondent"].to_numpy(),
        person=_persons(known["person"]),
        texts=known["text"],
        said=_said(tables),
    )


def _said(tables: Tables) -> dict[int, str]:
    """Return the names and addresses of each respondent: words of them tell nothing of a problem."""
    of = dict(
        zip(*(tables["respondents"][name].to_pylist() for name in ("enterprise", "respondent")), strict=True)
    )
    said: dict[int, str] = {}
    for one in tables["enterprises"].to_pylist():
        key = of.get(one["enterprise"], one["enterprise"])
        said[key] = f"{said.get(key, '')} {one['name']} {one['address']}"
    return said


def _persons(column: pa.ChunkedArray) -> Indices:
    codes = pc.fill_null(column.combine_chunks().dictionary_encode().indices, -1)
    numbers: Indices = codes.to_numpy(zero_copy_only=False).astype(np.int64)
    unknown = np.flatnonzero(numbers < 0)
    numbers[unknown] = numbers.max(initial=-1) + 1 + np.arange(len(unknown))
    return numbers


def _found(complaints: Complaints, settings: Settings) -> Iterator[Group]:
    whole = _stream(complaints, np.ones(len(complaints.matter), dtype=np.bool_), settings)
    for problem in settings.problems:
        cued = pc.match_substring_regex(pc.fill_null(complaints.texts, ""), "|".join(problem.words))
        stream = _stream(complaints, _flags(cued), settings)
        yield from _by_problem(stream, problem.name, settings)
    yield from _by_wording(whole, complaints, settings)


def _flags(column: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    flags: npt.NDArray[np.bool_] = column.combine_chunks().to_numpy(zero_copy_only=False).astype(np.bool_)
    return flags


def _stream(complaints: Complaints, of: npt.NDArray[np.bool_], settings: Settings) -> Stream:
    order = np.lexsort((np.arange(len(of)), complaints.respondent))
    key, day = complaints.respondent[order], complaints.day[order]
    volume = np.arange(len(order)) - windows(key, day, settings.days) + 1
    taken = of[order]
    return Stream(
        row=order[taken], key=key[taken], day=day[taken], person=complaints.person[order][taken],
        began=int(complaints.day[0]) if len(complaints.day) else 0, volume=volume[taken],
        share=_share(of, order, key)[taken],
    )  # fmt: skip


def _share(of: npt.NDArray[np.bool_], order: Indices, key: Indices) -> npt.NDArray[np.float64]:
    """Return for each position the share of the stream among what all others had sent by then."""
    begins = np.searchsorted(key, key)
    own_of = np.concatenate([[0], np.cumsum(of[order])])
    others_of = np.cumsum(of)[order] - (own_of[1:] - own_of[begins])
    others = order - (np.arange(len(order)) - begins)
    return np.asarray(others_of / np.maximum(others, 1), dtype=np.float64)


def _by_problem(stream: Stream, problem: str, settings: Settings) -> Iterator[Group]:
    """Yield the groups of one problem: from the first burst until it has been quiet for some days."""
    done = -1
    for burst in bursts(stream, settings):
        if burst.at <= done:
            continue
        since, done = _ends(stream, max(burst.since, done + 1), burst.at, settings.quiet)
        rows = tuple(int(row) for row in stream.row[since : done + 1])
        yield Group(problem, rows, int(stream.row[burst.at]), burst)


def _ends(stream: Stream, since: int, at: int, quiet: int) -> tuple[int, int]:
    """Return the first and last position of what goes on around ``at`` without ``quiet`` days between."""
    first, last = at, at
    while first > since and stream.day[first] - stream.day[first - 1] <= quiet:
        first -= 1
    while last + 1 < len(stream.key) and _goes_on(stream, last, quiet):
        last += 1
    return first, last


def _goes_on(stream: Stream, last: int, quiet: int) -> bool:
    same = stream.key[last + 1] == stream.key[last]
    return bool(same and stream.day[last + 1] - stream.day[last] <= quiet)


def _by_wording(stream: Stream, complaints: Complaints, settings: Settings) -> Iterator[Group]:
    """Yield groups of whoever has a burst of anything, of those whose texts tell the same."""
    done = -1
    for burst in bursts(stream, settings):
        if burst.at <= done or int(stream.day[burst.at]) - stream.began < settings.days:
            continue
        wording = _wording(stream, complaints, burst, settings)
        text = complaints.text(int(stream.row[burst.at]))
        alike = partial(_like, wording, complaints, stream, text, settings.like)
        near = [at for at in range(burst.since, burst.at) if alike(at)]
        near.append(burst.at)
        if len(np.unique(stream.person[near])) >= settings.least:
            near += _later(stream, burst.at, settings.quiet, alike)
            done = near[-1]
            rows = tuple(int(stream.row[at]) for at in near)
            yield Group(settings.wording, rows, int(stream.row[burst.at]), burst)


def _later(stream: Stream, last: int, quiet: int, alike: Callable[[int], bool]) -> list[int]:
    found = []
    for at in range(last + 1, len(stream.key)):
        if stream.key[at] != stream.key[last] or stream.day[at] - stream.day[last] > quiet:
            break
        if alike(at):
            found.append(at)
            last = at
    return found


def _like(wording: Wording, complaints: Complaints, stream: Stream, text: str, least: float, at: int) -> bool:
    return wording.like(complaints.text(int(stream.row[at])), text) >= least


def _wording(stream: Stream, complaints: Complaints, burst: Burst, settings: Settings) -> Wording:
    first = int(stream.row[burst.since])
    before = range(max(0, first - settings.background), first)
    said = complaints.said.get(int(stream.key[burst.at]), "")
    return Wording([complaints.text(row) for row in before], settings.often, said)


def _merged(groups: Iterable[Group]) -> list[Group]:
    """Join groups that share a matter: consumers name one trouble by several of its problems.

    The joined group is called by the problem most of its matters have, and was seen when its first part was.
    """
    kept: list[Group] = []
    for group in groups:
        mine = set(group.rows)
        touching = [one for one in kept if mine & set(one.rows)]
        kept = [one for one in kept if one not in touching]
        kept.append(_together([*touching, group]))
    return kept


def _together(groups: list[Group]) -> Group:
    largest = max(groups, key=lambda one: len(one.rows))
    first = min(groups, key=lambda one: one.alarm)
    rows = tuple(sorted({row for one in groups for row in one.rows}))
    return replace(first, problem=largest.problem, rows=rows)


def _row(group: Group, complaints: Complaints, settings: Settings, on: date) -> dict[str, Any]:
    rows = np.array(group.rows)
    persons = len(np.unique(complaints.person[rows]))
    last = _day(int(complaints.day[rows[-1]]))
    usual, most = group.burst.usual, _densest(complaints, rows, settings.days)
    rising = persons < settings.large and on - last <= timedelta(days=settings.quiet)
    return {
        "respondent": int(complaints.respondent[rows[0]]),
        "problem": group.problem,
        "first_on": _day(int(complaints.day[rows[0]])),
        "last_on": last,
        "matters": len(rows),
        "persons": persons,
        "alarm_matter": int(complaints.matter[group.alarm]),
        "alarm_rank": int(np.count_nonzero(rows <= group.alarm)),
        "usual": usual,
        "ratio": round(most / usual, 2),
        "rising": rising,
        "why": _why(group, complaints, settings, most, rising),
    }


def _densest(complaints: Complaints, rows: Indices, days: int) -> int:
    """Return the persons in the ``days`` days of a group in which there are most."""
    since = windows(np.zeros(len(rows), dtype=np.int64), complaints.day[rows], days)
    person = complaints.person[rows]
    return max(len(np.unique(person[begin : at + 1])) for at, begin in enumerate(since))


def _why(group: Group, complaints: Complaints, settings: Settings, most: int, rising: bool) -> str:
    seen, burst = _day(int(complaints.day[group.alarm])), group.burst
    since = seen - timedelta(days=settings.days - 1)
    before = (
        f"此前{burst.past}天同样的投诉{burst.before}人"
        if burst.past >= settings.days
        else "此前来件不足以看出平时水平"
    )
    return (
        f"{'苗头：' if rising else ''}{since}至{seen}的{settings.days}天内，{burst.persons}人投诉同一被投诉人"
        f"“{group.problem}”，{before}，平时每{settings.days}天按{burst.usual:.1f}人计；"
        f"最密的{settings.days}天{most}人，为平时的{most / burst.usual:.0f}倍"
    )


def _day(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=number)


STEP = Step("groups", make)
