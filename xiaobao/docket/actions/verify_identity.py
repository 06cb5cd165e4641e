"""Ask the complainant to prove who they are (核验身份, 式样四), with a date of its own, once.

办法第十条第三款: 为核验投诉人的真实身份信息，可以要求投诉人提供相应的身份证明材料. 令20 has no such clause;
there it rests on 《消费者权益保护法实施条例》第四十六条第一款.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from xiaobao.docket.actions.ask_material import asking_for, keep_request, request_letter
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import to_complainant
from xiaobao.rules import material
from xiaobao.rules.material import Wanted
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def verify_identity(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    items: Sequence[str],
    due_on: date | None,
    words: str = "",
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Ask for the papers in ``items`` by ``due_on``: row, Form 4, event and audit row, all or none.

    ``words`` say why the date lies past the last day for deciding; ``addressee`` is the full name where the
    export gave a masked one. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.VERIFY_IDENTITY, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        asking = asking_for(taken, Wanted.IDENTITY, items, due_on, words)
        taken.insist(material.check_verify(asking, taken.law))
        request = keep_request(taken, Wanted.IDENTITY, asking)
        facts = request_letter(taken, request, addressee) | {"materials": "\n".join(request.items)}
        taken.issue("identity_request", facts, to=to_complainant(taken.matter))
        taken.words = words
    return taken
