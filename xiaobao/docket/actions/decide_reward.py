"""Decide on a reward (审批举报奖励): the other of the two posts, who alone sees the code and hands it over.

The code goes from whoever approved to the reporter; whoever pays learns it from the reporter alone. So one
person can neither make up a reward and be paid, nor pay without somebody who holds the code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from xiaobao.docket.actions.taking import insist
from xiaobao.docket.models import Reward
from xiaobao.docket.numbers import take
from xiaobao.docket.reward_codes import index_of, new_code, sealed
from xiaobao.docket.reward_facts import APPROVE, is_own
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.docket.shield import shield
from xiaobao.documents.errors import DocumentError
from xiaobao.documents.numbering import format_number
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules import reward as rule
from xiaobao.rules.locality import NoNumberPattern
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.sealing import unseal
from xiaobao.writing import writing

SERIES = "reward_notice"
_SHOWN_AGAIN = 60
"""House practice: for so many seconds the same showing of the form, sent twice, shows the same code."""


@dataclass(frozen=True)
class Decided:
    """What was decided; ``code`` is for the eyes of who approved, once, and empty where it was refused."""

    reward: Reward
    code: str = ""


def decide_reward(
    *,
    reward_id: int,
    officer: Authority,
    at: datetime,
    approve: bool | None,
    words: str,
    with_finance: bool = False,
    address: str = "",
) -> Decided:
    """Approve a reward, which makes its code, or refuse it with the reason.

    ``with_finance``: it was fixed together with the finance bureau. Raises NotAllowed, NotFound, Changed
    when somebody else has decided meanwhile, and Refused with fields.
    """
    rulebook = current()
    with writing():
        reward = _reward(reward_id, officer)
        insist(
            rule.check_decide(
                approve=approve,
                words=words,
                amount=reward.amount or Decimal(0),
                with_finance=with_finance,
                proposed_it=reward.proposed_by_id == officer.user.pk,
                own=is_own(reward.matter, officer),
                law=rulebook.law,
            )
        )
        reward.state = Reward.State.APPROVED if approve else Reward.State.REFUSED
        reward.decided_by, reward.decided_at = officer.user, at
        reward.decision_words, reward.with_finance = shield(reward.matter, words.strip()), with_finance
        code = _give_code(reward, at, rulebook) if approve else ""
        reward.save()
        _audit(reward, "reward.approved" if approve else "reward.refused", officer, at, address)
    return Decided(reward, code)


def code_anew(*, reward_id: int, officer: Authority, at: datetime, address: str = "") -> Decided:
    """Make another code for a reward that was approved and not yet paid; the one before is void.

    For a code that was lost. Only who approved may. Raises NotAllowed, NotFound, Refused.
    """
    with writing():
        reward = _approved_by(reward_id, officer)
        code = _give_code(reward, at, current())
        reward.save()
        _audit(reward, "reward.code_anew", officer, at, address)
    return Decided(reward, code)


def code_again(*, reward_id: int, officer: Authority, at: datetime, address: str = "") -> Decided:
    """Return the code once more to who approved a moment ago: a second click on the same button.

    Raises NotAllowed, NotFound, and Refused when the moment is over.
    """
    with writing():
        reward = _approved_by(reward_id, officer)
        if reward.decided_at is None or (at - reward.decided_at).total_seconds() > _SHOWN_AGAIN:
            raise Refused("代码只显示一次，已经显示过；遗失的请重新生成。")
        code = unseal(bytes(reward.code), about=b"reward-code").decode()
        _audit(reward, "reward.code_shown", officer, at, address)
    return Decided(reward, code)


def _reward(reward_id: int, officer: Authority) -> Reward:
    if not officer.may(APPROVE):
        raise NotAllowed("您的岗位不办理这项工作。")
    known = Reward.objects.select_related("matter", "decided_by").filter(pk=reward_id).first()
    if known is None:
        raise NotFound("没有这项奖励。")
    if known.state != Reward.State.PROPOSED and known.decided_by and known.decided_at:
        raise Changed(by=known.decided_by.name, at=known.decided_at, what=("审批",))
    return known


def _approved_by(reward_id: int, officer: Authority) -> Reward:
    if not officer.may(APPROVE):
        raise NotAllowed("您的岗位不办理这项工作。")
    mine = Reward.objects.select_related("matter").filter(pk=reward_id, decided_by=officer.user)
    reward = mine.first()
    if reward is None:
        raise NotFound("没有这项奖励，或者不是您审批的。")
    if reward.state != Reward.State.APPROVED:
        raise Refused("这项奖励不在待领取的状态，没有可以使用的代码。")
    return reward


def _give_code(reward: Reward, at: datetime, rulebook: Rulebook) -> str:
    code = new_code()
    reward.code, reward.code_index = sealed(code), index_of(code)
    year = rulebook.today(at).year
    try:
        pattern = rulebook.locality.number_pattern(SERIES)
        reward.notice_number = format_number(pattern, year, take(SERIES, year)[0])
    except (NoNumberPattern, DocumentError) as error:
        raise Refused(error.message) from error
    return code


def _audit(reward: Reward, act: str, officer: Authority, at: datetime, address: str) -> None:
    detail = {"number": reward.matter.number} | (
        {"document": reward.notice_number} if reward.notice_number else {}
    )
    record(
        act=act, subject=f"reward:{reward.pk}", at=at, actor=officer.user, post=officer.post, detail=detail,
        address=address,
    )  # fmt: skip
