"""Key enterprises (重点企业): why they are listed, who answers for them, and the four regulars (四定时)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.partner import PaperKind, Partner
from xiaobao.staff.models import Office


class KeyEnterprise(models.Model):
    """An enterprise whose complaints the district desk handles itself.

    ``reasons`` says why, ``figures`` what was counted when it was listed. Listed from ``since`` until
    ``until``, which no longer counts.
    """

    name = models.CharField(max_length=200)
    names = models.JSONField(default=list)
    credit_code = models.CharField(max_length=18, blank=True)
    industry = models.CharField(max_length=64, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="key_enterprises")
    reasons = models.TextField()
    figures = models.JSONField(default=dict)
    since = models.DateField()
    until = models.DateField(null=True)
    ending_reason = models.TextField(blank=True)
    listed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """One person of the customer-service team (客服团队) of a key enterprise; who it is, is sealed.

    ``sealed`` holds name, phone and e-mail; ``shown_name`` is masked. ``duty``: what the person answers for.
    """

    enterprise = models.ForeignKey(KeyEnterprise, on_delete=models.PROTECT, related_name="team")
    sealed = models.BinaryField()
    shown_name = models.CharField(max_length=64)
    shown_phone = models.CharField(max_length=64, blank=True)
    duty = models.CharField(max_length=64)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ["id"]


class RegisterPaper(models.Model):
    """One paper of a partner or of a key enterprise, sealed in the archive under ``stored``.

    ``file_name`` may name a person, so it is sealed; ``sha256`` is of the file itself, ``size`` in bytes.
    """

    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="papers")
    enterprise = models.ForeignKey(KeyEnterprise, null=True, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=16, choices=PaperKind.choices)
    shown_name = models.CharField(max_length=64)
    file_name = models.BinaryField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(partner=None) ^ models.Q(enterprise=None), name="paper_of_one"
            ),
        ]


class Engagement(models.Model):
    """One of the four regulars with one key enterprise: planned, prepared, sent, held, followed up.

    ``prepared`` is what was put together, personal data removed; ``counted_on`` the day it was counted.
    ``agreed`` is what both sides agreed on, ``follow_up_on`` when it is looked at again, ``followed_up`` what
    had come of it by then.
    """

    class Kind(models.TextChoices):
        CHECK_IN = "check_in", _("定时对接处置投诉具体情况")
        DEADLINES = "deadlines", _("定时发布提示办结期限")
        FEEDBACK = "feedback", _("定时反馈投诉集中问题")
        SYMPOSIUM = "symposium", _("定时组织座谈研讨问题")

    class State(models.TextChoices):
        PLANNED = "planned", _("待准备")
        PREPARED = "prepared", _("待发送")
        SENT = "sent", _("已发送")
        HELD = "held", _("已记录")
        DONE = "done", _("已跟进")
        DROPPED = "dropped", _("不再进行")

    enterprise = models.ForeignKey(KeyEnterprise, on_delete=models.PROTECT, related_name="engagements")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PLANNED)
    planned_on = models.DateField()
    counted_on = models.DateField(null=True)
    prepared = models.JSONField(default=dict)
    prepared_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_how = models.CharField(max_length=64, blank=True)
    held_on = models.DateField(null=True)
    agreed = models.TextField(blank=True)
    follow_up_on = models.DateField(null=True)
    followed_up = models.TextField(blank=True)
    followed_up_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["planned_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind", "planned_on"], name="engagement_once"),
        ]
