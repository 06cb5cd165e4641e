"""A partner sees the consumer's name and phone (查看联系方式), where the consumer lets it.

The row of the look is committed first; only then the seal is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xiaobao.docket import cabinet
from xiaobao.docket.actions.settling import Kind, partner_acts
from xiaobao.docket.letters import person_of, speakers
from xiaobao.docket.sitting import Sitting
from xiaobao.refusals import Refused

_NOT_SHARED = "消费者没有同意提供联系方式，请通过留言联系。"


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """Whom a partner may call: for the eyes of who asked. It does not print itself."""

    name: str
    phone: str


def see_contact(
    *, diversion_id: int, version: int, sitting: Sitting, at: datetime, address: str = ""
) -> Contact:
    """Return name and phone of who complained, of several the one who speaks for them.

    Raises NotFound, NotAllowed, Changed, Refused (the consumer has not agreed), Unavailable.
    """
    with partner_acts(
        kind=Kind.SHOWN,
        diversion_id=diversion_id,
        version=version,
        sitting=sitting,
        at=at,
        address=address,
        durable=True,
    ) as step:
        if not step.diversion.shares_contact:
            raise Refused(_NOT_SHARED)
    with cabinet.told():
        person = person_of(speakers(step.matter)[0])
    return Contact(person.name, person.phone)
