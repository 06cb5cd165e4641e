"""What the mining proposes a matter is about, and what an officer has said it is instead."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.matter import Matter


class LabelScheme(models.TextChoices):
    """What can be said of a matter by its words."""

    HOT = "hot", _("热点类别")
    OBJECT = "object", _("客体类别")
    PROBLEM = "problem", _("问题类别")
    OUTSIDE = "outside", _("职责外事项")
    URGENCY = "urgency", _("紧急程度")
    HARM = "harm", _("危害程度")


class MatterLabel(models.Model):
    """One label proposed; ``score`` is a calibrated probability, or null where a rule says so.

    ``band``: propose (put forward), ask (put as a question); what the mining is silent on is not kept.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="labels")
    scheme = models.CharField(max_length=8, choices=LabelScheme.choices)
    label = models.CharField(max_length=100)
    score = models.FloatField(null=True)
    band = models.CharField(max_length=8)
    by = models.CharField(max_length=16)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["scheme", "-score", "id"]
        constraints = [models.UniqueConstraint(fields=["matter", "scheme", "label"], name="label_once")]


class LabelRuling(models.Model):
    """What an officer said of a label; the next model learns from it. Rows are appended, never edited.

    ``proposed`` is what was put forward, empty where nothing was; ``given`` is what it is, empty for "not
    this". The latest of a matter and scheme holds.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="label_rulings")
    scheme = models.CharField(max_length=8, choices=LabelScheme.choices)
    proposed = models.CharField(max_length=100, blank=True)
    given = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
