"""``xiaobao evaluate classify``: learn from one file of labelled texts, say how good that is on another."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from xiaobao.jobs.answer import json_option, put, refuse

if TYPE_CHECKING:
    from xiaobao.mining.labelled_texts import LabelledTexts

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--train", type=_FILE, required=True, help="用来学习的 CSV。")
@click.option("--test", type=_FILE, required=True, help="用来检验的 CSV，不得与前者相同。")
@click.option(
    "--text", "columns", multiple=True, required=True,
    help="文字所在的列；可写几次，按次序连起来，文件里没有的略过（如分词的和原文的列名不同）。",
)  # fmt: skip
@click.option("--label", required=True, help="类别所在的列。")
@click.option("--group", default="", help="近似文字的组所在的列（学习的文件）；同组的不分在两边。")
@json_option
def classify(
    train: Path, test: Path, columns: tuple[str, ...], label: str, group: str, as_json: bool
) -> None:
    """用一个文件学习分类，在另一个文件上检验：宏平均F1、准确率、校准误差、三档各占多少各对多少。

    文字可以是原文，也可以是分好词的；两个文件可以一个是原文、一个分过词。
    """
    from xiaobao.law import LawError, content_dir
    from xiaobao.mining.classify_settings import classify_settings
    from xiaobao.mining.labelled_texts import Unreadable, read

    try:
        known = read(train, columns, label, group)
        unseen = read(test, columns, label)
        settings = classify_settings(content_dir())
    except (Unreadable, LawError) as error:
        refuse("JOB-011", str(error), as_json=as_json)
    if len(set(known.labels)) < 2:
        refuse("JOB-011", f"{train.name} 中只有一个类别，无从学习。", as_json=as_json)
    document = _measured(known, unseen, settings.learning)
    put(document, as_json=as_json, words=_words(document))


def _measured(known: LabelledTexts, unseen: LabelledTexts, how: Any) -> dict[str, Any]:
    from xiaobao.mining.held_out import Example, learn

    rows = zip(known.texts, known.labels, known.groups, strict=True)
    examples = [Example(text, label, group=group) for text, label, group in rows if text.strip()]
    began = perf_counter()
    learned = learn(examples, how)
    taught = perf_counter()
    likely = learned.model.probabilities(unseen.texts)
    done = perf_counter()
    return {
        **_figures(learned.model.labels, likely, unseen.labels, how),
        "train_rows": len(examples),
        "test_rows": len(unseen.texts),
        "train_empty": known.empty,
        "test_empty": unseen.empty,
        "without_label": known.without_label + unseen.without_label,
        "unknown_labels": _unknown(learned.model.labels, unseen.labels),
        "cross_validated": learned.figures.model_dump(),
        "temperature": round(1 / learned.model.warmth, 4),
        "train_seconds": round(taught - began, 3),
        "test_seconds": round(done - taught, 3),
        "texts_per_second": round(len(unseen.texts) / max(done - taught, 1e-9)),
        "seconds": round(done - began, 3),
    }


def _figures(labels: tuple[str, ...], likely: Any, given: list[str], how: Any) -> dict[str, Any]:
    import numpy as np

    from xiaobao.mining import comparison

    names = [*labels, *_unknown(labels, given)]
    place = {label: row for row, label in enumerate(names)}
    truth = np.array([place[one] for one in given], np.int64)
    found = comparison.figures(likely, truth, how.bands, how.comparing.samples, how.training.seed)
    said = likely.argmax(axis=1)
    each = {name: round(comparison.f1(said == row, truth == row), 4) for name, row in place.items()}
    return {
        "macro_f1": found.macro_f1.value,
        "accuracy": found.accuracy.value,
        "ece": found.ece,
        "bands": {name: one.model_dump() for name, one in found.bands.items()},
        "intervals": {
            "macro_f1": [found.macro_f1.low, found.macro_f1.high],
            "accuracy": [found.accuracy.low, found.accuracy.high],
        },
        "f1": each,
    }


def _unknown(labels: tuple[str, ...], given: list[str]) -> dict[str, int]:
    """Count the texts of labels that were never learned: none of them can be right."""
    return {label: rows for label, rows in sorted(Counter(given).items()) if label not in labels}


def _words(document: dict[str, Any]) -> str:
    names = {"propose": "提出建议", "ask": "提示核对", "silent": "不作声"}
    lines = [
        (
            f"宏平均F1 {document['macro_f1']:.4f}，准确率 {document['accuracy']:.4f}，"
            f"校准误差 {document['ece']:.4f}"
        ),
        f"学习 {document['train_rows']} 件，检验 {document['test_rows']} 件，用时 {document['seconds']} 秒",
    ]
    for band, one in document["bands"].items():
        right = "—" if one["accuracy"] is None else f"{one['accuracy']:.1%}"
        lines.append(f"  {names[band]}：占 {one['share']:.1%}，对 {right}")
    lines += [f"  没有学过的类别“{name}” {rows} 件" for name, rows in document["unknown_labels"].items()]
    return "\n".join(lines)
