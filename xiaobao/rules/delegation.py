"""Delegated mediation (委托调解): 令121 第十九条, 令20 第十七条, 《实施条例》第四十六条第四款.

The body mediates in the name of the bureau and may not pass the matter on; there is no act for that here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xiaobao.rules.consent import SIDES, Wishes, refusal
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.footing import CONSUMER_RULES, Footing
from xiaobao.rules.wording import said

SETTLED, FAILED, RETURNED = OUTCOMES = ("settled", "failed", "returned")


def needs_consent(footing: Footing) -> bool:
    """Tell whether delegating needs the consent of both sides.

    令20 第十七条 left it to the bureau; 《实施条例》第四十六条第四款 asks for it once it was law.
    """
    return footing.new or footing.consumer_rules


def basis(footing: Footing) -> str:
    """Return the articles a delegation stands on, joined for the letter."""
    if footing.new:
        return footing.cite("19(1)")
    own = footing.cite("17(1)")
    return f"{own}、{footing.cite('46(4)', CONSUMER_RULES)}" if footing.consumer_rules else own


def check_delegate(
    *,
    body: str,
    due_on: date | None,
    delegation: Wishes,
    mediation: Wishes,
    open_with: str,
    due: date | None,
    footing: Footing,
) -> Decision:
    """Check that a complaint can be delegated to ``body``: "allowed" with what to mind, or "refused".

    ``open_with`` names the body of a delegation not yet ended; ``due`` is the earliest day on which the
    mediation clock runs out. Only a known refusal of all mediation stands in the way beside consent.
    """
    refusals = list(_blanks(body, due_on, footing))
    if open_with:
        # 不得再委托 binds the body; that the bureau first records how it ended is asked for by the house.
        text = f"已经委托{open_with}调解，请先记录委托结果，再作新的委托（本局要求）。"
        refusals.append(Reason(text, "", "body"))
    if needs_consent(footing):
        refusals += _without_consent(delegation, footing)
    for side in mediation.refused_by:
        text = f"{SIDES[side]}不同意调解，不能委托调解。"
        refusals += [Reason(text, basis(footing)), refusal(side, footing)]
    return Decision.check(refusals, *_to_mind(due_on, due, footing))


def check_take_back(
    *, outcome: str, on: date, words: str, began_on: date | None, footing: Footing
) -> Decision:
    """Check that the end of a delegation can be recorded; ``began_on`` None means that none is open.

    Nothing follows by itself: a settlement is recorded and a termination decided by the officer.
    """
    if began_on is None:
        return Decision.check([Reason("没有尚未结束的委托调解。")])
    refusals = []
    if outcome not in OUTCOMES:
        refusals.append(Reason("请选择委托调解的结果。", "", "outcome"))
    if not began_on <= on <= footing.today:
        text = f"结果之日应当在委托之日（{said(began_on)}）至今天之间。"
        refusals.append(Reason(text, "", "on"))
    if outcome == RETURNED and not words.strip():
        refusals.append(Reason("收回委托的，请写明原因（本局要求）。", "", "words"))
    return Decision.check(refusals, *_next(outcome, footing))


def _onward(footing: Footing) -> str:
    return footing.cite("19(2)" if footing.new else "17(2)")


def _blanks(body: str, due_on: date | None, footing: Footing) -> Iterator[Reason]:
    if not body.strip():
        yield Reason("请写明受委托的消费者协会或者其他调解组织。", basis(footing), "body")
    if due_on is not None and due_on <= footing.today:
        yield Reason("反馈结果的期限应当在今天之后。", "", "due_on")


def _without_consent(delegation: Wishes, footing: Footing) -> Iterator[Reason]:
    article = basis(footing)
    for side, label in SIDES.items():
        wish = getattr(delegation, side)
        if wish is None:
            yield Reason(f"还没有记录{label}同意委托调解，请先记录双方的意愿。", article)
        elif wish is False:
            yield Reason(f"{label}不同意委托调解，由本局自行组织调解。", article)


def _to_mind(due_on: date | None, due: date | None, footing: Footing) -> Iterator[Reason]:
    yield Reason("委托调解期间调解期限照常计算，不停止。", footing.clock_basis)
    yield Reason("受委托组织以本局名义调解，不得再委托其他组织或者个人。", _onward(footing))
    if due_on is not None and due is not None and due_on > due:
        text = f"反馈结果的期限在调解期限最早届满日{said(due)}之后，请考虑提前。"
        yield Reason(text, footing.clock_basis)


def _next(outcome: str, footing: Footing) -> Iterator[Reason]:
    if outcome == SETTLED:
        article = footing.cite("24(1)" if footing.new else "22(1)")
        yield Reason("达成一致的，仍由承办人记录调解结果、制作或者留存调解书。", article)
    elif outcome == FAILED:
        yield footing.way_out("no_agreement", "经组织调解，一方明确表示无法达成协议的")
    else:
        yield Reason("收回委托后由本局组织调解，调解期限不重新计算。", footing.clock_basis)
