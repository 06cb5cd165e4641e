"""A proposal from a station or section: what the handbook should say (编写建议)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.staff.models import Office


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", _("待处理")
    TAKEN = "taken", _("已采纳")
    DECLINED = "declined", _("未采纳")


class Proposal(models.Model):
    """``path`` is the entry it is about, empty for something new; ``answer`` is why it was taken or not."""

    State = ProposalState

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=128)
    words = models.TextField()
    path = models.CharField(max_length=128, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=ProposalState.choices, default=ProposalState.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
