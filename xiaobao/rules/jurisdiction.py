"""Which bureau a complaint belongs to (管辖): 令121 第十三条、第十四条, 令20 第十二条、第十三条.

``propose`` says what the facts suggest: ours, elsewhere, or what is still to be found out. The officer
decides, and gives words for deciding otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121

OURS, ELSEWHERE, ASK = "ours", "elsewhere", "ask"
LONGEST_NAME = 100
"""Characters of another authority's name that a row can hold."""


class RespondentKind(Labelled):
    """What the respondent is: each kind has a rule of its own."""

    ORDINARY = "ordinary", "一般经营者"
    PLATFORM = "platform", "电子商务平台经营者"
    OWN_SITE = "own_site", "自建网站、其他网络服务经营者"
    MERCHANT = "merchant", "平台内经营者"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the respondent is to be found, as far as known. Each: True here, False elsewhere, None unknown.

    ``actual_here``: actual place of business; ``domicile_here``: domicile; ``published_here``: the address
    published on the platform (asked under 令121 only); ``reachable`` False: none is lawfully published, or
    nobody can be reached through it; ``platform_here``: domicile of the platform's operator.
    ``first_receiver`` names a competent bureau that received the same dispute before us.
    """

    regulation: str
    kind: str
    actual_here: bool | None = None
    domicile_here: bool | None = None
    published_here: bool | None = None
    reachable: bool | None = None
    platform_here: bool | None = None
    within_duties: bool | None = None
    first_receiver: str = ""


@dataclass(frozen=True, slots=True)
class _Articles:
    ordinary: str
    online: str
    merchant: str
    first: str
    ground: str


_ARTICLES: Mapping[str, _Articles] = MappingProxyType(
    {
        ORDER_121: _Articles("13(1)", "13(2)", "13(3)", "14", "16[1]"),
        ORDER_20: _Articles("12(1)", "12(2)", "12(3)", "13", "15[1]"),
    }
)


@dataclass(frozen=True, slots=True)
class _Link:
    """One place that makes a bureau competent: the field of the form, what it is called, whether here."""

    field: str
    name: str
    here: bool | None


_ASKED: Mapping[str, str] = MappingProxyType(
    {
        "actual_here": "请确认被投诉人的实际经营地是否在本区。",
        "domicile_here": "请确认被投诉人的住所地是否在本区。",
        "published_here": "请确认被投诉人在平台公示的地址是否在本区。",
        "reachable": "请确认被投诉人是否在平台依法公示地址、通过该地址能否取得联系。",
        "platform_here": "请确认平台经营者的住所地是否在本区。",
    }
)


def propose(seat: Seat, law: Lawbook) -> Decision:
    """Propose to an officer: "ours", "elsewhere" or "ask", with the article of every reason."""
    if seat.kind not in tuple(RespondentKind):
        return Decision.of(
            ASK, Reason("请选择被投诉人的类型。", _cite(seat, law, "ordinary"), "respondent_kind")
        )
    if seat.within_duties is False:
        text = "投诉事项不属于市场监督管理部门职责。"
        return Decision.of(ELSEWHERE, Reason(text, _cite(seat, law, "ground"), "within_duties"))
    links = _links(seat)
    here = [link for link in links if link.here]
    if not here and all(link.here is False for link in links):
        return Decision.of(ELSEWHERE, _away(seat, links, law))
    questions = (*_duties_unknown(seat, law), *(() if here else _unknown(seat, links, law)))
    if questions:
        return Decision.of(ASK, *questions)
    return _among_several(seat, links, law)


def _among_several(seat: Seat, links: tuple[_Link, ...], law: Lawbook) -> Decision:
    """We are competent; where others may be too, whoever received the complaint first handles it."""
    ours = _here(seat, links, law)
    alone = all(link.here for link in links)
    first = _cite(seat, law, "first")
    if alone:
        spare = f"没有其他有处理权限的部门，{seat.first_receiver}先收到不改变处理权限。"
        return Decision.of(OURS, ours, *([Reason(spare, first)] if seat.first_receiver else []))
    if seat.first_receiver:
        text = f"{seat.first_receiver}也有处理权限且先收到同一争议的投诉，由其处理。"
        return Decision.of(ELSEWHERE, ours, Reason(text, first, "first_receiver"))
    text = "其他部门可能也有处理权限：同一争议由先收到投诉的部门处理，目前没有其他部门先收到的记录。"
    return Decision.of(OURS, ours, Reason(text, first))


def _links(seat: Seat) -> tuple[_Link, ...]:
    platform = _Link("platform_here", "平台经营者住所地", seat.platform_here)
    actual = _Link("actual_here", "实际经营地", seat.actual_here)
    domicile = _Link("domicile_here", "住所地", seat.domicile_here)
    if seat.kind == RespondentKind.ORDINARY:
        return actual, domicile
    if seat.kind != RespondentKind.MERCHANT:
        return (domicile,)
    if seat.regulation == ORDER_20:
        return actual, platform
    # 第十三条第三款: 未在平台依法公示地址，或者通过平台公示的地址无法取得联系的，由平台经营者住所地处理.
    return (platform,) if seat.reachable is False else (_published(seat), platform)


def _published(seat: Seat) -> _Link:
    # An address nobody has tried does not yet make us competent; one elsewhere does not in any case.
    if seat.published_here and seat.reachable is None:
        return _Link("reachable", "平台公示地址", None)
    return _Link("published_here", "平台公示地址", seat.published_here)


def _here(seat: Seat, links: tuple[_Link, ...], law: Lawbook) -> Reason:
    names = "、".join(link.name for link in links if link.here)
    return Reason(f"{_why(seat)}{names}在本区，本局有处理权限。", _own_article(seat, law))


def _away(seat: Seat, links: tuple[_Link, ...], law: Lawbook) -> Reason:
    names = "、".join(link.name for link in links)
    text = f"{_why(seat)}{names}{'均' if len(links) > 1 else ''}不在本区，由{whose(seat)}处理。"
    return Reason(text, _own_article(seat, law), links[0].field)


def _why(seat: Seat) -> str:
    unreachable = seat.kind == RespondentKind.MERCHANT and seat.reachable is False
    if unreachable and seat.regulation == ORDER_121:
        return "被投诉人没有在平台依法公示地址，或者通过公示的地址无法取得联系；"
    return "被投诉人"


def whose(seat: Seat) -> str:
    """Say in general terms who is competent for a respondent of this kind who is not here."""
    if seat.first_receiver:
        return seat.first_receiver
    place = "、".join(link.name for link in _links(seat)).replace("、", "或者")
    return f"{place}的县级市场监督管理部门"


def _duties_unknown(seat: Seat, law: Lawbook) -> Iterator[Reason]:
    if seat.within_duties is None:
        text = "请确认投诉事项是否属于市场监督管理部门职责。"
        yield Reason(text, _cite(seat, law, "ground"), "within_duties")


def _unknown(seat: Seat, links: tuple[_Link, ...], law: Lawbook) -> Iterator[Reason]:
    fields = [link.field for link in links if link.here is None]
    if "published_here" in fields and seat.reachable is None:
        fields.insert(1, "reachable")
    yield from (Reason(_ASKED[field], _own_article(seat, law), field) for field in fields)


def decided(seat: Seat, *, ours: bool | None, elsewhere: str, law: Lawbook) -> bool | None:
    """Return what the officer decides: said outright, by naming somebody else, or by leaving the proposal be.

    None: the proposal is to ask, and nobody has decided.
    """
    if ours is not None:
        return ours
    if elsewhere.strip():
        return False
    return {OURS: True, ELSEWHERE: False}.get(propose(seat, law).outcome)


def check_place(seat: Seat, *, ours: bool | None, elsewhere: str, words: str, law: Lawbook) -> Decision:
    """Check the officer's decision on competence; against the proposal it needs words.

    ``ours`` None leaves it to ``decided``. Allowed shows the reasons of the proposal.
    """
    proposal = propose(seat, law)
    if seat.kind not in tuple(RespondentKind):
        return Decision.check(proposal.reasons)
    ruling = decided(seat, ours=ours, elsewhere=elsewhere, law=law)
    if ruling is None:
        return Decision.check(proposal.reasons)
    refusals = [*_contradictions(seat, ruling, elsewhere, law), *too_long("elsewhere", elsewhere)]
    if proposal.outcome != (OURS if ruling else ELSEWHERE) and not words.strip():
        said_so = "".join(reason.text for reason in proposal.reasons)
        text = f"与所填情况推出的意见不一致（{said_so}），请写明理由（本局要求）。"
        refusals.append(Reason(text, _own_article(seat, law), "words"))
    return Decision.check(refusals, *proposal.reasons)


def _contradictions(seat: Seat, ruling: bool, elsewhere: str, law: Lawbook) -> Iterator[Reason]:
    if ruling and seat.within_duties is False:
        text = "事项不属于市场监督管理部门职责的，本局没有处理权限。"
        yield Reason(text, _cite(seat, law, "ground"), "within_duties")
    if ruling and elsewhere.strip():
        yield Reason("认定由本局处理的，不填写其他处理机关。", "", "elsewhere")


def too_long(field: str, text: str) -> Iterator[Reason]:
    """Yield a refusal when the name of an authority is longer than a row can hold."""
    if len(text.strip()) > LONGEST_NAME:
        yield Reason(f"机关名称最多{LONGEST_NAME}字。", "", field)


def _own_article(seat: Seat, law: Lawbook) -> str:
    names = {RespondentKind.ORDINARY: "ordinary", RespondentKind.MERCHANT: "merchant"}
    return _cite(seat, law, names.get(RespondentKind(seat.kind), "online"))


def _cite(seat: Seat, law: Lawbook, what: str) -> str:
    return law.cite(seat.regulation, getattr(_ARTICLES[seat.regulation], what))
