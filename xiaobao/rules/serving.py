"""When somebody counts as told (送达): an attempt, a moment and a proof; and what voiding a document means.

令121 第十五条第一款、第二十三条第二款 and 令20 第十四条、第二十一条第二款 have people told within a period
and name no form of telling; the notes to the official forms allow network, telephone, text, e-mail and post.
That arriving must be proved is practice of the house: a day nobody can prove ends no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_121

_TELLS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "accept": ("15(1)", "14"),
        "decline": ("15(1)", "14"),
        "mediation_notice": ("20(2)", "18(2)"),
        "recusal_decision": ("21(2)", "19(2)"),
        "terminate": ("23(2)", "21(2)"),
        "agreement": ("24(1)", "22(1)"),
        "feedback": ("41(2)", "37(2)"),
        "other_route": ("44", "39"),
        "no_authority_notice": ("34", "29"),
        "report_result": ("36", "32"),
        # 令121 has no such notice any more; its 第三十五条第一款 points to the penalty procedure alone.
        "filing_notice": ("35(1)", "31(2)"),
        "not_filing_notice": ("35(1)", "31(2)"),
    }
)
_RIGHT = "5"

PHONE, IN_PERSON = "phone", "in_person"


class Channel(Labelled):
    """How a document is handed over; the notes to the official forms (式样五 to 八) name these ways."""

    PLATFORM = "platform", "全国12315平台"
    PHONE = PHONE, "电话"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    POST = "post", "邮寄"
    IN_PERSON = IN_PERSON, "当面送交"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to reach one addressee. ``served_at`` None: not known to have arrived.

    ``proof`` says what proves it, ``filed`` that a file does; ``receipt`` that a 送达回证 is to be made.
    """

    channel: str
    sent_at: datetime | None
    served_at: datetime | None
    proof: str = ""
    filed: bool = False
    receipt: bool = False


def basis(paper: str, regulation: str, law: Lawbook) -> str:
    """Cite what telling somebody by this paper (its notice act) stands on.

    Where no article has anybody told, 第五条 of both rules: 程序合法.
    """
    new, old = _TELLS.get(paper, (_RIGHT, _RIGHT))
    return law.cite(regulation, new if regulation == ORDER_121 else old)


def check_serve(
    attempt: Attempt,
    *,
    issued_at: datetime,
    now: datetime,
    voided: bool,
    before: datetime | None,
    basis: str,
) -> Decision:
    """Check an attempt at serving a document issued at ``issued_at``; refused with everything that is wrong.

    ``before`` is when the same addressee was first served, if so; ``basis`` the article telling stands on.
    """
    refusals = (
        *_void(voided=voided),
        *_wrong_channel(attempt),
        *_wrong_moments(attempt, issued_at, now, before),
        *_unproved(attempt),
        *_no_receipt(attempt),
    )
    told = "送达对象已经收到，送达日以最后一名收到之日为准。" if attempt.served_at else "已经发出，尚未送达。"
    return Decision.check(refusals, Reason(told, basis))


def check_void(*, voided: bool, closed: bool, tells: bool, words: str, again: bool) -> Decision:
    """Check that a document can be voided; ``tells``: a decision's document, by which somebody is told of it.

    ``again``: only the replacement of a document already voided is asked for.
    """
    return Decision.check(_not_voidable(voided, closed, tells, words, again), Reason("文号和文件继续保留。"))


def _not_voidable(voided: bool, closed: bool, tells: bool, words: str, again: bool) -> Iterator[Reason]:
    if voided and not again:
        yield Reason("这份文书已经作废。", "", "document_id")
    if not words.strip():
        yield Reason("请写明作废的原因。", "", "words")
    if closed and tells:
        text = "本件已经办结，作废决定文书后无从再告知；请先重新审查或者恢复调解。"
        yield Reason(text, "", "document_id")


def _void(*, voided: bool) -> Iterator[Reason]:
    if voided:
        yield Reason("这份文书已经作废，不能再送达。", "", "document_id")


def _wrong_channel(attempt: Attempt) -> Iterator[Reason]:
    if attempt.channel not in list(Channel):
        yield Reason(f"请选择送达方式：{'、'.join(one.label for one in Channel)}。", "", "channel")


def _wrong_moments(
    attempt: Attempt, issued_at: datetime, now: datetime, before: datetime | None
) -> Iterator[Reason]:
    sent, served = attempt.sent_at, attempt.served_at
    if sent is None:
        yield Reason("请填写发出的时间。", "", "sent_at")
        return
    # Forms give minutes, an issuing moment has seconds.
    if _minute(sent) < _minute(issued_at):
        yield Reason("发出的时间不能早于文书制作的时间。", "", "sent_at")
    if sent > now:
        yield Reason("发出的时间不能晚于现在。", "", "sent_at")
    if served is None:
        return
    if _minute(served) < _minute(sent):
        yield Reason("送达的时间不能早于发出的时间。", "", "served_at")
    if served > now:
        yield Reason("送达的时间不能晚于现在。", "", "served_at")
    if before is not None and served < before:
        yield Reason("此前已经登记送达，不能再登记更早的送达时间。", "", "served_at")


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _unproved(attempt: Attempt) -> Iterator[Reason]:
    # House order: the articles have people told and name no proof of it.
    if attempt.served_at is None:
        return
    if attempt.channel == PHONE and not attempt.proof.strip():
        yield Reason("电话告知的，请写明由谁接听、如何确认知悉（本局要求）。", "", "proof")
    elif not attempt.proof.strip() and not attempt.filed:
        text = "没有送达凭据的，不登记为送达；请写明凭据或者上传凭据（本局要求）。"
        yield Reason(text, "", "proof")


def _no_receipt(attempt: Attempt) -> Iterator[Reason]:
    if attempt.receipt and (attempt.channel != IN_PERSON or attempt.served_at is None):
        yield Reason("只有当面送交并且已经送达的，才制作送达回证。", "", "receipt")
