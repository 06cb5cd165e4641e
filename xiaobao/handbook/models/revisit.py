"""An entry or document to be looked at again because the law it cites has changed (复核)."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Revisit(models.Model):
    """One thing to look at again. ``subject`` is the path of an entry, or "notices/<id>" for a template.

    ``cites`` lists the articles in question; ``owner`` has to do it by ``due_on``. ``assigned_by`` is who
    gave it to them, empty as long as the system did.
    """

    subject = models.CharField(max_length=128)
    title = models.CharField(max_length=128)
    regulation = models.CharField(max_length=64)
    cites = models.JSONField(default=list)
    reason = models.CharField(max_length=256)
    raised_at = models.DateTimeField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField(null=True)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "regulation"], condition=models.Q(done_at=None), name="one_open_revisit"
            ),
        ]
