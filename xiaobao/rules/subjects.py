"""What a report is about (举报事项): the subjects on which a law says what its reporter is owed.

令121 第三十六条 (令20 第三十二条) imposes no answer itself and points to other laws; those rows stand in
``content/law/answering-duties.yaml``. Choosing the subjects decides whether an answer, a hand-over (移交)
or a reward is owed, and until when; no subject chosen means that none of these laws speaks of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from xiaobao.law import Duty, Lawbook
from xiaobao.rules.answering import Owed, on_offer, promptness
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.transition import ORDER_20, ORDER_121

_POINTS: Mapping[str, str] = MappingProxyType({ORDER_121: "36", ORDER_20: "32"})
_SECRET: Mapping[str, str] = MappingProxyType({ORDER_121: "37", ORDER_20: "33"})
_INSIDERS: Mapping[str, str] = MappingProxyType({ORDER_121: "28(2)", ORDER_20: "24(2)"})


def chosen(subjects: Iterable[str], law: Lawbook, day: date) -> tuple[Duty, ...]:
    """Return the duties of these ids, in the order of the table, that were law on the day of receipt."""
    wanted = frozenset(subjects)
    return tuple(duty for duty in on_offer(day, law) if duty.id in wanted)


def meaning(duty: Duty, law: Lawbook, day: date) -> tuple[str, ...]:
    """Say in short what a subject means for a report: answer and by when, hand-over, reward."""
    return tuple(_meaning(duty, law, day))


def _meaning(duty: Duty, law: Lawbook, day: date) -> Iterator[str]:
    if not duty.answer:
        yield "没有告知结果的规定"
    else:
        whom = "实名并提供事实和证据的，" if duty.with_evidence else "实名的，" if duty.named_only else ""
        yield f"{whom}应当{'书面' if duty.written else ''}告知结果：{promptness(duty, law, day)}"
    if duty.hand_over:
        yield "不属于本部门的应当移交"
    if duty.reward:
        yield "有奖励或者鼓励的规定"


def check_subjects(subjects: Sequence[str], *, received_on: date, law: Lawbook) -> Decision:
    """Check that every subject chosen is in the table and was law on the day of receipt."""
    known = {duty.id for duty in on_offer(received_on, law)}
    unknown = [one for one in subjects if one not in known]
    text = "所选的举报事项在收到之日没有相应的规定，请重新选择。"
    return Decision.check([Reason(text, "", "subjects")] if unknown else [])


def check_classify(
    subjects: Sequence[str],
    *,
    evidenced: bool | None,
    insider: bool,
    was_insider: bool,
    words: str,
    regulation: str,
    received_on: date,
    law: Lawbook,
    dropped: Sequence[Owed] = (),
) -> Decision:
    """Check what an officer says a report is about; ``was_insider``: it is kept as an insider's so far.

    ``dropped`` are the duties to tell that have bound until now and would bind no longer.
    """
    refusals = list(check_subjects(subjects, received_on=received_on, law=law).reasons)
    if was_insider and not insider and not words.strip():
        text = "不再按内部人员举报保护的，请写明理由（本局要求）。"
        refusals.append(Reason(text, law.cite(regulation, _SECRET[regulation]), "words"))
    refusals += _no_longer_told(dropped, words)
    weighed = _weighed(chosen(subjects, law, received_on), evidenced, insider, regulation, law)
    return Decision.check(refusals, *weighed)


def _no_longer_told(dropped: Sequence[Owed], words: str) -> Iterator[Reason]:
    for one in dropped:
        if one.told_on is not None or one.sent:
            text = f"已经依照“{one.duty.subject}”的规定告知举报人处理结果，不能再去掉这一事项（本局要求）。"
            yield Reason(text, one.cited, "subjects")
        elif not words.strip():
            text = f"不再依照“{one.duty.subject}”的规定告知举报人处理结果的，请写明理由（本局要求）。"
            yield Reason(text, one.cited, "words")


def _weighed(
    duties: Sequence[Duty], evidenced: bool | None, insider: bool, regulation: str, law: Lawbook
) -> Iterator[Reason]:
    if not any(duty.answer for duty in duties):
        text = "所选事项没有法律、法规、规章规定应当告知举报人处理结果。"
        yield Reason(text, law.cite(regulation, _POINTS[regulation]))
    if evidenced is None and any(duty.with_evidence for duty in duties):
        yield Reason("是否提供了相关事实和证据尚不清楚，请在核查中查明。", "", "evidenced")
    if insider:
        text = "鼓励内部人员依法举报；只有办理此件和有权查看的人员能看到。"
        yield Reason(text, law.cite(regulation, _INSIDERS[regulation]))
