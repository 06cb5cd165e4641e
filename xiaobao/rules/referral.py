"""A report this bureau has no authority for (不具备处理权限): 令121 第三十四条, 令20 第二十九条.

The reporter is told; within the market regulators' duties, to go directly to the bureau that has the
authority. Neither rule states a deadline and neither has the report passed on. Where another law says
that what is not ours must be handed over (食品安全法 第一百一十五条 and the like), it is handed over, and
that in writing. Such a law speaks of 本部门: read strictly here, a sister bureau's matter is handed over
as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from xiaobao.law import Duty, Lawbook
from xiaobao.rules.answering import cited
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.jurisdiction import too_long
from xiaobao.rules.report_jurisdiction import PENALTY_PROCEDURE
from xiaobao.rules.transition import ORDER_20, ORDER_121

_TELL: Mapping[str, str] = MappingProxyType({ORDER_121: "34", ORDER_20: "29"})
_SECRET: Mapping[str, str] = MappingProxyType({ORDER_121: "37", ORDER_20: "33"})
NOTHING_LOST = "已经告知，告知书和移送函都没有作废，不需要重新制作。"


@dataclass(frozen=True, slots=True)
class Referral:
    """How an officer ends a report without authority.

    ``competent`` and ``within_duties`` are what was recorded on competence, None when nothing was;
    ``within_remit``: within the market regulators' duties, only not ours. ``authority`` names who has the
    authority, ``duties`` are those of the report's subjects, ``body`` and ``materials`` belong to a
    hand-over. ``told``: there is somebody to tell. ``again``: it ended so before, and a letter was voided
    since; ``notice_stands``: the reporter's was not, ``handed_to``: to whom the letter went that stands.
    """

    regulation: str
    within_remit: bool | None
    authority: str
    words: str
    duties: tuple[Duty, ...] = ()
    body: str = ""
    materials: tuple[str, ...] = ()
    competent: bool | None = None
    within_duties: bool | None = None
    told: bool = True
    again: bool = False
    notice_stands: bool = False
    handed_to: str = ""

    @property
    def tells(self) -> bool:
        """Whether the reporter has to be told now."""
        return self.told and not self.notice_stands

    @property
    def hands(self) -> bool:
        """Whether a letter goes out now that hands the report over."""
        return bool(self.hand_over) and not self.handed_to

    @property
    def hand_over(self) -> tuple[Duty, ...]:
        """The duties by which the report must be handed over."""
        return tuple(duty for duty in self.duties if duty.hand_over)

    @property
    def receiver(self) -> str:
        """To whom it is handed over: the body named for it, else who has the authority."""
        named = self.handed_to or self.body.strip() or self.authority.strip()
        return named if self.hand_over else ""


def hand_over_basis(duties: Sequence[Duty], law: Lawbook) -> str:
    """Cite the laws by which a report must be handed over."""
    return "、".join(cited(duty, law) for duty in duties)


def procedure(referral: Referral, law: Lawbook) -> str:
    """Cite how cases are passed on; followed by analogy, since no case has been filed (立案查处的案件)."""
    return law.cite(PENALTY_PROCEDURE, "14" if referral.within_remit else "17(1)")


def check_refer(referral: Referral, *, law: Lawbook) -> Decision:
    """Check that a report can be ended for want of authority: whom to name, why, and what to hand over."""
    tell = law.cite(referral.regulation, _TELL[referral.regulation])
    refusals = (
        *_ours(referral, tell),
        *_nothing_lost(referral, tell),
        *_blank(referral, tell),
        *too_long("authority", referral.authority),
        *too_long("body", referral.body),
        *_hand_over(referral, law),
    )
    return Decision.check(refusals, *_to_mind(referral, tell, law))


def _ours(referral: Referral, tell: str) -> Iterator[Reason]:
    if referral.competent:
        text = "已经确认由本局处理，不能告知没有处理权限；情况有变的，请先重新确认管辖。"
        yield Reason(text, tell)
    # What is kept of an earlier telling was written by it, and may be what was wrong in the letter.
    recorded = None if referral.again else referral.within_duties
    if recorded is not None and referral.within_remit is not None and recorded is not referral.within_remit:
        text = "与确认管辖时所填的不一致，请核对；情况有变的，请先重新确认管辖。"
        yield Reason(text, "", "within_remit")


def _nothing_lost(referral: Referral, tell: str) -> Iterator[Reason]:
    if referral.again and not (referral.tells or referral.hands):
        yield Reason(NOTHING_LOST, tell)
    if referral.handed_to and not referral.hand_over:
        text = "移送函仍然有效，所选事项应当包括移交所依据的事项；移送有误的，请先作废移送函。"
        yield Reason(text, "", "subjects")


def _blank(referral: Referral, tell: str) -> Iterator[Reason]:
    if referral.within_remit is None:
        yield Reason("请选择举报事项是否属于市场监督管理部门职责范围。", tell, "within_remit")
    if referral.within_remit and not referral.authority.strip():
        text = "请写明有处理权限的市场监督管理部门：应当告知举报人直接向其提出。"
        yield Reason(text, tell, "authority")
    if not referral.words.strip():
        yield Reason("请写明本局没有处理权限的理由。", tell, "words")


def _hand_over(referral: Referral, law: Lawbook) -> Iterator[Reason]:
    if not referral.hand_over:
        if referral.body.strip():
            text = (
                "所选事项没有法律、法规规定应当移交，不制作移送函；涉及食品、乳品、产品安全的，请选上该事项。"
            )
            yield Reason(text, "", "body")
        return
    article = hand_over_basis(referral.hand_over, law)
    if not referral.receiver:
        yield Reason("所选事项不属于本部门的应当移交，请写明移交给哪个部门。", article, "body")
    if referral.hands and not any(item.strip() for item in referral.materials):
        yield Reason("请列明移交的材料，一行一项；不写举报人的姓名和联系方式。", article, "materials")


def _to_mind(referral: Referral, tell: str, law: Lawbook) -> Iterator[Reason]:
    yield Reason("应当告知举报人；条文没有规定期限，请及时告知。", tell)
    if not referral.within_remit and referral.authority.strip():
        yield Reason("属于其他部门职责的，告知举报人可以向哪个部门反映，是便民提示，不是条文要求。", tell)
    if referral.hand_over:
        text = "不属于本部门的应当移交，并书面通知举报人。"
        yield Reason(text, hand_over_basis(referral.hand_over, law))
        secret = law.cite(referral.regulation, _SECRET[referral.regulation])
        yield Reason("移送函不载明举报人身份，移交的材料隐去姓名和联系方式（本局要求）。", secret)
    if referral.notice_stands and referral.hands:
        text = "告知书仍然有效：其中写明的接收部门与这份移送函不一致的，请先作废告知书，一并重新制作。"
        yield Reason(text, tell)
    if not referral.told:
        yield Reason("举报人没有留下姓名和联系方式，无从告知，记录在案。", tell)
