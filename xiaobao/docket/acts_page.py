"""The acts of a matter as its page offers them: in groups, each with why it may or may not be done now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xiaobao.docket.models import Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules import workflow
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority

_GROUPS: Mapping[str, tuple[tuple[str, tuple[Act, ...]], ...]] = {
    Track.COMPLAINT: (
        (
            "受理前",
            (
                Act.ACCEPT, Act.DECLINE, Act.SETTLE_FIRST, Act.CONFIRM, Act.RECALL, Act.ASSIGN, Act.ENTRUST,
                Act.HAND_BACK, Act.RETURN, Act.PLACE, Act.DISPUTE, Act.END_DISPUTE, Act.ASK_MATERIAL,
                Act.VERIFY_IDENTITY, Act.SUPPLEMENT, Act.SPLIT, Act.JOIN, Act.APPOINT_AGENT, Act.REDIRECT,
                Act.WITHDRAW,
            ),
        ),
        (
            "调解",
            (
                Act.CONSENT, Act.INVITE, Act.MEDIATE, Act.RECUSE, Act.DECIDE_RECUSAL, Act.APPRAISE,
                Act.FINISH_APPRAISAL, Act.DELEGATE, Act.TAKE_BACK,
            ),
        ),
        ("结果", (Act.SETTLE, Act.PERFORM, Act.TERMINATE, Act.CLOSE, Act.REOPEN, Act.RESUME)),
        ("其他", (Act.SERVE, Act.ATTACH, Act.VISIT, Act.LEAD, Act.TRANSFER, Act.VOID)),
    ),
    Track.REPORT: (
        (
            "核查前",
            (
                Act.CLASSIFY, Act.PLACE, Act.ASSIGN, Act.ENTRUST, Act.HAND_BACK, Act.RETURN, Act.DISPUTE,
                Act.END_DISPUTE, Act.SPLIT, Act.REPEAT, Act.MERGE, Act.REFER, Act.REDIRECT,
            ),
        ),
        (
            "核查",
            (
                Act.CHECK, Act.LEAVE_OUT, Act.COUNT_AGAIN, Act.EXTEND, Act.PROPOSE, Act.REVIEW, Act.SEND_BACK,
                Act.FILE, Act.NOT_FILE,
            ),
        ),
        (
            "案件",
            (Act.MILESTONE, Act.PROLONG, Act.HALT, Act.GO_ON, Act.DECIDE, Act.ABANDON, Act.CLOSE),
        ),
        (
            "其他",
            (
                Act.ANSWER, Act.SERVE, Act.ATTACH, Act.SUSPECT, Act.HAND_TO_POLICE, Act.TRANSFER, Act.VOID,
            ),
        ),
    ),
}  # fmt: skip
PARTS = tuple(dict.fromkeys(label for groups in _GROUPS.values() for label, _ in groups))
"""What the parts of the procedure are called."""


@dataclass(frozen=True)
class ActLine:
    """One act: whether it may be taken now, and why or why not, with the article.

    ``idle``: lawful, but there is nothing on this matter to do it to; ``reason`` then says what is missing.
    """

    act: str
    label: str
    allowed: bool
    reason: str
    citation: str
    idle: bool = False

    @property
    def offered(self) -> bool:
        """Whether the page shows it as a button."""
        return self.allowed and not self.idle


@dataclass(frozen=True)
class ActGroup:
    """The acts of one part of the procedure, those to offer now apart from the others."""

    label: str
    now: tuple[ActLine, ...]
    not_now: tuple[ActLine, ...]


def act_lines(
    matter: Matter,
    authority: Authority,
    rulebook: Rulebook,
    missing: Mapping[Act, str],
    unsigned: Mapping[Act, str] = MappingProxyType({}),
) -> list[ActLine]:
    """Return every act of the matter's track.

    ``missing`` says what an act would need and is not there, ``unsigned`` whose signature it wants.
    """
    acts = [act for _, members in _GROUPS[matter.kind] for act in members]
    return [
        _line(matter, act, authority, rulebook, missing.get(act, ""), unsigned.get(act, "")) for act in acts
    ]


def act_groups(kind: str, lines: Iterable[ActLine]) -> list[ActGroup]:
    """Return the lines by part of the procedure; a part without any act is left out."""
    by_act = {line.act: line for line in lines}
    groups = []
    for label, members in _GROUPS[kind]:
        known = [by_act[act] for act in members if act in by_act]
        now = tuple(line for line in known if line.offered)
        rest = tuple(line for line in known if not line.offered)
        if known:
            groups.append(ActGroup(label, now, rest))
    return groups


def _line(
    matter: Matter, act: Act, authority: Authority, rulebook: Rulebook, missing: str, unsigned: str
) -> ActLine:
    why = workflow.explain(matter.kind, matter.state, act, matter.regulation, rulebook.law)
    lawful = any(row.act is act for row in workflow.lawful(matter.kind, matter.state, channel="desk"))
    may = authority.may(act.value)
    allowed = lawful and may and not unsigned
    text = why.text
    if lawful and not may:
        text = f"您的岗位（{'、'.join(authority.posts) or '无'}）不能{act.label}。"
    elif lawful and (unsigned or missing):
        text = unsigned or missing
    return ActLine(act.value, act.label, allowed, text, why.citation, idle=allowed and bool(missing))
