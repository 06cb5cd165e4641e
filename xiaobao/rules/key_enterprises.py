"""When an enterprise is proposed as a key one (重点企业), or proposed to be one no longer. All 本局要求.

No article says which enterprise a bureau takes care of itself. The thresholds stand in the locality; what is
answered here is a proposal with its reasons and figures, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.tiers import KeyThresholds
from xiaobao.rules.trend import Trend

PROPOSED, NOTHING = "proposed", "nothing"


class Ground(Labelled):
    """What speaks for an enterprise being a key one."""

    VOLUME = "volume", "投诉量大"
    GROWTH = "growth", "增长快"
    UNRESOLVED = "unresolved", "未解决的占比高"


@dataclass(frozen=True, slots=True)
class KeyCounts:
    """What was counted of one enterprise over twelve months, and over the twelve before.

    ``ended`` are the complaints whose mediation came to an end, ``unresolved`` those of them without
    agreement. Reports are counted beside and decide nothing: who is often reported may have done no wrong.
    """

    complaints: int
    before: int = 0
    ended: int = 0
    unresolved: int = 0
    reports: int = 0
    reports_before: int = 0

    @property
    def trend(self) -> Trend:
        """The complaints beside those of the year before."""
        return Trend("", self.complaints, self.before)

    @property
    def unresolved_share(self) -> float | None:
        """The share without agreement, from 0 to 1; None where nothing ended."""
        return self.unresolved / self.ended if self.ended else None


def grounds(counts: KeyCounts, thresholds: KeyThresholds, *, compared: bool = True) -> tuple[Ground, ...]:
    """Return what speaks for it; growth and the unresolved share say nothing of fewer than ``least``.

    ``compared`` False: the docket does not reach back over the twelve months before, so growth says nothing.
    """
    told = counts.complaints >= thresholds.least
    ended = counts.ended >= thresholds.least
    share = counts.unresolved_share or 0.0
    fitting = {
        Ground.VOLUME: counts.complaints >= thresholds.matters,
        Ground.GROWTH: compared
        and told
        and counts.trend.is_rising(growth=thresholds.growth, least=thresholds.least),
        Ground.UNRESOLVED: ended and share >= thresholds.unresolved,
    }
    return tuple(ground for ground, fits in fitting.items() if fits)


def propose(counts: KeyCounts, thresholds: KeyThresholds, *, compared: bool = True) -> Decision:
    """Propose to list an enterprise, with a sentence for each ground; "nothing" where none speaks for it."""
    found = grounds(counts, thresholds, compared=compared)
    sentences = (Reason(_SENTENCES[ground](counts, thresholds)) for ground in found)
    return Decision.of(PROPOSED if found else NOTHING, *sentences)


def propose_ending(counts: KeyCounts, thresholds: KeyThresholds) -> Decision:
    """Propose to list it no longer: no ground is left, and the volume is far below the threshold."""
    limit = thresholds.matters * thresholds.far_below
    if grounds(counts, thresholds) or counts.complaints >= limit:
        return Decision.of(NOTHING)
    return Decision.of(PROPOSED, *_why_ending(counts, thresholds))


def _why_ending(counts: KeyCounts, thresholds: KeyThresholds) -> Iterator[Reason]:
    limit = f"{thresholds.matters * thresholds.far_below:g}"
    yield Reason(
        f"最近十二个月收到投诉{counts.complaints}件，不到列入标准（{thresholds.matters}件）的"
        f"{_percent(thresholds.far_below)}即{limit}件（本局要求）。"
    )
    yield Reason("增长和未解决的占比也没有达到列入标准。")


def _volume(counts: KeyCounts, thresholds: KeyThresholds) -> str:
    return f"最近十二个月收到投诉{counts.complaints}件，达到{thresholds.matters}件（本局要求）。"


def _growth(counts: KeyCounts, thresholds: KeyThresholds) -> str:
    growth = counts.trend.growth
    if growth is None:
        return f"最近十二个月收到投诉{counts.complaints}件，此前十二个月没有收到（本局要求）。"
    return (
        f"最近十二个月收到投诉{counts.complaints}件，比此前十二个月的{counts.before}件增长"
        f"{_percent(growth)}，达到{_percent(thresholds.growth)}（本局要求）。"
    )


def _unresolved(counts: KeyCounts, thresholds: KeyThresholds) -> str:
    share = _percent(counts.unresolved_share or 0.0)
    return (
        f"最近十二个月调解已经结束的投诉{counts.ended}件，其中{counts.unresolved}件没有达成调解，占{share}，"
        f"达到{_percent(thresholds.unresolved)}（本局要求）。"
    )


_SENTENCES = {Ground.VOLUME: _volume, Ground.GROWTH: _growth, Ground.UNRESOLVED: _unresolved}


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0") + "%"
