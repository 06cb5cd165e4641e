"""What a regulation was when the handbook was last held against it."""

from __future__ import annotations

from django.db import models


class LawSeen(models.Model):
    """One regulation: ``digest`` of what its file says, ``text`` of the official text (empty: none loaded).

    ``governs``: whether it was law on the day it was looked at.
    """

    regulation = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    text = models.CharField(max_length=64, blank=True)
    governs = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["regulation"]
