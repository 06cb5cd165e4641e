"""Release of an insider's identity (放行): a second person lets one officer see it once."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.party import Party


class Release(models.Model):
    """One officer's request to see who an insider is, and what the second person answered.

    Good for one officer, one person and one look, until ``good_until``; ``used_at`` says when it was used.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="releases")
    purpose = models.CharField(max_length=32)
    words = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answer_words = models.TextField(blank=True)
    good_until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
