"""Rewards as their screens show them: by number of the report, the reporter masked or not there at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from xiaobao.docket.models import Case, Matter, Party, Reward
from xiaobao.docket.reward_facts import (
    IN_PROGRESS,
    PROPOSE,
    is_own,
    reporters,
    reward_facts,
    rewardable,
    sees_rewards,
)
from xiaobao.docket.rulebook import Rulebook
from xiaobao.law import RewardLevel, RewardScheme
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.rules import reward as rule
from xiaobao.rules.decision import Decision
from xiaobao.rules.reward import RewardAmount
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


@dataclass(frozen=True)
class CasePage:
    """A decided case, to propose a reward on: what each level comes to, and what stands in the way.

    ``people`` are the reporters for whom nothing has been proposed, masked.
    """

    matter: Matter
    case: Case | None
    decided_on: date | None
    base: Decimal
    crime: bool
    people: tuple[Party, ...]
    scheme: RewardScheme
    levels: tuple[tuple[RewardLevel, RewardAmount], ...]
    eligible: Decision
    duties: tuple[str, ...]


@dataclass(frozen=True)
class RewardPage:
    """One reward: how it came about, and what the officer may do with it now."""

    reward: Reward
    matter: Matter
    level: RewardLevel | None
    serious: str
    lines: tuple[str, ...]
    in_progress: bool
    own: bool
    needs_finance: bool


def insist_on_post(officer: Authority) -> None:
    """Raise NotAllowed for everybody but the two posts, whatever there is: nobody else learns of a reward."""
    if not sees_rewards(officer):
        raise NotAllowed("您的岗位不办理这项工作。")


def cases_to_reward(officer: Authority) -> QuerySet[Matter]:
    """Return the decided cases no reward has been proposed on; none for who does not propose."""
    if not officer.may(PROPOSE):
        return Matter.objects.none()
    held = Reward.objects.exclude(state=Reward.State.REFUSED).values("matter")
    return rewardable().exclude(pk__in=held)


def rewards(officer: Authority) -> QuerySet[Reward]:
    """Return every reward, newest first; raises NotAllowed."""
    insist_on_post(officer)
    related = ("matter__case", "proposed_by", "decided_by", "paid_by")
    return Reward.objects.select_related(*related).order_by("-id")


def case_page(
    officer: Authority, matter_id: int, rulebook: Rulebook, *, at: datetime, address: str = ""
) -> CasePage:
    """Return the page of a decided case; the reading is audited. Raises NotAllowed, NotFound."""
    if not officer.may(PROPOSE):
        raise NotAllowed("您的岗位不办理这项工作。")
    matter = rewardable().filter(pk=matter_id).first()
    if matter is None:
        raise NotFound("没有这件举报，或者案件还没有作出可以奖励的决定。")
    _read(officer, f"matter:{matter.pk}", matter, at, address)
    facts = reward_facts(matter, None, officer, rulebook.today(at))
    _, scheme = rule.scheme_of(rulebook.law)
    return CasePage(
        matter=matter,
        case=getattr(matter, "case", None),
        decided_on=facts.decided_on,
        base=facts.base,
        crime=facts.crime,
        people=_not_yet_proposed(matter),
        scheme=scheme,
        levels=tuple((level, rule.amount_of(level, facts, rulebook.law)) for level in scheme.levels),
        eligible=rule.eligible(facts, rulebook.law),
        duties=_duties(matter, rulebook),
    )


def reward_page(
    officer: Authority, reward_id: int, rulebook: Rulebook, *, at: datetime, address: str = ""
) -> RewardPage:
    """Return the page of a reward; the reading is audited. Raises NotAllowed, NotFound."""
    reward = rewards(officer).filter(pk=reward_id).first()
    if reward is None:
        raise NotFound("没有这项奖励。")
    matter = reward.matter
    _read(officer, f"reward:{reward.pk}", matter, at, address)
    _, scheme = rule.scheme_of(rulebook.law)
    level, conduct = scheme.level(reward.level), scheme.conduct(reward.serious)
    facts = reward_facts(matter, reward.party, officer, rulebook.today(at))
    return RewardPage(
        reward=reward,
        matter=matter,
        level=level,
        serious=conduct.text if conduct else "",
        lines=rule.amount_of(level, _before(facts, reward), rulebook.law).lines if level else (),
        in_progress=reward.state in IN_PROGRESS,
        own=is_own(matter, officer),
        needs_finance=(reward.amount or 0) >= scheme.with_finance,
    )


def _before(facts: rule.RewardFacts, reward: Reward) -> rule.RewardFacts:
    """Return the facts as they were for this reward: its own sum is not counted against it."""
    counted = reward.state != Reward.State.REFUSED
    already = facts.already - (reward.amount or Decimal(0)) if counted else facts.already
    return replace(facts, base=reward.base or facts.base, already=already)


def _not_yet_proposed(matter: Matter) -> tuple[Party, ...]:
    held = Reward.objects.filter(matter=matter).exclude(state=Reward.State.REFUSED)
    taken = set(held.values_list("party_id", flat=True))
    return tuple(one for one in reporters(matter) if one.pk not in taken)


def _duties(matter: Matter, rulebook: Rulebook) -> tuple[str, ...]:
    """Return which statutes reward a report on what this one is about, by its subjects."""
    subjects = set(matter.report.subjects)
    return tuple(
        rulebook.law.cite(basis.regulation, basis.article) if basis.regulation else f"《{basis.title}》"
        for duty in rulebook.law.duties
        if duty.reward and duty.id in subjects
        for basis in duty.basis
    )


def _read(officer: Authority, subject: str, matter: Matter, at: datetime, address: str) -> None:
    with writing():
        record(
            act="reward.read", subject=subject, at=at, actor=officer.user, post=officer.post,
            detail={"number": matter.number}, address=address,
        )  # fmt: skip
