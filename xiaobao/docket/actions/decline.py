"""Decline a complaint (不予受理): a ground of the closed list, its evidence, and a reason in words.

办法第十五条第二款: 还应当告知投诉人不予受理的理由和《消费者权益保护法》第三十九条规定的其他解决途径。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from xiaobao.docket import clockwork
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.decision_papers import decline_facts
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.letters import to_complainant
from xiaobao.docket.models import Document, Matter
from xiaobao.refusals import Refused
from xiaobao.rules import acceptance
from xiaobao.rules.decision import REFUSED
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def decline(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    ground: int | None,
    evidence: Sequence[str],
    words: str,
    factors: Mapping[int, str] | None = None,
    addressee: str = "",
    address: str = "",
) -> Document:
    """Decline the complaint: state, event, clocks, numbered document and audit row, all or none.

    ``ground`` is the number in Art. 16 of Order 121 (1-7) or Art. 15 of Order 20 (1-6), by the regulation
    that governs the matter. ``factors`` are considerations of Art. 17 by number, recorded and never counted.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    given = tuple(line.strip() for line in evidence if line.strip())
    with taking(
        act=Act.DECLINE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        chosen = _check(taken, ground, given, words)
        _save_decision(matter, ground=chosen, evidence=given, words=words.strip(), on=taken.today)
        matter.complaint.factors = {str(number): text.strip() for number, text in (factors or {}).items()}
        matter.complaint.save()
        clockwork.await_telling(matter, rulebook=taken.rulebook)
        facts = decline_facts(matter, addressee=addressee, officer=officer, rulebook=taken.rulebook)
        document = taken.issue("decline", facts, to=to_complainant(matter))
        taken.data |= {"ground": chosen}
    return document


def _check(taken: Taken, ground: int | None, evidence: tuple[str, ...], words: str) -> int:
    """Return the ground when the rule lets the decision stand; raises Refused with a sentence a field."""
    fields = missing(ground, evidence, words)
    if ground is None or fields:
        raise Refused("不予受理还缺少必要内容，请补齐后再提交。", fields=fields)
    facts = complaint_facts(taken.matter)
    check = acceptance.check_decline(
        facts,
        state=taken.before,
        ground=ground,
        evidence=evidence,
        words=words,
        law=taken.law,
        today=taken.today,
    )
    if check.outcome == REFUSED:
        sentences = "".join(reason.text for reason in check.reasons)
        raise Refused(sentences, fields={"words": sentences})
    return ground


def missing(ground: int | None, evidence: Sequence[str], words: str) -> dict[str, str]:
    """Return a sentence for each of the three that has not been given; empty when all have."""
    wanted = {
        "ground": (ground is not None, "请选择一项不予受理的情形。"),
        "evidence": (bool(evidence), "请写明所依据的材料。"),
        "words": (bool(words.strip()), "请用自己的话写明不予受理的理由。"),
    }
    return {field: sentence for field, (given, sentence) in wanted.items() if not given}


def _save_decision(matter: Matter, *, ground: int, evidence: tuple[str, ...], words: str, on: date) -> None:
    complaint = matter.complaint
    complaint.decision, complaint.decided_on = "declined", on
    complaint.ground, complaint.evidence, complaint.decline_reason = ground, list(evidence), words
    complaint.save()
