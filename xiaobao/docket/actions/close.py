"""Close a complaint (办结): everybody told whom the law has told, or the record it asks for on file."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.ending_facts import closing_facts
from xiaobao.rules import closing
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def close(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    words: str = "",
    address: str = "",
) -> Taken:
    """Close the complaint; every clock stops. Refused with everything that is missing, at once.

    ``words`` are needed where the outcome was decided elsewhere or something begun has not ended.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.CLOSE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        facts = closing_facts(taken.matter, rulebook=taken.rulebook)
        taken.insist(closing.check_close(facts, words=words, law=taken.law))
        taken.words = words
        if facts.elsewhere:
            taken.data["elsewhere"] = True
        if facts.unfinished:
            taken.data["unfinished"] = len(facts.unfinished)
    return taken
