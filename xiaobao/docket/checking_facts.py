"""The facts of checking and of filing as their rules need them: periods, proposals, who may be named."""

from __future__ import annotations

from datetime import date

from xiaobao.docket.actions.taking import Taken
from xiaobao.docket.models import Case, Clock, Exclusion, Matter, Proposal
from xiaobao.docket.rulebook import Rulebook
from xiaobao.law import ClockProvision
from xiaobao.rules.exclusion import CLOCKS, CountedPeriod
from xiaobao.rules.filing import Ready, Signed
from xiaobao.rules.leads import CHECKS
from xiaobao.rules.workflow import Act
from xiaobao.staff.models import Post


def provision(clock: Clock, rulebook: Rulebook) -> ClockProvision:
    """Return the row of the law a stored clock counts by."""
    return rulebook.law.clock(clock.clock, day=clock.started_on, regulation=clock.regulation)


def periods(matter: Matter, rulebook: Rulebook) -> dict[str, CountedPeriod]:
    """Return the periods of a report that run or pause now and can leave days out."""
    left_out = list(matter.exclusions.all())
    counting = matter.clocks.filter(clock__in=CLOCKS).exclude(state="stopped")
    return {clock.clock: _period(clock, left_out, rulebook) for clock in counting}


def open_exclusion(matter: Matter, clocks: tuple[str, ...] = CLOCKS) -> Exclusion | None:
    """Return the days being left out of one of these clocks now."""
    return matter.exclusions.filter(ended_on=None, clock__in=clocks).last()


def pending(matter: Matter) -> Proposal | None:
    """Return the proposal that waits for a signature."""
    last = matter.proposals.select_related("proposed_by", "reviewed_by").last()
    return None if last is None or last.decision or last.review == Proposal.Outcome.RETURNED else last


def signed(proposal: Proposal | None) -> Signed | None:
    """Return who has signed a proposal so far."""
    if proposal is None:
        return None
    agreed = proposal.review == Proposal.Outcome.APPROVED
    return Signed(proposal.what, proposal.proposed_by_id, proposal.reviewed_by_id, agreed)


def ready(taken: Taken) -> Ready:
    """Return how far the checking of a report has come."""
    matter = taken.matter
    left_out = open_exclusion(matter, CHECKS)
    clock = matter.clocks.filter(clock__in=CHECKS).exclude(state="stopped").first()
    return Ready(
        checks=matter.checks.count(),
        pending=pending(matter) is not None,
        today=taken.today,
        leaving_out=left_out.began_on if left_out else None,
        due=(clock.due_latest or clock.due_earliest) if clock else None,
        investigators=investigators(matter, taken.rulebook, taken.today),
    )


def investigators(matter: Matter, rulebook: Rulebook, day: date) -> tuple[str, ...]:
    """Name the officers of the unit who check reports on ``day``; in one query."""
    codes = [entry.code for entry in rulebook.locality.posts if Act.CHECK.value in entry.acts]
    held = Post.objects.on(day).filter(code__in=codes, office=matter.office_id, user__is_active=True)
    return tuple(dict.fromkeys(held.order_by("id").values_list("user__name", flat=True)))


def unit_heads(matter: Matter, rulebook: Rulebook, day: date) -> frozenset[int]:
    """Return the keys of the heads of the unit whose matter it is, on ``day``; in one query."""
    posts = rulebook.locality.posts
    codes = [one.code for one in posts if Act.REVIEW.value in one.acts and one.reach == "own_office"]
    held = Post.objects.on(day).filter(code__in=codes, office=matter.office_id, user__is_active=True)
    return frozenset(held.values_list("user_id", flat=True))


def case_of(matter: Matter) -> Case | None:
    """Return the case filed here; None where there is none, or only an export tells of one."""
    return getattr(matter, "case", None)


def _period(clock: Clock, left_out: list[Exclusion], rulebook: Rulebook) -> CountedPeriod:
    own = [one for one in left_out if one.clock == clock.clock]
    ended = [one.ended_on for one in own if one.ended_on]
    return CountedPeriod(
        row=provision(clock, rulebook),
        started_on=clock.started_on,
        due=clock.due_latest or clock.due_earliest,
        open_since=next((one.began_on for one in own if one.ended_on is None), None),
        last_ended=max(ended, default=None),
    )
