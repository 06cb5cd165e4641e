"""Checking a report (核查): what is recorded of each step, who was there, what was found.

令2 第十八条第一款: 应当自发现线索或者收到材料之日起…予以核查，由…负责人决定是否立案. A decision on filing is
taken 经核查 (第十九条第一款、第二十条第一款): without a recorded check there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.wording import said

PENALTY = "samr-order-2"
CHECKED, TWO_OFFICERS = "18(1)", "22"


class CheckWay(Labelled):
    """How a lead was checked."""

    ON_SITE = "on_site", "现场检查"
    ONLINE = "online", "网络检查"
    INQUIRY = "inquiry", "询问"
    MATERIAL = "material", "调取材料"
    OTHER = "other", "其他"


@dataclass(frozen=True, slots=True)
class CheckDone:
    """One step of checking as an officer records it; ``officers`` are the names of who did it."""

    on: date
    officers: tuple[str, ...]
    way: str
    place: str
    found: str
    evidence: str


def basis(law: Lawbook) -> str:
    """Cite the article a check stands on."""
    return law.cite(PENALTY, CHECKED)


def check_check(done: CheckDone, *, received_on: date, today: date, law: Lawbook) -> Decision:
    """Check that a step of checking can be recorded: "allowed" or "refused" with everything missing."""
    refusals = [*_blanks(done, law), *_wrong_day(done.on, received_on, today, law)]
    return Decision.check(refusals, *_to_mind(done, law))


def _blanks(done: CheckDone, law: Lawbook) -> Iterator[Reason]:
    article = basis(law)
    if done.way not in tuple(CheckWay):
        yield Reason(f"请选择核查方式：{'、'.join(one.label for one in CheckWay)}。", article, "way")
    if not done.officers:
        yield Reason("请写明参加核查的人员，至少一人。", article, "officers")
    if done.way == CheckWay.ON_SITE and not done.place.strip():
        yield Reason("现场检查的，请写明地点。", article, "place")
    if not done.found.strip():
        yield Reason("请写明核查发现的情况；没有发现的，也写明查了什么、没有发现什么。", article, "found")


def _wrong_day(on: date, received_on: date, today: date, law: Lawbook) -> Iterator[Reason]:
    if not received_on <= on <= today:
        text = f"核查之日应当在收到举报之日（{said(received_on)}）至今天之间。"
        yield Reason(text, basis(law), "on")


def _to_mind(done: CheckDone, law: Lawbook) -> Iterator[Reason]:
    yield Reason("核查情况已经记录，可以作为是否立案的依据。", basis(law))
    if done.way == CheckWay.ON_SITE and len(set(done.officers)) == 1:
        # 第二十二条 speaks of 办案人员, who are named with the case: before it, the article is followed.
        text = "现场检查只写了一人；调查或者检查不得少于两人，立案后作为证据使用前请核对（参照）。"
        yield Reason(text, law.cite(PENALTY, TWO_OFFICERS))
    if not done.evidence.strip():
        yield Reason("没有写明证据材料，请及时补存。")
