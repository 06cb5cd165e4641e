"""A draft of one entry (草稿), and every text it has had."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.handbook.models.edition import Edition
from xiaobao.handbook.models.proposal import Proposal


class DraftState(models.TextChoices):
    """Where a draft stands on its way to an edition."""

    WRITING = "writing", _("起草中")
    REVIEW = "review", _("征求意见")
    SETTLED = "settled", _("意见已处理")
    APPROVED = "approved", _("局领导已同意")
    PUBLISHED = "published", _("已发布")
    DROPPED = "dropped", _("已放弃")


class Draft(models.Model):
    """New words for one entry, or a new entry, or (``removes``) that it should go.

    ``base`` and ``base_text`` are the edition it started from and what the entry said there, empty for a new
    one. ``version`` grows with every act, so that two people never overwrite each other.
    """

    State = DraftState

    path = models.CharField(max_length=128)
    title = models.CharField(max_length=128)
    base = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    base_text = models.TextField(blank=True)
    text = models.TextField(blank=True)
    removes = models.BooleanField(default=False)
    state = models.CharField(max_length=16, choices=DraftState.choices, default=DraftState.WRITING)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="drafts")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_in = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="drafts")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["path"],
                condition=~models.Q(state__in=["published", "dropped"]),
                name="one_open_draft_of_an_entry",
            ),
        ]


class DraftText(models.Model):
    """One text a draft has had (稿次), by whom and when; appended, never edited."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="texts")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.CharField(max_length=256, blank=True)

    class Meta:
        ordering = ["id"]
