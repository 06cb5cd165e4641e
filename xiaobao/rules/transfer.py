"""A complainant or reporter suspected of cheating the operator (移送公安机关): 令121 第四十二条.

Before 令121 the duty stood in 《市场监督管理行政处罚程序规定》第十七条第二款 and, from 2024-07-01, in
《消费者权益保护法实施条例》第四十九条第二款. The complaint itself stays where it is: ending the mediation on
this ground (令121 第二十三条第一款第六项) is a decision of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Labelled, Track
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_121

CONSUMER_RULES = "state-council-778"
PENALTY_PROCEDURE = "samr-order-2"


class Suspicion(Labelled):
    """What the article lists: by what means somebody is suspected of obtaining money, or extortion."""

    SLIPPED_IN = "slipped_in", "通过夹带方式骗取经营者的赔偿"
    SWAPPED = "swapped", "通过掉包方式骗取经营者的赔偿"
    FORGED = "forged", "通过造假方式骗取经营者的赔偿"
    ALTERED = "altered", "通过篡改商品信息方式骗取经营者的赔偿"
    INVENTED = "invented", "通过捏造事实方式骗取经营者的赔偿"
    OTHERWISE = "otherwise", "通过其他方式骗取经营者的赔偿"
    EXTORTED = "extorted", "对经营者进行敲诈勒索"


def basis(regulation: str, today: date, law: Lawbook) -> str:
    """Return the articles the transfer rests on, as the letter cites them."""
    if regulation == ORDER_121:
        return law.cite(ORDER_121, "42")
    cited = law.cite(PENALTY_PROCEDURE, "17(2)")
    if today in law.regulation(CONSUMER_RULES).in_force:
        cited += f"、{law.cite(CONSUMER_RULES, '49(2)')}"
    return cited


def check_transfer(
    *,
    regulation: str,
    body: str,
    suspicion: str,
    facts: str,
    materials: Sequence[str],
    today: date,
    law: Lawbook,
    track: str = Track.COMPLAINT.value,
) -> Decision:
    """Check that a suspicion can be passed to the police: to whom, which, on what facts and materials."""
    article = basis(regulation, today, law)
    refusals = tuple(_blank(body, suspicion, facts, materials, article))
    return Decision.check(refusals, *_to_mind(regulation, article, law, track))


def _blank(body: str, suspicion: str, facts: str, materials: Sequence[str], article: str) -> Iterator[Reason]:
    if not body.strip():
        yield Reason("请写明接收移送的公安机关。", article, "body")
    if suspicion not in tuple(Suspicion):
        yield Reason("请选择条文列明的一种情形。", article, "suspicion")
    if not facts.strip():
        yield Reason("请写明发现的主要事实。", article, "facts")
    if not any(item.strip() for item in materials):
        yield Reason("请列明移送的材料，一行一项。", article, "materials")


def _to_mind(regulation: str, article: str, law: Lawbook, track: str) -> Iterator[Reason]:
    yield Reason("移送的是违法犯罪线索，是否构成由公安机关认定。", article)
    text = f"移送不改变{Track(track).label}的状态，期限照常计算。"
    if track == Track.COMPLAINT and regulation == ORDER_121:
        ends = law.cite(ORDER_121, "23(1)(6)")
        yield Reason(f"{text}受理后据此终止调解的，另行作出终止调解决定。", ends)
    else:
        yield Reason(text)
