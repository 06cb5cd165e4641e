"""The report track (举报): a lead to check."""

from __future__ import annotations

from django.db import models

from xiaobao.docket.models.matter import Matter


class Report(models.Model):
    """What a report is about, whose it is, and what was decided on it.

    Money in yuan; ``decided_on`` is the day on which filing was decided, empty when the source gives none.
    ``subjects`` are ids of the duties in content/law/answering-duties.yaml (令121 第三十六条), ``evidenced``
    says that facts and evidence were given. ``ground`` is an item of the reasons for not filing (令2 第二十条
    第一款), empty when a condition of filing (第十九条第一款) was not met.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.PROTECT, related_name="report")
    decision = models.CharField(max_length=16, blank=True)
    decided_on = models.DateField(null=True)
    fined = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    confiscated = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    # What it is about (令121 第二十八条, 第三十六条).
    subjects = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    evidenced = models.BooleanField(null=True)
    classified_on = models.DateField(null=True)
    # Where it belongs (令121 第二十九条 to 第三十二条): None until somebody has said so.
    respondent_kind = models.CharField(max_length=16, default="", db_default="")
    within_duties = models.BooleanField(null=True)
    competent = models.BooleanField(null=True)
    competent_elsewhere = models.CharField(max_length=100, default="", db_default="")
    placed_on = models.DateField(null=True)
    # Why no case was filed (令2 第十九条, 第二十条).
    ground = models.PositiveSmallIntegerField(null=True)
    unmet = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    reason = models.TextField(default="", db_default="")
