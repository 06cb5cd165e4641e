"""How settling first ends (先行和解的结束): back to the bureau, or settled as the consumer says."""

from __future__ import annotations

from datetime import datetime, timedelta

from xiaobao.docket import clockwork
from xiaobao.docket.models import Diversion, Matter
from xiaobao.docket.outbox import Letter, post
from xiaobao.docket.recipients import UNIT_HEAD, Recipients
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.ladder import HANDLER
from xiaobao.rules.workflow import Act, State
from xiaobao.staff.models import User

ONE_DAY = timedelta(days=1)
ACCEPTANCE = "complaint.acceptance"
_TITLE = "{}：先行和解未成，转回本局办理"
_BODY = "{}。请依法决定是否受理，并告知投诉人。"


def come_back(
    diversion: Diversion,
    matter: Matter,
    *,
    ending: str,
    at: datetime,
    rulebook: Rulebook,
    by: User | None = None,
) -> None:
    """End settling first without a settlement: the complaint waits for the bureau's decision.

    Its period counts from today, or from the day after the last day of settling first where that is past: a
    clockwork that stood still gives the bureau no longer. It keeps its office, and the unit is told; not the
    officer who took it back (``by``). Neither row is saved here; the caller holds the transaction and both
    locks. Raises a ClockError when the clock cannot begin.
    """
    end(diversion, ending=ending, at=at)
    matter.state, matter.is_open = State.RECEIVED.value, True
    clockwork.begin_anew(matter, ACCEPTANCE, min(rulebook.today(at), diversion.due_on + ONE_DAY), rulebook)
    people = Recipients(rulebook, rulebook.today(at))
    told = people.all_of((HANDLER, UNIT_HEAD), matter)
    letters = [_letter(diversion, matter, user.pk) for user in told if by is None or user.pk != by.pk]
    post(letters, at=at, rulebook=rulebook)


def reconcile(diversion: Diversion, matter: Matter, *, at: datetime, rulebook: Rulebook) -> None:
    """End settling first as settled: the consumer asks for nothing more. Neither row is saved here."""
    end(diversion, ending=Diversion.Ending.SETTLED, at=at)
    matter.state, matter.is_open = State.RECONCILED.value, False
    clockwork.advance(matter, act=Act.CONFIRM, on=rulebook.today(at), rulebook=rulebook)


def end(diversion: Diversion, *, ending: str, at: datetime) -> None:
    """Write into the row that settling first is over, and how (not saved here)."""
    diversion.ending, diversion.ended_at = ending, at


def _letter(diversion: Diversion, matter: Matter, user: int) -> Letter:
    return Letter(
        about=f"diversion:{diversion.pk}:back",
        user_id=user,
        kind="settling",
        title=_TITLE.format(matter.number),
        body=_BODY.format(Diversion.Ending(diversion.ending).label),
        matter_id=matter.pk,
        office_id=matter.office_id,
    )
