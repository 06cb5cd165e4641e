"""The complaint track (投诉): a dispute to mediate."""

from __future__ import annotations

from django.db import models

from xiaobao.docket.models.matter import Matter


class Complaint(models.Model):
    """What was decided on a complaint and how it ended. Money in yuan.

    ``decided_on`` and ``concluded_on`` are empty when the source does not give the day.
    """

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="complaint"
    )
    decision = models.CharField(max_length=16, blank=True)
    decided_on = models.DateField(null=True)
    ground = models.PositiveSmallIntegerField(null=True)
    decline_reason = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    outcome = models.CharField(max_length=16, blank=True)
    concluded_on = models.DateField(null=True)
    recovered = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    diversion = models.CharField(max_length=16, blank=True)
    satisfaction = models.CharField(max_length=16, blank=True)
