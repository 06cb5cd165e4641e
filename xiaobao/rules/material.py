"""Material of a complaint (补正材料) and the check of identity (核验身份).

令121 第十条、第十一条, 令20 第九条、第十条.

What is missing is asked for in one list, once: neither rule speaks of asking, so that this is house order,
made to spare the complainant. Neither rule stops the period for deciding while material is
awaited, so the date given to the complainant lies within it, or the officer says why not. What does not
arrive is a proposal for whoever decides (``rules.acceptance``) and never a decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from xiaobao.law import Lawbook, Regulation
from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.facts import Asked, ComplaintFacts
from xiaobao.rules.steps import ORDER_20, ORDER_121
from xiaobao.rules.wording import said


class Wanted(Labelled):
    """What the complainant is asked for: each has its own letter and its own date."""

    MATERIAL = "material", "补正材料"
    IDENTITY = "identity", "核验身份"


IDENTITY_PAPERS: tuple[str, ...] = (
    "居民身份证复印件（没有居民身份证的，提供护照、通行证等其他有效身份证件复印件）",
)
"""What a request for proof of identity usually lists (式样四); the officer edits it."""

CONSUMER_RULES = "state-council-778"


@dataclass(frozen=True, slots=True)
class _Articles:
    person: str
    respondent: str
    request: str
    agent: str
    listed: str
    decide: str
    grounds: str


_ARTICLES: Mapping[str, _Articles] = MappingProxyType(
    {
        ORDER_121: _Articles(
            "10(1)(1)", "10(1)(2)", "10(1)(3)", "11(1)", "10(1)", "15(1)", "消费者权益争议事实依据"
        ),
        ORDER_20: _Articles("9(1)(1)", "9(1)(2)", "9(1)(3)", "10(1)", "9(1)", "14", "消费者权益争议事实"),
    }
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request about to be made of the complainant, on the day ``today``.

    ``decide_by`` is the earliest last day of the acceptance clock, None where none runs; ``asked_on`` the
    day on which the same was asked before, None when it was not; ``words`` why the date is a late one.
    """

    regulation: str
    items: Sequence[str]
    due_on: date | None
    today: date
    decide_by: date | None = None
    asked_on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Supplement:
    """What came of a request, or unasked. ``asked`` None: nothing of the kind was asked for.

    ``respondent_named`` says that the matter has, or is now given, a name of the respondent;
    ``respondent_given`` and ``postal_given`` that something of the kind has now been given.
    """

    regulation: str
    kind: str
    on: date
    received: Sequence[str]
    complete: bool | None
    asked: Asked | None
    received_on: date
    today: date
    words: str = ""
    postal_given: bool = False
    respondent_given: bool = False
    respondent_named: bool = True


def lacking(facts: ComplaintFacts, regulation: Regulation) -> Iterator[Reason]:
    """Yield each piece of 令121 第十条第一款 and 第十一条 that is not there, with its article."""
    at = _ARTICLES[regulation.id]
    wanted = (
        (facts.has_name, "投诉人姓名", at.person),
        (facts.has_phone, "投诉人电话号码", at.person),
        (facts.has_address, "投诉人通讯地址", at.person),
        (bool(facts.respondent_name), "被投诉人名称（姓名）", at.respondent),
        (bool(facts.respondent_address), "被投诉人地址", at.respondent),
        (facts.has_request, "具体的投诉请求", at.request),
        # 令20 第九条第一款第三项 asks for 消费者权益争议事实, 令121 第十条第一款第三项 for 事实依据.
        (facts.has_facts, at.grounds, at.request),
        (not facts.by_agent or facts.has_authorisation, "授权委托书原件和受托人身份证明", at.agent),
    )
    for known, what, article in wanted:
        if not known:
            yield Reason(what, regulation.cite(article))


def purpose_unclear(facts: ComplaintFacts) -> bool:
    """Tell whether something of 令121 第十七条 was noticed and nobody has said yet what it amounts to."""
    return bool(facts.signals.by_item()) and facts.for_daily_consumption is None


def missing(facts: ComplaintFacts, law: Lawbook) -> tuple[Reason, ...]:
    """Propose the one list to ask the complainant for: each reason's text is a line of the letter."""
    regulation = law.regulation(facts.regulation)
    found = tuple(lacking(facts, regulation))
    if purpose_unclear(facts):
        text = "购买用途的说明，以及购买凭证等能够证明消费者权益争议的材料"
        found += (Reason(text, regulation.cite(regulation.ground(3).article)),)
    return found


def check_ask(asking: Asking, law: Lawbook) -> Decision:
    """Check a request for missing material (补正材料): "allowed" with what to mind, or "refused"."""
    refusals = tuple(_not_so(asking, law, _ARTICLES[asking.regulation].listed))
    return Decision.check(refusals, _ONCE, *_runs_on(asking, law))


def check_verify(asking: Asking, law: Lawbook) -> Decision:
    """Check a request for proof of identity (限期提供身份证明材料).

    令121 第十条第三款 allows it. 令20 says nothing of it: there it rests on 《消费者权益保护法实施条例》
    第四十六条第一款, and is refused while that was not law.
    """
    regulation, article = identity_basis(asking.regulation)
    basis = law.cite(regulation, article)
    if regulation == CONSUMER_RULES and asking.today not in law.regulation(regulation).in_force:
        text = f"《{law.regulation(regulation).title}》当时尚未施行，第20号令没有核验身份的规定。"
        return Decision.check([Reason(text, basis)])
    return Decision.check(
        tuple(_not_so(asking, law, article, regulation)),
        Reason(_MAY_VERIFY[asking.regulation], basis),
        *_runs_on(asking, law),
    )


_MAY_VERIFY: Mapping[str, str] = MappingProxyType(
    {
        ORDER_121: "为核验投诉人的真实身份信息，可以要求提供相应的身份证明材料；是否要求由本局决定。",
        ORDER_20: "投诉应当提供真实身份信息；条文没有写明可以要求身份证明材料，是否要求由本局决定。",
    }
)


def identity_basis(regulation: str) -> tuple[str, str]:
    """Return (regulation, article) that a request for proof of identity rests on."""
    return (ORDER_121, "10(3)") if regulation == ORDER_121 else (CONSUMER_RULES, "46(1)")


def _not_so(asking: Asking, law: Lawbook, article: str, regulation: str = "") -> Iterator[Reason]:
    basis = law.cite(regulation or asking.regulation, article)
    if asking.asked_on is not None:
        text = f"已于{said(asking.asked_on)}一次列明要求提供，同类要求只提一次，不分次要求（本局要求）。"
        yield Reason(text)
    if not any(item.strip() for item in asking.items):
        yield Reason("请列明要求投诉人提供的材料，一行一项。", basis, "items")
    if asking.due_on is None:
        yield Reason("请写明提供材料的期限。", basis, "due_on")
    elif asking.due_on < asking.today:
        yield Reason("提供材料的期限不能早于今天。", basis, "due_on")
    elif _late(asking) and not asking.words.strip():
        text = f"该日在受理期限的最后一日（{_day(asking.decide_by)}）之后：请提前，或者写明理由。"
        yield Reason(text + _NO_PAUSE, _deciding(asking, law), "due_on")


_ONCE = Reason("把缺少的材料列在一张清单里，一次告知投诉人（本局要求）。")
_NO_PAUSE = "规章没有因补正材料、核验身份而停止计算受理期限的规定，期限照常计算。"


def _late(asking: Asking) -> bool:
    """Whether the date given lies past the last day on which the bureau can still decide in time."""
    if asking.due_on is None or asking.decide_by is None or asking.decide_by < asking.today:
        return False
    return asking.due_on > asking.decide_by


def _runs_on(asking: Asking, law: Lawbook) -> Iterator[Reason]:
    if asking.decide_by is None:
        yield Reason(_NO_PAUSE, _deciding(asking, law))
    elif asking.decide_by < asking.today:
        yield Reason(f"受理期限已于{said(asking.decide_by)}届满，请尽快作出决定。", _deciding(asking, law))
    else:
        text = f"{_NO_PAUSE}是否受理的决定最迟于{said(asking.decide_by)}作出并告知投诉人。"
        yield Reason(text, _deciding(asking, law))
        if _late(asking):
            yield Reason("所给期限晚于该日，决定可能要在材料到齐之前作出。", _deciding(asking, law))


def _deciding(asking: Asking, law: Lawbook) -> str:
    return law.cite(asking.regulation, _ARTICLES[asking.regulation].decide)


def _day(day: date | None) -> str:
    return said(day) if day else ""


def check_supplement(given: Supplement, law: Lawbook) -> Decision:
    """Check that what came can be recorded; the reasons say whether it came in time.

    Whatever it amounts to, accepting or declining remains a decision of its own.
    """
    listed = law.cite(given.regulation, _ARTICLES[given.regulation].listed)
    refusals = (*_unasked(given, listed), *_misdated(given), *_empty(given, listed))
    return Decision.check(refusals, *_timeliness(given), *_afterwards(given, listed))


def late(given: Supplement) -> bool:
    """Tell whether it came after the date the letter gave."""
    return given.asked is not None and given.on > given.asked.due_on


def _unasked(given: Supplement, listed: str) -> Iterator[Reason]:
    if given.kind not in tuple(Wanted):
        yield Reason("请选择补正的是投诉材料还是身份证明材料。", "", "kind")
    elif given.kind == Wanted.IDENTITY and given.asked is None:
        yield Reason("还没有要求投诉人提供身份证明材料。", "", "kind")
    elif given.asked is not None and given.asked.complete:
        yield Reason("这一要求的材料已经补齐，不必再次登记；其他材料请用“添加材料”。", listed, "kind")


def _misdated(given: Supplement) -> Iterator[Reason]:
    first = given.asked.asked_on if given.asked else given.received_on
    if not first <= given.on <= given.today:
        yield Reason(f"收到补正之日应当在{said(first)}至今天之间。", "", "on")


def _empty(given: Supplement, listed: str) -> Iterator[Reason]:
    came = any(item.strip() for item in given.received) or given.postal_given or given.respondent_given
    if given.complete is None:
        yield Reason("请选择是否已经补齐。", "", "complete")
    if given.complete and not came:
        yield Reason("请写明收到了哪些材料，一行一项。", listed, "received")
    if given.complete is False and not came and not given.words.strip():
        yield Reason("没有收到任何材料的，请写明投诉人是怎样答复的。", "", "words")
    if not given.respondent_named:
        yield Reason("请写明被投诉人的名称（姓名）。", listed, "respondent_name")


def _timeliness(given: Supplement) -> Iterator[Reason]:
    if given.asked is not None:
        timely = "晚于" if late(given) else "没有超过"
        yield Reason(f"{said(given.on)}收到，{timely}所给的期限（{said(given.asked.due_on)}）。")


def _afterwards(given: Supplement, listed: str) -> Iterator[Reason]:
    if given.respondent_given:
        yield Reason("被投诉人的名称或者地址有更正，请重新核对管辖。", listed)
    if not given.complete:
        yield Reason("没有补齐不等于不予受理：是否受理仍由承办人作出决定。", listed)
