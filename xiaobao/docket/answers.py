"""Telling the result of a report (告知举报处理结果): which duties bind, who has been told, which clocks run.

Which duties bind follows from what the report is about (``Report.subjects``) and who made it; what has been
told follows from the events and the documents served. The clocks follow from both, never the other way round.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from xiaobao.docket import clockwork
from xiaobao.docket.actions.taking import Taken
from xiaobao.docket.clock_row import ClockRow, from_model
from xiaobao.docket.models import Document, Matter
from xiaobao.docket.reckoning import fresh, recompute, state_of
from xiaobao.docket.reporters import is_named, reporters
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.docket.told import told
from xiaobao.law import Duty
from xiaobao.rules import answering
from xiaobao.rules.answering import HOUSE_CLOCKS, OUTCOME, PROMPT, Owed
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act

PAPER = "report_result"
"""The notice act of Form 10."""
ANSWERED = "report.answered"
NO_LONGER = "举报事项确定后，这项规定不再适用"
UNREACHABLE = "举报人无法联系，已记明"
_DECISIONS = (Act.FILE.value, Act.NOT_FILE.value, Act.DECIDE.value, Act.ABANDON.value)


def duties_of(matter: Matter, rulebook: Rulebook) -> tuple[Duty, ...]:
    """Return the duties to tell that bind on a report; none where nobody reported (a lead of our own)."""
    report = matter.report
    if not report.subjects or not reporters(matter):
        return ()
    return answering.binding(
        report.subjects,
        named=is_named(matter),
        evidenced=report.evidenced,
        day=matter.received_on,
        law=rulebook.law,
    )


def answers_of(matter: Matter, rulebook: Rulebook) -> tuple[Owed, ...]:
    """Return the duties that bind, each with how far telling has come; nothing where none binds."""
    bound = duties_of(matter, rulebook)
    given = list(_given(matter)) if bound else []
    return tuple(_owed(duty, given, rulebook) for duty in bound)


def no_longer_owed(
    matter: Matter, subjects: Collection[str], evidenced: bool | None, rulebook: Rulebook
) -> tuple[Owed, ...]:
    """Return the duties that bind now and would not, were the report about these subjects instead."""
    bound = answering.binding(
        subjects, named=is_named(matter), evidenced=evidenced, day=matter.received_on, law=rulebook.law
    )
    kept = {duty.id for duty in bound}
    return tuple(one for one in answers_of(matter, rulebook) if one.duty.id not in kept)


def is_unclassified(matter: Matter) -> bool:
    """Tell whether somebody reported and nobody has said yet what the report is about."""
    return matter.report.classified_on is None and bool(reporters(matter))


def decided(matter: Matter) -> bool:
    """Tell whether there is a result to be told."""
    return matter.events.filter(verb__in=_DECISIONS).exists()


def begin_answers(matter: Matter, *, rulebook: Rulebook, today: date, ended_on: date | None = None) -> None:
    """Bring the clocks of telling up to what the report is about and what has been decided.

    Called by whatever changes either: classifying, deciding, serving. ``ended_on`` is the day the case came
    to its end. A clock whose duty binds no longer stops; the matter is not saved here.
    """
    present = {row.clock: row for row in map(from_model, matter.clocks.all())}
    wanted = dict(_wanted(matter, present, rulebook, today, ended_on))
    known = _clocks_of_answers(rulebook)
    for clock, begins in wanted.items():
        if clock not in present:
            present[clock] = _begun(clock, begins, rulebook)
        elif present[clock].ledger[-1].reason == NO_LONGER:
            present[clock] = _with(present[clock], Entry("reopen", today), rulebook)
    for clock, row in present.items():
        if clock in known and clock not in wanted and row.state != "stopped":
            present[clock] = _with(row, Entry("stop", max(today, row.started_on), NO_LONGER), rulebook)
    clockwork.keep_clocks(matter, list(present.values()))


def stop_answered(taken: Taken, document: Document, on: date) -> None:
    """Stop the clocks of the duties a Form 10 answers to, once it has reached everybody it is for."""
    chosen = _duties_of_paper(taken.matter, document)
    stop_clocks(taken, answers_of(taken.matter, taken.rulebook), chosen, on, ANSWERED)


def stop_clocks(taken: Taken, owed: Collection[Owed], chosen: Collection[str], on: date, reason: str) -> None:
    """Stop the clocks of the duties ``chosen``; ``owed`` is how far telling has come with them."""
    for clock in {one.duty.clock for one in owed if one.duty.id in chosen and one.duty.clock}:
        _stop(taken, clock, on, reason)
    if not _leaning(owed, _running(taken.matter)):
        for clock in HOUSE_CLOCKS:
            _stop(taken, clock, on, reason)
    if reason == ANSWERED:
        begin_answers(taken.matter, rulebook=taken.rulebook, today=taken.today)


def run_on(taken: Taken, document: Document) -> None:
    """Let the clocks run on that a result stopped which has been voided: nobody has been told after all."""
    owed = answers_of(taken.matter, taken.rulebook)
    chosen = _duties_of_paper(taken.matter, document)
    untold = [one for one in owed if one.duty.id in chosen and one.open and one.interim_on is None]
    clocks = {one.duty.clock for one in untold if one.duty.clock}
    if _leaning(owed, _running(taken.matter)):
        clocks |= set(HOUSE_CLOCKS)
    for row in taken.matter.clocks.filter(clock__in=clocks, state="stopped"):
        if row.ledger[-1].get("reason") == ANSWERED:
            taken.enter(row.clock, Entry("reopen", taken.today))


def owed_by_paper(matter: Matter, document: Document, rulebook: Rulebook) -> tuple[Owed, ...]:
    """Return the duties a Form 10 answers to."""
    chosen = _duties_of_paper(matter, document)
    return tuple(one for one in answers_of(matter, rulebook) if one.duty.id in chosen)


class _Given:
    """One result told, or sent: for which duties, when it arrived, whether there was a result by then."""

    def __init__(self, duties: Iterable[str], on: date | None, *, final: bool) -> None:
        self.duties, self.on, self.final = frozenset(duties), on, final


def _given(matter: Matter) -> Iterator[_Given]:
    events = list(matter.events.filter(verb__in=(*_DECISIONS, Act.ANSWER.value)).order_by("id"))
    papers = matter.documents.filter(voided_at=None).prefetch_related("addressees__services")
    standing = {paper.number: paper for paper in papers}
    last = max((event.pk for event in events if event.verb in _DECISIONS), default=None)
    for event in events:
        if event.verb != Act.ANSWER:
            continue
        duties, paper = event.data.get("duties", ()), standing.get(str(event.data.get("document", "")))
        if event.data.get("unreachable"):
            yield _Given(duties, event.recorded_at.astimezone(SHANGHAI).date(), final=True)
        elif paper is not None:
            yield _Given(duties, told(paper), final=last is not None and event.pk > last)


def _owed(duty: Duty, given: list[_Given], rulebook: Rulebook) -> Owed:
    own = [one for one in given if duty.id in one.duties]
    final = [one for one in own if one.final]
    return Owed(
        duty,
        answering.cited(duty, rulebook.law),
        told_on=min((one.on for one in final if one.on), default=None),
        interim_on=min((one.on for one in own if one.on and not one.final), default=None),
        sent=any(one.on is None for one in final),
    )


def _duties_of_paper(matter: Matter, document: Document) -> frozenset[str]:
    told_by = matter.events.filter(verb=Act.ANSWER.value, data__document=document.number).first()
    return frozenset(told_by.data.get("duties", ()) if told_by else ())


def _wanted(
    matter: Matter, present: dict[str, ClockRow], rulebook: Rulebook, today: date, ended_on: date | None
) -> Iterator[tuple[str, date]]:
    owed = answers_of(matter, rulebook)
    own = {one.duty.clock for one in owed if one.duty.clock}
    yield from ((clock, matter.received_on) for clock in own)
    report = matter.report
    # A clock of the law that has not been started yet is about to be: it runs.
    running = {clock for clock in own if clock not in present or present[clock].state != "stopped"}
    if report.decision and (_leaning(owed, running) or (owed and PROMPT in present)):
        yield PROMPT, report.decided_on or today
    if owed and (ended_on or OUTCOME in present):
        yield OUTCOME, ended_on or today


def _leaning(owed: Iterable[Owed], running: Collection[str]) -> bool:
    """Tell whether somebody has still to be told whom no running period of the law looks after."""
    return any(one.duty.clock not in running for one in answering.open_duties(owed))


def _running(matter: Matter) -> set[str]:
    return set(matter.clocks.exclude(state="stopped").values_list("clock", flat=True)) - set(HOUSE_CLOCKS)


def _clocks_of_answers(rulebook: Rulebook) -> set[str]:
    return {duty.clock for duty in rulebook.law.duties if duty.clock} | set(HOUSE_CLOCKS)


def _begun(clock: str, begins: date, rulebook: Rulebook) -> ClockRow:
    row = rulebook.law.clock(clock, day=begins)
    return fresh(rulebook, clock, row.regulation, begins, False)


def _with(row: ClockRow, entry: Entry, rulebook: Rulebook) -> ClockRow:
    stopped_on = entry.on if entry.kind == "stop" else None
    changed = replace(row, ledger=(*row.ledger, entry), stopped_on=stopped_on)
    return recompute(replace(changed, state=state_of(changed, rulebook)), rulebook)


def _stop(taken: Taken, clock: str, on: date, reason: str) -> None:
    row = taken.matter.clocks.filter(clock=clock).exclude(state="stopped").first()
    if row is not None:
        taken.enter(clock, Entry("stop", max(on, row.started_on), reason))
