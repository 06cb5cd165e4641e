"""Who must be told the result of a report (告知举报处理结果), on which law, and by when.

令121 第三十六条, 令20 第三十二条: 法律、法规、规章规定…应当将举报处理结果告知举报人…的，…应当予以告知. The
article points to other laws; content/law/answering-duties.yaml is that pointing, one row a subject. A row
that gives no number of days gets a working period of the house (本局要求), never a number of the law.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from xiaobao.law import Duty, Lawbook
from xiaobao.law.citation import parse
from xiaobao.law.duty import DutyBasis
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.serving import PHONE
from xiaobao.rules.steps import ORDER_20, ORDER_121

PROMPT, OUTCOME = HOUSE_CLOCKS = ("report.answer.prompt", "report.answer.outcome")
"""The periods of the house: after the decision whether to file, and after the case has come to its end."""
_POINTING: Mapping[str, str] = MappingProxyType({ORDER_121: "36", ORDER_20: "32"})
_LONGEST_RESULT = 4000


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty that binds on a report and how far telling has come.

    ``told_on``: the day the result reached the reporter, or that it was recorded that nobody can be reached.
    ``interim_on``: the day something was told before there was a result. ``sent``: the result is on its way.
    """

    duty: Duty
    cited: str
    told_on: date | None = None
    interim_on: date | None = None
    sent: bool = False

    @property
    def open(self) -> bool:
        """Whether the reporter has still to be told the result."""
        return self.told_on is None


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """What an officer is about to tell a reporter: the result in words, on account of which duties.

    ``reachable``: there is a way to the reporter; ``decided``: there is a result, not only a course.
    """

    result: str
    duties: tuple[str, ...]
    reachable: bool
    decided: bool


def on_offer(day: date, law: Lawbook) -> tuple[Duty, ...]:
    """Return the subjects a report can be about on a day, those without a duty to tell as well."""
    return tuple(duty for duty in law.duties if _governs(duty, day, law))


def binding(
    subjects: Collection[str], *, named: bool, evidenced: bool | None, day: date, law: Lawbook
) -> tuple[Duty, ...]:
    """Return the duties to tell that bind: by what the report is about, who made it and what it rests on.

    ``day`` is the day the report was received. A duty towards those who gave their name binds only when
    ``named``, one that asks for facts and evidence only when somebody has said that they were given.
    """
    return tuple(
        duty
        for duty in on_offer(day, law)
        if duty.id in subjects
        and duty.answer
        and (named or not duty.named_only)
        and (evidenced is True or not duty.with_evidence)
    )


def cited(duty: Duty, law: Lawbook) -> str:
    """Cite what a duty stands on, each law with its article: 《中华人民共和国广告法》第五十三条第一款."""
    return "、".join(_cite(basis, law) for basis in duty.basis)


def unclassified(regulation: str, law: Lawbook) -> Reason:
    """Return why a report that nobody has classified cannot be done: what its reporter is owed is unknown."""
    text = "举报事项尚未确定，不能判断是否应当告知举报人处理结果，请先确定举报事项（本局要求）。"
    return Reason(text, law.cite(regulation, _POINTING[regulation]))


def open_duties(owed: Iterable[Owed]) -> tuple[Owed, ...]:
    """Return the duties of which the reporter has not been told the result: closing waits for them."""
    return tuple(one for one in owed if one.open)


def house_period(duty: Duty) -> bool:
    """Tell whether only the house says by when: 及时, 法定期限内, or no word at all."""
    return not duty.clock


def promptness(duty: Duty, law: Lawbook, day: date) -> str:
    """Say by when a duty has to be met, and whose word that is."""
    if duty.clock:
        row = law.clock(duty.clock, day=day)
        return f"自{row.start.label}之日起{row.measure}内"
    word = f"规定写作“{duty.promptness}”" if duty.promptness else "规定没有写期限"
    row = law.clock(PROMPT, day=day)
    return f"{word}；自{row.start.label}之日起{row.measure}内（本局要求）"


def check_answer(given: AnswerGiven, owed: Sequence[Owed], *, regulation: str, law: Lawbook) -> Decision:
    """Check that the result can be told on account of the duties chosen: "allowed" or "refused"."""
    article = law.cite(regulation, _POINTING[regulation])
    chosen = [one for one in owed if one.duty.id in given.duties]
    refusals = [*_unfounded(given, owed, article), *_unsaid(given, article)]
    return Decision.check(refusals, *_to_mind(given, chosen, article))


def check_channel(owed: Sequence[Owed], channel: str) -> Decision:
    """Check the way a result is handed over: where the duty asks for writing, a call does not meet it."""
    written = [one for one in owed if one.duty.written]
    if written and channel == PHONE:
        text = "规定要求书面告知举报人，电话告知不算；请用平台、短信、电子邮件、邮寄或者当面送交。"
        return Decision.check([Reason(text, written[0].cited, "channel")])
    return Decision.check((), *(Reason("应当书面告知。", one.cited) for one in written))


def check_hand_over_channel(duties: Iterable[Duty], channel: str, law: Lawbook) -> Decision:
    """Check the way a reporter is told that the report was handed over on account of these duties.

    食品安全法 第一百一十五条第一款: 移交有权处理的部门并书面通知…举报人.
    """
    written = [duty for duty in duties if duty.written_hand_over]
    if not written or channel != PHONE:
        return Decision.check(())
    text = "移交的应当书面通知举报人，电话告知不算；请用平台、短信、电子邮件、邮寄或者当面送交。"
    return Decision.check([Reason(text, cited(written[0], law), "channel")])


def check_all_told(owed: Iterable[Owed], *, regulation: str, law: Lawbook) -> Decision:
    """Check that nobody is left to be told before a report is closed."""
    refusals = [
        Reason(f"{one.duty.subject}：举报处理结果还没有告知举报人（{one.duty.duty}）。", one.cited)
        for one in open_duties(owed)
    ]
    article = law.cite(regulation, _POINTING[regulation])
    return Decision.check(refusals, Reason("应当告知的处理结果都已告知。", article))


def _unfounded(given: AnswerGiven, owed: Sequence[Owed], article: str) -> Iterator[Reason]:
    known = {one.duty.id for one in owed}
    if not known:
        text = "没有法律、法规、规章规定应当把这件举报的处理结果告知举报人；请先核对举报事项是否确定齐全。"
        yield Reason(text, article, "duties")
    elif not given.duties or not known >= set(given.duties):
        yield Reason("请选择依据哪一项规定告知。", article, "duties")


def _unsaid(given: AnswerGiven, article: str) -> Iterator[Reason]:
    if not given.result.strip():
        yield Reason("请写明处理结果。", article, "result")
    if len(given.result) > _LONGEST_RESULT:
        yield Reason(f"处理结果不超过{_LONGEST_RESULT}个字。", "", "result")


def _to_mind(given: AnswerGiven, chosen: Sequence[Owed], article: str) -> Iterator[Reason]:
    for one in chosen:
        yield Reason(f"{one.duty.subject}：{one.duty.duty}。", one.cited)
    if not given.decided:
        # 广告法 53(1) has 处理 before 告知: what is told before there is a result is no result.
        text = "还没有处理结果：这次告知的是办理情况，有了结果以后还要再告知（本局要求）。"
        yield Reason(text, article)
    if not given.reachable:
        text = "举报人没有留下联系方式，无从告知：记明情况，不制作告知书。"
        yield Reason(text, article)


def _governs(duty: Duty, day: date, law: Lawbook) -> bool:
    """Whether a row is law on a day: its own period, and that of the regulation it is taken from."""
    own = duty.in_force is None or day in duty.in_force
    held = (law.regulation(basis.regulation) for basis in duty.basis if basis.regulation)
    return own and all(day in regulation.in_force for regulation in held)


def _cite(basis: DutyBasis, law: Lawbook) -> str:
    if basis.regulation:
        title, article = law.regulation(basis.regulation).title, law.cite(basis.regulation, basis.article)
        return article.replace(f"《{title}》", _titled(title, basis.edition), 1)
    return f"{_titled(basis.title, basis.edition)}{parse(basis.article)}"


def _titled(title: str, edition: str) -> str:
    return f"《{title}》" + (f"（{edition}）" if edition else "")
