"""Who has a complaint an officer acts on: locked with the complaint, kept with what was done."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from xiaobao.docket.exchanges import keep
from xiaobao.docket.models import Diversion, Exchange, Matter
from xiaobao.staff.models import User


def open_diversion(matter: Matter) -> Diversion:
    """Lock and return who has the complaint now. The caller holds the lock of the matter, in SETTLING."""
    related = Diversion.objects.select_related("partner").select_for_update(of=("self",))
    return related.get(matter=matter, ending="")


def noted(
    diversion: Diversion,
    matter: Matter,
    *,
    kind: Exchange.Kind,
    at: datetime,
    by: User,
    text: str = "",
    amount: Decimal | None = None,
) -> None:
    """Save the diversion, a version more, with what the bureau did to it."""
    keep(diversion, matter, side=Exchange.Side.BUREAU, kind=kind, at=at, by=by, text=text, amount=amount)
    diversion.version += 1
    diversion.save()
