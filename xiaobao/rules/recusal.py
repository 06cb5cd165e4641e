"""Recusal (回避): a side asks that a mediator withdraw; until it is decided nobody mediates.

令121 第二十一条第二款, 令20 第十九条第二款: 提出回避申请的，应当中止调解，并作出是否回避的决定. What the
applicant gives as the ground is weighed when it is decided; the suspension follows from the request alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xiaobao.rules.acts import Labelled
from xiaobao.rules.consent import SIDES
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.footing import Footing
from xiaobao.rules.own_words import too_few
from xiaobao.rules.wording import said


class RecusalGround(Labelled):
    """Why a side asks; the article knows the first two."""

    RELATIVE = "relative", "近亲属"
    INTEREST = "interest", "其他利害关系"
    OTHER = "other", "其他理由"


def article(footing: Footing) -> str:
    """Return the citation of the article on recusal."""
    return footing.cite("21(2)" if footing.new else "19(2)")


def check_recuse(
    *,
    side: str,
    against: str,
    ground: str,
    words: str,
    on: date,
    mediators: Sequence[str],
    delegated: bool,
    received_on: date,
    footing: Footing,
) -> Decision:
    """Check that a request can be recorded: "allowed" with what it means for the clock, or "refused".

    ``mediators`` names those of the sessions planned or held. Where none is named yet, or mediation is
    delegated and the body's own people mediate (令121 第二十一条第一款), any name may be given: the right to
    ask does not wait for our records.
    """
    basis = article(footing)
    anybody = delegated or not mediators
    refusals = []
    if side not in SIDES:
        refusals.append(Reason("请选择是投诉人还是被投诉人提出申请。", "", "side"))
    if not against.strip() or (against.strip() not in mediators and not anybody):
        refusals.append(Reason(_whom(mediators), basis, "against"))
    if ground not in tuple(RecusalGround):
        refusals.append(Reason("请选择申请回避的理由。", basis, "ground"))
    if ground == RecusalGround.OTHER and not words.strip():
        refusals.append(Reason("选择其他理由的，请写明申请人所说的理由（本局要求）。", "", "words"))
    if not received_on <= on <= footing.today:
        text = f"申请之日应当在收到投诉之日（{said(received_on)}）至今天之间。"
        refusals.append(Reason(text, "", "on"))
    return Decision.check(refusals, *_meanwhile(footing))


def check_decision(
    *,
    upheld: bool | None,
    words: str,
    replacement: str,
    against: str,
    asked: bool,
    decider: str,
    recused: Sequence[str],
    planned: bool,
    footing: Footing,
) -> Decision:
    """Check a decision on a request: "allowed" with what is to be told, or "refused".

    ``asked`` tells whether a request is open, ``decider`` who decides, ``recused`` who else has had to
    withdraw, ``planned`` whether a session has been called with ``against``.
    """
    if not asked:
        return Decision.check([Reason("没有尚未决定的回避申请。", article(footing))])
    refusals = [
        *_unfit(upheld, words, against, decider, footing),
        *_replaced(upheld, replacement.strip(), against, recused, footing),
    ]
    return Decision.check(refusals, *_afterwards(upheld, planned, footing))


def _whom(mediators: Sequence[str]) -> str:
    if not mediators:
        return "请写明申请哪一位调解人员回避。"
    return f"请选择申请哪一位调解人员回避：{'、'.join(mediators)}。"


def _meanwhile(footing: Footing) -> Iterator[Reason]:
    yield Reason("提出回避申请的，应当中止调解，由本局作出是否回避的决定。", article(footing))
    # 令121 第二十二条第三款 leaves out appraisal and testing only; for a suspension no article says so.
    text = "中止调解的时间，条文未写明可以扣除，调解期限照常计算，请尽快决定。"
    yield Reason(text, footing.clock_basis)


def _unfit(upheld: bool | None, words: str, against: str, decider: str, footing: Footing) -> Iterator[Reason]:
    if upheld is None:
        yield Reason("请选择准予或者驳回。", article(footing), "upheld")
    if too_few(words, ""):
        yield Reason("请用自己的话写明决定的理由（本局要求）。", "", "words")
    if decider == against:
        # 第五条 of both rules: 公正. The article leaves open who decides; not the one it is about.
        yield Reason("被申请回避的人员不能决定自己是否回避，请由其他负责人决定。", footing.cite("5"))


def _replaced(
    upheld: bool | None, replacement: str, against: str, recused: Sequence[str], footing: Footing
) -> Iterator[Reason]:
    if upheld and not replacement:
        yield Reason("准予回避的，请写明更换后的调解人员（本局要求）。", "", "replacement")
    if upheld is False and replacement:
        yield Reason("驳回申请的，不更换调解人员，请删去。", "", "replacement")
    if upheld and replacement and replacement in (against, *recused):
        text = "更换后的调解人员不能是应当回避的人员。"
        yield Reason(text, article(footing), "replacement")


def _afterwards(upheld: bool | None, planned: bool, footing: Footing) -> Iterator[Reason]:
    # The article has a decision made; that it is told in writing to whoever asked is house practice.
    yield Reason("作出决定后恢复调解，决定书送达申请人（本局要求）。", article(footing))
    if upheld and planned:
        text = "已经通知的现场调解更换了调解人员，请提前告知双方。"
        yield Reason(text, footing.cite("20(2)" if footing.new else "18(2)"))
