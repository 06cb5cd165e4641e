"""Which bureau a report belongs to (举报的管辖): 令121 第二十九条至第三十二条, 令20 第二十五条至第二十八条.

Not the complaint half's question: there it is where the operator sits, here where the conduct happened,
and for platforms and advertising what the articles name. ``propose`` says what the facts suggest; the
officer decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.jurisdiction import ASK, ELSEWHERE, OURS, too_long
from xiaobao.rules.transition import ORDER_20, ORDER_121

PENALTY_PROCEDURE = "samr-order-2"


class ReportedKind(Labelled):
    """What is reported: each kind has a rule of its own."""

    ORDINARY = "ordinary", "一般经营者的行为"
    PLATFORM = "platform", "电子商务平台经营者"
    OWN_SITE = "own_site", "自建网站、其他网络服务经营者"
    MERCHANT = "merchant", "平台内经营者"
    MASS_MEDIA = "mass_media", "广播、电影、电视、报纸、期刊等媒介的广告"
    INTERNET_AD = "internet_ad", "互联网广告"
    OWN_INTERNET_AD = "own_internet_ad", "广告主自行发布的互联网广告"
    MONOPOLY = "monopoly", "涉嫌垄断、违反公平竞争审查的行为"
    REGISTRATION = "registration", "药品、医疗器械、化妆品注册备案"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where what is reported happened, as far as known. Each: True here, False elsewhere, None unknown.

    ``conduct_here``: where the conduct happened; ``domicile_here``: domicile; ``actual_here``: actual
    place of business; ``platform_here``: domicile of the platform's operator; ``publisher_here``: place
    of who published the advertisement; ``advertiser_here``: place of the advertiser or of who made it.
    ``first_receiver`` names a bureau that received the report before us; ``station``: a station
    (派出机构) has the report.
    """

    regulation: str
    kind: str
    conduct_here: bool | None = None
    domicile_here: bool | None = None
    actual_here: bool | None = None
    platform_here: bool | None = None
    publisher_here: bool | None = None
    advertiser_here: bool | None = None
    within_duties: bool | None = None
    first_receiver: str = ""
    station: bool = False


@dataclass(frozen=True, slots=True)
class _Link:
    """One place that makes a bureau competent; ``if_first``: only one that received the report first."""

    field: str
    name: str
    if_first: bool = False


_CONDUCT, _DOMICILE = _Link("conduct_here", "被举报行为发生地"), _Link("domicile_here", "被举报人住所地")
_LINKS: Mapping[str, tuple[_Link, ...]] = MappingProxyType(
    {
        ReportedKind.ORDINARY: (_CONDUCT,),
        ReportedKind.PLATFORM: (_DOMICILE,),
        ReportedKind.OWN_SITE: (_DOMICILE,),
        ReportedKind.MERCHANT: (
            _Link("actual_here", "被举报人实际经营地"),
            _Link("platform_here", "平台经营者住所地", if_first=True),
        ),
        ReportedKind.MASS_MEDIA: (_Link("publisher_here", "广告发布者所在地"),),
        ReportedKind.INTERNET_AD: (
            _Link("publisher_here", "广告发布者所在地"),
            _Link("advertiser_here", "广告主、广告经营者所在地", if_first=True),
        ),
        ReportedKind.OWN_INTERNET_AD: (_Link("advertiser_here", "广告主所在地"),),
    }
)
_ADVERTISING = (ReportedKind.MASS_MEDIA, ReportedKind.INTERNET_AD, ReportedKind.OWN_INTERNET_AD)
_GENERAL, _NONE = "general", "none"
_ARTICLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        ORDER_121: {
            _GENERAL: "29", "station": "30", "dispute": "33", _NONE: "34", "platform": "31(1)",
            "own_site": "31(1)", "merchant": "31(2)", "mass_media": "32(1)", "internet_ad": "32(2)",
            "own_internet_ad": "32(3)", "monopoly": "43(2)", "registration": "43(3)",
        },
        ORDER_20: {
            _GENERAL: "25", "station": "26", "dispute": "30", _NONE: "29", "platform": "27(1)",
            "own_site": "27(1)", "merchant": "27(2)", "mass_media": "28(1)", "internet_ad": "28(2)",
            "own_internet_ad": "28(3)", "monopoly": "38(2)",
        },
    }
)  # fmt: skip


def kinds(regulation: str) -> tuple[ReportedKind, ...]:
    """Return the kinds the articles know: 令121 第四十三条第三款 alone names registration and filing."""
    known = _ARTICLES[regulation]
    return tuple(kind for kind in ReportedKind if kind in known or kind is ReportedKind.ORDINARY)


def asked(kind: str) -> tuple[str, ...]:
    """Return the fields that matter for a kind, the deciding one first."""
    return tuple(link.field for link in _LINKS.get(kind, ()))


def propose(where: Whereabouts, law: Lawbook) -> Decision:
    """Propose to an officer: "ours", "elsewhere" or "ask", with the article of every reason."""
    if where.kind not in kinds(where.regulation):
        text = "请选择被举报的是哪一类。"
        return Decision.of(ASK, Reason(text, _cite(where, law, _GENERAL), "respondent_kind"))
    if where.within_duties is False:
        text = "举报事项不属于市场监督管理部门职责。"
        return Decision.of(ELSEWHERE, Reason(text, _cite(where, law, _NONE), "within_duties"))
    if where.kind not in _LINKS:
        return Decision.of(ASK, *_duties_unknown(where, law), _by_other_rules(where, law))
    main, *others = _LINKS[where.kind]
    if _here(where, main):
        return _ours(
            where, law, Reason(f"{main.name}在本区，本局有处理权限。", _article_of(where, main, law))
        )
    first = next((link for link in others if _here(where, link)), None)
    if first is not None:
        return _received_first(where, main, first, law)
    unknown = [link for link in (main, *others) if _here(where, link) is None]
    if unknown:
        questions = (
            Reason(f"请确认{one.name}是否在本区。", _article_of(where, one, law), one.field)
            for one in unknown
        )
        return Decision.of(ASK, *_duties_unknown(where, law), *questions)
    return Decision.of(ELSEWHERE, _away(where, main, law))


def _ours(where: Whereabouts, law: Lawbook, *why: Reason) -> Decision:
    unknown = tuple(_duties_unknown(where, law))
    if unknown:
        return Decision.of(ASK, *unknown)
    return Decision.of(OURS, *why, *_beside(where, law))


def _received_first(where: Whereabouts, main: _Link, first: _Link, law: Lawbook) -> Decision:
    """Answer for who may handle a report only on having received it first (也可以予以处理)."""
    article = _own_article(where, law)
    if where.first_receiver:
        text = f"{first.name}在本区，但{where.first_receiver}先收到举报：由{main.name}的部门处理。"
        return Decision.of(ELSEWHERE, Reason(text, article, "first_receiver"))
    text = f"{first.name}在本区，本局先行收到举报的，也可以予以处理；{main.name}的部门同样有处理权限。"
    return _ours(where, law, Reason(text, article))


def _beside(where: Whereabouts, law: Lawbook) -> Iterator[Reason]:
    if where.first_receiver:
        text = f"{where.first_receiver}先收到举报，不改变本局的处理权限；由谁处理有争议的，应当协商。"
        yield Reason(text, _cite(where, law, "dispute"))
    yield from _remote_part(where, law)
    if where.station:
        yield Reason("派出机构在本局确定的权限范围内，以本局的名义处理举报。", _cite(where, law, "station"))


def _remote_part(where: Whereabouts, law: Lawbook) -> Iterator[Reason]:
    # 令20 第二十八条第一款 said so itself; since 令121 only the penalty procedure (第十一条第一款) does.
    ads = where.kind in (ReportedKind.MASS_MEDIA, ReportedKind.INTERNET_AD)
    if ads and where.publisher_here and where.advertiser_here is False:
        text = "处理异地广告主、广告经营者有困难的，可以将这一部分移送其所在地市场监督管理部门。"
        old = where.regulation == ORDER_20
        yield Reason(text, law.cite(ORDER_20, "28(1)") if old else law.cite(PENALTY_PROCEDURE, "11(1)"))


def _by_other_rules(where: Whereabouts, law: Lawbook) -> Reason:
    text = "这一类举报按照国家市场监督管理总局等的有关规定执行，请依该规定写明由谁处理。"
    return Reason(text, _own_article(where, law), "elsewhere")


def _away(where: Whereabouts, main: _Link, law: Lawbook) -> Reason:
    return Reason(f"{main.name}不在本区，由{whose(where)}处理。", _article_of(where, main, law), main.field)


def whose(where: Whereabouts) -> str:
    """Say in general terms who is competent when we are not."""
    if where.kind not in _LINKS:
        return ""
    # 第三十二条 (令20 第二十八条) speaks of 所在地市场监督管理部门 and names no level.
    level = "" if where.kind in _ADVERTISING else "县级以上"
    return f"{_LINKS[where.kind][0].name}的{level}市场监督管理部门"


def _duties_unknown(where: Whereabouts, law: Lawbook) -> Iterator[Reason]:
    if where.within_duties is None:
        text = "请确认举报事项是否属于市场监督管理部门职责。"
        yield Reason(text, _cite(where, law, _NONE), "within_duties")


def decided(where: Whereabouts, *, ours: bool | None, elsewhere: str, law: Lawbook) -> bool | None:
    """Return what the officer decides: said outright, by naming somebody else, or by leaving the proposal be.

    None: the proposal is to ask, and nobody has decided.
    """
    if ours is not None:
        return ours
    if elsewhere.strip():
        return False
    return {OURS: True, ELSEWHERE: False}.get(propose(where, law).outcome)


def check_place(
    where: Whereabouts, *, ours: bool | None, elsewhere: str, words: str, law: Lawbook
) -> Decision:
    """Check the officer's decision on competence; against the proposal it needs words.

    ``ours`` None leaves it to ``decided``. Allowed shows the reasons of the proposal.
    """
    proposal = propose(where, law)
    ruling = decided(where, ours=ours, elsewhere=elsewhere, law=law)
    if ruling is None or where.kind not in kinds(where.regulation):
        return Decision.check(proposal.reasons)
    refusals = [*_contradictions(where, ruling, elsewhere, law), *too_long("elsewhere", elsewhere)]
    if proposal.outcome != (OURS if ruling else ELSEWHERE) and not words.strip():
        said = "".join(reason.text for reason in proposal.reasons)
        text = f"与所填情况推出的意见不一致（{said}），请写明理由（本局要求）。"
        refusals.append(Reason(text, _own_article(where, law), "words"))
    return Decision.check(refusals, *proposal.reasons)


def _contradictions(where: Whereabouts, ruling: bool, elsewhere: str, law: Lawbook) -> Iterator[Reason]:
    if ruling and where.within_duties is False:
        text = "举报事项不属于市场监督管理部门职责的，本局没有处理权限。"
        yield Reason(text, _cite(where, law, _NONE), "within_duties")
    if ruling and elsewhere.strip():
        yield Reason("认定由本局处理的，不填写其他处理机关。", "", "elsewhere")


def _here(where: Whereabouts, link: _Link) -> bool | None:
    found: bool | None = getattr(where, link.field)
    return found


def _article_of(where: Whereabouts, link: _Link, law: Lawbook) -> str:
    # 互联网 stands among the media of the first paragraph; the second adds who received the report first.
    if where.kind == ReportedKind.INTERNET_AD and not link.if_first:
        return _cite(where, law, ReportedKind.MASS_MEDIA)
    return _own_article(where, law)


def _own_article(where: Whereabouts, law: Lawbook) -> str:
    return _cite(where, law, where.kind if where.kind in _ARTICLES[where.regulation] else _GENERAL)


def _cite(where: Whereabouts, law: Lawbook, what: str) -> str:
    return law.cite(where.regulation, _ARTICLES[where.regulation][what])
