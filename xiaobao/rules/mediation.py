"""Sessions of mediation (调解会): how both sides are called, and what is recorded of what happened.

令121 第二十条、第二十四条第二款; 令20 第十八条、第二十二条第二款. That mediation is suspended while a recusal
is undecided stands in the table of states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.rules.consent import Wishes, refusing, unheard, unwilling
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.footing import Footing
from xiaobao.rules.ledger import shanghai_day
from xiaobao.rules.own_words import too_few
from xiaobao.rules.wording import said

ON_SITE = "on_site"
MODES = (ON_SITE, "phone", "video", "internet")
AGREED, CONTINUE, FAILED = RESULTS = ("agreed", "continue", "failed")


@dataclass(frozen=True, slots=True)
class Plan:
    """A session to be called. ``recusal_days`` is the blank of Form 7: days after receipt of the notice."""

    mode: str
    held_at: datetime
    place: str
    mediators: tuple[str, ...]
    recusal_days: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What is to be recorded of a session. ``result`` is empty where one side stayed away.

    ``planned`` tells whether both sides had been called to it.
    """

    mode: str
    held_at: datetime
    place: str
    mediators: tuple[str, ...]
    complainant_present: bool
    respondent_present: bool
    minutes: str
    result: str
    planned: bool = False

    @property
    def missed(self) -> bool:
        """Tell whether a side stayed away, so that there was no mediation."""
        return not (self.complainant_present and self.respondent_present)


def check_invite(
    plan: Plan,
    *,
    wishes: Wishes,
    now: datetime,
    due: date | None,
    recused: Sequence[str] = (),
    delegated_to: str = "",
    footing: Footing,
) -> Decision:
    """Check that both sides can be called to a session: "allowed" with what to mind, or "refused".

    ``due`` is the earliest day on which the mediation clock runs out, ``recused`` names the mediators who
    have been told to withdraw, ``delegated_to`` the body of an open delegation. A side that has refused is
    not called; one that has not answered may be, and is asked.
    """
    refusals = [
        *refusing(wishes, footing),
        *_incomplete(plan.mode, plan.place, plan.mediators, recused, footing),
        *_unannounced(plan, now, footing),
    ]
    weighed = (*unheard(wishes, footing), *_to_mind(plan, now, due, delegated_to, footing))
    return Decision.check(refusals, *weighed)


def check_mediate(
    held: Held, *, wishes: Wishes, now: datetime, recused: Sequence[str] = (), footing: Footing
) -> Decision:
    """Check that the minutes of a session can be kept: "allowed" with what follows, or "refused".

    ``wishes`` are those of the day of the session. A session to which one side did not come has minutes
    too, whether or not that side had agreed to it; whether there was a good reason a person judges.
    """
    refusals = [
        *(refusing if held.missed else unwilling)(wishes, footing),
        *_incomplete(held.mode, held.place, held.mediators, recused, footing),
        *_not_then(held, now, footing),
        *_unsaid(held, footing),
    ]
    return Decision.check(refusals, *_follows(held, footing))


def notice_article(footing: Footing) -> str:
    """Return the citation of the article that asks for notice of a session on site."""
    return footing.cite("20(2)" if footing.new else "18(2)")


def record_article(footing: Footing) -> str:
    """Return the citation of the article that asks for a record of the mediation."""
    return footing.cite("24(2)" if footing.new else "22(2)")


def _incomplete(
    mode: str, place: str, mediators: Sequence[str], recused: Sequence[str], footing: Footing
) -> Iterator[Reason]:
    if mode not in MODES:
        article = footing.cite("20(1)" if footing.new else "18(1)")
        yield Reason("请选择现场或者电话、音视频、互联网调解。", article, "mode")
    if mode == ON_SITE and not place.strip():
        yield Reason("现场调解请写明地点。", notice_article(footing), "place")
    if not mediators:
        # 令121 第二十一条第一款 / 令20 第十九条第一款: 调解由……工作人员主持, on site or not.
        yield Reason("请写明调解人员。", footing.cite("21(1)" if footing.new else "19(1)"), "mediators")
    gone = [name for name in mediators if name in recused]
    if gone:
        text = f"{'、'.join(gone)}已经决定回避，不能再主持本件调解。"
        yield Reason(text, footing.cite("21(2)" if footing.new else "19(2)"), "mediators")


def _unannounced(plan: Plan, now: datetime, footing: Footing) -> Iterator[Reason]:
    if plan.held_at <= now:
        # 第二十条第二款 asks for notice of sessions on site only.
        article = notice_article(footing) if plan.mode == ON_SITE else ""
        yield Reason("调解时间应当在现在之后，以便提前告知双方。", article, "held_at")
    if plan.mode == ON_SITE and (plan.recusal_days or 0) < 1:
        text = "请填写收到通知书后可以申请回避的天数，至少为1日（条文未规定天数，由本局确定）。"
        article = footing.cite("21(2)" if footing.new else "19(2)")
        yield Reason(text, article, "recusal_days")


def _to_mind(
    plan: Plan, now: datetime, due: date | None, delegated_to: str, footing: Footing
) -> Iterator[Reason]:
    if plan.mode == ON_SITE:
        yield Reason("现场调解应当提前告知双方时间、地点、调解人员。", notice_article(footing))
    on = shanghai_day(plan.held_at)
    if due is not None and on > due:
        text = f"调解定于{said(on)}，在调解期限最早届满日{said(due)}之后。"
        yield Reason(text, footing.clock_basis)
    if plan.mode == ON_SITE and (on - shanghai_day(now)).days <= (plan.recusal_days or 0):
        text = "可以申请回避的天数届满时调解已经举行，请考虑推迟调解或者减少天数。"
        yield Reason(text, footing.cite("21(2)" if footing.new else "19(2)"))
    if delegated_to:
        text = f"本件已委托{delegated_to}调解，尚未记录委托结果；由其组织的调解，可以由本局或者该组织告知。"
        yield Reason(text, notice_article(footing))


def _not_then(held: Held, now: datetime, footing: Footing) -> Iterator[Reason]:
    if held.held_at > now:
        yield Reason("调解时间在现在之后，调解举行以后才能记录。", record_article(footing), "held_at")
    accepted = footing.accepted_on
    if accepted is not None and shanghai_day(held.held_at) < accepted:
        yield Reason(f"调解时间在受理之日（{said(accepted)}）之前。", footing.clock_basis, "held_at")


def _unsaid(held: Held, footing: Footing) -> Iterator[Reason]:
    article = record_article(footing)
    if too_few(held.minutes, ""):
        yield Reason("请用自己的话写明调解经过：双方各说了什么，提出过什么方案。", article, "minutes")
    if held.missed and held.result not in ("", CONTINUE):
        text = "一方没有参加，调解没有举行：结果请留空，或者选择继续调解。"
        yield Reason(text, article, "result")
    if not held.missed and held.result not in RESULTS:
        yield Reason("请选择调解结果：达成一致、继续调解或者未能一致。", article, "result")


def _follows(held: Held, footing: Footing) -> Iterator[Reason]:
    new = footing.new
    if held.mode == ON_SITE and not held.planned:
        text = "现场调解应当提前告知；本次没有对应的调解通知，请在记录中写明何时怎样告知双方。"
        yield Reason(text, notice_article(footing))
    if held.missed:
        yield footing.way_out("refusal", "一方没有参加调解，有无正当理由请先核实")
    elif held.result == AGREED and held.mode == ON_SITE:
        text = "现场调解达成协议的，应当制作调解书，已经即时履行或者双方同意不制作的除外。"
        yield Reason(text, footing.cite("24(1)" if new else "22(1)"))
    elif held.result == AGREED:
        yield Reason("未制作调解书的，应当做好调解记录备查。", record_article(footing))
    elif held.result == FAILED:
        yield footing.way_out("no_agreement", "经组织调解，一方明确表示无法达成协议的")
