"""A case (案件) opened on a report: its milestones; the paperwork itself stays in the enforcement system."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.batch import ImportBatch
from xiaobao.docket.models.matter import Matter


class Case(models.Model):
    """A case filed on a report. Money in yuan.

    ``number`` is ours, ``enforcement_number`` that of the enforcement system, by which its files meet ours.
    ``officers`` names at least two (令2 第十九条第二款). ``outcome`` is an item of 第六十条第一款,
    ``closing`` one of 第七十七条; ``closable_on`` is the day the situation arose that lets it be closed.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.PROTECT, related_name="case")
    number = models.CharField(max_length=64, unique=True)
    enforcement_number = models.CharField(max_length=64, blank=True, db_index=True)
    cause = models.CharField(max_length=200, blank=True)
    filed_on = models.DateField()
    officers = models.JSONField(default=list)
    outcome = models.PositiveSmallIntegerField(null=True)
    decided_on = models.DateField(null=True)
    decision_number = models.CharField(max_length=64, blank=True)
    penalty = models.TextField(blank=True)
    fined = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    confiscated = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    published = models.BooleanField(null=True)
    collective = models.BooleanField(null=True)
    halting_ground = models.PositiveSmallIntegerField(null=True)
    closing = models.PositiveSmallIntegerField(null=True)
    closable_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)


class Milestone(models.Model):
    """One step of a case: ``event`` is a start or stop event of a clock in content/law.

    ``document`` is the number of the paper in the enforcement system; ``batch`` is set where a file told us.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="milestones")
    event = models.CharField(max_length=64)
    on = models.DateField()
    document = models.CharField(max_length=100, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "event", "on", "document"], name="milestone_once"),
        ]


class CrimeTransfer(models.Model):
    """A suspected crime (涉嫌犯罪) reported to the head of the bureau, and what the head decided.

    《行政执法机关移送涉嫌犯罪案件的规定》第五条: decided within the days the law gives, with the reason on
    record where it is not transferred. ``officers`` names who looked into it (专案组), at least two;
    ``procuratorate`` gets the copy.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="crime_transfers")
    charge = models.CharField(max_length=200)
    facts = models.TextField()
    officers = models.JSONField(default=list)
    reported_on = models.DateField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved = models.BooleanField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(blank=True)
    body = models.CharField(max_length=100, blank=True)
    procuratorate = models.CharField(max_length=100, blank=True)
    copies = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
