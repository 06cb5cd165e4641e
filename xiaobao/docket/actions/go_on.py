"""Go on with a halted investigation (恢复调查): at once when its cause has gone, 令2 第四十六条第二款."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.case_facts import opened_case
from xiaobao.docket.matters_form import issue_matters_form
from xiaobao.docket.shield import shield
from xiaobao.documents.numbering import format_date
from xiaobao.rules import case_period
from xiaobao.rules.case_period import CASE_CLOCK, HALTED
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def go_on(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    on: date,
    words: str,
    address: str = "",
) -> Taken:
    """Go on with the investigation from ``on``; the period of the case counts again from the day after.

    Raises NotFound, NotAllowed, Changed, Refused.
    """
    with taking(
        act=Act.GO_ON, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        case = opened_case(taken.matter, rulebook=taken.rulebook, today=taken.today)
        halted_on = _halted_on(taken)
        check = case_period.check_go_on(
            on=on, halted_on=halted_on, today=taken.today, words=words, law=taken.law
        )
        taken.insist(check)
        taken.enter(CASE_CLOCK, Entry("resume", on))
        case.halting_ground = None
        case.save()
        said = shield(taken.matter, words.strip())
        # 第四十六条第二款 asks for nobody's approval: the line of the head of the bureau stays blank.
        reason = f"{said}\n中止的原因已经消除，自{format_date(on)}恢复案件调查。"
        issue_matters_form(taken, case, what="恢复案件调查", reason=reason, opinion="", approved_by="")
        taken.data["on"] = on.isoformat()
        taken.words = said
    return taken


def _halted_on(taken: Taken) -> date:
    ledger = taken.matter.clocks.get(clock=CASE_CLOCK).ledger
    pauses = [entry for entry in ledger if entry["kind"] == "pause" and entry.get("reason") == HALTED]
    return date.fromisoformat(pauses[-1]["on"])
