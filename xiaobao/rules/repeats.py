"""The same report again (重复举报), and new facts to one (补充新的事实): 令121 第三十五条第二款.

Same reporter, same facts, same respondent: not handled again. Same reporter and respondent, new facts:
the two may be handled together, and the period is counted anew from the receipt of the last. 令20 has
neither. Whether it is the same is for an officer to find; what the records say of reporter and respondent
is put beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from xiaobao.law import Lawbook
from xiaobao.rules.acts import State
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.report_jurisdiction import PENALTY_PROCEDURE
from xiaobao.rules.transition import ORDER_20, ORDER_121

CHECK_CLOCK = "report.check"
_ARTICLE = "35(2)"
_NOT_HERE = (State.REFERRED, State.RETURNED, State.REDIRECTED)
_NOT_THE_FIRST = (State.REPEATED, State.MERGED)


@dataclass(frozen=True, slots=True)
class Pair:
    """A report and an earlier one.

    ``found``: there is such an earlier report within reach. ``same_person``: both gave the same identity
    (None: the records do not say, as with an anonymous reporter); ``same_respondent`` likewise. ``state``
    is that of the earlier one; ``counting``: its period of checking has not been stopped; ``proposed``: a
    proposal on filing waits there. ``untellable`` names what the reporter of this report must be told of and
    could not be told in the earlier one.
    """

    regulation: str
    received_at: datetime
    found: bool = True
    earlier_at: datetime | None = None
    state: str = ""
    same_person: bool | None = None
    same_respondent: bool | None = None
    counting: bool = True
    proposed: bool = False
    untellable: tuple[str, ...] = ()


def check_repeat(pair: Pair, *, words: str, law: Lawbook) -> Decision:
    """Check that a report can be found to repeat an earlier one."""
    refusals = [*_never(pair, law), *_earlier(pair, law), *_alike(pair, words, law)]
    if not words.strip():
        text = "请写明认定为重复举报的理由：两次举报的是哪些相同的事实。"
        refusals.append(Reason(text, _cite(law), "words"))
    return Decision.check(
        refusals, Reason("不再另行处理；条文没有规定应当告知举报人，可以告知。", _cite(law))
    )


def check_merge(pair: Pair, *, new_facts: str, words: str, law: Lawbook) -> Decision:
    """Check that a report with new facts can be merged into an earlier one that is still being checked."""
    refusals = [
        *_never(pair, law),
        *_earlier(pair, law),
        *_alike(pair, words, law),
        *_still_checked(pair, law),
    ]
    if not new_facts.strip():
        text = "请写明补充的新的事实；没有新的事实的，认定重复举报。"
        refusals.append(Reason(text, _cite(law), "new_facts"))
    text = "合并处理的，前一件的核查期限自收到最后一次举报之日起重新计算，此前的延长不再计入。"
    return Decision.check(refusals, Reason(text, _cite(law)))


def _cite(law: Lawbook) -> str:
    return law.cite(ORDER_121, _ARTICLE)


def _never(pair: Pair, law: Lawbook) -> Iterator[Reason]:
    if pair.regulation != ORDER_121:
        text = "此件适用的规章没有重复举报不再处理、合并处理的规定，应当依照行政处罚程序处理。"
        yield Reason(text, law.cite(ORDER_20, "31(1)"))


def _earlier(pair: Pair, law: Lawbook) -> Iterator[Reason]:
    if not pair.found:
        yield Reason("请选择前一件举报；没有选择，或者它不在您的办理范围内。", "", "earlier")
        return
    if pair.earlier_at is not None and pair.earlier_at > pair.received_at:
        yield Reason("选择的举报收到得更晚：应当由后一件认定为重复，请到后一件办理。", "", "earlier")
    if pair.state in _NOT_THE_FIRST:
        yield Reason("选择的举报本身已经并入更早的一件，请选择最早的那一件。", "", "earlier")
    if pair.state in _NOT_HERE:
        text = "前一件不是由本局处理的，不属于已经处理的重复举报，请对此件单独办理。"
        yield Reason(text, _cite(law), "earlier")


def _alike(pair: Pair, words: str, law: Lawbook) -> Iterator[Reason]:
    if not pair.found:
        return
    if pair.same_respondent is False:
        yield Reason("两件举报的被举报人不是同一个，请核对。", _cite(law), "earlier")
    unsure = [
        name
        for name, same in (("举报人", pair.same_person), ("被举报人", pair.same_respondent))
        if same is not True and not (name == "被举报人" and same is False)
    ]
    if unsure and not words.strip():
        text = f"登记的信息不能表明{'、'.join(unsure)}相同，请写明凭什么认定（本局要求）。"
        yield Reason(text, _cite(law), "words")


def _still_checked(pair: Pair, law: Lawbook) -> Iterator[Reason]:
    if not pair.found or pair.state in (*_NOT_THE_FIRST, *_NOT_HERE):
        return
    if pair.state != State.RECEIVED or not pair.counting:
        text = "前一件已经不在核查中，不能再合并处理，请对此件单独办理。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "18(1)"), "earlier")
    elif pair.proposed:
        # 经核查: what waits to be decided was proposed without the new facts.
        text = "前一件有等待决定的立案意见，其中没有新的事实；请先退回补充核查，再合并处理（本局要求）。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "18(1)"), "earlier")
    if pair.untellable:
        text = f"并入前一件后，不能依照“{'”“'.join(pair.untellable)}”的规定告知此件举报人，请对此件单独办理。"
        yield Reason(text, law.cite(pair.regulation, "36"), "earlier")
