"""The way of a draft from its first words to an edition (起草、征求意见、点评、发布): one row a step.

The order is the bureau's own, no law speaks of it. Buttons, refusals and examples come from this table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from xiaobao.rules.acts import Labelled

OPEN = ("writing", "review", "settled", "approved")
"""The states of a draft that is still on its way."""


class Deed(Labelled):
    """What may be done to a draft."""

    SAVE = "save", "修改"
    OPEN_ROUND = "open_round", "送出征求意见"
    COMMENT = "comment", "写逐段意见"
    GIVE_OPINION = "give_opinion", "写审稿意见"
    RULE_COMMENT = "rule_comment", "处理意见"
    SETTLE = "settle", "报局领导点评"
    SEND_BACK = "send_back", "退回起草"
    REMARK = "remark", "点评"
    PUBLISH = "publish", "发布"
    DROP = "drop", "放弃"


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A deed: from which states, to which one (empty: it stays), and the right a post must give."""

    deed: Deed
    sources: tuple[str, ...]
    right: str
    target: str = ""


STEPS: tuple[DraftStep, ...] = (
    DraftStep(Deed.SAVE, ("writing", "review"), "handbook_write"),
    DraftStep(Deed.OPEN_ROUND, ("writing", "review"), "handbook_write", "review"),
    DraftStep(Deed.COMMENT, ("review",), "handbook_comment"),
    DraftStep(Deed.GIVE_OPINION, ("review",), "handbook_comment"),
    DraftStep(Deed.RULE_COMMENT, ("writing", "review"), "handbook_decide"),
    DraftStep(Deed.SETTLE, ("review",), "handbook_decide", "settled"),
    DraftStep(Deed.SEND_BACK, ("review", "settled", "approved"), "handbook_write", "writing"),
    DraftStep(Deed.REMARK, ("settled",), "handbook_remark", "approved"),
    DraftStep(Deed.PUBLISH, ("approved",), "handbook_publish", "published"),
    DraftStep(Deed.DROP, OPEN, "handbook_write", "dropped"),
)
"""A remark that asks for changes leads back to writing instead; every opinion needs a role that was asked."""
_BY_DEED: Mapping[Deed, DraftStep] = {step.deed: step for step in STEPS}
_NEXT = {
    "writing": "先写好并送出征求意见。",
    "review": "先等各方意见到齐，再逐条处理。",
    "settled": "正在等局领导点评；要修改的，先退回起草。",
    "approved": "局领导已同意，等待发布；要修改的，先退回起草。",
    "published": "它已编入正式版次；要再修改的，请另起一份草稿。",
    "dropped": "它已被放弃；需要的话请另起一份草稿。",
}


def step_of(deed: Deed) -> DraftStep:
    """Return the row of a deed."""
    return _BY_DEED[deed]


def deeds(state: str, rights: Collection[str]) -> tuple[Deed, ...]:
    """Return what somebody with these rights may do to a draft in that state, in the order of the table."""
    return tuple(step.deed for step in STEPS if state in step.sources and step.right in rights)


def why_not(deed: Deed, state: str, label: str) -> str:
    """Say why a draft that is ``state`` (called ``label``) does not allow a deed; empty where it does."""
    if state in _BY_DEED[deed].sources:
        return ""
    return f"这份草稿现在是“{label}”，不能{deed.label}：{_NEXT[state]}"


def wanting(given: Collection[str], wanted: Collection[str]) -> tuple[str, ...]:
    """Return the roles whose opinion the house wants before the leader and nobody has given yet."""
    return tuple(role for role in wanted if role not in given)
