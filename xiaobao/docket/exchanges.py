"""What the two sides say to each other while settling first: masked where it lies open, as it came sealed.

Neither learns from it who or where the other is before the consumer agrees to share that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from xiaobao.docket.models import Attachment, Diversion, Exchange, Matter
from xiaobao.docket.shield import shield
from xiaobao.staff.models import User
from xiaobao.vault.texts import keep_text


def keep(
    diversion: Diversion,
    matter: Matter,
    *,
    side: Exchange.Side,
    kind: Exchange.Kind,
    at: datetime,
    by: User | None = None,
    text: str = "",
    amount: Decimal | None = None,
    attachments: Sequence[Attachment] = (),
) -> str:
    """Append what one side did, one row for each file or one without any; returns the words as they lie open.

    The caller holds the transaction. Raises Unavailable when the vault does not open.
    """
    told = text.strip()
    shown = shield(matter, told)
    original = keep_text(told) if shown != told else None
    for attachment in attachments or (None,):
        Exchange.objects.create(
            diversion=diversion, side=side, kind=kind, text=shown, original=original, amount=amount,
            attachment=attachment, at=at, by=by,
        )  # fmt: skip
    return shown
