"""The lawful steps, one row a step: the table from which buttons, refusals, flowcharts and tests come.

Each row names the article it stands on, under the rule in force (令121) and under the old one (令20);
"samr-order-2:17(2)" names an article of another regulation of the lawbook. Where no article speaks of the
step, the row stands on the nearest one and the comment says so. ``channel`` says where the step
is taken: "desk", by an officer on screen; "export", on the national platform, whose export tells of it
(令121 第四十条 makes that platform the single place where complaints and reports are processed).

``who`` is the house's own order, with one exception: 市场监督管理部门负责人 approves a longer check and
decides whether a case is filed (令121 第二十七条第一款, 令2 第十八条第一款).
"""

from __future__ import annotations

from xiaobao.rules.acts import Act, Track
from xiaobao.rules.complaint_steps import ARRIVAL, BESIDE, ENDING, MEDIATION
from xiaobao.rules.complaint_steps import STATES as COMPLAINT_STATES
from xiaobao.rules.report_steps import CASES, CHECKING, REPORTS
from xiaobao.rules.report_steps import STATES as REPORT_STATES
from xiaobao.rules.transition import EVERYONE, ORDER_20, ORDER_121, Channel, Transition, by, stay

__all__ = ["ORDER_20", "ORDER_121", "TABLE", "Channel", "Transition"]

# A note changes no state; it keeps the record that 第五条 (程序合法) of both rules asks for.
NOTES: tuple[Transition, ...] = (
    *stay(Track.COMPLAINT, COMPLAINT_STATES, Act.NOTE, by("5", "5"), EVERYONE),
    *stay(Track.REPORT, REPORT_STATES, Act.NOTE, by("5", "5"), EVERYONE),
)

TABLE: tuple[Transition, ...] = (
    *ARRIVAL,
    *MEDIATION,
    *ENDING,
    *BESIDE,
    *REPORTS,
    *CHECKING,
    *CASES,
    *NOTES,
)
