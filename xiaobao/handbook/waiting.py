"""What waits for an officer on the handbook: the count on its pages, and the drafts behind it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xiaobao.handbook.models import Comment, Draft, DraftState, Proposal, ProposalState, Round
from xiaobao.handbook.roles import speaks_for
from xiaobao.rules.handbook.drafting import Deed, step_of
from xiaobao.staff.permissions import Authority


def waiting_for(officer: Authority) -> int:
    """Count the drafts and proposals that cannot go on without this officer."""
    return waiting_drafts(officer).count() + waiting_proposals(officer)


def waiting_drafts(officer: Authority) -> QuerySet[Draft]:
    """Return the drafts that wait for this officer: an opinion, a decision, a remark, the publication."""
    ids = {*_for_an_opinion(officer), *_to_decide(officer), *_for_the_leader(officer)}
    return Draft.objects.filter(pk__in=ids)


def waiting_proposals(officer: Authority) -> int:
    """Count the proposals this officer may answer."""
    if not officer.may("handbook_write"):
        return 0
    return Proposal.objects.filter(state=ProposalState.OPEN).count()


def _for_an_opinion(officer: Authority) -> set[int]:
    roles = {role.value for role in speaks_for(officer)}
    running = (
        Round.objects.filter(closed_at=None).exclude(draft__owner=officer.user)
        if roles
        else Round.objects.none()
    )
    return {
        one.draft_id
        for one in running.prefetch_related("opinions")
        if roles & (set(one.asked) - {given.role for given in one.opinions.all()})
    }


def _to_decide(officer: Authority) -> set[int]:
    """Return drafts of one's own that are back: to be written on, or reviewed with every opinion in."""
    if not officer.may(step_of(Deed.RULE_COMMENT).right):
        return set()
    own = Draft.objects.filter(owner=officer.user)
    running = Round.objects.filter(closed_at=None).values("draft_id")
    heard = own.filter(state=DraftState.REVIEW).exclude(pk__in=running)
    left = Comment.objects.filter(ruling="", draft__in=own.filter(state=DraftState.WRITING)).values(
        "draft_id"
    )
    return set(own.filter(Q(pk__in=heard) | Q(pk__in=left)).values_list("pk", flat=True))


def _for_the_leader(officer: Authority) -> set[int]:
    states = []
    if officer.may(step_of(Deed.REMARK).right):
        states.append(DraftState.SETTLED)
    if officer.may(step_of(Deed.PUBLISH).right):
        states.append(DraftState.APPROVED)
    found = Draft.objects.filter(state__in=states).exclude(owner=officer.user)
    return set(found.values_list("pk", flat=True))
