"""How the periods of the law ended, as conditions a database counts by and lists by: one definition for both.

A clock that stopped on or before its last day is on time; the last day is the latest reading of 第四十五条,
for nobody is called late on a day the law may still allow. A clock whose last day is not firm (a start the
source does not give, a year without a calendar) is neither on time nor late: were the quick ones counted as
on time and the slow ones left out, every rate would come out too well. One that stopped on a day the source
does not give stands apart as well, by the day it started.

What closes a matter is one clock of it: the mediation of a complaint, the check of a report that came to no
case, the case of one that did. So nothing is counted twice, and filing a case closes nothing. What only
tells of an end (notices) or writes it up (the form of closing a case) is not counted, nor is a complaint that
was never accepted: it is there among the acceptances.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Case, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Greatest
from django.db.models.sql.compiler import SQLCompiler

from xiaobao.docket.models import Matter, Report
from xiaobao.rules.case_period import CASE_CLOCK
from xiaobao.rules.footing import MEDIATION_CLOCK
from xiaobao.rules.leads import CHECKS
from xiaobao.rules.workflow import Labelled, State

ACCEPTANCE_CLOCK = "complaint.acceptance"


class Measure(Labelled):
    """What is measured. The first five share no clock; the last two are made of them."""

    ACCEPTANCE = "acceptance", "投诉受理决定"
    MEDIATION = "mediation", "投诉调解"
    UNFILED = "unfiled", "举报核查（未立案）"
    FILED = "filed", "举报核查（立案）"
    CASE = "case", "案件办理"
    CHECK = "check", "举报核查"
    CLOSING = "closing", "办结"


class Ended(Labelled):
    """How a clock ended. ``judged``: on time or late. ``dated``: on a day that is known."""

    ON_TIME = "on_time", "按期"
    LATE = "late", "超期"
    PROVISIONAL = "provisional", "届满日暂定"
    UNDATED = "undated", "停止之日未载明"
    JUDGED = "judged", "按期或者超期"
    DATED = "dated", "停止之日已知"


PARTS: Mapping[Measure, tuple[Measure, ...]] = MappingProxyType(
    {
        Measure.CHECK: (Measure.UNFILED, Measure.FILED),
        Measure.CLOSING: (Measure.MEDIATION, Measure.UNFILED, Measure.CASE),
    }
)
"""What the measures that are made of others are made of."""
SINGLE = tuple(measure for measure in Measure if measure not in PARTS)
"""The measures that share no clock, in the order of ``measured``."""
APART = (Ended.ON_TIME, Ended.LATE, Ended.PROVISIONAL)
"""The ways a clock of a known day can have ended, in the order of ``judged``."""
_ALL = (ACCEPTANCE_CLOCK, MEDIATION_CLOCK, *CHECKS, CASE_CLOCK)
_BEFORE_THE_BUREAU = (State.SETTLING.value, State.RECONCILED.value)
"""Handed over to be settled first, a clock stops without a decision: nothing was done in time, or late."""
# No condition on a clock says "not": Django would ask that of all the clocks of a matter, not of this one.
_FILED = Q(Exists(Report.objects.filter(matter=OuterRef("pk"), decision="filed")))
_CLOCKS: Mapping[Measure, Q] = MappingProxyType(
    {
        Measure.ACCEPTANCE: Q(clocks__clock=ACCEPTANCE_CLOCK),
        Measure.MEDIATION: Q(clocks__clock=MEDIATION_CLOCK),
        Measure.UNFILED: Q(clocks__clock__in=CHECKS) & ~_FILED,
        Measure.FILED: Q(clocks__clock__in=CHECKS) & _FILED,
        Measure.CASE: Q(clocks__clock=CASE_CLOCK),
    }
)
_FIRM = Q(clocks__provisional=False, clocks__due_latest__isnull=False)
_HOW: Mapping[Ended, Q] = MappingProxyType(
    {
        Ended.ON_TIME: _FIRM & Q(clocks__stopped_on__lte=F("clocks__due_latest")),
        Ended.LATE: _FIRM & Q(clocks__stopped_on__gt=F("clocks__due_latest")),
        Ended.PROVISIONAL: Q(clocks__provisional=True) | Q(clocks__due_latest__isnull=True),
        Ended.JUDGED: _FIRM,
        Ended.DATED: Q(),
        Ended.UNDATED: Q(),
    }
)


class _DaysFrom(Func):
    """Natural days from the second date to the first; both are columns of type date."""

    output_field = IntegerField()
    template = "(%(expressions)s)"
    arg_joiner = " - "

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **more: Any) -> Any:
        """Say it in the way of SQLite, where a date is text."""
        template = "CAST(julianday(%(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **more)


DAYS = Greatest(_DaysFrom(F("clocks__stopped_on"), F("received_on")), Value(0))
"""Natural days from the receipt of a matter to the day its clock stopped; never less than none."""


def parts(measure: Measure) -> tuple[Measure, ...]:
    """Return what a measure is made of: itself, or several that share no clock."""
    return PARTS.get(measure, (measure,))


def dated(since: date | None, until: date | None) -> Q:
    """Return the condition for a measured clock that stopped from ``since`` to ``until``, both included.

    Conditions on clocks are those of a matter; all of them belong into one ``filter``.
    """
    return _stopped() & Q(clocks__stopped_on__isnull=False) & _between("clocks__stopped_on", since, until)


def undated(since: date | None, until: date | None) -> Q:
    """Return the condition for one that stopped on a day nobody gives: it counts by the day it started."""
    return _stopped() & Q(clocks__stopped_on__isnull=True) & _between("clocks__started_on", since, until)


def matters_ended(measure: Measure, how: Ended, since: date | None, until: date | None) -> QuerySet[Matter]:
    """Return the matters of which a clock of this measure ended so between two days."""
    when = undated if how is Ended.UNDATED else dated
    chosen = Q()
    for part in parts(measure):
        chosen |= _CLOCKS[part]
    return Matter.objects.filter(when(since, until) & _HOW[how] & chosen)


def measured() -> Case:
    """Return the place of a clock's measure in ``SINGLE``: places, for a database groups numbers quicker."""
    return _place(_CLOCKS[measure] for measure in SINGLE)


def judged() -> Case:
    """Return the place of how a clock of a known day ended in ``APART``."""
    return _place(_HOW[how] for how in APART)


def _stopped() -> Q:
    return Q(clocks__state="stopped", clocks__clock__in=_ALL) & ~Q(state__in=_BEFORE_THE_BUREAU)


def _between(day: str, since: date | None, until: date | None) -> Q:
    bounds = {f"{day}__gte": since, f"{day}__lte": until}
    return Q(**{name: one for name, one in bounds.items() if one is not None})


def _place(conditions: Iterable[Q]) -> Case:
    whens = (When(condition, then=Value(place)) for place, condition in enumerate(conditions))
    return Case(*whens, output_field=IntegerField())
