"""What the models say where neither a sign nor the file does, with the passages that speak most for it.

hot: of matters no sign has proposed anything for. Where the file gives the goods' path in full the model is
silent, for the file has said it is something else; where it gives the first classes, the model only asks.
object and problem: of matters whose file gives no path, or the first classes alone. A model whose proposals
were not right often enough where that was measured only asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining import shelf_of_models
from xiaobao.mining.bands_of_trust import ASK, PROPOSE, SILENT
from xiaobao.mining.chief_category import OTHER
from xiaobao.mining.classify_settings import Classify
from xiaobao.mining.hot_labels import ARROW, parts
from xiaobao.mining.label_rows import HOT, MODEL, OBJECT, PROBLEM, LabelRow
from xiaobao.mining.linear_model import LinearModel
from xiaobao.mining.pipeline import Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROOTS = 1
"""Parts of a path that only say which kind of thing it is of."""
PROBLEM_DEPTH = _ROOTS + 1
"""Parts from which a problem path says something."""


@dataclass(frozen=True)
class Asked:
    """What a model is asked of: ``paths`` as the file gives them, ``firm`` False where it only asks."""

    matters: Sequence[int]
    texts: pa.Array
    paths: Sequence[str]
    firm: Sequence[bool]


def by_models(rows: pa.Table, said: set[int], settings: Classify, run: Run) -> list[LabelRow]:
    """Return what the models say; ``said`` are the matters with a hot category proposed already.

    ``rows`` has matter, text, object_path, problem_path and sales_mode. Raises ModelRefused.
    """
    written = rows.filter(pc.not_equal(rows["text"], ""))
    found: list[LabelRow] = []
    for scheme, asked in (
        (HOT, _hot(written, said, settings.hot.depth)),
        (OBJECT, _brief(written, "object_path", settings.hot.depth)),
        (PROBLEM, _brief(written, "problem_path", PROBLEM_DEPTH)),
    ):
        served = shelf_of_models.serving(run.models, run.content, scheme)
        if served is not None and asked.matters:
            trusted = served[1].right_where_it_proposes() >= settings.least_right
            asked = asked if trusted else replace(asked, firm=[False] * len(asked.firm))
            found.extend(_said(scheme, served[0], asked, settings))
    return found


def _hot(rows: pa.Table, said: set[int], depth: int) -> Asked:
    brief = _says_little(rows, "object_path", depth)
    new = pc.invert(pc.is_in(rows["matter"], value_set=pa.array(sorted(said), pa.int64())))
    found = rows.filter(pc.and_(brief, new))
    paths = found["object_path"].to_pylist()
    return Asked(found["matter"].to_pylist(), found["text"], paths, [not path for path in paths])


def _brief(rows: pa.Table, column: str, depth: int) -> Asked:
    found = rows.filter(_says_little(rows, column, depth))
    paths = found[column].to_pylist()
    return Asked(found["matter"].to_pylist(), found["text"], paths, [True] * len(paths))


def _says_little(rows: pa.Table, column: str, depth: int) -> pa.ChunkedArray:
    """Whether the file gives no path or the first classes of it alone.

    Where it says how the goods were sold it comes from the national platform, whose paths are whole.
    """
    paths = rows[column]
    parts_given = pc.if_else(pc.equal(paths, ""), 0, pc.list_value_length(pc.split_pattern(paths, ARROW)))
    whole = pc.and_(pc.not_equal(paths, ""), pc.not_equal(rows["sales_mode"], ""))
    return pc.and_(pc.less(parts_given, depth), pc.invert(whole))


def _said(scheme: str, model: LinearModel, asked: Asked, settings: Classify) -> Iterator[LabelRow]:
    likely = _agreeing(model.probabilities(asked.texts), model.labels, asked.paths)
    best = likely.argmax(axis=1)
    sure = likely[np.arange(len(best)), best]
    for row in np.flatnonzero(sure >= settings.bands[scheme].ask).tolist():
        band, label = settings.bands[scheme].of(float(sure[row])), model.labels[int(best[row])]
        only_asked = not asked.firm[row] or label in settings.hot.only_asked
        band = ASK if band == PROPOSE and only_asked else band
        if band != SILENT and label != OTHER:
            why = _why(model, asked.texts[row].as_py(), label, float(sure[row]), settings.told)
            yield LabelRow(
                asked.matters[row], scheme, label, round(float(sure[row]), 4), band, MODEL, why
            )  # fmt: skip


def _agreeing(
    likely: NDArray[np.float64], labels: Sequence[str], paths: Sequence[str]
) -> NDArray[np.float64]:
    """Take out the labels that contradict a class the file gives, where any label agrees with it."""
    agreed: dict[str, NDArray[np.bool_]] = {}
    for path in set(paths):
        given = set(parts(path)[_ROOTS:])
        fits = np.array([bool(given & set(parts(label))) for label in labels])
        agreed[path] = fits if fits.any() else np.ones(len(labels), np.bool_)
    return np.where(np.stack([agreed[path] for path in paths]), likely, 0.0)


def _why(model: LinearModel, text: str, label: str, sure: float, told: int) -> str:
    runs = model.speaking(text, label, told)
    seen = f"（如“{'”“'.join(runs)}”）" if runs else ""
    return f"文字与以往属于“{label}”的来件相近{seen}，把握{sure:.0%}"
