"""A typical case (典型案例) of a key industry: a closed complaint an officer thinks others can learn from."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.matter import Matter


class TypicalCase(models.Model):
    """One complaint marked for one industry (its id in the rules of routing), with a sentence why.

    ``dropped_on`` is the day from which it is shown no longer. ``words`` are stored covered: they lead to
    nobody.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="typical_of")
    industry = models.CharField(max_length=32)
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    dropped_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "industry"],
                condition=models.Q(dropped_on=None),
                name="typical_once",
            ),
        ]
