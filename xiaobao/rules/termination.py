"""Whether mediation may be ended without a settlement: 令121 第二十三条, 令20 第二十一条.

Which ground a number stands for is read from the law file (``about``): the regulations number them
differently. Nothing here ends a mediation by itself: a person chooses the ground, the rule says whether it
holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from xiaobao.law import Ground, Lawbook, Regulation
from xiaobao.law.citation import numeral
from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.own_words import names_a_law, too_few
from xiaobao.rules.settlement import amount_refusals
from xiaobao.rules.steps import ORDER_20, ORDER_121
from xiaobao.rules.wording import said

FAILED = "failed"
"""How a mediation ended that neither the complainant withdrew nor the sides settled between themselves."""


class EndedBy(Labelled):
    """The two ways in which the sides end it themselves (令121 第二十三条第一款第一项)."""

    WITHDRAWN = "withdrawn", "投诉人撤回投诉"
    SELF_SETTLED = "self_settled", "双方自行和解"


@dataclass(frozen=True, slots=True)
class MediationPeriod:
    """The clock of mediation: its last day by the latest reading, None while nobody can know it.

    ``basis`` is the citation of the article by which that day is the last: under 令20 it may be one of the
    《消费者权益保护法实施条例》.
    """

    last_day: date | None
    paused: bool = False
    derivation: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class TerminationFacts:
    """What is on record when mediation is to end. ``period`` None: no clock of mediation on the matter.

    ``mediated``: a session was held or a delegated mediation came back. ``refused_by`` holds the sides whose
    newest answer to being mediated is no. ``joint``: several complain, with elected representatives or not.
    """

    regulation: str
    today: date
    period: MediationPeriod | None = None
    mediated: bool = False
    refused_by: frozenset[str] = frozenset()
    joint: bool = False
    recusal_open: bool = False
    appraisal_open: bool = False


@dataclass(frozen=True, slots=True)
class _Articles:
    list: str
    tell: str
    joint: str
    recusal: str


_ARTICLES: Mapping[str, _Articles] = MappingProxyType(
    {
        ORDER_121: _Articles("23(1)", "23(2)", "12(2)", "21(2)"),
        ORDER_20: _Articles("21(1)", "21(2)", "11(2)", "19(2)"),
    }
)


def check_terminate(
    facts: TerminationFacts,
    *,
    ground: int | None,
    evidence: Sequence[str],
    words: str,
    how_it_ended: str = "",
    bar: str = "",
    recovered: Decimal | None = None,
    law: Lawbook,
) -> Decision:
    """Check an officer's decision to end mediation; refused with everything missing, field by field.

    ``how_it_ended`` is an EndedBy code for the ground of withdrawal and self-settlement, ``bar`` a code of
    ``bars`` for the ground that the complaint should not have been accepted.
    """
    regulation = law.regulation(facts.regulation)
    named = find_ground(regulation, ground)
    refusals = [*_weak(named, evidence, words, regulation)]
    if named is None:
        refusals.insert(0, _unnamed(regulation))
    else:
        refusals += _not_met(facts, named, evidence, words, how_it_ended, bar, regulation)
    if recovered is not None:
        refusals += amount_refusals(recovered, "recovered", "投诉人已经得到的金额")
    return Decision.check(refusals, *_weighed(facts, named, bar, regulation))


def find_ground(regulation: Regulation, number: int | None) -> Ground | None:
    """Return the ground of that number; None when there is none."""
    return next((ground for ground in regulation.termination_grounds if ground.number == number), None)


def bars(regulation: Regulation) -> dict[str, str]:
    """Return what the ground "should not have been accepted" may point at, citation by code.

    A code is an article as an officer writes it, with the item in round brackets: "16(3)", "42".
    """
    grounds = (ground for ground in regulation.termination_grounds if ground.about == "bar")
    referred = [article for ground in grounds for article in ground.refers]
    listed = {article: [g.article for g in _of(regulation, article)] or [article] for article in referred}
    return {_code(place): regulation.cite(place) for places in listed.values() for place in places}


def outcome(ground: Ground, how_it_ended: str) -> str:
    """Return the code of how the complaint ended: withdrawn, self_settled or failed."""
    return EndedBy(how_it_ended).value if ground.about == "by_parties" else FAILED


def _of(regulation: Regulation, article: str) -> Iterator[Ground]:
    return (ground for ground in regulation.decline_grounds if ground.article.startswith(f"{article}["))


def _code(article: str) -> str:
    return article.replace("[", "(").replace("]", ")")


def _unnamed(regulation: Regulation) -> Reason:
    last = numeral(len(regulation.termination_grounds))
    text = f"请选择第一项至第{last}项中的一项情形。"
    return Reason(text, regulation.cite(_ARTICLES[regulation.id].list), "ground")


def _weak(
    ground: Ground | None, evidence: Sequence[str], words: str, regulation: Regulation
) -> Iterator[Reason]:
    at = _ARTICLES[regulation.id]
    cited = regulation.cite(ground.article if ground else at.list)
    if not any(line.strip() for line in evidence):
        wanted = "；".join(ground.evidence) if ground else ""
        text = f"请写明所依据的材料（本局要求）：{wanted or '能够证明该情形的材料'}。"
        yield Reason(text, cited, "evidence")
    if too_few(words, ground.text if ground else ""):
        # 第二十三条第二款 has both sides told of the decision and asks for no reasons.
        text = "请用自己的话写明本件终止调解的具体情况，不能留空，也不能只照抄情形的条文（本局要求）。"
        yield Reason(text, "", "words")


def _not_met(
    facts: TerminationFacts,
    ground: Ground,
    evidence: Sequence[str],
    words: str,
    how_it_ended: str,
    bar: str,
    regulation: Regulation,
) -> Iterator[Reason]:
    """Yield why this very ground does not hold on what is on record."""
    cited = regulation.cite(ground.article)
    if ground.about == "by_parties" and how_it_ended not in list(EndedBy):
        yield Reason("请写明是投诉人撤回投诉，还是双方自行和解。", cited, "how_it_ended")
    if ground.about == "by_parties" and facts.joint and not any("同意" in line for line in evidence):
        text = "放弃投诉请求或者达成协议应当经被代表的投诉人同意：请在材料中写明各投诉人同意的凭据。"
        yield Reason(f"共同投诉的，{text}", regulation.cite(_ARTICLES[regulation.id].joint), "evidence")
    if ground.about == "no_agreement" and not facts.mediated:
        yield Reason("还没有调解记录：这一情形以经过组织调解为前提，请先记录调解。", cited, "ground")
    if ground.about == "expiry":
        yield from _not_expired(facts, cited)
    if ground.about == "bar" and bar not in bars(regulation):
        known = "、".join(text.partition("》")[2] for text in bars(regulation).values())
        yield Reason(f"请选择存在哪一项情形：{known}。", cited, "bar")
    if ground.about == "party_gone" and not any("投诉人" in line for line in evidence):
        yield Reason("请在材料中写明死亡或者灭失的是投诉人还是被投诉人。", cited, "evidence")
    if ground.about == "other" and not names_a_law(words):
        yield Reason("选择“其他情形”的，应当写明所依据的法律、法规、规章名称。", cited, "words")


def _not_expired(facts: TerminationFacts, cited: str) -> Iterator[Reason]:
    period = facts.period
    if period is None:
        yield Reason("本件没有调解期限的记录，不能以期限届满终止调解。", cited, "ground")
        return
    derived = "".join(period.derivation)
    if period.paused:
        yield Reason(f"鉴定、检测还没有结束，其间不计入调解期限。{derived}", cited, "ground")
    elif period.last_day is None:
        yield Reason(f"调解期限的届满日还不能确定。{derived}", cited, "ground")
    elif facts.today <= period.last_day:
        # 第四十五条 can be read in two ways: only after the later day is the period over under both.
        yield Reason(f"调解期限到{said(period.last_day)}才届满。{derived}", cited, "ground")


def _weighed(
    facts: TerminationFacts, ground: Ground | None, bar: str, regulation: Regulation
) -> Iterator[Reason]:
    at = _ARTICLES[regulation.id]
    if ground is None:
        return
    yield Reason(f"依据第{numeral(ground.number)}项终止调解。", regulation.cite(ground.article))
    yield Reason("应当在期限内将终止调解决定告知投诉人和被投诉人双方。", regulation.cite(at.tell))
    if ground.about == "bar" and bar in bars(regulation):
        yield Reason("受理后发现的情形。", bars(regulation)[bar])
    if ground.about == "by_parties" and facts.joint:
        yield Reason("各投诉人同意的材料请附卷。", regulation.cite(at.joint))
    yield from _of_another_rule(facts, ground, regulation)
    yield from _open_questions(facts, ground, regulation)


def _of_another_rule(facts: TerminationFacts, ground: Ground, regulation: Regulation) -> Iterator[Reason]:
    """Mind that under 令20 the period may have run out by the 《实施条例》, not by the ground itself."""
    period = facts.period
    if ground.about != "expiry" or period is None or regulation.id == ORDER_121 or not period.basis:
        return
    if f"《{regulation.title}》" not in period.basis:
        other = numeral(len(regulation.termination_grounds))
        text = (
            f"调解期限是依{period.basis}届满的，本项写的是另一期限（{ground.text}）；该期限尚未届满的，"
            f"请改选第{other}项，并写明所依据的条例。"
        )
        yield Reason(text, period.basis)


def _open_questions(facts: TerminationFacts, ground: Ground, regulation: Regulation) -> Iterator[Reason]:
    at = _ARTICLES[regulation.id]
    if regulation.id == ORDER_20 and ground.about == "refusal" and facts.refused_by == {"complainant"}:
        # 令20 第二十一条第一款第三项 speaks of the respondent's clear refusal only; 令121 of either side's.
        text = "记录的是投诉人不同意调解：这一情形只写了被投诉人明确拒绝调解，请核对是否属于撤回。"
        yield Reason(text, regulation.cite(ground.article))
    if facts.recusal_open:
        yield Reason("回避申请还没有作出决定。", regulation.cite(at.recusal))
    if facts.appraisal_open:
        yield Reason("鉴定、检测还没有结束，请通知受委托的机构。")
