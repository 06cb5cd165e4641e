"""Void a document issued in error (作废): number, files and reason stay; what it told counts as not told.

Voiding does not undo a decision. A replacement has a number of its own, says what is kept of the decision
now, and has to be served.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from xiaobao.docket import answers, filing_papers
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.decision_papers import (
    agreement_facts,
    decline_facts,
    record_facts,
    termination_facts,
    to_both,
)
from xiaobao.docket.letters import opening_facts, to_complainant
from xiaobao.docket.models import Document
from xiaobao.docket.papers_page import order_of
from xiaobao.docket.shield import shield_report
from xiaobao.docket.told import CLOCKS, DECISIONS, act_of, newest, same_telling, told
from xiaobao.refusals import Refused
from xiaobao.rules import serving
from xiaobao.rules.ledger import Entry
from xiaobao.rules.settlement import Settlement
from xiaobao.rules.workflow import Act, State, Track
from xiaobao.staff.permissions import Authority


def void(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    document_id: int,
    words: str,
    reissue: bool = False,
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Void a document, and issue it anew when ``reissue``; also for one voided before without a replacement.

    Only a decision's document can be issued anew (``told.DECISIONS``), from what is kept of the decision; any
    other is issued by doing its act again. ``addressee``: the full name where the export gave a masked one.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.VOID, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        document = taken.matter.documents.filter(pk=document_id).first()
        if document is None:
            raise Refused("本件没有这份文书。", fields={"document_id": "本件没有这份文书。"})
        if order_of(document) is not None:
            sentence = "督办单不单独作废：发错的，由责任人申诉，由局领导决定撤销。"
            raise Refused(sentence, fields={"document_id": sentence})
        act = act_of(document, taken.rulebook)
        _insist(taken, document, act, words, reissue=reissue)
        if document.voided_at is None:
            _void(taken, document, act, shield_report(taken.matter, words.strip()))
        if reissue:
            _issue_anew(taken, act, addressee)
        taken.words = words
        taken.data |= {"voided": document.number, "reissued": reissue}
    return taken


def _insist(taken: Taken, document: Document, act: str, words: str, *, reissue: bool) -> None:
    decision = serving.check_void(
        voided=document.voided_at is not None,
        closed=taken.before is State.CLOSED,
        tells=act in DECISIONS,
        words=words,
        again=reissue,
    )
    taken.insist(decision)
    if reissue and act not in DECISIONS:
        sentence = f"《{document.title}》不能在此重新制作，请再次办理相应事项。"
        raise Refused(sentence, fields={"reissue": sentence})
    if reissue and not _stands(taken, act):
        sentence = "这份文书所载的决定已经改变，不能重新制作。"
        raise Refused(sentence, fields={"reissue": sentence})
    if document.voided_at is not None and newest(taken.matter, same_telling(act), taken.rulebook):
        sentence = "已经有替代的文书，不需要重新制作。"
        raise Refused(sentence, fields={"reissue": sentence})


def _stands(taken: Taken, act: str) -> bool:
    """Tell whether the matter still stands as this document says."""
    if taken.matter.kind == Track.REPORT:
        return filing_papers.stands(taken.matter, act)
    complaint = taken.matter.complaint
    return {
        "accept": complaint.decision == "accepted",
        "decline": complaint.decision == "declined",
        "terminate": complaint.termination_ground is not None,
        "agreement": complaint.settlement == Settlement.AGREEMENT,
        "settlement_record": complaint.settlement in (Settlement.PERFORMED, Settlement.NO_DOCUMENT),
    }.get(act, False)


def _void(taken: Taken, document: Document, act: str, words: str) -> None:
    current = newest(taken.matter, same_telling(act), taken.rulebook)
    was_told = current is not None and current.pk == document.pk and told(document) is not None
    document.voided_at, document.void_reason = taken.at, words
    document.save(update_fields=["voided_at", "void_reason"])
    if act == answers.PAPER:
        answers.run_on(taken, document)
    if was_told and act in CLOCKS:
        _run_on(taken, CLOCKS[act])


def _run_on(taken: Taken, clock: str) -> None:
    # Nobody has been told after all: the period of telling has never stopped.
    stopped = taken.matter.clocks.filter(clock=clock, state="stopped").first()
    if stopped is not None and any(entry["kind"] == "stop" for entry in stopped.ledger):
        taken.enter(clock, Entry("reopen", taken.today))


def _issue_anew(taken: Taken, act: str, addressee: str) -> None:
    matter, officer, rulebook = taken.matter, taken.officer, taken.rulebook
    if act in filing_papers.NOTICES:
        filing_papers.issue_anew(taken, act, addressee)
        return
    everybody = to_complainant if act in ("accept", "decline") else to_both
    build: Callable[..., dict[str, str]] = {
        "accept": opening_facts,
        "decline": decline_facts,
        "terminate": termination_facts,
        "agreement": agreement_facts,
    }.get(act, record_facts)
    given = {"addressee": addressee, "rulebook": rulebook}
    facts = build(matter, **given) if build is record_facts else build(matter, **given, officer=officer)
    taken.issue(act, facts, to=[] if act == "settlement_record" else everybody(matter))
