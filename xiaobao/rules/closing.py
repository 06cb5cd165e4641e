"""When a complaint is done, and when it is taken up again.

Closing needs that everybody the law has told has been told, or that the record the law asks for is there:
令121 第十五条、第二十三条第二款、第二十四条. 重新审查 and 恢复调解 have no article of their own: a wrong
outcome is put right (第五条), the former period counts on, and nothing that was issued is taken away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xiaobao.law import Lawbook, Regulation
from xiaobao.rules.acts import State
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that still holds, and whom it has not reached yet.

    ``tells`` is the notice act: accept, decline, terminate, agreement, settlement_record. ``addressed`` is
    false where nobody kept whom it was for: it was issued before that was written down.
    """

    tells: str
    title: str
    untold: tuple[str, ...] = ()
    addressed: bool = True


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What is on file when a complaint is to be closed.

    ``elsewhere``: the outcome was not decided here but told by an export. ``accepted_here``: the acceptance
    was decided here. ``papers`` are those not voided, ``unfinished`` what was begun and has not ended, named
    for an officer.
    """

    regulation: str
    state: str
    papers: tuple[Paper, ...] = ()
    elsewhere: bool = False
    accepted_here: bool = False
    unfinished: tuple[str, ...] = ()

    def paper(self, *tells: str) -> Paper | None:
        """Return the newest paper of one of these notice acts."""
        return next((paper for paper in reversed(self.papers) if paper.tells in tells), None)


@dataclass(frozen=True, slots=True)
class _Duty:
    """What must have been told before closing: by which paper, what it is called, on which article.

    ``instead`` names the papers for the file that stand in its place and are told to nobody.
    """

    tells: str
    title: str
    article: str
    instead: tuple[str, ...] = ()


_RECORD = ("settlement_record",)
_ACCEPTED: Mapping[str, _Duty] = MappingProxyType(
    {
        ORDER_121: _Duty("accept", "投诉受理决定书", "15(1)"),
        ORDER_20: _Duty("accept", "投诉受理决定书", "14"),
    }
)
_DUTIES: Mapping[tuple[str, str], _Duty] = MappingProxyType(
    {
        (ORDER_121, State.DECLINED): _Duty("decline", "投诉不予受理决定书", "15(2)"),
        (ORDER_20, State.DECLINED): _Duty("decline", "投诉不予受理决定书", "14"),
        (ORDER_121, State.TERMINATED): _Duty("terminate", "投诉终止调解决定书", "23(2)"),
        (ORDER_20, State.TERMINATED): _Duty("terminate", "投诉终止调解决定书", "21(2)"),
        (ORDER_121, State.SETTLED): _Duty("agreement", "投诉调解书", "24(1)", _RECORD),
        (ORDER_20, State.SETTLED): _Duty("agreement", "投诉调解书", "22(1)", _RECORD),
    }
)
_RIGHT = "5"
"""第五条 of both regulations: the right law, the right procedure."""


def check_close(facts: ClosingFacts, *, words: str, law: Lawbook) -> Decision:
    """Check that a complaint can be closed; refused with everything that is missing, at once."""
    regulation = law.regulation(facts.regulation)
    return Decision.check(_missing(facts, words, regulation), *_weighed(facts, regulation))


def check_reopen(*, decision: str, words: str, regulation: str, law: Lawbook) -> Decision:
    """Check that the decision on acceptance can be looked at again: only where it was not to accept."""
    wrong = "本件曾经受理，请选择恢复调解。" if decision == "accepted" else ""
    return _again(wrong, words, law.cite(regulation, _RIGHT))


def check_resume(*, decision: str, words: str, regulation: str, law: Lawbook) -> Decision:
    """Check that mediation can go on after closing: only where the complaint had been accepted."""
    wrong = "本件没有受理过，请选择重新审查。" if decision != "accepted" else ""
    return _again(wrong, words, law.cite(regulation, _RIGHT))


def _again(wrong: str, words: str, cited: str) -> Decision:
    refusals = [Reason(wrong, cited)] if wrong else []
    if not words.strip():
        refusals.append(Reason("请写明理由。", cited, "words"))
    return Decision.check(refusals, Reason("没有重新计算期限的规定，原期限继续计算。", cited))


def _missing(facts: ClosingFacts, words: str, regulation: Regulation) -> Iterator[Reason]:
    duty = _DUTIES.get((facts.regulation, facts.state))
    if duty is not None:
        yield from _untold(facts, duty, regulation, words, elsewhere=facts.elsewhere)
    if facts.state != State.DECLINED and facts.accepted_here:
        yield from _untold(facts, _ACCEPTED[facts.regulation], regulation, words, elsewhere=False)
    if facts.unfinished and not words.strip():
        text = f"还有没有了结的事项：{'、'.join(facts.unfinished)}。请写明如何处理。"
        yield Reason(text, "", "words")


def _untold(
    facts: ClosingFacts, duty: _Duty, regulation: Regulation, words: str, *, elsewhere: bool
) -> Iterator[Reason]:
    cited = regulation.cite(duty.article)
    paper = facts.paper(duty.tells, *duty.instead)
    # 令121 第二十四条第二款: 未制作调解书的，应当做好调解记录备查. The record is what the law asks for.
    if paper is not None and paper.tells in duty.instead:
        return
    if paper is None and not elsewhere:
        yield Reason(f"没有有效的{duty.title}（可能已经作废），请重新制作并送达。", cited)
    elif paper is None or not paper.addressed:
        if not words.strip():
            what = "不在本系统作出" if paper is None else "没有登记送达对象"
            yield Reason(f"{duty.title}{what}，请写明何时、如何告知。", cited, "words")
    elif paper.untold:
        yield Reason(f"{paper.title}还没有送达{'、'.join(paper.untold)}。", cited)


def _weighed(facts: ClosingFacts, regulation: Regulation) -> Iterator[Reason]:
    duty = _DUTIES.get((facts.regulation, facts.state))
    if duty is not None:
        told = "应当告知的都已告知，可以办结。" if not facts.elsewhere else "决定在其他系统作出，按说明办结。"
        yield Reason(told, regulation.cite(duty.article))
    if facts.unfinished:
        yield Reason(f"办结时还没有了结：{'、'.join(facts.unfinished)}。")
