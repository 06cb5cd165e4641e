"""Acting through an agent (委托代理): 令121 第十一条; 令20 第十条.

Both articles are about who complains for somebody else (委托他人代为投诉). Of somebody who comes to the
mediation for the respondent a note to 文书式样九 says that an authorisation and proof of identity are
brought: that is asked for here as house order, without an article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.rules.consent import RESPONDENT, SIDES
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121

LONGEST_MATTERS = 200  # house limit: what the record has room for


@dataclass(frozen=True, slots=True)
class Mandated:
    """What an agent brings: identity, and what the authorisation says.

    ``principal_known`` tells whether it is clear for whom of our parties the agent acts; ``until`` None
    means until the complaint has been dealt with; ``special`` covers changing or waiving claims and settling.
    """

    side: str
    principal_known: bool
    name: str
    id_kind: str
    id_number: str
    matters: str
    original: bool
    special: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Articles:
    papers: str
    authorisation: str


_ARTICLES: Mapping[str, _Articles] = MappingProxyType(
    {
        ORDER_121: _Articles(papers="11(1)", authorisation="11(2)"),
        ORDER_20: _Articles(papers="10(1)", authorisation="10(2)"),
    }
)


def check(mandated: Mandated, *, today: date, regulation: str, law: Lawbook) -> Decision:
    """Check that somebody may act for a party: "allowed", or "refused" naming everything that is missing."""
    at = _ARTICLES[regulation]
    papers, authorisation = "", ""
    if mandated.side != RESPONDENT:
        papers, authorisation = law.cite(regulation, at.papers), law.cite(regulation, at.authorisation)
    refusals = (
        *(Reason(text, papers, field) for text, field in _papers(mandated)),
        *(Reason(text, authorisation, field) for text, field in _authorisation(mandated, today)),
        *(Reason(text, "", field) for text, field in _too_long(mandated)),
    )
    return Decision.check(refusals, *_weighed(mandated, authorisation))


def _papers(mandated: Mandated) -> Iterator[tuple[str, str]]:
    if mandated.side not in SIDES:
        yield "请选择为投诉人还是被投诉人代理。", "side"
    elif not mandated.principal_known:
        yield "请选择为哪一位投诉人代理。", "principal_id"
    if not mandated.name.strip():
        yield "请写明受托人姓名。", "name"
    if not mandated.original:
        yield "缺少授权委托书原件：请收到原件后再登记。", "original"
    for text, field, what in (
        (mandated.id_kind, "id_kind", "证件类型"),
        (mandated.id_number, "id_number", "证件号码"),
    ):
        if not text.strip():
            yield f"缺少受托人身份证明：请写明{what}。", field


def _authorisation(mandated: Mandated, today: date) -> Iterator[tuple[str, str]]:
    if not mandated.matters.strip():
        yield "授权委托书应当载明委托事项，请照录。", "matters"
    if mandated.until is not None and mandated.until < today:
        yield "授权期限已经届满，请提供仍在期限内的授权委托书。", "until"


def _too_long(mandated: Mandated) -> Iterator[tuple[str, str]]:
    if len(mandated.matters.strip()) > LONGEST_MATTERS:
        yield f"委托事项最多{LONGEST_MATTERS}字，请摘要。", "matters"


def _weighed(mandated: Mandated, authorisation: str) -> Iterator[Reason]:
    if mandated.special:
        yield Reason("特别授权：权限包括变更、放弃请求或者达成调解协议。", authorisation)
    else:
        text = "一般授权：没有载明可以变更、放弃请求或者达成调解协议的，须由委托人本人表示。"
        yield Reason(text, authorisation)
