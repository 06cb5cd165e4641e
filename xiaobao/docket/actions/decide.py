"""Record the decision a case ended in (处理决定): which, how much, whether it is published.

《市场监督管理行政处罚程序规定》第六十条第一款. The decision is the leaders'; its papers are in the
enforcement system. The amounts are kept on the report too: the figures of the year are counted from there.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.case_facts import case_standing, opened_case
from xiaobao.docket.case_steps import write_decision
from xiaobao.docket.shield import shield
from xiaobao.rules import case_outcome
from xiaobao.rules.case_outcome import OutcomeGiven
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def decide(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    outcome: int | None,
    on: date,
    decision_number: str = "",
    penalty: str = "",
    fined: Decimal | None = None,
    confiscated: Decimal | None = None,
    collective: bool | None = None,
    published: bool | None = None,
    same_province: bool | None = None,
    words: str = "",
    address: str = "",
) -> Taken:
    """Record the decision of ``on``: item ``outcome`` of Art. 60(1), amounts in yuan.

    ``penalty`` says what was decided; of item four, which department it goes to. A penalty starts the clock
    of its publicity, items two to five that of closing. Raises NotFound, NotAllowed, Changed, Refused.
    """
    given = OutcomeGiven(
        outcome, on, decision_number, penalty, fined, confiscated, collective, published, same_province, words
    )
    with taking(
        act=Act.DECIDE,
        matter_id=matter_id,
        version=version,
        officer=officer,
        at=at,
        address=address,
        clocks_on=on,
    ) as taken:
        case = opened_case(taken.matter, rulebook=taken.rulebook, today=taken.today)
        standing = case_standing(taken.matter, case, today=taken.today)
        taken.insist(case_outcome.check_decide(given, standing, taken.law))
        taken.data |= write_decision(taken.matter, case, given, rulebook=taken.rulebook)
        taken.words = shield(taken.matter, words)
    return taken
