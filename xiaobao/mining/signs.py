"""Step 3a, signs (标志): the labels a matter shows by itself, by signs, topics outside the remit and cues.

Each names what it saw. Nothing but the matter is looked at, so a nightly run keeps what it said of those
that are as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining import cues, hot_labels, model_labels, outside_topics
from xiaobao.mining.bands_of_trust import PROPOSE
from xiaobao.mining.classify_settings import Classify, classify_settings
from xiaobao.mining.label_rows import LabelRow
from xiaobao.mining.outside_topics import Topic
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.tables import LABELS, Tables
from xiaobao.mining.word_finder import WordFinder
from xiaobao.rules import hot_categories
from xiaobao.rules.hot_categories import HotCategory, Traits

_READ = ("matter", "text", "object_path", "problem_path", "sales_mode", "paid_fen", "respondent")


@dataclass(frozen=True)
class Told:
    """What a matter by itself is looked at with."""

    settings: Classify
    categories: tuple[HotCategory, ...]
    topics: tuple[Topic, ...]


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return ``signs``; reads matters, texts and enterprises. Raises MalformedContent."""
    settings = classify_settings(run.content)
    told = Told(settings, hot_categories.load(run.content), outside_topics.read(run.content))
    return {"signs": run.engine.each(partial(by_itself, told), rows(tables), LABELS)}


STEP = Step("signs", make)


def rows(tables: Tables) -> pa.Table:
    """Return the matters with their texts and whom they are against, in the order of ``matters``."""
    matters, texts, enterprises = tables["matters"], tables["texts"], tables["enterprises"]
    beside = texts.select(["text", "paid_fen"]).take(
        pc.index_in(matters["matter"], value_set=texts["matter"])
    )  # fmt: skip
    whom = enterprises["name"].take(pc.index_in(matters["enterprise"], value_set=enterprises["enterprise"]))
    rows = matters.select(["matter", "object_path", "problem_path", "sales_mode"])
    rows = rows.append_column("text", pc.fill_null(beside["text"], ""))
    rows = rows.append_column("paid_fen", beside["paid_fen"])
    return rows.append_column("respondent", pc.fill_null(whom, "")).select(_READ)


def by_itself(told: Told, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the labels matters show by themselves, for a batch of matters with their texts."""
    finder = _finder(told)
    found: list[LabelRow] = []
    for row in zip(*(batch.column(name).to_pylist() for name in _READ), strict=True):
        found.extend(_labels(told, finder, *row))
    return pa.RecordBatch.from_pylist([vars(one) for one in found], schema=LABELS)


def _finder(told: Told) -> WordFinder:
    """Return what finds any word that could say something; most texts hold few of them."""
    settings = told.settings
    words = [word for topic in told.topics for word in topic.cues]
    for cue in (*settings.problem, *settings.urgency, *settings.harm):
        words += [*cue.words, *(word for group in cue.groups for word in group)]
    return WordFinder(words)


def _labels(
    told: Told, finder: WordFinder, matter: int, text: str, objects: str, problems: str, sales: str,
    paid_fen: int | None, respondent: str,
) -> Iterator[LabelRow]:  # fmt: skip
    traits = Traits(hot_labels.parts(objects), hot_labels.parts(problems), sales, text)
    hot = list(hot_labels.by_signs(matter, traits, told.categories, told.settings.hot))
    yield from hot
    # a travel agency's name in its own complaint says nothing of what is complained about
    told_of = text.replace(respondent, "") if respondent else text
    found = finder.found(told_of)
    ours = any(one.band == PROPOSE for one in hot)
    yield from outside_topics.of(matter, told_of, found, told.topics, ours, told.settings.outside)
    problem_told = len(traits.problems) >= model_labels.PROBLEM_DEPTH
    yield from cues.of(matter, told_of, found, paid_fen, problem_told, told.settings)
