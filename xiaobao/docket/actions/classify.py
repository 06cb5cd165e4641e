"""Say what a report is about (确定举报事项): its subjects, what it rests on, whether an insider reports.

令121 第三十六条 (令20 第三十二条) points to the laws by which a reporter is told the result; which of
them apply follows from the subjects. 第二十八条第二款 encourages insiders: their reports are kept from
who need not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.answers import no_longer_owed
from xiaobao.docket.shield import shield
from xiaobao.docket.subjects import keep_subjects
from xiaobao.rules import subjects as rule
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def classify(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    subjects: Sequence[str] = (),
    evidenced: bool | None = None,
    insider: bool = False,
    words: str = "",
    address: str = "",
) -> Taken:
    """Keep what the report is about: rows, the clocks of telling, event and audit row, all or none.

    ``subjects`` are ids of duties that were law on the day of receipt, none where no such law speaks of the
    report; ``evidenced`` None: not known yet. An insider's report may leave the officer's own reach by this.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.CLASSIFY, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        check = rule.check_classify(
            subjects,
            evidenced=evidenced,
            insider=insider,
            was_insider=matter.guarded,
            words=words,
            regulation=matter.regulation,
            received_on=matter.received_on,
            law=taken.law,
            dropped=no_longer_owed(matter, subjects, evidenced, taken.rulebook),
        )
        taken.insist(check)
        matter.guarded = insider
        keep_subjects(matter, subjects=subjects, evidenced=evidenced, on=taken.today, rulebook=taken.rulebook)
        taken.data |= {"subjects": matter.report.subjects, "evidenced": evidenced, "insider": insider}
        taken.words = shield(matter, words)
    return taken
