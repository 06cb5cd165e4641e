"""Settling first (先行和解): who may be asked to settle before the bureau decides, for how long, how it ends.

令121 第六条第三款 (令20 第六条第二款) encourages settling between the two sides and obliges nobody. The
period is the bureau's own setting, counted in working days from the next one on; the platform's text gave ODR
enterprises ten (one reading, unverified). When it ends without a settlement no article says what follows:
see docs/legal-choices.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121
from xiaobao.rules.wording import said
from xiaobao.rules.workdays import Calendar

_ENCOURAGED: Mapping[str, str] = MappingProxyType({ORDER_121: "6(3)", ORDER_20: "6(2)"})
_JOINT: Mapping[str, str] = MappingProxyType({ORDER_121: "12(2)", ORDER_20: "11(2)"})
LONGEST_WORDS = 2000
"""What one message, proposal or agreement holds, in characters (house practice)."""
LEAST_STARS, MOST_STARS = 1, 5
"""Satisfaction is said in stars."""
_LARGEST_AMOUNT = Decimal("1e12")


class SettleHow(Labelled):
    """How the consumer chose settling first, or agreed to it."""

    PHONE = "phone", "电话"
    WRITTEN = "written", "书面"
    COUNTER = "counter", "当面"
    PLATFORM = "platform", "在全国12315平台选择"
    WEB = "web", "在本局网页选择"


class ConfirmHow(Labelled):
    """How the consumer confirmed what was agreed."""

    PHONE = "phone", "电话"
    WRITTEN = "written", "书面"
    COUNTER = "counter", "当面"
    WEB = "web", "本局网页"


class HandOver(Labelled):
    """To whom, and on whose word: the ways of settling first."""

    ODR = "odr", "转ODR企业先行和解"
    GREEN = "green_channel", "消费者选择绿色通道"
    POINT = "point", "转消费维权服务站"


_OF_KIND: Mapping[str, str] = MappingProxyType(
    {HandOver.ODR: "odr", HandOver.GREEN: "odr", HandOver.POINT: "point"}
)


@dataclass(frozen=True, slots=True)
class Settling:
    """The last day of settling first, and the lines that say how it was counted."""

    due_on: date
    derivation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """What is on record of an ODR enterprise or a service point; ``opened_on`` None: no account yet.

    ``refused``: it had this complaint before and did not want to settle.
    """

    kind: str
    name: str
    opened_on: date | None
    closed_on: date | None
    refused: bool = False

    def open_on(self, day: date) -> bool:
        """Whether its account is open that day; on the closing day it is no more."""
        opened = self.opened_on is not None and self.opened_on <= day
        return opened and (self.closed_on is None or day < self.closed_on)


def settle_by(on: date, days: int, calendar: Calendar) -> Settling:
    """Return the last day of ``days`` working days from the one after ``on``. Raises BeyondCalendar.

    Where the days off of a year are not published yet it is the earliest day it can be.
    """
    sure = calendar.next_working_day(on, days)
    last = sure or date.fromordinal(calendar.days.nth_working_after(on.toordinal(), days))
    lines = (
        f"{said(on)}转先行和解，当日不计，自次一工作日起算。",
        f"先行和解期限为{days}个工作日（本局要求，可以调整）。",
        f"最后一日为{said(last)}；届满未和解的，次日起转回本局办理。",
    )
    doubt = () if sure else (f"{last.year}年放假安排尚未载入，按最早可能之日计算。",)
    return Settling(last, (*lines, *doubt))


def expired(due_on: date, today: date) -> bool:
    """Whether the period is over: its last day still belongs to it."""
    return today > due_on


def check_settle_first(
    partner: PartnerFacts,
    *,
    regulation: str,
    way: str,
    how: str,
    today: date,
    law: Lawbook,
    joint: bool = False,
    words: str = "",
) -> Decision:
    """Check that a complaint can be handed over: account open, way fits, how the consumer agreed.

    A partner that refused this complaint before is allowed, and weighed. ``joint``: several complain, and
    ``words`` say that all agree. Fields: partner, way, how, words.
    """
    article = law.cite(regulation, _ENCOURAGED[regulation])
    refusals = [*_of_partner(partner, way, today), *_long("words", words)]
    if how not in tuple(SettleHow):
        refusals.append(Reason("请选择消费者以什么方式选择或者同意先行和解。", article, "how"))
    if joint and not words.strip():
        text = "共同投诉的，请写明各投诉人同意先行和解的凭据。"
        refusals.append(Reason(text, law.cite(regulation, _JOINT[regulation]), "words"))
    text = "先行和解出于自愿，消费者可以随时要求由本局处理。"
    again = (Reason(f"{partner.name}此前对本件不同意和解，请核对是否仍要转交。"),) if partner.refused else ()
    return Decision.check(refusals, Reason(text, article), *again)


def check_recall(*, regulation: str, words: str, law: Lawbook) -> Decision:
    """Check that an officer says why a complaint is taken back to the bureau. Field: words."""
    refusals = [*_long("words", words)]
    if not words.strip():
        refusals.append(Reason("请写明收回办理的理由。", "", "words"))
    text = "收回后由本局决定是否受理，并告知投诉人。"
    return Decision.check(refusals, Reason(text, law.cite(regulation, _DECIDED[regulation])))


_DECIDED: Mapping[str, str] = MappingProxyType({ORDER_121: "15(1)", ORDER_20: "14"})


def check_confirm(
    *,
    regulation: str,
    how: str,
    claimed: bool,
    terms: str,
    settled: Decimal | None,
    satisfaction: int | None,
    law: Lawbook,
    joint: bool = False,
    words: str = "",
) -> Decision:
    """Check that the consumer's confirmation can be recorded: only the consumer says that it is settled.

    ``claimed``: the partner has said what was agreed; else ``terms`` and ``settled`` (yuan) say it. Fields:
    how, terms, settled, satisfaction, words.
    """
    article = law.cite(regulation, _ENCOURAGED[regulation])
    refusals = [*_satisfaction(satisfaction), *_long("words", words)]
    if how not in tuple(ConfirmHow):
        refusals.append(Reason("请选择消费者以什么方式确认和解。", article, "how"))
    if not claimed or terms.strip() or settled is not None:
        refusals += _agreed(terms, settled)
    if joint and not words.strip():
        text = "共同投诉的，请写明各投诉人确认和解的凭据。"
        refusals.append(Reason(text, law.cite(regulation, _JOINT[regulation]), "words"))
    text = "消费者确认后本件办结；只有企业报告而消费者没有确认的，不算和解。"
    return Decision.check(refusals, Reason(text, article))


def check_claim(*, terms: str, amount: Decimal | None) -> Decision:
    """Check what the partner says was agreed: words, and yuan for money. Fields: terms, amount."""
    return Decision.check(_agreed(terms, amount, field="amount"))


def check_proposal(*, text: str, amount: Decimal | None) -> Decision:
    """Check what the partner proposes. Fields: text, amount."""
    return Decision.check([*_said(text, "请写明和解方案。"), *_sum(amount, "amount")])


def check_text(*, text: str, missing: str, field: str = "text") -> Decision:
    """Check words one side says: there are some, and not too many. ``missing`` asks for them."""
    return Decision.check(_said(text, missing, field))


def check_length(text: str, field: str) -> Decision:
    """Check words that may be left out: there are not too many."""
    return Decision.check(_long(field, text))


def check_rating(satisfaction: int | None, *, needed: bool) -> Decision:
    """Check how satisfied the consumer is: one to five. Field: satisfaction."""
    if needed and satisfaction is None:
        return Decision.check([Reason("请选择满意程度。", "", "satisfaction")])
    return Decision.check(_satisfaction(satisfaction))


def contacted_in_time(diverted_at: datetime, first_contact_at: datetime, hours: int) -> bool:
    """Whether the partner first got in touch within ``hours``; counted in scorecards, nothing hangs on it."""
    return (first_contact_at - diverted_at).total_seconds() <= hours * 3600


def _of_partner(partner: PartnerFacts, way: str, today: date) -> Iterator[Reason]:
    if not partner.open_on(today):
        yield Reason(f"{partner.name}的先行和解账户没有开通或者已经关闭，不能转交。", "", "partner")
    if way not in tuple(HandOver):
        yield Reason("请选择先行和解的方式。", "", "way")
    elif _OF_KIND[way] != partner.kind:
        kind = "消费维权服务站" if way == HandOver.POINT else "ODR企业"
        yield Reason(f"“{HandOver(way).label}”应当选择{kind}。", "", "way")


def _agreed(terms: str, amount: Decimal | None, *, field: str = "settled") -> list[Reason]:
    return [*_said(terms, "请写明和解的内容。", "terms"), *_sum(amount, field)]


def _said(text: str, missing: str, field: str = "text") -> Iterator[Reason]:
    if not text.strip():
        yield Reason(missing, "", field)
    yield from _long(field, text)


def _long(field: str, text: str) -> Iterator[Reason]:
    if len(text) > LONGEST_WORDS:
        yield Reason(f"最多写{LONGEST_WORDS}字，现有{len(text)}字。", "", field)


def _sum(amount: Decimal | None, field: str) -> Iterator[Reason]:
    if amount is None:
        return
    if not amount.is_finite() or not Decimal(0) <= amount < _LARGEST_AMOUNT:
        yield Reason("金额应当是不小于0的数，请核对。", "", field)
    elif amount != round(amount, 2):
        yield Reason("金额以元为单位，最多写到分。", "", field)


def _satisfaction(given: int | None) -> Iterator[Reason]:
    if given is not None and not LEAST_STARS <= given <= MOST_STARS:
        yield Reason(f"满意程度为{LEAST_STARS}至{MOST_STARS}。", "", "satisfaction")
