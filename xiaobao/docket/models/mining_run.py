"""One run of the mining (挖掘): when, on which engine, over how much, with which settings and model."""

from __future__ import annotations

from django.db import models


class MiningRun(models.Model):
    """A run whose findings have been brought into the docket; its tables lie under ``mining/`` in the home.

    ``steps`` says of every step how long it took (seconds) and how many rows it made; ``settings`` and
    ``model`` are digests of what was in force, so that a finding can be made again as it was.
    ``noise`` holds the shares of matters from rings, duplicates and outside the remit (信噪), both tracks
    together and never broken down to a person.
    """

    on = models.DateField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    engine = models.CharField(max_length=16)
    matters = models.PositiveIntegerField(default=0)
    settings = models.CharField(max_length=64, blank=True)
    model = models.CharField(max_length=64, blank=True)
    steps = models.JSONField(default=list)
    noise = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
