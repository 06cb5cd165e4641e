"""Propose a reward for a report (提出举报奖励): one of the two posts, for one reporter of a decided case."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from xiaobao.docket.actions.taking import insist
from xiaobao.docket.models import Matter, Party, Reward
from xiaobao.docket.reward_facts import PROPOSE, reporters, reward_facts, rewardable
from xiaobao.docket.rulebook import current
from xiaobao.docket.shield import shield
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.rules import reward as rule
from xiaobao.rules.reward import RewardFacts
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def propose_reward(
    *,
    matter_id: int,
    party_id: int | None,
    officer: Authority,
    at: datetime,
    natural_person: bool | None,
    serious: int | None,
    level: int | None,
    reason: str,
    amount: Decimal | None = None,
    address: str = "",
) -> Reward:
    """Propose a reward for one reporter of a report; ``serious`` and ``level`` are numbers of the scheme.

    ``amount`` in yuan is more than the level comes to, for an insider; None takes what it comes to. Raises
    NotAllowed, NotFound, and Refused with fields.
    """
    if not officer.may(PROPOSE):
        raise NotAllowed("您的岗位不办理这项工作。")
    rulebook = current()
    with writing():
        matter = rewardable().filter(pk=matter_id).first()
        if matter is None:
            raise NotFound("没有这件举报，或者案件还没有作出可以奖励的决定。")
        party = _party(matter, party_id)
        facts = reward_facts(matter, party, officer, rulebook.today(at))
        decision = rule.check_propose(
            facts, natural_person=natural_person, serious=serious, level=level, amount=amount, reason=reason,
            law=rulebook.law,
        )  # fmt: skip
        insist(decision)
        reward = Reward.objects.create(
            matter=matter,
            party=party,
            state=Reward.State.PROPOSED,
            code_index=b"",
            serious=serious,
            level=level,
            base=facts.base,
            amount=amount or _worked_out(level, facts),
            reason=shield(matter, reason.strip()),
            proposed_by=officer.user,
            proposed_at=at,
        )
        record(
            act="reward.proposed", subject=f"reward:{reward.pk}", at=at, actor=officer.user,
            post=officer.post, detail={"number": matter.number, "level": level}, address=address,
        )  # fmt: skip
    return reward


def _party(matter: Matter, party_id: int | None) -> Party:
    party = next((one for one in reporters(matter) if one.pk == party_id), None)
    if party is None:
        raise _refused("请选择奖励哪一位举报人。")
    earlier = Reward.objects.filter(matter=matter, party=party).exclude(state=Reward.State.REFUSED)
    if earlier.exists():
        raise _refused("这位举报人的奖励已经提出，不能重复提出。")
    return party


def _refused(sentence: str) -> Refused:
    return Refused(sentence, fields={"party_id": sentence})


def _worked_out(number: int | None, facts: RewardFacts) -> Decimal:
    law = current().law
    level = rule.scheme_of(law)[1].level(number)
    if level is None:
        raise ValueError(f"no level {number}")
    return rule.amount_of(level, facts, law).amount
