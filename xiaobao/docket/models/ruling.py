"""The words an officer gave with an act: kept beside the event, which holds no free words."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.event import Event
from xiaobao.docket.models.matter import Matter


class Ruling(models.Model):
    """Why an officer did what an event records, in the officer's own words; appended, never edited."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="rulings")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="ruling")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
