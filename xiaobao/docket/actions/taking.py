"""The frame of every act: taken up, decided by a rule, written, put back, in one transaction.

::

    with taking(act=Act.CONSENT, matter_id=7, version=3, officer=officer, at=at) as taken:
        taken.insist(mediation.check_consent(...))
        Consent.objects.create(matter=taken.matter, ...)
        taken.data |= {"side": side}
    return taken

On leaving, the matter is in the state the table leads to, its version has grown by one, and the event,
the audit row and the words are kept. When anything is raised, nothing has happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from xiaobao.docket import clockwork
from xiaobao.docket.actions.issue import To, issue
from xiaobao.docket.actions.take_up import put_back, take_up
from xiaobao.docket.models import Document, Event, Matter, Ruling
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.docket.shield import shield_report
from xiaobao.law import Lawbook
from xiaobao.refusals import Refused
from xiaobao.rules import workflow
from xiaobao.rules.decision import REFUSED, Decision, Reason
from xiaobao.rules.errors import ClockError
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act, State
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


@dataclass
class Taken:
    """A matter while an act is done to it, and afterwards what came of it.

    ``data`` goes to the event and the audit row: codes, numbers and dates, never personal data or free
    words; ``words`` are the officer's own and are kept as a Ruling. ``weighed`` is what the rules found worth
    minding though they allow the act. ``event`` is there after the act.
    """

    act: Act
    matter: Matter
    before: State
    after: State
    officer: Authority
    at: datetime
    rulebook: Rulebook
    address: str
    data: dict[str, object] = field(default_factory=dict)
    words: str = ""
    weighed: tuple[Reason, ...] = ()
    documents: list[Document] = field(default_factory=list)
    event: Event | None = None

    @property
    def law(self) -> Lawbook:
        """Return the law in service."""
        return self.rulebook.law

    @property
    def today(self) -> date:
        """Return the day in Xiamen on which the act is done."""
        return self.rulebook.today(self.at)

    @property
    def basis(self) -> str:
        """Return the citation of the article the act stands on, under the matter's regulation."""
        row = workflow.find(self.matter.kind, self.before, self.act)
        return workflow.basis(row, self.matter.regulation, self.law)

    def insist(self, decision: Decision) -> Decision:
        """Return the decision of a rule; raises Refused with a sentence for each field when it says no."""
        self.weighed += insist(decision).reasons
        return decision

    def issue(self, notice: str, facts: dict[str, str], *, to: list[To]) -> Document:
        """Issue the document of this notice act for these addressees; raises Refused."""
        document = issue(
            matter=self.matter,
            act=notice,
            facts=facts,
            officer=self.officer,
            at=self.at,
            rulebook=self.rulebook,
            to=to,
        )
        self.documents.append(document)
        return document

    def happened(self, event: str, on: date) -> None:
        """Stop and start the clocks the law ties to ``event`` on that day; raises Refused."""
        try:
            clockwork.happened(self.matter, event=event, on=on, rulebook=self.rulebook)
        except ClockError as error:
            raise Refused(error.message, code=error.code) from error

    def enter(self, clock: str, entry: Entry) -> None:
        """Write an entry into the ledger of one clock; raises Refused when the law does not allow it."""
        try:
            clockwork.enter(self.matter, clock=clock, entry=entry, rulebook=self.rulebook)
        except ClockError as error:
            raise Refused(error.message, code=error.code) from error


def insist(decision: Decision) -> Decision:
    """Return the decision of a rule; raises Refused with a sentence for each field when it says no."""
    if decision.outcome == REFUSED:
        raise Refused("".join(reason.text for reason in decision.reasons), fields=_fields(decision))
    return decision


@contextmanager
def taking(
    *,
    act: Act,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    address: str = "",
    clocks_on: date | None = None,
) -> Iterator[Taken]:
    """Take a matter up for an act and put it back afterwards; all in one transaction.

    The clocks tied to the act itself stop and start on ``clocks_on``, the day of the act when None.
    Raises NotFound, NotAllowed, Changed, Refused.
    """
    rulebook = current()
    with writing():
        matter, after = take_up(matter_id=matter_id, version=version, officer=officer, act=act)
        taken = Taken(act, matter, State(matter.state), after, officer, at, rulebook, address)
        yield taken
        _advance(taken, clocks_on or taken.today)
        taken.data |= _numbers(taken)
        taken.event = put_back(
            matter=matter, act=act, officer=officer, at=at, data=taken.data, address=address
        )
        _keep_words(taken)


def _advance(taken: Taken, on: date) -> None:
    matter = taken.matter
    matter.state = taken.after.value
    matter.is_open = taken.after not in workflow.FINAL
    try:
        clockwork.advance(matter, act=taken.act, on=on, rulebook=taken.rulebook)
    except ClockError as error:
        raise Refused(error.message, code=error.code) from error


def _numbers(taken: Taken) -> dict[str, object]:
    numbers = [document.number for document in taken.documents]
    return {"document": numbers[0]} if len(numbers) == 1 else {"documents": numbers} if numbers else {}


def _keep_words(taken: Taken) -> None:
    words = taken.words.strip()
    if words and taken.event is not None:
        kept = shield_report(taken.matter, words)
        Ruling.objects.create(matter=taken.matter, event=taken.event, words=kept, by=taken.officer.user)


def _fields(decision: Decision) -> dict[str, str]:
    fields: dict[str, str] = {}
    for reason in decision.reasons:
        if reason.field:
            fields[reason.field] = fields.get(reason.field, "") + reason.text
    return fields
