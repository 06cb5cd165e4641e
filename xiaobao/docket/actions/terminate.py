"""End mediation (终止调解): a ground of the closed list, its evidence, a reason, one document to both sides.

办法第二十三条第二款: 应当自作出终止调解决定之日起七个工作日内告知投诉人和被投诉人.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.decision_papers import termination_facts as paper_facts
from xiaobao.docket.decision_papers import to_both
from xiaobao.docket.ending_facts import termination_facts
from xiaobao.rules import termination
from xiaobao.rules.termination import FAILED
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def terminate(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    ground: int | None,
    evidence: Sequence[str],
    words: str,
    how_it_ended: str = "",
    bar: str = "",
    recovered: Decimal | None = None,
    addressee: str = "",
    address: str = "",
) -> Taken:
    """End the mediation: state, clocks, one numbered decision for both sides, event and audit row.

    ``ground`` is the number in Art. 23(1) of Order 121 (1-8) or Art. 21(1) of Order 20 (1-7). For withdrawal
    and self-settlement ``how_it_ended`` says which (withdrawn, self_settled); for what should not have been
    accepted ``bar`` names the item, as ``rules.termination.bars`` lists them ("16(3)", "42"). ``addressee``:
    the complainant's full name where the export gave a masked one.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    given = [line.strip() for line in evidence if line.strip()]
    with taking(
        act=Act.TERMINATE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        decision = termination.check_terminate(
            termination_facts(taken.matter, today=taken.today),
            ground=ground,
            evidence=given,
            words=words,
            how_it_ended=how_it_ended,
            bar=bar,
            recovered=recovered,
            law=taken.law,
        )
        taken.insist(decision)
        _keep(taken, ground, given, words.strip(), how_it_ended, recovered)
        letter = paper_facts(taken.matter, addressee=addressee, officer=officer, rulebook=taken.rulebook)
        taken.issue("terminate", letter, to=to_both(taken.matter))
        taken.data |= _data(taken, bar, recovered)
    return taken


def _keep(
    taken: Taken,
    ground: int | None,
    evidence: list[str],
    words: str,
    how_it_ended: str,
    recovered: Decimal | None,
) -> None:
    complaint = taken.matter.complaint
    named = termination.find_ground(taken.law.regulation(taken.matter.regulation), ground)
    complaint.termination_ground, complaint.termination_reason = ground, words
    complaint.termination_evidence = evidence
    complaint.outcome = termination.outcome(named, how_it_ended) if named else FAILED
    complaint.concluded_on = taken.today
    if recovered is not None:
        complaint.recovered = recovered
    complaint.save()


def _data(taken: Taken, bar: str, recovered: Decimal | None) -> dict[str, object]:
    complaint = taken.matter.complaint
    data: dict[str, object] = {"ground": complaint.termination_ground, "outcome": complaint.outcome}
    known = termination.bars(taken.law.regulation(taken.matter.regulation))
    if bar in known:
        data["bar"] = bar
    if recovered is not None:
        data["recovered"] = str(recovered)
    return data
