"""What an event says beyond its name, in words: the codes of its data, by the lists they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xiaobao.docket import checking_words, supervision_words
from xiaobao.docket.case_words import words_of_case
from xiaobao.docket.models import (
    ConsentSubject,
    Delegation,
    Dispute,
    Diversion,
    MaterialRequest,
    ServiceChannel,
    Session,
    SessionMode,
    Side,
    Visit,
)
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.consent import Way
from xiaobao.rules.jurisdiction import RespondentKind
from xiaobao.rules.report_jurisdiction import ReportedKind
from xiaobao.rules.routes import Nature
from xiaobao.rules.settle_first import ConfirmHow, HandOver, SettleHow
from xiaobao.rules.settlement import Settlement
from xiaobao.rules.termination import EndedBy
from xiaobao.rules.transfer import Suspicion
from xiaobao.rules.withdrawal import WithdrawalWay
from xiaobao.rules.workflow import Act, Labelled

AGREES, DISAGREES = "同意", "不同意"
GRANTED, DENIED = "准予回避", "驳回申请"
OURS, NOT_OURS = "由本局处理", "由其他机关处理"
COMPLETE, INCOMPLETE = "已补齐", "未补齐"
MISSED, UNREACHED = "一方未到场", "未联系上"
WITHIN_REMIT, OUTSIDE = "属于市场监督管理部门职责", "不属于市场监督管理部门职责"
UNNAMED = "不再由人工认定"
HANDED_OVER, UNTOLD, ANEW = "依规定移交", "举报人无法联系，没有告知", "重新制作作废的文书"
INSIDER, EVIDENCED, BARE = "内部人员举报", "提供了事实和证据", "没有提供事实和证据"
FAILED = "调解不成"
PHRASES = (
    AGREES,
    DISAGREES,
    GRANTED,
    DENIED,
    OURS,
    NOT_OURS,
    COMPLETE,
    INCOMPLETE,
    MISSED,
    UNREACHED,
    FAILED,
    *(UNNAMED, WITHIN_REMIT, OUTSIDE, HANDED_OVER, UNTOLD, ANEW, INSIDER, EVIDENCED, BARE),
    *checking_words.PHRASES,
    *supervision_words.PHRASES,
)
"""The words that stand in no list of the rules or the tables."""

RECOMPUTE = "recompute"
NAME_CLASS = "name_class"
"""The permission of a post to say of which class a matter is, and what the event is called."""
_Words = Mapping[Any, Any]


def _labels(*kinds: type[Labelled]) -> dict[str, str]:
    return {one.value: one.label for kind in kinds for one in kind}


_YES_NO: Mapping[str, tuple[str, str]] = {
    "given": (AGREES, DISAGREES),
    "upheld": (GRANTED, DENIED),
    "ours": (OURS, NOT_OURS),
    "complete": (COMPLETE, INCOMPLETE),
    "within_remit": (WITHIN_REMIT, OUTSIDE),
    "handed_over": (HANDED_OVER, ""),
    "again": (ANEW, ""),
    "insider": (INSIDER, ""),
    "evidenced": (EVIDENCED, BARE),
}
_LISTS: Mapping[str, _Words] = {
    "side": dict(Side.choices),
    "subject": dict(ConsentSubject.choices),
    "mode": dict(SessionMode.choices),
    "result": {**dict(Session.Result.choices), "missed": MISSED},
    "channel": dict(ServiceChannel.choices),
    "how": _labels(Way, WithdrawalWay),
    "satisfaction": dict(Visit.Satisfaction.choices),
    "kind": {**dict(MaterialRequest.Kind.choices), **_labels(RespondentKind, ReportedKind)},
    "nature": _labels(Nature),
    "suspicion": _labels(Suspicion),
    "settlement": _labels(Settlement),
    "way": _labels(HandOver),
    "asked": _labels(SettleHow),
    "confirmed": _labels(ConfirmHow),
    "ending": dict(Diversion.Ending.choices),
}
_OUTCOMES: Mapping[str, _Words] = {
    Act.END_DISPUTE: dict(Dispute.Outcome.choices),
    Act.TAKE_BACK: dict(Delegation.Outcome.choices),
    Act.TERMINATE: {**_labels(EndedBy), "failed": FAILED},
}


def words_of(verb: str, data: Mapping[str, Any], rulebook: Rulebook) -> tuple[str, ...]:
    """Return what an event says beyond its name; an unknown code says nothing."""
    return tuple(word for word in _words(verb, data, rulebook) if word)


def _words(verb: str, data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    yield from _whose(verb, data, rulebook)
    if verb == Act.EXTEND:
        yield name_of(data.get("clock", ""), rulebook)
    if verb == RECOMPUTE:
        yield from _moved(data, rulebook)
    yield from words_of_case(verb, data, rulebook)
    yield from checking_words.words_of_checking(verb, data, rulebook)
    yield from supervision_words.words_of_supervision(verb, data, rulebook)
    if verb in (Act.VOID, Act.SERVE):
        yield str(data.get("voided") or data.get("served") or "")
    known_subjects = {duty.id: duty.subject for duty in rulebook.law.duties}
    yield from (known_subjects.get(one, "") for one in data.get("subjects", ()))
    if data.get("untold"):
        yield UNTOLD
    if data.get("reached") is False:
        yield UNREACHED
    for name, known in _LISTS.items():
        yield str(known.get(data.get(name), ""))
    for name, (yes, no) in _YES_NO.items():
        told = data.get(name)
        yield (yes if told else no) if isinstance(told, bool) else ""
    yield str(_OUTCOMES.get(verb, {}).get(data.get("outcome"), ""))


def _moved(data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    """Yield each clock that moved with its due days; one that only became firm has one."""
    for clock, (before, after) in data.get("moved", {}).items():
        days = after if before == after else f"{before} → {after}"
        yield f"{name_of(clock, rulebook)} {days}"


def _whose(verb: str, data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    """Yield the office a matter went to, or the officer it was entrusted to."""
    if verb in (Act.ASSIGN, Act.HAND_BACK):
        offices = {office.code: office.name for office in rulebook.locality.offices}
        yield offices.get(data.get("to", ""), "")
    if verb == Act.ENTRUST:
        yield str(data.get("officer", ""))
    if verb == NAME_CLASS:
        named = rulebook.handlers.called(data.get("class", ""))
        yield named.name if named else UNNAMED
