"""The document of a supervision order (督办单), numbered and worded when it is issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from xiaobao.docket.actions.issue import issue, issue_many
from xiaobao.docket.models import Clock, Document, Matter, SupervisionOrder
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.numbering import format_date
from xiaobao.rules.ladder import Grade
from xiaobao.rules.workflow import Track
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority

NOTICE = "supervision_order"
UNIT = "单位负责人"
"""Who answers for an order where nobody in particular does."""


def issue_paper(
    order: SupervisionOrder,
    matter: Matter,
    *,
    officer: Authority | None,
    at: datetime,
    rulebook: Rulebook,
    lay_out: bool = True,
) -> Document:
    """Issue the document of an order that is about to be kept; ``officer`` None: the ladder issues it.

    Nobody is addressed: it stays within the bureau. The caller holds the transaction. Raises Refused.
    """
    facts = _facts(order, matter, rulebook)
    return issue(
        matter=matter, act=NOTICE, facts=facts, officer=officer, at=at, rulebook=rulebook, lay_out=lay_out
    )


def issue_papers(orders: Sequence[SupervisionOrder], *, at: datetime, rulebook: Rulebook) -> list[Document]:
    """Issue the documents of orders the ladder is about to give, in their order; else as ``issue_paper``."""
    wanted = [(order.matter, _facts(order, order.matter, rulebook)) for order in orders]
    return issue_many(wanted, act=NOTICE, at=at, rulebook=rulebook)


def _facts(order: SupervisionOrder, matter: Matter, rulebook: Rulebook) -> dict[str, str]:
    raised = order.raised_from
    return {
        "office": order.office.name,
        "owner": _owner(order.owner),
        "matter_number": matter.number,
        "track": Track(matter.kind).label,
        "origin": str(order.get_origin_display()),
        "grade": Grade(order.grade).label if order.grade else "",
        "external": order.external_id,
        "raised_from": raised.number if raised else "",
        "requirement": order.requirement,
        "reply_due": format_date(order.reply_due),
        "bureau": rulebook.locality.bureau.name,
        **_period(order.clock, order.alert.due_on if order.alert else None, rulebook),
    }


def _period(clock: Clock | None, due_on: date | None, rulebook: Rulebook) -> dict[str, str]:
    if clock is None or due_on is None:
        return {}
    return {
        "clock": name_of(clock.clock, rulebook),
        "due_on": format_date(due_on),
        "basis": clock.basis,
    }


def _owner(owner: User | None) -> str:
    return owner.name if owner else UNIT
