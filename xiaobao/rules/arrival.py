"""Whether a complaint or a report can be registered (登记): 令121 第八条、第十条、第二十八条, 令20 the same.

Registering is not accepting. 令121 第十条 lists what a complainant owes and 第十六条第五项 what follows when
it is not brought: not accepted, never "not registered". So a missing address, request or respondent stands
in nobody's way here; it is asked for afterwards in one list. Refused is only what cannot be registered at
all: nothing said, a complaint of nobody (no name and no way to ask), a day that has not come, a figure or a
code that cannot be right. What only a form or a check digit asks for names no article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from stdnum.cn import uscc

from xiaobao.law import Lawbook
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121

CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "12315": "12315",
        "12345": "12345",
        "window": "窗口",
        "post": "来信",
        "phone": "来电",
        "superior": "分送",
        "web": "本局网页",
    }
)
"""How something reached us, with the word the docket keeps for it."""
FOUND_IN_MEDIATION = "调解发现"
"""The channel of a report the bureau opened itself on a lead met in mediation (令121 第二十七条)."""
_SENT_DOWN = ("superior", "12315", "12345")

# House limits, not law: what a form has room for.
LONGEST_NAME = 50
LONGEST_CONTENT = 8_000
_LARGEST_AMOUNT = Decimal("1e12")
_PHONE = re.compile(r"[0-9+*()\-–—、,;/转\s]{3,64}")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is about to be registered. Times are aware, ``received_on`` is the day in Xiamen, yuan.

    ``kind`` is complaint|report, ``channel`` a key of CHANNELS; ``sender``, ``sent_on`` and
    ``report_back_on`` describe what a superior sent down (分送).
    """

    kind: str
    channel: str
    received_at: datetime
    received_on: date
    content: str
    name: str = ""
    phone: str = ""
    postal: str = ""
    respondent: str = ""
    credit_code: str = ""
    requests: tuple[str, ...] = ()
    amount: Decimal | None = None
    knew_on: date | None = None
    sent_down: bool = False
    sender: str = ""
    sent_on: date | None = None
    report_back_on: date | None = None

    @property
    def is_report(self) -> bool:
        """Tell whether it is to go on the report track."""
        return self.kind == "report"


@dataclass(frozen=True, slots=True)
class _Articles:
    channel: str
    mixed: str
    person: str
    grounds: str
    lead: str


_ARTICLES: Mapping[str, _Articles] = MappingProxyType(
    {
        ORDER_121: _Articles(
            channel="8",
            mixed="9",
            person="10(1)(1)",
            grounds="10(1)(3)",
            lead="28(1)",
        ),
        ORDER_20: _Articles(
            channel="8",
            mixed="7",
            person="9(1)(1)",
            grounds="9(1)(3)",
            lead="24(1)",
        ),
    }
)


def check(arrival: Arrival, *, now: datetime, regulation: str, law: Lawbook) -> Decision:
    """Check a registration: "allowed", or "refused" with a sentence for every field that cannot stand."""
    at, cite = _ARTICLES[regulation], law.regulation(regulation).cite
    refusals = (
        *((text, cite(at.channel), field) for text, field in _channel(arrival)),
        *((text, "", field) for text, field in _days(arrival, now)),
        *(
            (text, cite(at.lead if arrival.is_report else at.grounds), "content")
            for text in _words(arrival, regulation)
        ),
        *((text, cite(at.person), "person_name") for text in _nobody(arrival)),
        *((text, "", field) for text, field in _person(arrival)),
        *((text, cite(at.mixed), "requests") for text in _mixed(arrival)),
        *((text, "", field) for text, field in _respondent(arrival)),
        *((text, "", "amount") for text in _amount(arrival.amount)),
        *((text, "", field) for text, field in _sent_down(arrival)),
    )
    return Decision.check(Reason(*refusal) for refusal in refusals)


def _channel(arrival: Arrival) -> Iterator[tuple[str, str]]:
    if arrival.kind not in ("complaint", "report"):
        yield "请选择登记为投诉还是举报。", "kind"
    if arrival.channel not in CHANNELS:
        yield f"请选择接收渠道：{'、'.join(CHANNELS.values())}。", "channel"


def _days(arrival: Arrival, now: datetime) -> Iterator[tuple[str, str]]:
    if arrival.received_at > now:
        yield "收到时间晚于现在，期限不能从还没有到的时间起算，请核对。", "received_at"
    if arrival.knew_on is not None and arrival.knew_on > arrival.received_on:
        yield "知道或者应当知道权益受到侵害之日晚于收到之日，请核对。", "knew_on"


def _words(arrival: Arrival, regulation: str) -> Iterator[str]:
    said = arrival.content.strip()
    if not said:
        # 令121 第二十八条第一款 added 和相应的事实依据; 令20 第二十四条 asks for the lead alone.
        lead = "涉嫌违法的具体线索" + ("和相应的事实依据" if regulation == ORDER_121 else "")
        yield f"请写明{lead if arrival.is_report else '消费者权益争议的事实'}。"
    elif len(said) > LONGEST_CONTENT:
        yield f"内容最多{LONGEST_CONTENT}字，现有{len(said)}字：请摘要登记，原文作为材料附上。"


def _nobody(arrival: Arrival) -> Iterator[str]:
    reachable = any(text.strip() for text in (arrival.name, arrival.phone, arrival.postal))
    # An anonymous report is lawful (文书式样二 注2); a dispute of nobody cannot be put to the other side.
    if not arrival.is_report and not reachable:
        yield (
            "请至少写明投诉人姓名或者一种联系方式（本局要求）：没有人可以联系的，无法要求补正，"
            "也无法告知是否受理；反映违法线索的，可以登记为举报。"
        )


def _person(arrival: Arrival) -> Iterator[tuple[str, str]]:
    if len(arrival.name.strip()) > LONGEST_NAME:
        yield f"姓名最多{LONGEST_NAME}字，请核对。", "person_name"
    if arrival.phone.strip() and not _is_phone(arrival.phone):
        yield "联系电话只能由数字和分隔符组成，请核对。", "person_phone"


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(unicodedata.normalize("NFKC", text).strip()))


def _mixed(arrival: Arrival) -> Iterator[str]:
    if arrival.is_report and any(request.strip() for request in arrival.requests):
        yield "举报没有投诉请求：同时提出投诉请求的，应当分别登记，分别处理。"


def _respondent(arrival: Arrival) -> Iterator[tuple[str, str]]:
    if arrival.credit_code.strip() and not uscc.is_valid(arrival.credit_code.strip()):
        yield "统一社会信用代码应为18位且校验位正确，请核对；不知道的可以不填。", "respondent_credit_code"
    if arrival.credit_code.strip() and not arrival.respondent.strip():
        yield "填写了统一社会信用代码的，请同时填写名称。", "respondent_name"


def _amount(amount: Decimal | None) -> Iterator[str]:
    if amount is None:
        return
    if not amount.is_finite() or not Decimal(0) <= amount < _LARGEST_AMOUNT:
        yield "金额应当是不小于0的数，请核对。"
    elif amount != round(amount, 2):
        yield "金额以元为单位，最多写到分。"


def _sent_down(arrival: Arrival) -> Iterator[tuple[str, str]]:
    if arrival.channel == "superior" and not arrival.sender.strip():
        yield "请写明分送机关。", "distribution_sender"
    if not arrival.sent_down:
        return
    if arrival.channel not in _SENT_DOWN:
        yield "填写了分送信息的，接收渠道应当选择“分送”。", "channel"
    if arrival.sent_on is not None and arrival.sent_on > arrival.received_on:
        yield "分送之日晚于收到之日，请核对。", "distribution_sent_on"
    due, since = arrival.report_back_on, arrival.sent_on or arrival.received_on
    if due is not None and due < since:
        yield "要求报告处理结果之日早于分送之日，请核对。", "distribution_report_back_on"
