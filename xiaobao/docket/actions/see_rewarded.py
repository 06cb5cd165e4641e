"""See for whom a reward is (查阅受奖人): the two posts alone, while the reward is in progress.

The gate is that of every identity: the audit row is committed before the seal is opened, an attempt that is
refused leaves its row too. It is a row of the reward and not of the report, whose page must not tell of it.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket import cabinet
from xiaobao.docket.actions.reveal import Revealed
from xiaobao.docket.actions.taking import insist
from xiaobao.docket.models import Reward
from xiaobao.docket.reward_facts import APPROVE, IN_PROGRESS, PROPOSE, is_own
from xiaobao.refusals import NotAllowed, NotFound, Refused, Unavailable
from xiaobao.rules import reward as rule
from xiaobao.staff.permissions import Authority
from xiaobao.vault import audit, identities
from xiaobao.vault.identities import Person
from xiaobao.writing import writing

SEEN, TURNED_AWAY = "reward.identity", "reward.identity_refused"


def see_rewarded(
    *, reward_id: int, officer: Authority, at: datetime, confirmed_at: datetime | None, address: str = ""
) -> Revealed:
    """Return who the reporter is for whom the reward is; ``confirmed_at``: the password was given again.

    Raises NotAllowed, NotFound, Refused (reward, confirmed_at), Unavailable: then nothing opens.
    """
    if not (officer.may(PROPOSE) or officer.may(APPROVE)):
        raise NotAllowed("您的岗位不办理这项工作。")
    reward = Reward.objects.select_related("matter__case", "party__identity").filter(pk=reward_id).first()
    if reward is None:
        raise NotFound("没有这项奖励。")
    try:
        with writing(durable=True):
            _admit(reward, officer, at, confirmed_at)
            _audit(SEEN, reward, officer, at, address)
    except Unavailable:
        raise
    except Refused:
        with writing(durable=True):
            _audit(TURNED_AWAY, reward, officer, at, address, result=audit.REFUSED)
        raise
    with cabinet.told():
        identity = reward.party.identity
        person = identities.reveal(identity) if identity else Person()
    return Revealed(person.name, person.phone, dict(person.more))


def _admit(reward: Reward, officer: Authority, at: datetime, confirmed_at: datetime | None) -> None:
    state = Reward.objects.values_list("state", flat=True).get(pk=reward.pk)
    insist(
        rule.check_see(
            in_progress=state in IN_PROGRESS,
            approved=state == Reward.State.APPROVED,
            insider=reward.matter.guarded,
            own=is_own(reward.matter, officer),
            confirmed_at=confirmed_at,
            now=at,
        )
    )


def _audit(
    act: str, reward: Reward, officer: Authority, at: datetime, address: str, result: str = audit.DONE
) -> None:
    audit.record(
        act=act, subject=f"reward:{reward.pk}", at=at, actor=officer.user, post=officer.post, result=result,
        detail={"number": reward.matter.number, "purpose": "reward"}, address=address,
    )  # fmt: skip
