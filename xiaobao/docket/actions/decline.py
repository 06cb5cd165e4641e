"""Decline a complaint (不予受理): a ground of the closed list, its evidence, and a reason in words.

办法第十五条第二款: 还应当告知投诉人不予受理的理由和《消费者权益保护法》第三十九条规定的其他解决途径。
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from xiaobao.docket import clockwork
from xiaobao.docket.actions.issue import issue, opening_facts
from xiaobao.docket.actions.take_up import put_back, take_up
from xiaobao.docket.errors import Refused
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.models import Document, Matter
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.law.citation import numeral
from xiaobao.rules import acceptance
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
    addressee: str = "",
    address: str = "",
) -> Document:
    """Decline the complaint: state, event, clocks, numbered document and audit row, all or none.

    ``ground`` is the number in Art. 16 of Order 121 (1-7) or Art. 15 of Order 20 (1-6), by the regulation
    that governs the matter. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    rulebook = current()
    with transaction.atomic():
        matter, state = take_up(matter_id=matter_id, version=version, officer=officer, act=Act.DECLINE)
        given = tuple(line.strip() for line in evidence if line.strip())
        chosen = _check(matter, ground, given, words, rulebook)
        today = rulebook.today(at)
        matter.state = state.value
        _save_decision(matter, ground=chosen, evidence=given, words=words.strip(), on=today)
        clockwork.advance(matter, act=Act.DECLINE, on=today, rulebook=rulebook)
        facts = opening_facts(matter, addressee=addressee, officer=officer, rulebook=rulebook)
        facts |= {"ground": numeral(chosen), "reason": words.strip(), "evidence": "；".join(given)}
        document = issue(matter=matter, act="decline", facts=facts, officer=officer, at=at, rulebook=rulebook)
        data: dict[str, object] = {"document": document.number, "ground": chosen}
        put_back(matter=matter, act=Act.DECLINE, officer=officer, at=at, data=data, address=address)
    return document


def _check(
    matter: Matter, ground: int | None, evidence: tuple[str, ...], words: str, rulebook: Rulebook
) -> int:
    """Return the ground when the rule lets the decision stand; raises Refused with a sentence a field."""
    fields = _missing(ground, evidence, words)
    if ground is None or fields:
        raise Refused("不予受理还缺少必要内容，请补齐后再提交。", fields=fields)
    facts = complaint_facts(matter)
    check = acceptance.check_decline(
        facts, state=matter.state, ground=ground, evidence=evidence, words=words, law=rulebook.law
    )
    if check.outcome == acceptance.REFUSED:
        sentences = "".join(reason.text for reason in check.reasons)
        raise Refused(sentences, fields={"words": sentences})
    return ground


def _missing(ground: int | None, evidence: tuple[str, ...], words: str) -> dict[str, str]:
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
