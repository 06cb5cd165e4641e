"""Signal and noise (信噪): how much of what came in is from rings, told again, or outside the remit.

Worked out by each run of the mining over both tracks together, and never broken down: not to a person, not to
an office, not to complaints and reports of a ring. So it is shown to who sees the whole bureau, and to others
a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from xiaobao.docket.finding_reach import insist
from xiaobao.docket.models import MiningRun
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.scorecard import Share
from xiaobao.rules.tiers import Minutes
from xiaobao.rules.workflow import Labelled
from xiaobao.staff.permissions import Authority

RUNS = 12
_HOUR = 60
"""Minutes."""


class Noisy(Labelled):
    """What counts as noise; ``any`` counts a matter once that is several of them."""

    RING = "ring", "疑似职业索赔"
    DUPLICATE = "duplicate", "疑似重复反映"
    OUTSIDE = "outside", "疑似职责外事项"
    ANY = "any", "合计（一件只计一次）"


PHRASES = tuple(one.label for one in Noisy)
"""Words of this board that are said through the catalogue."""


@dataclass(frozen=True, slots=True)
class Noise:
    """One kind in one run: its share of all matters, and an officer's hours at the least and at the most.

    ``points`` is the share against the run before, in percentage points; None for the first.
    """

    kind: Noisy
    share: Share
    least: float
    most: float
    points: float | None


@dataclass(frozen=True, slots=True)
class NoiseOfRun:
    """One run; ``otherwise``: under other settings or another model than the run before it."""

    on: date
    matters: int
    noises: tuple[Noise, ...]
    otherwise: bool

    @property
    def any(self) -> Noise:
        """All noise of the run."""
        return self.noises[-1]


@dataclass(frozen=True)
class SignalBoard:
    """The last runs, the newest first; none for who does not see the whole bureau (``whole_bureau``).

    ``least`` and ``most`` are minutes for a matter: decided and closed, or handled to the end.
    """

    whole_bureau: bool
    runs: tuple[NoiseOfRun, ...]
    least: int
    most: int
    minutes: Minutes

    @property
    def latest(self) -> NoiseOfRun | None:
        """The newest run."""
        return self.runs[0] if self.runs else None


def signal_board(officer: Authority, *, rulebook: Rulebook) -> SignalBoard:
    """Return the board; raises NotAllowed."""
    insist(officer)
    minutes = rulebook.locality.tiers.minutes
    least = minutes.accept + minutes.documents + minutes.close
    whole = officer.offices is None
    runs = tuple(_runs(_told(), least, minutes.a_complaint)) if whole else ()
    return SignalBoard(whole, runs[:RUNS], least, minutes.a_complaint, minutes)


def _told() -> list[MiningRun]:
    """Return the last runs that told of noise, the newest first, and one more to hold the oldest against."""
    ended = MiningRun.objects.filter(ended_at__isnull=False).order_by("-id")
    return [one for one in ended[: RUNS + 1] if one.noise.get("matters")]


def _runs(told: Sequence[MiningRun], least: int, most: int) -> Iterator[NoiseOfRun]:
    for run, before in pairwise((*told, None)):
        if run is not None:
            noises = tuple(_noise(kind, run, before, least, most) for kind in Noisy)
            yield NoiseOfRun(run.on, _count(run, "matters"), noises, _otherwise(run, before))


def _noise(kind: Noisy, run: MiningRun, before: MiningRun | None, least: int, most: int) -> Noise:
    share = _share(run, kind)
    then = _share(before, kind).rate if before else None
    points = None if share.rate is None or then is None else 100 * (share.rate - then)
    return Noise(kind, share, share.part * least / _HOUR, share.part * most / _HOUR, points)


def _share(run: MiningRun, kind: Noisy) -> Share:
    return Share(_count(run, kind.value), _count(run, "matters"))


def _count(run: MiningRun, name: str) -> int:
    return int(run.noise.get(name) or 0)


def _otherwise(run: MiningRun, before: MiningRun | None) -> bool:
    return before is not None and (run.settings, run.model) != (before.settings, before.model)
