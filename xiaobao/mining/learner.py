"""Learning from what officers ruled and from the docket's own paths: ``xiaobao mine learn``, its pure part.

::

    learn_from(models: Path | None, examples: Mapping[str, Sequence[Example]], *, content: Path, on: date)
        -> dict[str, Proposal]                       one for each scheme (hot, object, problem, …)
    serve(models: Path, proposal: Proposal, *, insisted_by: str = "") -> Path
        raises NotBetter unless ``proposal.comparison.serves`` or somebody insists

``models`` is the bureau's own folder (``Run.models``). ``Example.text`` is as in ``TEXTS.text``; the texts of
people who told the same dispute twice belong in one ``group``. A ``Proposal`` without a model says in
``comparison.why`` what was missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from xiaobao.mining import model_file, shelf_of_models
from xiaobao.mining.classify_settings import Learning, classify_settings
from xiaobao.mining.comparison import Comparison, compare, macro_f1
from xiaobao.mining.held_out import Example, HeldOut, Learned, learn
from xiaobao.mining.linear_model import LinearModel
from xiaobao.mining.model_card import Card

__all__ = ["Example", "NotBetter", "Proposal", "learn_from", "serve"]

LIMITS = (
    "只读文字，不看证据；由人确认，不改变任何来件",
    "只认识学过的类别；新出现的类别会被归入最像的一类，或者不作声",
    "文字很短、方言、错别字多的来件容易判错",
)


class NotBetter(Exception):
    """A model that is not as good as the one it would replace, and nobody insists."""


@dataclass(frozen=True)
class Proposal:
    """A model that could serve for a scheme, its card, and how it compares with the one that does."""

    scheme: str
    model: LinearModel | None
    card: Card | None
    comparison: Comparison


def learn_from(
    models: Path | None, examples: Mapping[str, Sequence[Example]], *, content: Path, on: date
) -> dict[str, Proposal]:
    """Learn each scheme and compare it with what serves now; nothing is written. Raises MalformedContent."""
    settings = classify_settings(content).learning
    return {
        scheme: _proposed(scheme, told, models, content, settings, on)
        for scheme, told in sorted(examples.items())
    }


def serve(models: Path, proposal: Proposal, *, insisted_by: str = "") -> Path:
    """Put a model in service and keep the former one; return its card. Raises NotBetter.

    ``insisted_by`` names the officer who wants it although it is not as good; the card says so.
    """
    if proposal.model is None or proposal.card is None:
        raise NotBetter(proposal.comparison.why)
    if not proposal.comparison.serves and not insisted_by:
        raise NotBetter(proposal.comparison.why)
    insisted = "" if proposal.comparison.serves else insisted_by
    model_file.retire(models, proposal.scheme)
    return model_file.save(models, proposal.model, proposal.card.model_copy(update={"insisted_by": insisted}))


def _proposed(
    scheme: str, examples: Sequence[Example], models: Path | None, content: Path, how: Learning, on: date
) -> Proposal:
    usable = enough(examples, how)
    if usable is None:
        return Proposal(scheme, None, None, _nothing(examples, how))
    new = learn(usable, how)
    compared = _compared(new, shelf_of_models.serving(models, content, scheme), how)
    return Proposal(scheme, new.model, carded(scheme, new, how, on, compared.why), compared)


def enough(examples: Sequence[Example], how: Learning) -> list[Example] | None:
    """Return the examples of labels that have enough of them; None where nothing can be learned."""
    told = [one for one in examples if one.label and one.text.strip()]
    sizes = Counter(one.label for one in told)
    kept = [one for one in told if sizes[one.label] >= how.least_of_a_label]
    labels = {one.label for one in kept}
    return kept if len(labels) > 1 and len(kept) >= how.least_examples else None


def _nothing(examples: Sequence[Example], how: Learning) -> Comparison:
    why = (
        f"可学的来件只有 {len(examples)} 件，至少要有 {how.least_examples} 件、两个类别，"
        f"每个类别至少 {how.least_of_a_label} 件；仍用现有模型或规则。"
    )
    return Comparison(len(examples), 0, 0, 1.0, 0.0, 0.0, False, why)


def _compared(new: Learned, old: tuple[LinearModel, Card] | None, how: Learning) -> Comparison:
    """Compare on texts the new one has not seen, and where there are enough, later than the old one."""
    held, labels = new.held, new.model.labels
    if old is None:
        return _against_the_commonest(held)
    rows = _later(held, old[1].made_on, how.least_examples)
    truth, said = held.truth[rows], held.probabilities[rows].argmax(axis=1)
    place = {label: row for row, label in enumerate(labels)}
    before = old[0].probabilities([held.examples[row].text for row in rows.tolist()]).argmax(axis=1)
    known = np.array([place.get(label, -1) for label in old[0].labels])
    return compare(known[before], said, truth, how.comparing)


def _later(held: HeldOut, day: date, least: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    rows = [row for row, one in enumerate(held.examples) if one.on is not None and one.on > day]
    return np.array(rows if len(rows) >= least else range(len(held.examples)), np.int64)


def _against_the_commonest(held: HeldOut) -> Comparison:
    said = held.probabilities.argmax(axis=1)
    commonest = np.full(len(held.truth), np.bincount(held.truth).argmax())
    right, by_chance = said == held.truth, commonest == held.truth
    better = right.sum() > by_chance.sum()
    why = (
        f"还没有模型；在 {len(said)} 件未学过的来件上判对 {right.mean():.1%}（一律判最多的一类则为 "
        f"{by_chance.mean():.1%}），{'可以启用' if better else '不予启用'}。"
    )
    return Comparison(
        len(said), int((right & ~by_chance).sum()), int((by_chance & ~right).sum()), 1.0,
        macro_f1(said, held.truth), macro_f1(commonest, held.truth), bool(better), why,
    )  # fmt: skip


def carded(
    scheme: str, new: Learned, how: Learning, on: date, compared: str = "", measured: Mapping[str, float] = {}
) -> Card:
    """Return the card of a model."""
    model, examples = new.model, new.held.examples
    training = {name: float(value) for name, value in how.training.model_dump().items()}
    return Card(
        scheme=scheme, made_on=on, labels=model.labels,
        examples=dict(sorted(Counter(one.label for one in examples).items())),
        sources=dict(sorted(Counter(one.by for one in examples).items())),
        bits=model.shape.bits, longest=model.shape.longest, head=model.shape.head, warmth=model.warmth,
        settings=training, held_out=new.figures, measured=dict(measured), limits=LIMITS, compared=compared,
        digest=model_file.digest(model),
    )  # fmt: skip
