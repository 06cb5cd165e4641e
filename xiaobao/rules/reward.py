"""Rewards for reports (举报奖励): to whom, how much, and who must not see to it.

令121 第三十六条 (令20 第三十二条): rewarded is only where a law, regulation or rule says so. The scheme,
《市场监管领域重大违法行为举报奖励暂行办法》, is a normative document of which only summaries were read:
what stands on it alone says so, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from xiaobao.law import Lawbook, Regulation, RewardLevel, RewardScheme
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.own_words import too_few
from xiaobao.rules.reveal import is_fresh
from xiaobao.rules.steps import ORDER_121
from xiaobao.rules.wording import said

SCHEME = "report-reward"
CRIME, LARGE_SUM = "crime", "large_sum"
"""Codes of the serious conduct that stands or falls with what is on record of the case."""


@dataclass(frozen=True, slots=True)
class RewardFacts:
    """What is on record of a report and its case. Money in yuan.

    ``reachable``: the reporter gave a name, or anything by which the code can be handed over. ``base`` is
    what was fined and confiscated together, ``crime`` that the case went to the police as a suspected crime.
    ``already`` is what rewards of this case that were not refused add up to. ``own``: the officer handles the
    report or the case.
    """

    regulation: str
    today: date
    decided_on: date | None
    base: Decimal
    crime: bool
    reachable: bool
    insider: bool = False
    already: Decimal = Decimal(0)
    own: bool = False


@dataclass(frozen=True, slots=True)
class RewardAmount:
    """What a level comes to, in yuan; ``lines`` say how.

    ``with_finance``: the finance bureau decides too. ``most`` is what an insider may be given at most: the
    scheme gives no share for it.
    """

    amount: Decimal
    most: Decimal
    with_finance: bool
    lines: tuple[str, ...]


def scheme_of(law: Lawbook) -> tuple[Regulation, RewardScheme]:
    """Return the scheme and the document it stands in; raises UnknownRegulation where there is none."""
    document = law.regulation(SCHEME)
    if document.reward is None:
        raise ValueError(f"{SCHEME} holds no scheme")
    return document, document.reward


def cited(law: Lawbook) -> str:
    """Cite the scheme: its title and number; no article, for the text was not read."""
    document, _ = scheme_of(law)
    return f"《{document.title}》（{document.order_no}）"


def basis(regulation: str, law: Lawbook) -> str:
    """Cite the article that lets a report be rewarded where it is provided for."""
    return law.cite(regulation, "36" if regulation == ORDER_121 else "32")


def eligible(facts: RewardFacts, law: Lawbook) -> Decision:
    """Tell whether a reward can be proposed at all: "allowed" with what to mind, or "refused"."""
    return Decision.check(_stands_in_the_way(facts, law), *_to_mind(facts, law))


def amount_of(level: RewardLevel, facts: RewardFacts, law: Lawbook) -> RewardAmount:
    """Work out what a level comes to: its share, at least its least amount, at most what the case leaves."""
    _, scheme = scheme_of(law)
    share = scheme.share(level, facts.base)
    left = max(scheme.most - facts.already, Decimal(0))
    amount = min(max(share, Decimal(level.least)), left)
    lines = tuple(_derived(scheme, level, facts, share, amount, law))
    return RewardAmount(amount, left if facts.insider else amount, amount >= scheme.with_finance, lines)


def check_propose(
    facts: RewardFacts,
    *,
    natural_person: bool | None,
    serious: int | None,
    level: int | None,
    amount: Decimal | None,
    reason: str,
    law: Lawbook,
) -> Decision:
    """Check a proposal; the fields of refusals are the arguments.

    ``natural_person``: the officer has seen that the reporter is one. ``serious`` and ``level`` are numbers
    of the scheme, ``amount`` more than the level comes to, for an insider; None takes what it comes to.
    """
    refusals = (
        *_stands_in_the_way(facts, law),
        *_not_a_person(natural_person, law),
        *_not_serious(facts, serious, law),
        *_wrong_amount(facts, level, amount, law),
        *_no_reason(reason),
    )
    return Decision.check(refusals, *_to_mind(facts, law))


def check_decide(
    *,
    approve: bool | None,
    words: str,
    amount: Decimal,
    with_finance: bool,
    proposed_it: bool,
    own: bool,
    law: Lawbook,
) -> Decision:
    """Check the decision of the second person; fields: approve, words, with_finance."""
    _, scheme = scheme_of(law)
    refusals = [*_apart(own)]
    if proposed_it:
        refusals.append(Reason("提出奖励的人不能审批自己提出的奖励（本局要求）。", "", "approve"))
    if approve is None:
        refusals.append(Reason("请选择同意或者不予奖励。", "", "approve"))
    if approve and amount >= scheme.with_finance and not with_finance:
        text = f"单笔奖励达到{_yuan(scheme.with_finance)}的，应当会同财政部门确定；请确认已经会同确定。"
        refusals.append(Reason(text, cited(law), "with_finance"))
    return Decision.check([*refusals, *_no_reason(words, "words")])


def check_pay(*, receipt: str, payable: bool, paid: bool, decided_it: bool) -> Decision:
    """Check a payment against a code that is right; ``payable``: approved and not yet paid."""
    refusals = []
    if paid:
        refusals.append(Reason("这一代码的奖励已经发放，不能重复发放。", "", "code"))
    elif not payable:
        refusals.append(Reason("这一代码的奖励没有经审批同意，不能发放。", "", "code"))
    if decided_it:
        refusals.append(Reason("审批奖励的人不能发放同一笔奖励（本局要求）。", "", "code"))
    if not receipt.strip():
        refusals.append(Reason("请填写付款凭证号。", "", "receipt"))
    return Decision.check(refusals)


def check_see(
    *,
    in_progress: bool,
    approved: bool,
    insider: bool,
    own: bool,
    confirmed_at: datetime | None,
    now: datetime,
) -> Decision:
    """Check that one of the two posts may see for whom a reward is; fields: reward, confirmed_at."""
    refusals = [*_apart(own)]
    if not in_progress:
        refusals.append(Reason("奖励不在办理之中，不能查阅举报人的身份。", "", "reward"))
    elif insider and not approved:
        # The approval is the word of a second person that an insider's identity needs (本局要求).
        text = "内部举报人的身份在奖励经另一人审批同意后才可以查阅（本局要求）。"
        refusals.append(Reason(text, "", "reward"))
    if not is_fresh(confirmed_at, now):
        refusals.append(Reason("请再次输入密码，确认是您本人操作（本局要求）。", "", "confirmed_at"))
    return Decision.check(refusals)


def _stands_in_the_way(facts: RewardFacts, law: Lawbook) -> Iterator[Reason]:
    document, scheme = scheme_of(law)
    if facts.decided_on is None:
        yield Reason("案件还没有作出处理决定，不能提出奖励。", cited(law))
    elif facts.decided_on not in document.in_force:
        yield Reason(f"{said(facts.decided_on)}作出处理决定时，奖励办法尚未施行。", cited(law))
    if not facts.base and not facts.crime:
        yield Reason("案件没有罚没款，也没有作为涉嫌犯罪移送，不属于奖励范围。", cited(law))
    if not facts.reachable:
        yield Reason("举报人没有留下姓名，也没有可以转交代码的联系方式，无法奖励。", cited(law))
    if facts.already >= scheme.most:
        yield Reason(f"本案的奖励已经达到最高金额{_yuan(scheme.most)}。", cited(law))
    yield from _apart(facts.own)


def _apart(own: bool) -> Iterator[Reason]:
    if own:
        yield Reason("本件的承办人、办案人员不能办理本件的奖励（本局要求）。")


def _not_a_person(natural_person: bool | None, law: Lawbook) -> Iterator[Reason]:
    if natural_person is None:
        yield Reason("请核对举报人是否为自然人。", cited(law), "natural_person")
    elif not natural_person:
        yield Reason("只奖励自然人，单位举报的不予奖励。", cited(law), "natural_person")


def _not_serious(facts: RewardFacts, serious: int | None, law: Lawbook) -> Iterator[Reason]:
    _, scheme = scheme_of(law)
    conduct = scheme.conduct(serious)
    if conduct is None:
        yield Reason("只奖励对重大违法行为的举报，请选择属于哪一种。", cited(law), "serious")
    elif conduct.code == CRIME and not facts.crime:
        yield Reason("本案没有作为涉嫌犯罪移送的记录。", cited(law), "serious")
    elif conduct.code == LARGE_SUM and not facts.base:
        yield Reason("本案没有罚没款。", cited(law), "serious")


def _wrong_amount(
    facts: RewardFacts, number: int | None, amount: Decimal | None, law: Lawbook
) -> Iterator[Reason]:
    _, scheme = scheme_of(law)
    level = scheme.level(number)
    if level is None:
        yield Reason("请选择奖励等级。", cited(law), "level")
        return
    worked_out = amount_of(level, facts, law)
    if amount is None or amount == worked_out.amount:
        return
    if not facts.insider:
        text = f"{level.name}奖励按规定计算为{_yuan(worked_out.amount)}，只有内部举报人的可以提高。"
        yield Reason(text, cited(law), "amount")
    elif not worked_out.amount < amount <= worked_out.most:
        text = f"应当高于计算的{_yuan(worked_out.amount)}，不高于{_yuan(worked_out.most)}。"
        yield Reason(text, cited(law), "amount")


def _no_reason(words: str, field: str = "reason") -> Iterator[Reason]:
    if too_few(words, ""):
        yield Reason("请用自己的话写明理由（本局要求）。", "", field)


def _to_mind(facts: RewardFacts, law: Lawbook) -> Iterator[Reason]:
    yield Reason("法律、法规、规章规定给予奖励的，按照规定奖励。", basis(facts.regulation, law))
    _, scheme = scheme_of(law)
    if scheme.confidence != "verified":
        missing = "、".join(scheme.not_seen)
        yield Reason(f"奖励办法未见全文，以下各项由法制科对照全文确认：{missing}。", cited(law))
    if facts.insider:
        yield Reason("内部举报人的奖励可以提高；提高多少，未见规定。", cited(law))


def _derived(
    scheme: RewardScheme,
    level: RewardLevel,
    facts: RewardFacts,
    share: Decimal,
    amount: Decimal,
    law: Lawbook,
) -> Iterator[str]:
    if facts.base:
        yield f"罚没款合计{_yuan(facts.base)}，{level.name}奖励按{level.percent}%计算，为{_yuan(share)}。"
    else:
        yield "本案没有罚没款，怎样计算未见规定，暂按最低金额列出，请法制科确认。"
    if share < level.least:
        yield f"不足{level.name}奖励的最低金额{_yuan(level.least)}，按最低金额计算。"
    if facts.already:
        yield f"本案已经奖励{_yuan(facts.already)}，一并计入最高金额。"
    if amount < max(share, Decimal(level.least)):
        yield f"每起案件的奖励不超过{_yuan(scheme.most)}，按{_yuan(amount)}计算。"
    if amount >= scheme.with_finance:
        yield f"达到{_yuan(scheme.with_finance)}，应当会同财政部门确定。"
    yield f"依据：{cited(law)}。"


def _yuan(sum_of_money: Decimal | int) -> str:
    return f"{Decimal(sum_of_money):,.2f}元"
