"""What ``content/mining/classify.yaml`` holds: how is learned, when is said what, by which cues."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from xiaobao.mining.bands_of_trust import Bands
from xiaobao.mining.comparison import Comparing
from xiaobao.mining.settings import Strict, read
from xiaobao.mining.training import Training

Band = Literal["propose", "ask"]


class Learning(Strict):
    """How to learn. ``weights``: how much an example counts by who said it (officer, docket, seed).

    Nothing is learned of fewer than ``least_examples``, no label of fewer than ``least_of_a_label``.
    """

    training: Training
    weights: dict[str, float]
    least_examples: int = Field(ge=2)
    least_of_a_label: int = Field(ge=2)
    comparing: Comparing
    bands: Bands


class History(Strict):
    """When the respondent's other matters speak: at least ``least`` of them whose paths are told in full,
    and among them a share from which one category is proposed or asked about."""

    least: int = Field(ge=1)
    propose: float
    ask: float


class Hot(Strict):
    """How the seven categories are said.

    ``only_asked``: categories the wording alone never proposes. ``depth``: a path of fewer parts below its
    root says too little by itself, so that history and model may speak.
    """

    only_asked: tuple[str, ...]
    depth: int
    history: History


class Outside(Strict):
    """When a topic outside the remit is said: so many different cues to ask, so many to propose; at most so
    many topics a matter. ``kept`` are words of what stays the regulator's (宣传, 预付, 三包, …): with one of
    them nothing is proposed, only asked. ``not_cues``: cues too common to tell anything by themselves."""

    ask: int
    propose: int
    most: int
    kept: tuple[str, ...]
    not_cues: tuple[str, ...]


class Cue(Strict):
    """A label and the words it is seen by; ``unless`` are phrases in which such a word means nothing.

    ``groups`` instead of ``words``: one word of every group must be there.
    """

    label: str
    band: Band
    words: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _words_or_groups(self) -> Cue:
        if bool(self.words) == bool(self.groups):
            raise ValueError("words 和 groups 须写且只写一项")
        return self


class Amount(Strict):
    """From how much paid (yuan) a matter counts as of a large amount."""

    label: str
    band: Band
    least_yuan: int = Field(gt=0)


class Classify(Strict):
    """The whole file. ``told`` is how many runs of a text are shown with what the model says of it.

    A model of whose proposals fewer than ``least_right`` were right on texts it had not seen only asks.
    """

    note: str
    learning: Learning
    bands: dict[str, Bands]
    least_right: float = Field(ge=0, le=1)
    told: int
    hot: Hot
    outside: Outside
    problem: tuple[Cue, ...]
    urgency: tuple[Cue, ...]
    harm: tuple[Cue, ...]
    amount: Amount


def classify_settings(content: Path) -> Classify:
    """Read the settings of the step; raises MalformedContent."""
    return read(content, "classify", Classify)
