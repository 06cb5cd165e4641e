"""What only looks like a complaint (其他途径): 令121 第四十四条, 令20 第三十九条.

The rules do not apply to consultation, requests for information and the like brought as a complaint; the
bureau may say (可以告知) where it belongs. 信访 and 行政事业性收费 are named in 令20 only. Both lists end in
"等": that nothing else is sent away here is house order, for whoever complains is owed a decision with
reasons and remedies (令121 第十五条第二款) unless the matter plainly is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Labelled, Track
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121


class Nature(Labelled):
    """What the matter really is."""

    CONSULTATION = "consultation", "咨询"
    DISCLOSURE = "disclosure", "政府信息公开申请"
    RECONSIDERATION = "reconsideration", "行政复议申请"
    DISCIPLINE = "discipline", "纪检监察检举控告"
    PETITION = "petition", "信访"
    CHARGES = "charges", "行政事业性收费问题"


_NAMED_SINCE = (Nature.CONSULTATION, Nature.DISCLOSURE, Nature.RECONSIDERATION, Nature.DISCIPLINE)
_NATURES: Mapping[str, tuple[Nature, ...]] = MappingProxyType(
    {ORDER_121: _NAMED_SINCE, ORDER_20: (*_NAMED_SINCE, Nature.PETITION, Nature.CHARGES)}
)
_PROPOSED: Mapping[Nature, str] = MappingProxyType(
    {
        Nature.CONSULTATION: "通过12315热线、12345政务服务便民热线或者本局公开的咨询电话咨询。",
        Nature.DISCLOSURE: "依照《中华人民共和国政府信息公开条例》，向负责公开该信息的行政机关提出申请。",
        Nature.RECONSIDERATION: "依照《中华人民共和国行政复议法》，向有管辖权的行政复议机关提出申请。",
        Nature.DISCIPLINE: "向有管辖权的纪检监察机关提出。",
        Nature.PETITION: "依照《信访工作条例》有关规定提出。",
        Nature.CHARGES: "依照《信访工作条例》有关规定提出。",
    }
)


def natures(regulation: str) -> tuple[Nature, ...]:
    """Return what the article names, under the regulation of the matter; the house closes the list there."""
    return _NATURES[regulation]


def proposed(nature: Nature) -> str:
    """Return the route to name in the letter; the officer may word it for the matter at hand."""
    return _PROPOSED[nature]


def basis(nature: Nature, regulation: str, law: Lawbook) -> str:
    """Return the citation of the article that keeps a matter of this nature out."""
    old = "39(1)" if nature is Nature.CHARGES else "39(2)"
    return law.cite(regulation, "44" if regulation == ORDER_121 else old)


def check_redirect(
    *, regulation: str, nature: str, law: Lawbook, track: str = Track.COMPLAINT.value
) -> Decision:
    """Check that somebody can be told of another route; what the article does not name is decided on."""
    listed = natures(regulation)
    if nature not in listed:
        names = "、".join(one.label for one in listed)
        article = law.cite(regulation, "44" if regulation == ORDER_121 else "39")
        else_ = "审查后作出是否受理的决定" if track == Track.COMPLAINT else "按照举报核查处理"
        text = f"请选择条文列明的一种情形：{names}；没有列明的，本局要求{else_}。"
        return Decision.check([Reason(text, article, "nature")])
    found = Nature(nature)
    article = basis(found, regulation, law)
    kept_out = Reason(f"属于{found.label}的，不适用投诉举报处理程序。", article)
    return Decision.check((), kept_out, Reason(_may(found), article))


def _may(nature: Nature) -> str:
    # 令20 第三十九条第一款 has charges handled by the rules on petitions; all others 可以告知.
    if nature is Nature.CHARGES:
        return "条文规定按照《信访工作条例》有关规定处理。"
    return "条文规定“可以告知”通过相应途径提出：是否告知由本局决定，告知的应当写明途径。"
