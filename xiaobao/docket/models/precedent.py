"""Where the case library (案例库) meets the docket: which matter became a case, which case was used on one.

The handbook knows neither: a nomination there has a code, and only here does the code lead to a matter.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.matter import Matter


class NominatedCase(models.Model):
    """One closed matter nominated as a typical case, once; ``code`` is that of the nomination."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="nominated")
    code = models.CharField(max_length=32, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class CaseUse(models.Model):
    """An officer went by a typical case in handling a matter (参考了这个案例); ``slug`` names it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="cases_used")
    slug = models.CharField(max_length=96)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["matter", "slug"], name="case_used_once")]
        indexes = [models.Index(fields=["slug"], name="case_used")]
