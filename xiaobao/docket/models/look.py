"""Why somebody looked at an identity (查阅身份), kept beside the audit row, which holds no free words."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.matter import Matter
from xiaobao.vault.models import AuditEntry


class Look(models.Model):
    """One look: for what purpose and in what words, sealed since they may name whom they are about.

    ``entry`` is the audit row, written in the same transaction and before anything was opened.
    """

    entry = models.OneToOneField(AuditEntry, primary_key=True, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="looks")
    purpose = models.CharField(max_length=32)
    sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["entry"]
