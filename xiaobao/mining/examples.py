"""What can be learned from: what officers have ruled of labels, and what the docket's own paths say.

Texts of one dispute, or of one wording, go into one group, so that none is learned from and tried out on.
A ruling says more than a path: where there is one of a matter, its path is left aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from xiaobao.mining.bands_of_trust import PROPOSE
from xiaobao.mining.chief_category import ORDER, OTHER
from xiaobao.mining.classify_settings import classify_settings
from xiaobao.mining.held_out import Example
from xiaobao.mining.hot_labels import parts
from xiaobao.mining.label_rows import HOT, OBJECT, PROBLEM, RULE
from xiaobao.mining.model_labels import PROBLEM_DEPTH
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import Tables
from xiaobao.mining.union import clusters

OFFICER, DOCKET = "officer", "docket"
Rulings = Mapping[tuple[int, str], str]
"""What an officer said last of a matter, by matter and scheme; empty for "not this"."""


def examples(tables: Tables, rulings: Rulings, run: Run) -> dict[str, list[Example]]:
    """Return the examples of each scheme a model can be learned for, from the tables of the last run.

    Raises MalformedContent.
    """
    texts = dict(zip(*(tables["texts"][name].to_pylist() for name in ("matter", "text")), strict=True))
    groups, found = _groups(tables), dict[str, list[Example]]()
    days = dict(
        zip(*(tables["matters"][name].to_pylist() for name in ("matter", "received_on")), strict=True)
    )
    depth = classify_settings(run.content).hot.depth
    ruled = {
        scheme: {matter for matter, one in rulings if one == scheme} for scheme in (HOT, OBJECT, PROBLEM)
    }
    said = ((*pair, label, OFFICER) for pair, label in rulings.items() if label)
    told = (row for row in _told(tables, depth) if row[0] not in ruled[row[1]])
    for matter, scheme, label, by in (*said, *((*row, DOCKET) for row in told)):
        if scheme in ruled and texts.get(matter):
            one = Example(texts[matter], label, by, groups.get(matter, ""), days.get(matter))
            found.setdefault(scheme, []).append(one)
    return found


def _told(tables: Tables, depth: int) -> Iterator[tuple[int, str, str]]:
    """Yield matter, scheme and label of what the file gives in full."""
    chief = _by_rule(tables)
    columns = (tables["matters"][name].to_pylist() for name in ("matter", "object_path", "problem_path"))
    for matter, objects, problems in zip(*columns, strict=True):
        if len(parts(objects)) >= depth:
            yield matter, OBJECT, objects
            yield matter, HOT, chief.get(matter, OTHER)
        if len(parts(problems)) >= PROBLEM_DEPTH:
            yield matter, PROBLEM, parts(problems)[PROBLEM_DEPTH - 1]


def _by_rule(tables: Tables) -> dict[int, str]:
    """Return the chief category of each matter that shows a sign of one."""
    place = {label: row for row, label in enumerate(ORDER)}
    chief: dict[int, str] = {}
    for row in tables["labels"].select(["matter", "scheme", "label", "band", "by"]).to_pylist():
        if (row["scheme"], row["band"], row["by"]) == (HOT, PROPOSE, RULE) and row["label"] in place:
            best = chief.setdefault(row["matter"], row["label"])
            if place[row["label"]] < place[best]:
                chief[row["matter"]] = row["label"]
    return chief


def _groups(tables: Tables) -> dict[int, str]:
    """Return by what each matter with a like hangs together with others."""
    matters = np.unique(np.concatenate([tables["pairs"][end].to_numpy() for end in ("left", "right")]))
    ends = (np.searchsorted(matters, tables["pairs"][end].to_numpy()) for end in ("left", "right"))
    roots = clusters(len(matters), *ends)
    return {matter: str(matters[root]) for matter, root in zip(matters.tolist(), roots.tolist(), strict=True)}
