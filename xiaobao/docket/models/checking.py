"""Checking a report (核查) and the three signatures on whether a case is filed (令2 第十八条 to 第二十条)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.matter import Matter


class Check(models.Model):
    """One step of checking a lead: who went where on which day, what was found, what proves it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="checks")
    on = models.DateField()
    officers = models.JSONField(default=list)
    way = models.CharField(max_length=16)
    place = models.CharField(max_length=200, blank=True)
    found = models.TextField()
    evidence = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]


class Exclusion(models.Model):
    """Days that a clock leaves out (不计入期限): testing, hearing, announcement and the like.

    ``clock`` is the clock that pauses, ``ground`` the id of one of its pause grounds in content/law.
    ``proof`` names what proves the first day, ``ended_proof`` what proves the last day left out.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="exclusions")
    clock = models.CharField(max_length=64)
    ground = models.CharField(max_length=32)
    body = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    proof = models.CharField(max_length=100)
    ended_proof = models.CharField(max_length=100, blank=True)
    result = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]


class Proposal(models.Model):
    """A proposal to file a case, or not to (立案/不予立案审批表), with its three signatures.

    ``met`` and ``unmet`` are item numbers of the conditions of filing (令2 第十九条第一款), ``shown`` says by
    number what shows that one is met. ``ground`` is one of the reasons for not filing (第二十条第一款). The
    head of the bureau's decision is the last signature.
    """

    class What(models.TextChoices):
        FILE = "file", _("立案")
        NOT_FILE = "not_file", _("不予立案")

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("同意")
        RETURNED = "returned", _("退回")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="proposals")
    what = models.CharField(max_length=16, choices=What.choices)
    cause = models.CharField(max_length=200, blank=True)
    met = models.JSONField(default=list)
    unmet = models.JSONField(default=list)
    shown = models.JSONField(default=dict)
    ground = models.PositiveSmallIntegerField(null=True)
    facts = models.TextField()
    reason = models.TextField()
    officers = models.JSONField(default=list)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    review = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    review_words = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    decision_words = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
