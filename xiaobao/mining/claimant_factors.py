"""The factors of 令121 第十七条第一款 as a panel: each with its number and a Chinese sentence. No sum exists.

Whether there is a true consumption and a true infringement (第三项) no count can tell; that is asked by a
person. A factor is ``met`` where its number passes the bureau's line; most of them are met by honest people
too, one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xiaobao.law import citation
from xiaobao.mining.claimant_measures import WINDOWS, Measure
from xiaobao.mining.claimant_settings import Settings
from xiaobao.rules.claimant_thresholds import ClaimantThresholds


@dataclass(frozen=True)
class Factor:
    """One factor; ``article`` is an item of 第十七条第一款, "" for what is shown but never counted."""

    code: str
    name: str
    value: float
    unit: str
    why: str
    article: str = ""
    met: bool = False

    @property
    def sentence(self) -> str:
        """Return the sentence with what it counts as."""
        item = f"（121号令第十七条第一款第{citation.numeral(int(self.article))}项）" if self.article else ""
        return f"{self.why}{item}{'，列为提示因素' if self.met else ''}"


@dataclass(frozen=True)
class Beside:
    """What a measure alone does not hold: how many others the subject answers, persons on its phones."""

    partners: int = 0
    on_one_phone: int = 0
    hidden: bool = False
    """The source hid part of every number or name: whether it is one phone must be asked."""


def panel(
    told: Measure, beside: Beside, settings: Settings, thresholds: ClaimantThresholds, *, complaints: bool
) -> list[Factor]:
    """Return the factors of one subject on one track, each once, in a fixed order."""
    return [
        *_counts(told, thresholds if complaints else ClaimantThresholds()),
        *_quantity(told, settings),
        *_concentration(told, settings),
        *_others(beside, settings),
        *_words(told, settings),
        *_shown(told),
    ]


def met(factors: list[Factor]) -> list[Factor]:
    """Return those put forward."""
    return [factor for factor in factors if factor.met]


def _counts(told: Measure, thresholds: ClaimantThresholds) -> Iterator[Factor]:
    for days, lately, peak in zip(WINDOWS, told.lately, told.peak, strict=True):
        yield Factor(f"count_{days}", f"近{days}天件数", lately, "matter", f"近{days}天{lately}件")
        many = bool(days == WINDOWS[-1] and thresholds.year and peak >= thresholds.year)
        words = f"任意{days}天内最多{peak}件"
        if many:
            active = "活跃" if thresholds.active and peak >= thresholds.active else "多次"
            words += f"，达到《{thresholds.basis.strip('《》')}》所称{active}"
        yield Factor(f"peak_{days}", f"任意{days}天件数", peak, "matter", words, "1" if many else "", many)


def _quantity(told: Measure, settings: Settings) -> Iterator[Factor]:
    if told.most:
        household = settings.quantity.household
        words = (
            f"{told.matters}件中{told.bulk}件一次购买{household}件以上（最多{told.most}），"
            "须结合保质期和消费习惯判断"
        )
        yield Factor("bulk", "购买数量", told.bulk, "matter", words, "1", _most(told.bulk, told, settings))


def _concentration(told: Measure, settings: Settings) -> Iterator[Factor]:
    days = settings.factors.concentrated_days
    for code, name, words, value, counts in (
        ("same_respondent", "同一经营者", "针对同一经营者", told.same_respondent, True),
        ("same_goods", "同类商品或者服务", "针对同一类商品或者服务", told.same_goods, False),
        ("same_kind", "同类商品同类问题", "针对同一类商品的同一类问题", told.same_kind, True),
    ):
        if value > 1:
            why = f"{days}天内{words}最多{value}件"
            yield Factor(code, name, value, "matter", why, "2", counts and _most(value, told, settings))


def _others(beside: Beside, settings: Settings) -> Iterator[Factor]:
    if beside.partners:
        why = f"与另外{beside.partners}人用同一套文字、在相近几天先后提出、针对同样的多家经营者"
        yield Factor("together", "彼此呼应", beside.partners, "person", why, "2", True)
    if beside.on_one_phone > 1:
        many = beside.on_one_phone >= settings.factors.contact_persons
        why = f"{beside.on_one_phone}人使用同一个联系电话" + (
            "（号码或者姓名有隐去，是否同一电话须核对）" if beside.hidden else ""
        )
        yield Factor("contact", "同一联系方式", beside.on_one_phone, "person", why, "4", many)


def _words(told: Measure, settings: Settings) -> Iterator[Factor]:
    for code, name, words, value in (
        ("wording", "用语几乎相同", "与本人（本组）针对其他经营者的来件用语几乎相同", told.copied),
        ("demand", "请求格式", "请求惩罚性赔偿、举报奖励或者书面答复", told.demand),
        ("flaw", "形式瑕疵", "只针对标签、广告用语、执行标准等形式", told.flaw),
        ("withdrawn", "得款后撤回", "在得到款项后撤回或者自行和解", told.withdrawn),
    ):
        if value:
            why = f"{told.matters}件中{value}件{words}"
            yield Factor(code, name, value, "matter", why, "5", _most(value, told, settings))


def _shown(told: Measure) -> Iterator[Factor]:
    if told.respondents > 1:
        why = f"涉及{told.respondents}家经营者（仅供参考，不计入提示因素）"
        yield Factor("respondents", "经营者家数", told.respondents, "respondent", why)
    if told.gaps:
        days = round(told.gap_days / told.gaps, 1)
        why = f"写明购买日期的{told.gaps}件，平均在购买后{days:g}天提出（仅供参考）"
        yield Factor("gap", "购买到提出", days, "day", why)


def _most(value: int, told: Measure, settings: Settings) -> bool:
    lines = settings.factors
    return told.matters >= lines.least and value >= lines.share * told.matters
