"""Whether the clockwork is alive, and what it stumbles over."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """The last run of one job that must not stop. ``counts`` says what it did, ``error`` why it failed.

    ``derived_with`` are the versions of ladder and calendar by which the moments it goes by were worked out.
    """

    job = models.CharField(max_length=32, primary_key=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    error = models.CharField(max_length=200, blank=True)
    derived_with = models.CharField(max_length=120, blank=True)


class Stumble(models.Model):
    """A row that could not be worked on: it backs off, and holds nobody up.

    ``subject`` such as clock:17 or order:3; ``error`` the class of the error, never its words, which may
    hold somebody's. ``settled_at`` is when it went well again.
    """

    subject = models.CharField(max_length=64, unique=True)
    attempts = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    next_at = models.DateTimeField()
    error = models.CharField(max_length=120)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
