"""Step 3, classify (分类): hot category, object and problem, topics outside the remit, urgency and harm.

What a matter shows by itself has been said (step ``signs``); then speak the respondent's other matters; then
the models, with a calibrated probability. Every label is put in a band: propose, ask; what is silent is left
out.
职业索赔 and 群体投诉 are only asked about here: rings and groups are seen over many matters, in later steps.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining import hot_labels, label_rows, model_labels, signs
from xiaobao.mining.bands_of_trust import PROPOSE
from xiaobao.mining.chief_category import primary
from xiaobao.mining.classify_settings import Classify, classify_settings
from xiaobao.mining.label_rows import HOT, LabelRow
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.tables import Tables

__all__ = ["STEP", "Classify", "make", "primary"]


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return ``labels``; reads signs, matters, texts, enterprises and respondents.

    Raises MalformedContent, ModelRefused.
    """
    settings, shown = classify_settings(run.content), tables["signs"]
    history = hot_labels.by_history(tables, shown, settings.hot, run)
    hot = pc.and_(pc.equal(shown["scheme"], HOT), pc.equal(shown["band"], PROPOSE))
    said = set(shown.filter(hot)["matter"].to_pylist())
    said |= {row.matter for row in history if row.band == PROPOSE}
    models = model_labels.by_models(signs.rows(tables), said, settings, run)
    return {"labels": _whole(shown, history, models)}


STEP = Step("classify", make)


def _whole(shown: pa.Table, history: list[LabelRow], models: list[LabelRow]) -> pa.Table:
    whole = pa.concat_tables([shown, label_rows.table(history), label_rows.table(models)])
    order = [(name, "ascending") for name in ("matter", "scheme", "label", "by")]
    # what history proposes and the model asks about is said once: the surer way of knowing stands
    return _once(whole.sort_by(order)).combine_chunks()


def _once(labels: pa.Table) -> pa.Table:
    """Return one row a matter, scheme and label: that of the better band, then of a rule before the rest."""
    best: dict[tuple[int, str, str], tuple[bool, bool, int]] = {}
    columns = (labels[name].to_pylist() for name in ("matter", "scheme", "label", "band", "by"))
    for place, (matter, scheme, label, band, by) in enumerate(zip(*columns, strict=True)):
        rank = (band != PROPOSE, by != label_rows.RULE, place)
        key = (matter, scheme, label)
        best[key] = min(best.get(key, rank), rank)
    return labels.take(pa.array(sorted(rank[2] for rank in best.values()), pa.int64()))
