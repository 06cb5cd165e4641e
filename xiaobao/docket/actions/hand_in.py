"""A partner hands in what it rests on (提交材料): files kept sealed with the complaint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket import materials
from xiaobao.docket.actions.settling import Kind, Step, partner_acts
from xiaobao.docket.sitting import Sitting


def hand_in(
    *,
    diversion_id: int,
    version: int,
    sitting: Sitting,
    at: datetime,
    files: Sequence[tuple[str, bytes]],
    what: str,
    address: str = "",
) -> Step:
    """Keep files, (name, bytes) pairs; ``what`` says what they are, and is masked.

    Raises NotFound, NotAllowed, Changed, Refused (field ``files``).
    """
    if not files:
        raise materials.refused("请选择要提交的材料。")
    sealed = materials.seal_all(files)
    with partner_acts(
        kind=Kind.EVIDENCE,
        diversion_id=diversion_id,
        version=version,
        sitting=sitting,
        at=at,
        address=address,
    ) as step:
        step.text = what[:100]
        step.attachments = materials.keep(
            step.matter, sealed, officer=sitting, at=at, what=f"{_FROM}{sitting.partner.name}"
        )
        step.data["files"] = len(sealed)
    return step


_FROM = "先行和解材料："
