"""Whether a complaint is to be accepted: 令121 第十条至第十七条, 令20 第九条至第十五条.

``propose`` lays out for a person what the facts suggest; ``check_accept`` and ``check_decline`` say
whether what the person decided can be done. Nothing here scores, counts against a threshold or refuses
a complaint by itself: 令121 第十七条 lists what "may be considered" and gives no number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from xiaobao.law import Ground, Lawbook, Regulation
from xiaobao.law.citation import numeral
from xiaobao.rules import material, workflow
from xiaobao.rules.decision import REFUSED, Decision, Reason
from xiaobao.rules.facts import Asked, ComplaintFacts
from xiaobao.rules.material import CONSUMER_RULES
from xiaobao.rules.own_words import names_a_law, too_few
from xiaobao.rules.wording import said
from xiaobao.rules.workflow import ORDER_20, ORDER_121, Act, Track

ACCEPT, DECLINE, ASK = "accept", "decline", "ask"


@dataclass(frozen=True, slots=True)
class _Articles:
    """Where each rule of acceptance stands in one regulation."""

    place: str
    first: str
    decide: str
    hand_back: str


_ARTICLES: Mapping[str, _Articles] = MappingProxyType(
    {
        ORDER_121: _Articles(
            place="13",
            first="14",
            decide="15(1)",
            hand_back="41(2)",
        ),
        ORDER_20: _Articles(
            place="12",
            first="13",
            decide="14",
            hand_back="37(2)",
        ),
    }
)


# 令20 第十四条 has the decision told only: the reasons are owed by 《消费者权益保护法实施条例》.
_REASONS_OWED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {ORDER_121: (ORDER_121, "15(2)"), ORDER_20: (CONSUMER_RULES, "46(2)")}
)


def propose(facts: ComplaintFacts, law: Lawbook, today: date) -> Decision:
    """Propose to an officer: outcome "decline" (a ground is known), "ask" or "accept".

    "ask" lists everything to be asked for at once. What is merely worth knowing (other matters of the
    person, factors of 第十七条) is among the reasons and does not decide. Raises UnknownRegulation.
    """
    regulation = law.regulation(facts.regulation)
    background = (*_background(facts, regulation), *_unverified(facts, regulation, today))
    bars = (*_bars(facts, regulation), *_unanswered(facts, regulation, today))
    if bars:
        return Decision.of(DECLINE, *bars, *background)
    questions = tuple(_questions(facts, regulation, today))
    if questions:
        return Decision.of(ASK, *questions, *background)
    return Decision.of(ACCEPT, _acceptable(facts, regulation), *background)


def check_accept(facts: ComplaintFacts, *, state: str, law: Lawbook) -> Decision:
    """Check an officer's decision to accept: outcome "accept" or "refused" with the reasons.

    Refused when the complaint is not in a state to be accepted, or the bureau is known to be without
    authority (令121 第十五条第一款: a bureau "with authority" decides). Other known grounds are shown.
    """
    regulation = law.regulation(facts.regulation)
    refusals = tuple(_not_now(facts, state, Act.ACCEPT, law))
    if facts.in_district is False or facts.within_duties is False:
        refusals += (_without_authority(facts, regulation),)
    if refusals:
        return Decision.of(REFUSED, *refusals)
    shown = (*_bars(facts, regulation), *_background(facts, regulation))
    told = Reason("决定受理并告知投诉人。", regulation.cite(_articles(facts).decide))
    return Decision.of(ACCEPT, told, *shown)


def check_decline(
    facts: ComplaintFacts,
    *,
    state: str,
    ground: int,
    evidence: Sequence[str],
    words: str,
    law: Lawbook,
    today: date | None = None,
) -> Decision:
    """Check an officer's decision to decline: outcome "decline" or "refused" with the reasons.

    ``ground`` is the number of the ground (1 to 7, under 令20 1 to 6), ``evidence`` what it rests on,
    ``words`` the officer's reason. All three are needed: 令121 第十五条第二款 has the complainant told
    the reasons, and a reason that repeats the ground is none. ``today`` is the day of the decision, by
    default that of receipt: under 令20 the reasons are owed by the 《实施条例》 once that is law.
    """
    regulation = law.regulation(facts.regulation)
    refusals = list(_not_now(facts, state, Act.DECLINE, law))
    named = next((entry for entry in regulation.decline_grounds if entry.number == ground), None)
    if named is None:
        last = len(regulation.decline_grounds)
        sentence = f"请选择第一项至第{numeral(last)}项中的一项情形。"
        return Decision.of(REFUSED, *refusals, Reason(sentence, regulation.cite(_grounds_article(facts))))
    owed = reasons_owed(facts.regulation, today or facts.received_on, law)
    refusals += _weak(named, evidence, words, regulation, owed)
    if refusals:
        return Decision.of(REFUSED, *refusals)
    return Decision.of(DECLINE, _on_ground(named, words.strip(), regulation), _tell(facts, owed, regulation))


def reasons_owed(regulation: str, on: date, law: Lawbook) -> str:
    """Cite what has the complainant told the reasons and the other remedies; empty where nothing does.

    令121 第十五条第二款; under 令20 《消费者权益保护法实施条例》第四十六条第二款 from the day it is law.
    """
    source, article = _REASONS_OWED[regulation]
    if source != regulation and on not in law.regulation(source).in_force:
        return ""
    return law.cite(source, article)


def _tell(facts: ComplaintFacts, owed: str, regulation: Regulation) -> Reason:
    if owed:
        return Reason("应当告知投诉人不予受理的理由和其他解决途径。", owed)
    text = "应当告知投诉人不予受理的决定；理由和其他解决途径一并告知（本局要求）。"
    return Reason(text, regulation.cite(_articles(facts).decide))


def _grounds_article(facts: ComplaintFacts) -> str:
    return workflow.find(Track.COMPLAINT, "received", Act.DECLINE).article[facts.regulation]


def _articles(facts: ComplaintFacts) -> _Articles:
    return _ARTICLES[facts.regulation]


def _not_now(facts: ComplaintFacts, state: str, act: Act, law: Lawbook) -> Iterator[Reason]:
    if not any(row.act is act for row in workflow.lawful(Track.COMPLAINT, state)):
        yield workflow.explain(Track.COMPLAINT, state, act, facts.regulation, law)


def _on_ground(ground: Ground, text: str, regulation: Regulation) -> Reason:
    return Reason(f"第{numeral(ground.number)}项情形：{text}", regulation.cite(ground.article))


def _without_authority(facts: ComplaintFacts, regulation: Regulation) -> Reason:
    where = f"应由{facts.competent_elsewhere}处理" if facts.competent_elsewhere else "本局没有处理权限"
    what = "不属于市场监督管理部门职责" if facts.within_duties is False else "被投诉人不在本局处理权限之内"
    return _on_ground(regulation.ground(1), f"{what}，{where}。", regulation)


def _bars(facts: ComplaintFacts, regulation: Regulation) -> Iterator[Reason]:
    """Yield the grounds for declining that the facts are known to meet."""
    if facts.within_duties is False or facts.in_district is False:
        yield _without_authority(facts, regulation)
        hint = "如系内部分送错误，应当反馈统一接收机构，不得自行移送。"
        yield Reason(hint, regulation.cite(_articles(facts).hand_back))
    yield from (_on_ground(regulation.ground(2), text, regulation) for text in _handled(facts))
    if facts.for_daily_consumption is False:
        text = "不是为生活消费需要，或者不能证明存在消费者权益争议。"
        yield _on_ground(regulation.ground(3), text, regulation)
    yield from _later_grounds(facts, regulation)


def _handled(facts: ComplaintFacts) -> Iterator[str]:
    if facts.same_dispute_elsewhere:
        yield f"{facts.handled_by or '其他有权机构'}已经受理或者处理过同一争议。"
    for matter in facts.earlier:
        if matter.same_dispute:
            yield f"本局已处理过同一争议，编号 {matter.number}。"


def _later_grounds(facts: ComplaintFacts, regulation: Regulation) -> Iterator[Reason]:
    # 提供虚假材料 and 冒用、拒不配合核验 are grounds under 令121 only (第十六条第五项、第六项).
    if facts.regulation == ORDER_121 and facts.false_material:
        yield _on_ground(regulation.ground(5), "提供虚假材料。", regulation)
    if facts.regulation == ORDER_121 and facts.identity_refused:
        yield _on_ground(regulation.ground(6), _refused_identity(facts), regulation)
    if facts.other_bar:
        yield _on_ground(regulation.decline_grounds[-1], facts.other_bar, regulation)


def _refused_identity(facts: ComplaintFacts) -> str:
    if facts.identity is not None and facts.identity.nothing_came:
        return "对核验身份的要求有答复而没有提供任何材料，请核对是否属于拒不配合。"
    return "冒用他人名义或者拒不配合核验身份。"


def _unanswered(facts: ComplaintFacts, regulation: Regulation, today: date) -> Iterator[Reason]:
    """Yield the grounds that what was asked for and did not come may meet; a person judges and decides.

    第五项 (令20 the same) is about the material of 第十条第一款、第十一条 only: it is met where some of that
    is missing still, not where something else that was asked for did not come.
    """
    owed = next(material.lacking(facts, regulation), None)
    if facts.material is not None and facts.material.overdue(today) and owed is not None:
        text = f"{_did_not_come(facts.material)}，请核对所缺的是否为该项所列材料、要求是否已经送达。"
        yield _on_ground(regulation.ground(5), text, regulation)
    identity = None if facts.identity_refused else facts.identity
    if facts.regulation == ORDER_121 and identity is not None and identity.overdue(today):
        text = f"{_did_not_come(identity)}，请核对通知书是否已经送达、是否属于拒不配合核验身份。"
        yield _on_ground(regulation.ground(6), text, regulation)


def _unverified(facts: ComplaintFacts, regulation: Regulation, today: date) -> Iterator[Reason]:
    """Yield, under 令20, that an identity nobody has shown is no ground of its own."""
    if facts.regulation == ORDER_20 and facts.identity is not None and facts.identity.overdue(today):
        text = f"{_did_not_come(facts.identity)}；第20号令没有这一情形，请核对应当提供的材料是否齐全。"
        yield Reason(text, regulation.cite(_grounds_article(facts)))


def _did_not_come(asked: Asked) -> str:
    short = "没有提供" if asked.complete is None or asked.nothing_came else "提供不全"
    return f"要求在{said(asked.due_on)}前提供的材料，投诉人{short}"


def _questions(facts: ComplaintFacts, regulation: Regulation, today: date) -> Iterator[Reason]:
    """Yield all that is still to be asked, of the complainant first and then of ourselves."""
    at = _articles(facts)
    pieces = tuple(material.lacking(facts, regulation))
    for piece in pieces:
        yield Reason(f"请投诉人补充：{piece.text}。", piece.citation)
    if not pieces and facts.material is not None and facts.material.overdue(today):
        article = regulation.cite(regulation.ground(5).article)
        text = "请确认所缺的是否为该项所列材料；不是的，不影响受理。"
        yield Reason(f"{_did_not_come(facts.material)}，{text}", article)
    if material.purpose_unclear(facts):
        text = "请投诉人说明购买用途，并提供购买凭证等能够证明消费者权益争议的材料。"
        yield Reason(text, regulation.cite(regulation.ground(3).article))
    if facts.within_duties is None:
        text = "请确认投诉事项是否属于市场监督管理部门职责。"
        yield Reason(text, regulation.cite(regulation.ground(1).article))
    if facts.in_district is None:
        yield Reason("请确认被投诉人是否在本局处理权限之内。", regulation.cite(at.place))
    if facts.received_on > today:
        yield Reason("收到投诉之日晚于今天，请核对。", regulation.cite(at.decide))


def _acceptable(facts: ComplaintFacts, regulation: Regulation) -> Reason:
    text = "本局有处理权限，材料齐全，未发现不予受理的情形。"
    return Reason(text, regulation.cite(_articles(facts).decide))


def _background(facts: ComplaintFacts, regulation: Regulation) -> Iterator[Reason]:
    """Yield what a person may weigh; it changes no outcome."""
    places = {factor.number: regulation.cite(factor.article) for factor in regulation.factors}
    for item, text in facts.signals.by_item():
        yield Reason(f"可以考虑的因素：{text}", places.get(item, ""))
    open_questions = [matter.number for matter in facts.earlier if matter.same_dispute is None]
    if open_questions:
        text = f"同一投诉人对同一被投诉人另有来件：{'、'.join(open_questions)}，请核对是否为同一争议。"
        yield Reason(text, regulation.cite(_articles(facts).first))
    if facts.recent_count:
        yield Reason(f"同一投诉人近期共有来件 {facts.recent_count} 件，仅供参考，不作为不予受理的依据。")
    span = _span(facts.knew_on, facts.received_on) if facts.knew_on else ""
    # The period itself stands in the ground's wording; a person compares, since a law may set another. Within
    # the first year nobody has to.
    if "年" in span:
        ground = regulation.ground(4)
        text = f"知道或者应当知道之日为{facts.knew_on}，至收到投诉已有{span}"
        listed = f"第{numeral(ground.number)}项：{ground.text}"
        yield Reason(f"{text}，请对照{listed}。", regulation.cite(ground.article))


def _weak(
    ground: Ground, evidence: Sequence[str], words: str, regulation: Regulation, told: str
) -> Iterator[Reason]:
    if not any(item.strip() for item in evidence):
        text = f"请写明所依据的材料（本局要求）：{'；'.join(ground.evidence) or '能够证明该情形的材料'}。"
        yield Reason(text, regulation.cite(ground.article))
    if too_few(words, ground.text):
        text = "请用自己的话写明本件不予受理的理由，不能留空，也不能只照抄情形的条文。"
        yield Reason(text if told else f"{text[:-1]}（本局要求）。", told)
    if ground == regulation.decline_grounds[-1] and not names_a_law(words):
        text = "选择“其他情形”的，理由中应当写明所依据的法律、法规、规章名称。"
        yield Reason(text, regulation.cite(ground.article))


def _span(begin: date, end: date) -> str:
    """Say how long it is from one day to another, in whole years and months."""
    months = (end.year - begin.year) * 12 + end.month - begin.month - (end.day < begin.day)
    years, rest = divmod(max(months, 0), 12)
    return f"{years}年{rest}个月" if years else f"{rest}个月"
