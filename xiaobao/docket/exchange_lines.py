"""What was said and done while settling first, as either side reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from xiaobao.docket.models import Diversion, Exchange

PHRASES = tuple(str(label) for kind in (Exchange.Side, Exchange.Kind) for label in kind.labels)


@dataclass(frozen=True)
class ExchangeLine:
    """One row of the thread; ``text`` is masked. ``file`` is what the file is shown as, empty without one."""

    id: int
    side: str
    side_label: str
    kind: str
    kind_label: str
    text: str
    amount: Decimal | None
    file: str
    at: datetime


def lines_of(diversion: Diversion) -> list[ExchangeLine]:
    """Return the thread of one diversion, oldest first; one query. Who of a side it was is not said."""
    return [_line(one) for one in diversion.exchanges.select_related("attachment").order_by("id")]


def _line(one: Exchange) -> ExchangeLine:
    return ExchangeLine(
        id=one.pk,
        side=one.side,
        side_label=str(Exchange.Side(one.side).label),
        kind=one.kind,
        kind_label=_done(one),
        text=one.text,
        amount=one.amount,
        file=one.attachment.shown_name if one.attachment else "",
        at=one.at,
    )


def _done(one: Exchange) -> str:
    # Both bring it back to the bureau: an officer takes it back, a consumer asks for it.
    if one.kind == Exchange.Kind.RECALL and one.side == Exchange.Side.CONSUMER:
        return str(Diversion.Ending.CONSUMER.label)
    return str(Exchange.Kind(one.kind).label)
