"""Pay a reward against its code (发放举报奖励): the amount is shown, never for whom it is.

A wrong code leaves a row in the audit trail, committed whatever becomes of the request; after five within
fifteen minutes the officer has to wait.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import insist
from xiaobao.docket.models import Reward
from xiaobao.docket.reward_codes import TRIES, WITHIN, WRONG_CODE, found, wrong_ones
from xiaobao.docket.reward_facts import PAY
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.rules import reward as rule
from xiaobao.staff.permissions import Authority
from xiaobao.vault import audit
from xiaobao.writing import writing


def reward_of(*, code: str, officer: Authority, at: datetime, address: str = "") -> Reward:
    """Return the reward a code was made for, to be looked at before it is paid.

    Raises NotAllowed, and Refused at the field ``code`` for a wrong one, or after too many.
    """
    if not officer.may(PAY):
        raise NotAllowed("您的岗位不办理这项工作。")
    with writing():
        wrong = wrong_ones(officer, at)
        reward = found(code) if wrong < TRIES else None
        if reward is None:
            why = "locked" if wrong >= TRIES else "unknown"
            act = WRONG_CODE if wrong < TRIES else "reward.code_locked"
            _audit(act, "reward", officer, at, address, {"why": why}, result=audit.REFUSED)
    # The row above is committed by now: a refusal must not undo it.
    if reward is None:
        raise _refused(wrong)
    return reward


def pay_reward(*, code: str, receipt: str, officer: Authority, at: datetime, address: str = "") -> Reward:
    """Record that the reward of a code was paid; ``receipt`` is the number of the voucher.

    Two officers at once: one pays, the other is refused. Raises NotAllowed, and Refused (code, receipt).
    """
    known = reward_of(code=code, officer=officer, at=at, address=address)
    with writing():
        reward = Reward.objects.select_related("matter").get(pk=known.pk)
        insist(
            rule.check_pay(
                receipt=receipt,
                payable=reward.state == Reward.State.APPROVED and reward.code_index == known.code_index,
                paid=reward.state == Reward.State.PAID,
                decided_it=reward.decided_by_id == officer.user.pk,
            )
        )
        reward.state, reward.paid_by, reward.paid_at = Reward.State.PAID, officer.user, at
        reward.receipt = " ".join(receipt.split())[:100]
        reward.save()
        _audit("reward.paid", f"reward:{reward.pk}", officer, at, address, {"number": reward.matter.number})
    return reward


def _refused(wrong: int) -> Refused:
    if wrong >= TRIES:
        minutes = int(WITHIN.total_seconds() // 60)
        sentence = f"您在{minutes}分钟内已经输错{TRIES}次，请稍后再试（本局要求）。"
    else:
        left = TRIES - wrong - 1
        sentence = (
            f"没有这一代码，请核对通知书。还可以输入{left}次。" if left else "没有这一代码，请稍后再试。"
        )
    return Refused(sentence, fields={"code": sentence})


def _audit(
    act: str,
    subject: str,
    officer: Authority,
    at: datetime,
    address: str,
    detail: dict[str, object],
    result: str = audit.DONE,
) -> None:
    audit.record(
        act=act, subject=subject, at=at, actor=officer.user, post=officer.post, result=result, detail=detail,
        address=address,
    )  # fmt: skip
