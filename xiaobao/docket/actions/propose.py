"""Propose to file a case, or not to (提出立案意见): the first of three signatures.

《市场监督管理行政处罚程序规定》第十九条第一款 (the four conditions), 第二十条第一款 (the grounds).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.checking_facts import ready
from xiaobao.docket.models import Matter, Proposal
from xiaobao.docket.shield import shield
from xiaobao.rules import filing
from xiaobao.rules.filing import Proposed
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

_NOTHING: Mapping[int, str] = MappingProxyType({})


def propose(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    what: str,
    facts: str,
    reason: str,
    cause: str = "",
    met: Sequence[int] = (),
    shown: Mapping[int, str] = _NOTHING,
    unmet: Sequence[int] = (),
    ground: int | None = None,
    officers: Sequence[str] = (),
    address: str = "",
) -> Taken:
    """Propose: row, event and audit row, all or none. One proposal waits for its signatures at a time.

    ``what`` is file|not_file; ``met`` and ``unmet`` are items of 第十九条第一款, ``shown`` says by number
    what shows that one is met, ``ground`` is an item of 第二十条第一款; ``officers`` are named for the case.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.PROPOSE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        files = what == filing.FILE
        proposed = Proposed(
            what=what,
            cause=cause.strip(),
            met=tuple(sorted(set(met))),
            unmet=() if files else filing.unmet_of(met, unmet, ground, taken.law),
            ground=None if files else ground,
            facts=facts.strip(),
            reason=reason.strip(),
            officers=tuple(dict.fromkeys(officers)) if files else (),
            shown={number: words.strip() for number, words in shown.items() if number in met},
        )
        taken.insist(filing.check_propose(proposed, ready=ready(taken), law=taken.law))
        _keep(taken, proposed)
        taken.data |= {"what": what, "ground": proposed.ground, "unmet": list(proposed.unmet)}
    return taken


def _keep(taken: Taken, proposed: Proposed) -> None:
    matter: Matter = taken.matter
    Proposal.objects.create(
        matter=matter,
        what=proposed.what,
        cause=shield(matter, proposed.cause)[:200],
        met=list(proposed.met),
        unmet=list(proposed.unmet),
        shown={str(number): shield(matter, words) for number, words in proposed.shown.items()},
        ground=proposed.ground,
        facts=shield(matter, proposed.facts),
        reason=shield(matter, proposed.reason),
        officers=list(proposed.officers),
        proposed_by=taken.officer.user,
        proposed_at=taken.at,
    )
