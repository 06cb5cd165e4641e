"""A change of what the clocks go by: proposed with what it would do, signed by another, then applied."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleKind(models.TextChoices):
    """What is changed."""

    LADDER = "ladder", _("督办阶梯")
    CALENDAR = "calendar", _("工作日历")
    REGULATION = "regulation", _("法规期限")
    ROUTING = "routing", _("分办规则")
    HANDLERS = "handlers", _("处置人员安排")


class RuleChange(models.Model):
    """One file of content proposed: ``name`` without folder, ``text`` whole, ``digest`` its SHA-256.

    ``moves`` is the list that is signed, compressed JSON: each open clock that would move and each warning
    that would fire; ``moves_digest`` its SHA-256, ``counts`` its totals. ``applied_at`` is empty while a
    signed change is being put in place.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待签署")
        SIGNED = "signed", _("已签署")
        APPLIED = "applied", _("已生效")
        REFUSED = "refused", _("未通过")
        WITHDRAWN = "withdrawn", _("已撤回")

    kind = models.CharField(max_length=16, choices=RuleKind.choices)
    name = models.CharField(max_length=64)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    reason = models.TextField()
    moves = models.BinaryField()
    moves_digest = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
