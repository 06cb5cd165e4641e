"""Tell a reporter the result (告知举报处理结果) on account of the laws that ask for it, by Form 10.

办法第三十六条: 法律、法规、规章规定…应当将举报处理结果告知举报人…的，…应当予以告知. The letter names each
law and article. The clocks stop when it has been served; a reporter nobody can reach is recorded as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.answers import PAPER, UNREACHABLE, answers_of, decided, stop_clocks
from xiaobao.docket.letters import contact_facts
from xiaobao.docket.reporters import is_reachable, reporter_name, to_reporters
from xiaobao.docket.shield import shield
from xiaobao.rules import answering
from xiaobao.rules.answering import AnswerGiven, Owed
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def answer(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    result: str,
    duties: Sequence[str],
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Tell the result for the ``duties`` chosen (ids of answering duties): letter, event, audit row.

    ``addressee`` is the full name where the export gave a masked one. Raises NotFound, NotAllowed, Changed,
    Refused (with ``fields``).
    """
    with taking(
        act=Act.ANSWER, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        owed = answers_of(matter, taken.rulebook)
        chosen = tuple(dict.fromkeys(duties))
        given = AnswerGiven(result.strip(), chosen, is_reachable(matter), decided(matter))
        taken.insist(answering.check_answer(given, owed, regulation=matter.regulation, law=taken.law))
        taken.words = shield(matter, given.result)
        taken.data["duties"] = list(chosen)
        if given.reachable:
            _issue(taken, [one for one in owed if one.duty.id in chosen], addressee)
        else:
            _nobody_to_tell(taken, owed, chosen)
    return taken


def _issue(taken: Taken, chosen: Sequence[Owed], addressee: str) -> None:
    matter = taken.matter
    facts = contact_facts(matter, officer=taken.officer, rulebook=taken.rulebook) | {
        "addressee": reporter_name(matter, typed=addressee),
        "duty": "、".join(dict.fromkeys(one.cited for one in chosen)),
        "result": taken.words,
    }
    taken.issue(PAPER, facts, to=to_reporters(matter))


def _nobody_to_tell(taken: Taken, owed: Sequence[Owed], chosen: Sequence[str]) -> None:
    taken.data["unreachable"] = True
    after = [replace(one, told_on=taken.today) if one.duty.id in chosen else one for one in owed]
    stop_clocks(taken, after, chosen, taken.today, UNREACHABLE)
