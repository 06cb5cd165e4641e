"""Which past matters would have gone elsewhere by other rules of routing. Nothing is written.

Each is looked at as on the day it was received, by the registers of that day. Reports of insiders are left
out: a number in a list is a hint already.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from xiaobao.docket.models import Matter
from xiaobao.docket.registers import Registers
from xiaobao.docket.reroutes import Rerouted, Reroutes, Span, Way
from xiaobao.docket.routing_facts import in_batches
from xiaobao.docket.rule_files import RuleFile, digest_of, shipped_or_placed, with_file
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Refused
from xiaobao.rules import routing

LOOKED_BACK = timedelta(days=30)
"""So far before the day of the proposal, where no days are chosen."""
LONGEST = 366
"""Days a list may look back over."""


def reroute(file: RuleFile, *, rulebook: Rulebook, at: datetime, span: Span | None = None) -> Reroutes:
    """Return what would have gone elsewhere within ``span``, by default the thirty days before ``at``.

    Raises Refused for a file that cannot be used (field text) and for days that cannot (first, last).
    """
    after = with_file(rulebook, file).routing
    days = checked(span or before(at, rulebook), at, rulebook)
    found: dict[tuple[Way, Way], list[str]] = {}
    looked = 0
    received = Matter.objects.filter(received_on__gte=days.first, received_on__lte=days.last, guarded=False)
    for number, facts in in_batches(received, Registers.read()):
        looked += 1
        was, will = _way(facts, rulebook.routing), _way(facts, after)
        if was != will:
            found.setdefault((was, will), []).append(number)
    groups = tuple(Rerouted(*ways, tuple(sorted(numbers))) for ways, numbers in found.items())
    base = shipped_or_placed(file.kind, file.name, rulebook)
    return Reroutes(digest_of(file.text), digest_of(base), days, looked, groups)


def before(at: datetime, rulebook: Rulebook) -> Span:
    """Return the days before the day of ``at`` that are looked at by default."""
    today = rulebook.today(at)
    return Span(today - LOOKED_BACK, today - timedelta(days=1))


def checked(span: Span, at: datetime, rulebook: Rulebook) -> Span:
    """Return the days; raises Refused when they are none, too many, or not over yet."""
    if span.first > span.last:
        raise _refused("first", "第一天不能晚于最后一天。")
    if span.days > LONGEST:
        raise _refused("first", f"最多往前看{LONGEST}天的来件。")
    if span.last >= rulebook.today(at):
        # A day that goes on brings matters until it is over, and a list of it would not hold.
        raise _refused("last", "最后一天应当早于今天：当天的来件还没有收齐。")
    return span


def _refused(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})


def _way(facts: routing.RoutingFacts, table: routing.Routing) -> Way:
    tier, office = routing.way(facts, table)
    return Way(tier, office)
