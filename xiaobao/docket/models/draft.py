"""What an officer has typed and not yet submitted."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """One unfinished form of one officer, sealed: it may hold names and phones.

    ``form`` names the form (an act, or "register"), ``subject`` the matter's id as text, empty for none.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=32)
    subject = models.CharField(max_length=32, blank=True)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "form", "subject"], name="one_draft_a_form"),
        ]
