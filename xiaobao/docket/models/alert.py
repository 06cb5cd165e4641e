"""A stage of the ladder that a clock has reached (预警): raised once for a due day, never twice."""

from __future__ import annotations

from django.db import models

from xiaobao.docket.models.clock import Clock
from xiaobao.docket.models.matter import Matter
from xiaobao.staff.models import Office


class Alert(models.Model):
    """One effect of the ladder. ``due_on`` is the due day it warned of, ``reached_at`` when it fell due.

    The unique key is what makes a doubled run harmless: (clock, stage) for each due day the clock has had.
    ``office`` is the office that had the matter then; ``ladder`` the version of the ladder it was raised by.
    """

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="alerts")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="alerts")
    stage = models.CharField(max_length=32)
    grade = models.CharField(max_length=16)
    due_on = models.DateField()
    reached_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    ladder = models.CharField(max_length=12)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["clock", "stage", "due_on"], name="one_effect_per_stage"),
        ]
        indexes = [
            models.Index(fields=["raised_at", "grade", "matter"], name="alert_raised"),
        ]
