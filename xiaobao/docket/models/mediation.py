"""Mediation (调解): consent, sessions, recusal, appraisal, delegation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.attachment import Attachment
from xiaobao.docket.models.matter import Matter
from xiaobao.docket.models.party import Party


class ConsentSubject(models.TextChoices):
    """What somebody agrees to, or not."""

    MEDIATION = "mediation", _("进行调解")
    DELEGATION = "delegation", _("委托调解")
    SETTLEMENT = "settlement", _("调解协议")
    NO_DOCUMENT = "no_document", _("不制作调解书")
    JOINT = "joint", _("共同投诉")


class Consent(models.Model):
    """One answer of one side (or one joint complainant): the newest counts, none is edited."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="consents")
    side = models.CharField(max_length=16)
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=16, choices=ConsentSubject.choices)
    given = models.BooleanField()
    on = models.DateField()
    how = models.CharField(max_length=16)
    proof = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


class SessionMode(models.TextChoices):
    """How a session is held (令121 第二十条第一款)."""

    ON_SITE = "on_site", _("现场调解")
    PHONE = "phone", _("电话调解")
    VIDEO = "video", _("音视频调解")
    INTERNET = "internet", _("互联网调解")


class Session(models.Model):
    """One session of mediation (调解会): planned, then held with its minutes, or not held."""

    class State(models.TextChoices):
        PLANNED = "planned", _("已通知")
        HELD = "held", _("已举行")
        MISSED = "missed", _("一方未到场")
        CANCELLED = "cancelled", _("已取消")

    class Result(models.TextChoices):
        AGREED = "agreed", _("达成一致")
        CONTINUE = "continue", _("继续调解")
        FAILED = "failed", _("未能一致")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="sessions")
    state = models.CharField(max_length=16, choices=State.choices, default=State.PLANNED)
    mode = models.CharField(max_length=16, choices=SessionMode.choices)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    mediators = models.JSONField(default=list)
    bring = models.TextField(blank=True)
    recusal_days = models.PositiveSmallIntegerField(null=True)
    complainant_present = models.BooleanField(null=True)
    respondent_present = models.BooleanField(null=True)
    minutes = models.TextField(blank=True)
    result = models.CharField(max_length=16, choices=Result.choices, blank=True)

    class Meta:
        ordering = ["held_at", "id"]


class Recusal(models.Model):
    """A request that a mediator withdraw (回避, 令121 第二十一条第二款); undecided, nobody mediates."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="recusals")
    side = models.CharField(max_length=16)
    against = models.CharField(max_length=64)
    asked_on = models.DateField()
    ground = models.TextField()
    upheld = models.BooleanField(null=True)
    replacement = models.CharField(max_length=64, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]


class Appraisal(models.Model):
    """Time spent on appraisal or testing (令121 第二十二条): left out of the mediation clock.

    ``kind`` is the id of a pause ground of the clock in content/law; ``proof`` names the document that
    proves the day it began, ``ended_proof`` the one that proves the last day left out.
    """

    class Chosen(models.TextChoices):
        AGREED = "agreed", _("双方协商一致")
        DESIGNATED = "designated", _("本局指定")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="appraisals")
    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=200)
    body = models.CharField(max_length=100)
    chosen = models.CharField(max_length=16, choices=Chosen.choices)
    cost = models.CharField(max_length=200)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    proof = models.CharField(max_length=100)
    ended_proof = models.CharField(max_length=100, blank=True)
    proof_file = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    result = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]


class Delegation(models.Model):
    """Mediation delegated to the consumers' association or another lawful body (令121 第十九条)."""

    class Outcome(models.TextChoices):
        SETTLED = "settled", _("达成一致")
        FAILED = "failed", _("未能一致")
        RETURNED = "returned", _("收回委托")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="delegations")
    body = models.CharField(max_length=100)
    began_on = models.DateField()
    due_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
