"""What is said of findings (挖掘发现): on whose behalf one is contested, what parts and units are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from xiaobao.docket.models import FindingVerb
from xiaobao.mining import finding_settings
from xiaobao.mining.finding_settings import Reason, Settings
from xiaobao.rules.workflow import Labelled

OTHER = "other"
"""The reason that needs words of its own."""


class Behalf(Labelled):
    """On whose behalf a finding is contested (代谁提出)."""

    PERSON = "person", "当事人本人"
    AGENT = "agent", "当事人的代理人"
    OFFICER = "officer", "本人作为承办人员"


class Sort(Labelled):
    """How a list of findings is put in order, the largest or latest first."""

    SCORE = "score", "得分"
    RECENT = "recent", "最近来件"
    SIZE = "size", "件数"


class Criterion(Labelled):
    """The article's four criteria of a hot issue (热点问题的四项标准)."""

    CONCENTRATED = "concentrated", "反映集中"
    URGENT = "urgent", "诉求迫切"
    HARMFUL = "harmful", "危害性大"
    WIDE = "wide", "影响面广"


PARTS: Mapping[str, str] = {
    "matters": "件数", "complaints": "投诉件数", "persons": "人数", "respondents": "涉及的经营者",
    "same_words": "用语几乎相同", "same_phone": "电话相同", "same_person": "出自同一人",
    "same_respondent": "针对同一经营者", "days": "相隔", "likeness": "文字相似度", "contained": "内容包含",
    "usual": "平时同样长的时间", "ratio": "与平时相比", "alarm_rank": "第几件时可以看出",
    "count": "件数", "share": "占比", "growth": "增长", "voices": "附议", "repeat": "重复反映",
    "orders": "督办", "deadline": "期限", "vulnerable": "特殊群体", "wording": "措辞", "health": "健康",
    "safety": "安全", "minors": "未成年人", "injury": "人身伤害", "labelled": "危害标签",
    "amount": "涉及金额", "places": "地点", "streets": "街道", "channels": "渠道", "duration": "持续时间",
}  # fmt: skip
"""What the parts of a score are called; one that is not here is told by its reason alone."""
UNITS: Mapping[str, str] = {
    "matter": "件", "person": "人", "respondent": "家", "natural_day": "天", "day": "天",
    "working_day": "个工作日", "times": "倍", "yuan": "元", "place": "处", "street": "个街道",
    "channel": "个渠道", "voice": "人次",
}  # fmt: skip
SHARE = "share"
"""The unit of what is read in percent."""
_DONE = {
    FindingVerb.CONFIRM: "确认挖掘发现",
    FindingVerb.REJECT: "认定挖掘发现不成立",
    FindingVerb.SNOOZE: "暂缓挖掘发现",
    FindingVerb.CONTEST: "登记对挖掘发现的异议",
    FindingVerb.UPHOLD: "决定异议成立",
    FindingVerb.DISMISS: "决定异议不成立",
    FindingVerb.REOPEN: "重新打开挖掘发现",
}
TRAIL = {f"finding.{verb.value}": words for verb, words in _DONE.items()} | {
    "finding.linked": "按挖掘发现关联来件",
    "label.ruled": "认定或者更正标签",
}
"""What the acts on findings and labels are called on the auditor's page."""
OBJECTS = {"finding": "挖掘发现"}
PHRASES = (
    *(one.label for words in (Behalf, Sort, Criterion) for one in words),
    *PARTS.values(),
    *UNITS.values(),
)
"""Words said through the catalogue."""


@lru_cache(maxsize=4)
def _settings(content: Path) -> Settings:
    return finding_settings.read(content)


def reasons(content: Path, kind: str) -> tuple[Reason, ...]:
    """Return why a finding of this kind may be said not to hold, as the bureau has chosen.

    Raises MalformedContent.
    """
    return tuple(one for one in _settings(content).reasons if kind in one.kinds)


def said_of(content: Path, code: str) -> str:
    """Return the words of a reason or of on whose behalf, by its code; one nobody knows stands as it is."""
    known: dict[str, str] = {one.id: one.label for one in _settings(content).reasons}
    known |= {one.value: one.label for one in Behalf}
    return known.get(code, code)
