"""A saved search that tells its owner when it finds more than a threshold (预警订阅)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.mining_run import MiningRun


class Watch(models.Model):
    """``asked`` is the query of the inbox it repeats (office, kind, category, words …), by its own names.

    It tells when at least ``least`` matters were received in the last ``days`` days, and with ``growth`` only
    when they are so many times as many as in the days before. It sees what its owner sees, on that day.
    """

    name = models.CharField(max_length=60)
    asked = models.JSONField(default=dict)
    days = models.PositiveIntegerField()
    least = models.PositiveIntegerField()
    growth = models.FloatField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="watches")
    at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "watches"


class WatchAlarm(models.Model):
    """One time a watch told; once for a watch and run. ``seen_at``: the owner has looked."""

    watch = models.ForeignKey(Watch, on_delete=models.PROTECT, related_name="alarms")
    run = models.ForeignKey(MiningRun, on_delete=models.PROTECT, related_name="+")
    matters = models.PositiveIntegerField()
    before = models.PositiveIntegerField()
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["watch", "run"], name="watch_tells_once")]
