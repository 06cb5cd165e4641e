"""Issue supervision orders for those the 12345 hotline has given itself (热线督办), as its export tells them.

One order for one 督办 of the hotline, however often the row comes again: the mark is unique on the matter.
A row its own source has closed is history and orders nothing; one it has not closed is answered, even where
the matter is closed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from xiaobao.docket.actions.issue_order import give_out
from xiaobao.docket.actions.ordering import told_of
from xiaobao.docket.models import ImportBatch, Matter, Origin, SupervisionOrder
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.docket.shield import shield
from xiaobao.intake.registration import OrderGiven, Registration
from xiaobao.rules.supervision import reply_day
from xiaobao.staff.permissions import authority
from xiaobao.vault.audit import record

WORDING = "12345热线对这件工单督办（{mark}），请在回复期限届满前说明办理情况、原因和整改措施。"
SAYS = "热线的督办要求：{words}"
_LONGEST = 2000


def hotline_orders(
    rows: Sequence[Registration], *, batch: ImportBatch | None, rulebook: Rulebook, at: datetime
) -> int:
    """Issue the orders of these rows that are not there yet; returns how many (would be) issued.

    Without ``batch`` nothing is written (a dry run). The caller holds the transaction and has registered the
    rows; it takes no further matter afterwards.
    """
    given = {(row.external_id, one.mark): one for row in rows if not row.closed for one in row.orders}
    if not given:
        return 0
    source, numbers = rows[0].system, sorted({number for number, _ in given})
    if batch is None:
        return len(given.keys() - _known(source, numbers))
    matters = _locked(source, numbers)
    known = _known(source, numbers)
    new = {key: one for key, one in given.items() if key not in known}
    for (number, _), one in new.items():
        _issue(matters[number], one, batch, rulebook, at)
    return len(new)


def _locked(source: str, numbers: Sequence[str]) -> dict[str, Matter]:
    matters = Matter.objects.select_for_update(of=("self",)).select_related("office")
    found = matters.filter(source=source, external_id__in=numbers).order_by("pk")
    return {matter.external_id: matter for matter in found}


def _known(source: str, numbers: Sequence[str]) -> set[tuple[str, str]]:
    found = SupervisionOrder.objects.filter(
        origin=Origin.HOTLINE, matter__source=source, matter__external_id__in=numbers
    )
    return set(found.values_list("matter__external_id", "external_id"))


def _issue(matter: Matter, given: OrderGiven, batch: ImportBatch, rulebook: Rulebook, at: datetime) -> None:
    order = SupervisionOrder(
        matter=matter, origin=Origin.HOTLINE, external_id=given.mark, office=matter.office,
        requirement="\n".join(_requirement(matter, given)), issued_at=at,
        reply_due=_reply_due(given, rulebook, rulebook.today(at)),
    )  # fmt: skip
    give_out(order, officer=None, at=at, rulebook=rulebook, batch=batch)
    by = batch.by
    record(
        act="order.issue",
        subject=f"matter:{matter.pk}",
        at=at,
        actor=by,
        post=authority(by, rulebook.locality, rulebook.today(at)).post if by else "",
        detail=told_of(order, until=order.reply_due) | {"origin": order.origin, "batch": batch.pk},
    )


def _requirement(matter: Matter, given: OrderGiven) -> Iterator[str]:
    yield WORDING.format(mark=given.mark)
    if given.words:
        # What the hotline writes may name who called; the order is read by many.
        yield SAYS.format(words=shield(matter, given.words[:_LONGEST]))


def _reply_due(given: OrderGiven, rulebook: Rulebook, today: date) -> date:
    if given.due_at is not None:
        return given.due_at.astimezone(SHANGHAI).date()
    return reply_day(today, rulebook.locality.settings.hotline_order_days, rulebook.calendar)
