"""Looking back (抽查、回访, 令121 第二十六条): samples drawn from a seed, and what people said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.matter import Matter


class Sample(models.Model):
    """Matters drawn for a look back. The same seed over the same population draws the same matters.

    ``criteria`` holds the period and the filter, ``population`` how many fitted them, ``digest`` the SHA-256
    of their sorted numbers, so that the draw can be repeated and checked.
    """

    seed = models.PositiveBigIntegerField()
    criteria = models.JSONField(default=dict)
    population = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]


class Drawn(models.Model):
    """One matter in a sample, in the order drawn."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="drawn")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="drawn")
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["sample", "matter"], name="drawn_once")]


class Visit(models.Model):
    """A return visit (回访): whether somebody was reached and how satisfied they were."""

    class Satisfaction(models.TextChoices):
        VERY = "very", _("非常满意")
        CONTENT = "content", _("满意")
        PLAIN = "plain", _("基本满意")
        NOT = "not", _("不满意")
        UNSAID = "unsaid", _("未表示")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="visits")
    sample = models.ForeignKey(Sample, null=True, on_delete=models.PROTECT, related_name="visits")
    side = models.CharField(max_length=16)
    on = models.DateField()
    channel = models.CharField(max_length=16)
    reached = models.BooleanField()
    satisfaction = models.CharField(max_length=16, choices=Satisfaction.choices, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
