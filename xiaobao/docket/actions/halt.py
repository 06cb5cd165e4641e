"""Halt an investigation (中止调查), approved by a leader: 令2 第四十六条第一款."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.case_facts import opened_case
from xiaobao.docket.matters_form import approver, issue_matters_form
from xiaobao.docket.shield import shield
from xiaobao.rules import case_period
from xiaobao.rules.case_period import CASE_CLOCK, HALTED
from xiaobao.rules.ledger import Entry
from xiaobao.rules.milestones import PENALTY_PROCEDURE
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def halt(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    ground: int | None,
    words: str,
    proof: str = "",
    address: str = "",
) -> Taken:
    """Halt the investigation on an item of Art. 46(1): the period of the case is left out from today on.

    ``proof`` names what the ground rests on. Raises NotFound, NotAllowed, Changed, Refused.
    """
    with taking(
        act=Act.HALT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        case = opened_case(taken.matter, rulebook=taken.rulebook, today=taken.today)
        clock = taken.matter.clocks.get(clock=CASE_CLOCK)
        check = case_period.check_halt(
            ground=ground, words=words, proof=proof, paused=clock.state == "paused", law=taken.law
        )
        taken.insist(check)
        taken.enter(CASE_CLOCK, Entry("pause", taken.today, HALTED))
        case.halting_ground = ground
        case.save()
        said = shield(taken.matter, f"{words.strip()}\n依据的材料：{proof.strip()}")
        opinion = "同意中止案件调查；中止的时间不计入办案期限，原因消除后立即恢复。"
        issue_matters_form(
            taken,
            case,
            what="中止案件调查",
            reason=f"{_named(taken, ground)}。\n{said}",
            opinion=opinion,
            approved_by=approver(officer),
        )
        taken.data["ground"] = ground
        taken.words = said
    return taken


def _named(taken: Taken, ground: int | None) -> str:
    item = taken.law.regulation(PENALTY_PROCEDURE).closed_list("halting_grounds").item(ground or 0)
    return item.text if item else ""
