"""The report track (举报): a lead to check."""

from __future__ import annotations

from django.db import models

from xiaobao.docket.models.matter import Matter


class Report(models.Model):
    """What was decided on a report. Money in yuan; ``decided_on`` is empty when the source gives no day."""

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.PROTECT, related_name="report")
    decision = models.CharField(max_length=16, blank=True)
    decided_on = models.DateField(null=True)
    fined = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    confiscated = models.DecimalField(max_digits=14, decimal_places=2, null=True)
