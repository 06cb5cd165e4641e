"""Who may see what of the writing of the handbook: drafts, proposals, editions."""

from __future__ import annotations

from django.db.models import QuerySet

from xiaobao.handbook.models import Draft, Proposal
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.staff.permissions import Authority

WRITERS = ("handbook_write", "handbook_comment", "handbook_review", "handbook_remark", "handbook_decide")
"""The rights with which drafts are seen."""


def sees_drafts(officer: Authority) -> bool:
    """Whether the posts held take part in writing the handbook."""
    return any(officer.may(right) for right in WRITERS)


def insist_on_drafts(officer: Authority) -> None:
    """Raise NotAllowed unless the posts held take part in writing the handbook."""
    if not sees_drafts(officer):
        raise NotAllowed("您的岗位不参与手册的编写；已发布的各版都可以查看。")


def draft_of(officer: Authority, draft_id: int) -> Draft:
    """Return a draft; raises NotAllowed, NotFound."""
    insist_on_drafts(officer)
    rows = Draft.objects.select_related("owner", "base", "proposal__office", "published_in")
    found = rows.filter(pk=draft_id).first()
    if found is None:
        raise NotFound("没有这份草稿。")
    return found


def proposals_of(officer: Authority) -> QuerySet[Proposal]:
    """Return the proposals an officer may read: all who answer them, else those of one's own offices."""
    rows = Proposal.objects.select_related("office", "by", "answered_by")
    if officer.may("handbook_write"):
        return rows
    return rows.filter(office__code__in=[office for _, office in officer.held])
