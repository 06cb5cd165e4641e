"""A note an officer leaves on a matter; appended, never edited."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.matter import Matter


class Note(models.Model):
    """Words of an officer on a matter, seen by whoever sees the matter."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ["id"]
