"""Open a file that was handed in while settling first (查看和解材料): either side, and nobody else."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket import materials
from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.docket.diversions import by_code, of_partner
from xiaobao.docket.models import Diversion, Exchange
from xiaobao.docket.shield import shield
from xiaobao.docket.sitting import Sitting
from xiaobao.refusals import NotFound
from xiaobao.staff.models import User
from xiaobao.vault.audit import record
from xiaobao.writing import writing

_NONE = "没有这份材料，或者它不归您查看。"


def open_evidence(
    *, diversion_id: int, exchange_id: int, sitting: Sitting, at: datetime, address: str = ""
) -> IssuedFile:
    """Hand a cleaned copy to the partner; what else was handed in on the matter is not within reach.

    Raises NotFound, Unavailable when it cannot be read or cleaned: then nothing leaves.
    """
    diversion = of_partner(sitting).filter(pk=diversion_id).first()
    if diversion is None:
        raise NotFound(_NONE)
    return _opened(diversion, exchange_id, sitting.user, sitting.post, at, address)


def open_shown_evidence(*, code: str, exchange_id: int, at: datetime, address: str = "") -> IssuedFile:
    """Hand a cleaned copy to the consumer a code belongs to. Raises NotFound, Unavailable."""
    return _opened(by_code(code), exchange_id, None, "消费者", at, address)


def _opened(
    diversion: Diversion, exchange_id: int, user: User | None, post: str, at: datetime, address: str
) -> IssuedFile:
    row = Exchange.objects.filter(diversion=diversion, pk=exchange_id).exclude(attachment=None)
    exchange = row.select_related("attachment__matter").first()
    if exchange is None or exchange.attachment is None:
        raise NotFound(_NONE)
    attachment = exchange.attachment
    data = materials.outward_copy(attachment)
    kind, _mark, spelt = attachment.content_type.partition("; charset=")
    if kind == "text/plain":
        data = shield(attachment.matter, data.decode(spelt or "utf-8")).encode(spelt or "utf-8")
    with writing():
        record(
            act="attachment.read",
            subject=f"attachment:{attachment.pk}",
            at=at,
            actor=user,
            post=post,
            detail={"number": attachment.matter.number, "copy": "cleaned", "by": exchange.side},
            address=address,
        )
    name = f"{attachment.matter.number} {attachment.shown_name}"
    return IssuedFile(name, attachment.content_type, data)
