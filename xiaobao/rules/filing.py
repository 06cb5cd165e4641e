"""Whether a case is filed (立案、不予立案): proposed by who checked, reviewed, decided by the bureau's head.

令2 第十八条第一款: 由市场监督管理部门负责人决定是否立案. 第十九条第一款 names the four conditions that must
all be met, 第二十条第一款 what allows not to file. That three different persons sign is house order: the form
published (立案/不予立案审批表) has the three signatures, the articles name the heads of bureau and unit only.
The rule weighs and cites; it never decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from xiaobao.law import ClosedList, Item, Lawbook
from xiaobao.law.citation import numeral
from xiaobao.rules.checking import CHECKED, PENALTY
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.own_words import names_a_law, too_few
from xiaobao.rules.steps import ORDER_20
from xiaobao.rules.wording import said

FILE, NOT_FILE = WHATS = ("file", "not_file")
CONDITIONS, GROUNDS = "filing_conditions", "not_filing_grounds"
OTHER_GROUND = "other"
FEWEST_OFFICERS = 2
"""令2 第十九条第二款: 指定两名以上…办案人员."""
_DESIGNATED, _NOT_FILED_FORM, _LEFT_OUT = "19(2)", "20(2)", "18(2)"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a proposal says. ``met``, ``unmet`` are numbers of the conditions of 第十九条第一款.

    ``shown`` says of each condition met what shows it, ``ground`` is an item of 第二十条第一款.
    """

    what: str
    cause: str
    met: tuple[int, ...]
    unmet: tuple[int, ...]
    ground: int | None
    facts: str
    reason: str
    officers: tuple[str, ...] = ()
    shown: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """How far the checking of a report has come when something is proposed or decided.

    ``checks`` counts the recorded steps, ``pending`` says that a proposal waits for its signatures,
    ``leaving_out`` is the first day of days still being left out, ``due`` the day the check runs out,
    ``investigators`` names the officers of the unit.
    """

    checks: int
    pending: bool
    today: date
    leaving_out: date | None = None
    due: date | None = None
    investigators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """Who has signed a proposal so far, by the key of the officer; None where nobody has."""

    what: str
    proposed_by: int
    reviewed_by: int | None = None
    agreed: bool = False


def conditions(law: Lawbook) -> ClosedList:
    """Return the four conditions of filing (第十九条第一款)."""
    return law.regulation(PENALTY).closed_list(CONDITIONS)


def grounds(law: Lawbook) -> ClosedList:
    """Return the situations in which it is lawful not to file (第二十条第一款)."""
    return law.regulation(PENALTY).closed_list(GROUNDS)


def unmet_of(met: Sequence[int], unmet: Sequence[int], ground: int | None, law: Lawbook) -> tuple[int, ...]:
    """Return the conditions that are not met: those said to be, else those not said to be met."""
    if unmet or ground is not None or not met:
        return tuple(unmet)
    return tuple(item.number for item in conditions(law).items if item.number not in met)


def basis(proposed: Proposed, law: Lawbook) -> str:
    """Cite what a proposal stands on: the conditions, the one not met, or the ground for not filing."""
    if proposed.what == FILE:
        return law.cite(PENALTY, conditions(law).article)
    if proposed.ground is not None and grounds(law).item(proposed.ground):
        return law.cite(PENALTY, grounds(law).cites(proposed.ground))
    known = [number for number in proposed.unmet if conditions(law).item(number)]
    return "、".join(law.cite(PENALTY, conditions(law).cites(number)) for number in known)


def check_propose(proposed: Proposed, *, ready: Ready, law: Lawbook) -> Decision:
    """Check that a proposal can be made: "allowed" or "refused" with everything that is missing."""
    refusals = [*_not_ready(ready, law), *_not_grounded(proposed, law), *_unsaid(proposed, law)]
    if proposed.what == FILE:
        refusals += _few_officers(proposed.officers, ready.investigators, law)
    return Decision.check(refusals, *_to_mind(proposed, ready, law))


def check_review(
    signed: Signed | None, *, by: int, agree: bool, words: str, law: Lawbook, heads: Collection[int] = ()
) -> Decision:
    """Check that the head of the unit can sign: not the proposer, and with words when sending it back.

    ``heads`` are the heads of the unit whose matter it is; where one of them can sign, nobody else may.
    """
    article = _decided(law)
    if signed is None or signed.reviewed_by is not None:
        return Decision.check([Reason("没有等待审核的立案意见。", article)])
    refusals = [*_same_person(by, (signed.proposed_by,), law)]
    own = set(heads) - {signed.proposed_by}
    if own and by not in own and by != signed.proposed_by:
        # 由办案机构负责人指定: of another unit's head the article does not speak.
        text = "应当由承办单位的负责人审核；承办单位没有其他负责人的，才由科室负责人审核。"
        refusals.append(Reason(text, law.cite(PENALTY, _DESIGNATED)))
    if not agree and not words.strip():
        refusals.append(Reason("退回的，请写明还要查清什么。", "", "words"))
    done = "审核同意，送本局负责人决定。" if agree else "退回核查人员补充。"
    return Decision.check(refusals, Reason(done, article))


def check_send_back(signed: Signed | None, *, words: str, law: Lawbook) -> Decision:
    """Check that the head of the bureau can send a reviewed proposal back."""
    refusals = list(_not_reviewed(signed, law))
    if not words.strip():
        refusals.append(Reason("请写明退回的原因和还要查清什么。", "", "words"))
    return Decision.check(refusals, Reason("退回核查人员补充；核查期限照常计算。", _decided(law)))


def check_decide(
    signed: Signed | None, *, what: str, by: int, ready: Ready, law: Lawbook,
    officers: Sequence[str] = (), stands_on: str = "",
) -> Decision:  # fmt: skip
    """Check that the head of the bureau can decide to file, or not to, on the proposal as reviewed.

    ``stands_on`` cites the condition not met or the ground the proposal rests on, see ``basis``.
    """
    refusals = list(_not_reviewed(signed, law))
    if signed is not None:
        refusals += _same_person(by, (signed.proposed_by, signed.reviewed_by), law)
        refusals += _other_proposal(signed, what, law)
    refusals += _waiting_for_results(ready, law)
    if what == FILE:
        refusals += _few_officers(officers, ready.investigators, law)
    lists = (conditions(law),) if what == FILE else (conditions(law), grounds(law))
    cited = stands_on or "、".join(law.cite(PENALTY, one.article) for one in lists)
    return Decision.check(
        refusals, Reason("由本局负责人决定。", _decided(law)), *_late(ready, law),
        Reason("审批表随决定制作，三级签署。", law.cite(PENALTY, _form(what))),
        Reason("决定的条件见所引条款。", cited),
    )  # fmt: skip


def owes_notice(regulation: str, *, named: bool, law: Lawbook) -> Reason:
    """Say whether the reporter is told that a case was filed or not, and why (令20 第三十一条第二款)."""
    if regulation != ORDER_20:
        text = "不再单独告知是否立案；法律、法规、规章规定应当告知处理结果的，才告知举报人。"
        return Reason(text, law.cite(regulation, "36"))
    if not named:
        return Reason("不是实名举报，不告知是否立案。", law.cite(regulation, "31(2)"))
    row = law.clock("report.filing_notice", day=date.min, regulation=regulation)
    text = f"实名举报：自作出是否立案决定之日起{row.measure}内告知举报人。"
    return Reason(text, law.cite(regulation, "31(2)"))


def _not_ready(ready: Ready, law: Lawbook) -> Iterator[Reason]:
    if not ready.checks:
        # 第十九条第一款、第二十条第一款 both begin 经核查: what is plain from the papers is looked at too.
        text = "还没有核查记录：是否立案应当经核查后决定；只核对了举报材料的，也请先记录这次核对。"
        yield Reason(text, _decided(law))
    if ready.pending:
        yield Reason("已有立案意见在等待审核或者决定，不能再提出。", _decided(law))


def _not_grounded(proposed: Proposed, law: Lawbook) -> Iterator[Reason]:
    if proposed.what not in WHATS:
        yield Reason("请选择建议立案还是不予立案。", _decided(law), "what")
    elif proposed.what == FILE:
        yield from _unmet_for_filing(proposed, law)
    else:
        yield from _no_reason_not_to_file(proposed, law)


def _unmet_for_filing(proposed: Proposed, law: Lawbook) -> Iterator[Reason]:
    for item in conditions(law).items:
        article = law.cite(PENALTY, conditions(law).cites(item.number))
        if item.number not in proposed.met:
            yield Reason(f"立案应当四项条件都符合；没有确认{_called(item)}。", article, "met")
        elif not proposed.shown.get(item.number, "").strip():
            yield Reason(f"请写明由什么证明{_called(item)}。", article, "met")
    if not proposed.cause.strip():
        yield Reason("请写明案由。", law.cite(PENALTY, _DESIGNATED), "cause")


def _no_reason_not_to_file(proposed: Proposed, law: Lawbook) -> Iterator[Reason]:
    known, listed = conditions(law), grounds(law)
    article = law.cite(PENALTY, listed.article)
    if proposed.ground is not None and listed.item(proposed.ground) is None:
        yield Reason("请从列明的情形中选择一项。", article, "ground")
    elif proposed.ground is not None and proposed.unmet:
        # The situations of 第二十条 suppose a violation that would otherwise be filed.
        text = "不符合立案条件和可以不予立案的情形请选择其一：后者以存在违法行为为前提。"
        yield Reason(text, article, "ground")
    elif proposed.ground is None and not any(known.item(number) for number in proposed.unmet):
        text = "请写明哪一项立案条件不符合，或者属于哪一项可以不予立案的情形。"
        yield Reason(text, law.cite(PENALTY, known.article), "unmet")
    if any(known.item(number) is None for number in proposed.unmet):
        yield Reason("请从列明的立案条件中选择。", law.cite(PENALTY, known.article), "unmet")


def _unsaid(proposed: Proposed, law: Lawbook) -> Iterator[Reason]:
    item = grounds(law).item(proposed.ground) if proposed.ground else None
    listed = [conditions(law).item(number) for number in proposed.unmet]
    text = "".join(one.text for one in (item, *listed) if one is not None)
    if not proposed.facts.strip():
        yield Reason("请写明核查认定的事实。", _decided(law), "facts")
    if too_few(proposed.reason, text):
        # House order: what repeats the article is no reason for this report.
        yield Reason("请用自己的话写明本件为什么这样建议，不能只重复条文（本局要求）。", "", "reason")
    if item is not None and item.code == OTHER_GROUND and not names_a_law(proposed.reason):
        article = law.cite(PENALTY, grounds(law).cites(item.number))
        text = "选择“其他情形”的，请写明所依据的法律、法规、规章名称和条款，如《……》第……条。"
        yield Reason(text, article, "reason")


def _few_officers(officers: Sequence[str], investigators: Sequence[str], law: Lawbook) -> Iterator[Reason]:
    article = law.cite(PENALTY, _DESIGNATED)
    named = set(officers)
    if len(named) < FEWEST_OFFICERS:
        yield Reason("立案的，应当指定两名以上办案人员。", article, "officers")
    strangers = "、".join(name for name in officers if name not in investigators)
    if strangers:
        yield Reason(f"{strangers}不是承办单位现任的办案岗位人员，请重新选择。", article, "officers")


def _same_person(by: int, signed: Sequence[int | None], law: Lawbook) -> Iterator[Reason]:
    if by in signed:
        # House order for 三级审批: the form has three signatures, no article says of three persons.
        text = "提出、审核和决定应当由三个不同的人作出（本局要求），您已经在这份意见上签署。"
        yield Reason(text, _decided(law))


def _not_reviewed(signed: Signed | None, law: Lawbook) -> Iterator[Reason]:
    if signed is None or not signed.agreed:
        yield Reason("没有经单位负责人审核同意的立案意见，请先提出并审核。", _decided(law))


def _other_proposal(signed: Signed, what: str, law: Lawbook) -> Iterator[Reason]:
    if signed.what != what:
        asked = "立案" if signed.what == FILE else "不予立案"
        text = f"审核同意的意见是{asked}；不同意的，请退回补充核查后重新提出。"
        yield Reason(text, _decided(law))


def _waiting_for_results(ready: Ready, law: Lawbook) -> Iterator[Reason]:
    if ready.leaving_out is not None:
        # Nothing forbids it; but a decision taken while a test is awaited leaves an account that never ends.
        text = f"{said(ready.leaving_out)}开始的扣除期间还没有结束，请先结束并写明结果（本局要求）。"
        yield Reason(text, law.cite(PENALTY, _LEFT_OUT))


def _to_mind(proposed: Proposed, ready: Ready, law: Lawbook) -> Iterator[Reason]:
    yield Reason("提出意见不改变期限；由单位负责人审核、本局负责人决定。", _decided(law))
    if proposed.what == FILE:
        text = "办案人员应当具有行政执法资格，由办案机构负责人指定，请审核时核对。"
        yield Reason(text, law.cite(PENALTY, _DESIGNATED))
    if ready.leaving_out is not None:
        text = f"{said(ready.leaving_out)}开始的扣除期间还没有结束，决定之前应当结束。"
        yield Reason(text, law.cite(PENALTY, _LEFT_OUT))
    yield from _late(ready, law)


def _late(ready: Ready, law: Lawbook) -> Iterator[Reason]:
    if ready.due is not None and ready.today > ready.due:
        yield Reason(f"核查期限已于{said(ready.due)}届满，请说明情况并尽快办理。", _decided(law))


def _decided(law: Lawbook) -> str:
    return law.cite(PENALTY, CHECKED)


def _form(what: str) -> str:
    return _DESIGNATED if what == FILE else _NOT_FILED_FORM


def _called(item: Item) -> str:
    return f"第{numeral(item.number)}项（{item.text}）"
