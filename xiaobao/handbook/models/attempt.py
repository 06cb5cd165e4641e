"""An attempt at the quiz of a chapter (练习): seen by who made it and by the trainer."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Attempt(models.Model):
    """``answers`` holds, a question a row, what was asked, what was chosen and what is right, as it was then.

    ``chapter`` is the slug; ``edition`` the number of the edition the questions came from, 0 for none.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chapter = models.CharField(max_length=96)
    edition = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    right = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=list)

    class Meta:
        ordering = ["-at"]
