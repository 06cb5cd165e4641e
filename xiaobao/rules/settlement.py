"""How a mediation that succeeds is recorded and performed: 令121 第二十四条, 令20 第二十二条.

A settlement stands on consent: of both sides to being mediated at all (令121 第十八条第一款), and of
everybody it binds to its terms (第十二条第二款: 代表人……达成调解协议的，应当经被代表的投诉人同意).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from xiaobao.law import Lawbook, Regulation
from xiaobao.rules.acts import Labelled
from xiaobao.rules.consent import COMPLAINANT, RESPONDENT, SIDES, Wishes
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121
from xiaobao.rules.wording import said

_CENT = Decimal("0.01")
_LARGEST = Decimal("999999999999.99")
"""What the column of a sum of money holds."""
_SILENT = Wishes()


class Settlement(Labelled):
    """How a settlement is put down (令121 第二十四条)."""

    AGREEMENT = "agreement", "制作调解书"
    PERFORMED = "performed", "已经即时履行，制作记录"
    NO_DOCUMENT = "no_document", "不制作调解书，制作记录"


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who acts for a side (令121 第十一条). ``principal`` None: for the whole side.

    ``key`` and ``principal`` identify parties, ``name`` is masked; ``special`` is the power to change or
    waive a claim or to settle, ``until`` the last day of the mandate, ``original`` that its original is kept.
    """

    key: int
    side: str
    principal: int | None = None
    name: str = ""
    special: bool = False
    original: bool = True
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SettlementFacts:
    """What is on record when the sides have agreed. Unknown is None.

    ``agreed`` and ``unwritten`` are what both sides want of being mediated and of having no document;
    ``complainants`` everybody who complains, as (key, masked name); ``on_site`` whether a session was held on
    site; ``last_day`` the last day of mediation, where it is firm; ``amount`` in dispute, in yuan.
    """

    regulation: str
    today: date
    complainants: tuple[tuple[int, str], ...]
    accepted_on: date | None = None
    agreed: Wishes = _SILENT
    unwritten: Wishes = _SILENT
    agents: tuple[Agent, ...] = ()
    on_site: bool = False
    delegated: bool = False
    amount: Decimal | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class _Articles:
    consent: str
    mode: str
    agreement: str
    record: str
    joint: str
    agent: str


_ARTICLES: Mapping[str, _Articles] = MappingProxyType(
    {
        ORDER_121: _Articles("18(1)", "20(1)", "24(1)", "24(2)", "12(2)", "11(2)"),
        ORDER_20: _Articles("16(1)", "18(1)", "22(1)", "22(2)", "11(2)", "10(2)"),
    }
)


def check_settle(
    facts: SettlementFacts,
    *,
    settlement: str,
    terms: str,
    on: date | None,
    settled: Decimal | None,
    recovered: Decimal | None,
    consented: Sequence[int],
    respondent_consents: bool,
    proof: str,
    law: Lawbook,
) -> Decision:
    """Check a settlement as an officer records it; refused with everything that is missing, field by field.

    ``consented`` holds the keys of the complainants who agree themselves and of the agents who agree for
    their principals. Money is in yuan: ``settled`` what was agreed on (0 where it is not money),
    ``recovered`` what the complainant already has.
    """
    regulation = law.regulation(facts.regulation)
    refusals = (
        *_without_mediation(facts, regulation),
        *_wrong_form(facts, settlement, proof, regulation),
        *_wrong_day(facts, on),
        *_no_terms(terms, regulation),
        *_money(settled, recovered, settlement),
        *_unconsented(facts, consented, respondent_consents=respondent_consents, regulation=regulation),
        *_unfit_agents(facts, consented, on, regulation),
    )
    weighed = () if refusals else _weighed(facts, settlement, settled, on, regulation)
    return Decision.check(refusals, *weighed)


def check_perform(
    *,
    regulation: str,
    today: date,
    concluded_on: date | None,
    settled: Decimal | None,
    before: Decimal | None,
    on: date | None,
    recovered: Decimal | None,
    words: str,
    law: Lawbook,
) -> Decision:
    """Check what has been performed so far: never more than was settled; less than ``before`` needs words.

    ``settled`` None: settled elsewhere, no sum known. ``recovered`` is the whole sum so far.
    """
    cited = law.cite(regulation, _ARTICLES[regulation].agreement)
    refusals = [*amount_refusals(recovered, "recovered", "已经履行的金额"), *_day(on, today, concluded_on)]
    if recovered is None or any(reason.field == "recovered" for reason in refusals):
        return Decision.check(refusals)
    if settled is not None and recovered > settled:
        text = f"已经履行的金额不能多于约定的金额（{settled}元）。"
        refusals.append(Reason(text, "", "recovered"))
    if before is not None and recovered < before and not words.strip():
        text = f"此前已记录履行{before}元，改少的请写明原因。"
        refusals.append(Reason(text, "", "words"))
    return Decision.check(refusals, Reason(_left(settled, recovered), cited))


def record_basis(regulation: str, law: Lawbook) -> str:
    """Cite what the record kept in place of a 调解书 stands on: 未制作调解书的，应当做好调解记录备查."""
    return law.cite(regulation, _ARTICLES[regulation].record)


def _left(settled: Decimal | None, recovered: Decimal) -> str:
    rest = settled - recovered if settled is not None else None
    return "全部履行完毕。" if rest == 0 else f"尚有{rest}元没有履行。" if rest else "记录履行情况。"


def amount_refusals(value: Decimal | None, where: str, name: str) -> Iterator[Reason]:
    """Yield what is wrong with a sum of money in yuan; ``where`` is its field, ``name`` what it is called."""
    if value is None:
        yield Reason(f"请填写{name}；没有金额的填0。", "", where)
    elif not value.is_finite() or value < 0:
        yield Reason(f"{name}应当是不小于0的数。", "", where)
    elif value > _LARGEST:
        yield Reason(f"{name}太大，请核对。", "", where)
    elif value != value.quantize(_CENT):
        yield Reason(f"{name}最多写到分。", "", where)


def _without_mediation(facts: SettlementFacts, regulation: Regulation) -> Iterator[Reason]:
    cited = regulation.cite(_ARTICLES[facts.regulation].consent)
    for side, label in SIDES.items():
        wish = getattr(facts.agreed, side)
        if wish is None:
            yield Reason(f"还没有记录{label}同意调解，请先记录调解意愿。", cited)
        elif not wish:
            yield Reason(f"{label}没有同意调解，不能记录达成调解。", cited)


def _wrong_form(
    facts: SettlementFacts, settlement: str, proof: str, regulation: Regulation
) -> Iterator[Reason]:
    at = _ARTICLES[facts.regulation]
    if settlement not in list(Settlement):
        text = "请选择制作调解书，或者已经即时履行、不制作调解书。"
        yield Reason(text, regulation.cite(at.agreement), "settlement")
    elif settlement == Settlement.AGREEMENT and not (facts.on_site or facts.delegated):
        text = (
            "没有现场调解的记录：条文和文书式样只规定现场调解达成协议的制作调解书，其他方式达成的制作记录。"
        )
        yield Reason(text, regulation.cite(at.agreement), "settlement")
    elif settlement == Settlement.NO_DOCUMENT and facts.on_site:
        yield from _unwritten(facts, proof, regulation)


def _unwritten(facts: SettlementFacts, proof: str, regulation: Regulation) -> Iterator[Reason]:
    """On site a 调解书 is the rule; both sides may wish otherwise (双方同意不制作调解书的除外)."""
    cited = regulation.cite(_ARTICLES[facts.regulation].agreement)
    for side, label in SIDES.items():
        answer = getattr(facts.unwritten, side)
        if answer is False:
            yield Reason(f"{label}没有同意不制作调解书。", cited, "settlement")
        elif answer is None and not proof.strip():
            yield Reason(f"请写明{label}如何表示同意不制作调解书。", cited, "proof")


def _wrong_day(facts: SettlementFacts, on: date | None) -> Iterator[Reason]:
    yield from _day(on, facts.today, facts.accepted_on)


def _day(on: date | None, today: date, earliest: date | None) -> Iterator[Reason]:
    if on is None:
        yield Reason("请填写日期。", "", "on")
    elif on > today:
        yield Reason("日期不能晚于今天。", "", "on")
    elif earliest is not None and on < earliest:
        yield Reason(f"日期不能早于{said(earliest)}。", "", "on")


def _no_terms(terms: str, regulation: Regulation) -> Iterator[Reason]:
    if not terms.strip():
        cited = regulation.cite(_ARTICLES[regulation.id].agreement)
        yield Reason("请写明双方达成的协议内容。", cited, "terms")


def _money(settled: Decimal | None, recovered: Decimal | None, settlement: str) -> Iterator[Reason]:
    wrong = [*amount_refusals(settled, "settled", "约定的金额")]
    if recovered is not None:
        wrong += amount_refusals(recovered, "recovered", "已经履行的金额")
    yield from wrong
    if wrong or settled is None or recovered is None:
        return
    if recovered > settled:
        yield Reason(f"已经履行的金额不能多于约定的金额（{settled}元）。", "", "recovered")
    elif settlement == Settlement.PERFORMED and recovered < settled:
        text = f"约定{settled}元，只履行了{recovered}元，不属于即时履行。"
        yield Reason(text, "", "recovered")


def _unconsented(
    facts: SettlementFacts, consented: Sequence[int], *, respondent_consents: bool, regulation: Regulation
) -> Iterator[Reason]:
    at = _ARTICLES[facts.regulation]
    by_agent = [one for one in facts.agents if one.key in consented and one.side == COMPLAINANT]
    covered = {*consented, *(one.principal for one in by_agent)}
    everybody = any(one.principal is None for one in by_agent)
    missing = [name or SIDES[COMPLAINANT] for key, name in facts.complainants if key not in covered]
    if missing and not everybody:
        joint = len(facts.complainants) > 1
        text = f"还没有记录{'、'.join(missing)}同意这一协议。"
        yield Reason(text, regulation.cite(at.joint if joint else at.consent), "consented")
    if not (respondent_consents or any(_is_for_respondent(one, consented) for one in facts.agents)):
        yield Reason("还没有记录被投诉人同意这一协议。", regulation.cite(at.consent), "respondent_consents")


def _is_for_respondent(agent: Agent, consented: Sequence[int]) -> bool:
    return agent.side == RESPONDENT and agent.key in consented


def _unfit_agents(
    facts: SettlementFacts, consented: Sequence[int], on: date | None, regulation: Regulation
) -> Iterator[Reason]:
    article = regulation.cite(_ARTICLES[facts.regulation].agent)
    for agent in facts.agents:
        if agent.key not in consented:
            continue
        # The article is about agents of complainants; of the respondent's the forms alone speak.
        cited = article if agent.side == COMPLAINANT else ""
        name = f"{SIDES.get(agent.side, '')}的代理人{agent.name}"
        if not agent.special:
            text = f"{name}的授权没有载明可以达成协议（特别授权），须由本人同意。"
            yield Reason(text, cited, "consented")
        if not agent.original:
            yield Reason(f"{name}还没有提交授权委托书原件。", cited, "consented")
        if agent.until is not None and on is not None and on > agent.until:
            yield Reason(f"{name}的授权已于{said(agent.until)}到期。", cited, "consented")


def _weighed(
    facts: SettlementFacts, settlement: str, settled: Decimal | None, on: date | None, regulation: Regulation
) -> Iterator[Reason]:
    at = _ARTICLES[facts.regulation]
    if settlement == Settlement.AGREEMENT:
        text = "制作调解书，双方签字或者盖章，各执一份，本局留存一份归档。"
        yield Reason(text, regulation.cite(at.agreement))
    else:
        yield Reason("不制作调解书的，做好记录备查。", regulation.cite(at.record))
    if facts.amount is not None and settled is not None and settled != facts.amount:
        more = "多于" if settled > facts.amount else "少于"
        yield Reason(f"约定的金额{settled}元{more}争议金额{facts.amount}元，请核对。")
    if facts.last_day is not None and on is not None and on > facts.last_day:
        yield Reason(f"调解期限已于{said(facts.last_day)}届满，协议是在此之后达成的。")
