"""Make the shipped models again: ``python -m bench.train_shipped --on 2026-12-01 [--measure FILE]``.

They learn from invented texts alone. ``--measure`` takes a CSV of complaints whose hot category is known
(columns ``text`` and ``label``): how good the model is on them goes on its card, nothing of them is kept.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click
import numpy as np

from bench.seed_texts import examples
from xiaobao.law import content_dir
from xiaobao.mining import comparison, learner, model_file
from xiaobao.mining.classify_settings import classify_settings
from xiaobao.mining.held_out import learn
from xiaobao.mining.labelled_texts import read
from xiaobao.mining.linear_model import LinearModel

SMALL = {"bits": 18, "least": 3}
"""A few thousand runs want no more slots, and what stands in two made-up sentences tells little."""
LIMITS = (
    "只学过编写的句子，没有学过真实来件；本局积累的认定多了，应当用 xiaobao mine learn 另学一个",
    "商品种类只有三十来种，没有列出的种类会被归入最像的一种，或者不作声",
    "在编写的句子上测得的数字偏高：句子由同样的零件拼成",
)


@click.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day on the card.")
@click.option("--measure", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=None)
def main(on: datetime, measure: Path | None) -> None:
    """Learn the schemes and write them to content/mining/models."""
    content = content_dir()
    how = classify_settings(content).learning
    how = how.model_copy(update={"training": how.training.model_copy(update=SMALL)})
    for scheme, told in examples(content).items():
        learned = learn(told, how)
        measured = _measured(learned.model, measure) if measure and scheme == "hot" else {}
        card = learner.carded(scheme, learned, how, on.date(), measured=measured)
        card = card.model_copy(update={"limits": (*card.limits, *LIMITS)})
        model_file.save(content / "mining" / "models", learned.model, card)
        click.echo(json.dumps({scheme: card.held_out.model_dump(), "measured": measured}, ensure_ascii=False))


def _measured(model: LinearModel, file: Path) -> dict[str, float]:
    texts = read(file, ["text"], "label")
    truth = np.array([model.labels.index(one) if one in model.labels else -1 for one in texts.labels])
    likely = model.probabilities(texts.texts)
    bands = classify_settings(content_dir()).bands["hot"]
    shown = comparison.figures(likely, truth, bands, 50, 0)
    return {
        "rows": float(shown.rows),
        "macro_f1": shown.macro_f1.value,
        "accuracy": shown.accuracy.value,
        "ece": shown.ece,
        **{f"{band}_share": one.share for band, one in shown.bands.items()},
        **{f"{band}_accuracy": one.accuracy for band, one in shown.bands.items() if one.accuracy is not None},
    }


if __name__ == "__main__":
    main()
