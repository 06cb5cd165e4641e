"""A round of review (审稿): opinions of who was asked, comments on paragraphs, what was decided on them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.handbook.models.draft import Draft, DraftText


class Role(models.TextChoices):
    """As whom somebody reviews."""

    LEGAL_EXPERT = "legal_expert", _("法律专家")
    ENFORCEMENT = "enforcement", _("执法科")
    LEGAL = "legal", _("法制科")
    CREDIT = "credit", _("信用科")
    STATION = "station", _("基层所")
    CONSUMER = "consumer", _("消保科")
    LEADER = "leader", _("局领导")


class Verdict(models.TextChoices):
    """What an opinion comes to."""

    AGREE = "agree", _("同意")
    WITH_CHANGES = "with_changes", _("修改后同意")
    DISAGREE = "disagree", _("不同意")


class Ruling(models.TextChoices):
    """What was decided on a comment."""

    TAKEN = "taken", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOT_TAKEN = "not_taken", _("不采纳")


class Round(models.Model):
    """One round on one text; ``asked`` lists the roles whose opinion is wanted, closed when all are in."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    text = models.ForeignKey(DraftText, on_delete=models.PROTECT, related_name="+")
    asked = models.JSONField(default=list)
    due_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="round_once")]


class Opinion(models.Model):
    """What one role says of the text as a whole; a leader's is the remark (局领导点评)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="opinions")
    role = models.CharField(max_length=16, choices=Role.choices)
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["round", "role"], name="one_opinion_a_role")]


class Comment(models.Model):
    """A comment on one paragraph (from 1; 0 is the whole), with the paragraph as it stood then.

    ``ruling`` is empty until somebody decides on it; ``reason`` says why.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="comments")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="comments")
    role = models.CharField(max_length=16, choices=Role.choices)
    paragraph = models.PositiveIntegerField()
    quoted = models.TextField(blank=True)
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ruling = models.CharField(max_length=16, choices=Ruling.choices, blank=True)
    reason = models.TextField(blank=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ruled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["paragraph", "id"]
