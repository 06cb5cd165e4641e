"""The complaint track (投诉): a dispute to mediate."""

from __future__ import annotations

from django.db import models

from xiaobao.docket.models.matter import Matter


class Complaint(models.Model):
    """What was decided on a complaint and how it ended. Money in yuan.

    ``settled`` is what the sides agreed on, ``recovered`` what the complainant has got; the amount in
    dispute stands on the matter. ``ground`` is of the decline, ``termination_ground`` of the termination.

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
    # Where the matter belongs (令121 第十三条, 第十六条第一项): None until somebody has said so.
    respondent_kind = models.CharField(max_length=16, default="", db_default="")
    within_duties = models.BooleanField(null=True)
    competent = models.BooleanField(null=True)
    competent_elsewhere = models.CharField(max_length=100, default="", db_default="")
    placed_on = models.DateField(null=True)
    # What bears on acceptance (令121 第十六条第四项, 第十七条).
    knew_on = models.DateField(null=True)
    factors = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    # What Form 1 asks (式样一): may it be published, may mediation be delegated.
    publication = models.BooleanField(null=True)
    delegation = models.BooleanField(null=True)
    # How it was settled: agreement (调解书), performed at once, or no document by both sides' wish.
    termination_ground = models.PositiveSmallIntegerField(null=True)
    termination_reason = models.TextField(default="", db_default="")
    termination_evidence = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    settlement = models.CharField(max_length=16, default="", db_default="")
    terms = models.TextField(default="", db_default="")
    settled = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    performed_on = models.DateField(null=True)
