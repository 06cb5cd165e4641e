"""What the portal keeps for itself: who has knocked how often."""

from __future__ import annotations

from django.db import models


class Knock(models.Model):
    """One attempt of one source, counted so that nobody tries codes or hands in complaints without end.

    ``source`` is a keyed index of the network address, never the address; rows older than a day go.
    """

    kind = models.CharField(max_length=16)
    source = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "source", "at"], name="knock_of_source")]
