"""Step **replies** (答复质量): what each answer of the bureau does and does not do, each with its passage.

Six checks: it answers, explains, cites law in force on its day, tells the remedies, blames nobody, and gives
no personal data away. Each stands for itself; they are for whoever writes replies, no measure of officers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.law import load
from xiaobao.mining import reply_citations, reply_words, settings
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.reply_citations import Laws
from xiaobao.mining.reply_settings import Settings
from xiaobao.mining.reply_words import Check
from xiaobao.mining.tables import REPLY_CHECKS, Tables

NAME = "replies"
_READ = ("matter", "title", "content", "requests", "reply", "decision", "outcome", "closed_on", "received_on")


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return ``reply_checks``, of the matters that have a reply, in order of matters."""
    told = settings.read(run.content, NAME, Settings)
    matters = tables["matters"].select(list(_READ))
    replied = matters.filter(pc.not_equal(pc.utf8_trim_whitespace(matters["reply"]), "")).sort_by("matter")
    work = partial(checked, told=told, laws=reply_citations.laws(load(run.content)))
    return {"reply_checks": run.engine.each(work, replied, REPLY_CHECKS)}


STEP = Step(NAME, make)


def checked(batch: pa.RecordBatch, *, told: Settings, laws: Laws) -> pa.RecordBatch:
    """Return the checks of a batch of matters with a reply."""
    columns: dict[str, list[object]] = {field.name: [] for field in REPLY_CHECKS}
    for row in batch.to_pylist():
        asked = "\n".join((row["title"], row["content"], row["requests"]))
        day = row["closed_on"] or row["received_on"]
        for one in checks(
            asked, row["reply"], day, told, laws, decision=row["decision"], outcome=row["outcome"]
        ):
            cells = (row["matter"], one.check, one.met, one.score, one.passage, one.why)
            for name, cell in zip(columns, cells, strict=True):
                columns[name].append(cell)
    return pa.RecordBatch.from_pydict(columns, schema=REPLY_CHECKS)


def checks(
    asked: str, reply: str, day: date, told: Settings, laws: Laws, *, decision: str = "", outcome: str = ""
) -> Iterator[Check]:
    """Yield the checks of one reply, in a fixed order; of the mere code of a result only that it is one."""
    if len(reply_words.plain(reply)) < told.least:
        yield Check("explains", False, reply, "只有办理结果，没有说明", 0.0)
        return
    found = (
        reply_words.answered(asked, reply, told.answers),
        reply_words.explained(reply, told.explains),
        reply_citations.cited(reply, day, laws),
        reply_words.remedied(reply, told, decision=decision, outcome=outcome),
        reply_words.blameless(reply, told),
        reply_words.impersonal(reply, told),
    )
    gives_away = found[-1].met is False
    for one in found:
        if one is not None:
            yield replace(one, passage=reply_words.hidden(one.passage, told)) if gives_away else one
