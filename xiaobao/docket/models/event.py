"""What happened to a matter: rows are appended, never edited (triggers refuse UPDATE and DELETE)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.batch import ImportBatch
from xiaobao.docket.models.matter import Matter


class Event(models.Model):
    """One thing that happened, with when it happened and where we know it from.

    ``occurred_at`` is empty when the source does not give the moment. ``data`` never holds a person's
    name, phone or address.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=32)
    occurred_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
