"""Sealed identities, and the audit trail: two tables nobody edits."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Identity(models.Model):
    """Who a complainant or reporter is, sealed; the matter holds only a masked line.

    ``person_index`` lets the same name and phone meet again without being readable.
    """

    sealed = models.BinaryField()
    person_index = models.BinaryField(max_length=16, db_index=True)

    class Meta:
        verbose_name_plural = "identities"


class AuditEntry(models.Model):
    """One act or one sensitive reading: who, when, what, on what, with what result.

    Rows form a chain: ``digest`` covers the row and the digest before it, so an edit, removal,
    insertion or swap shows when the chain is verified. Triggers refuse UPDATE and DELETE.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=64)
    act = models.CharField(max_length=64)
    subject = models.CharField(max_length=128)
    detail = models.JSONField(default=dict)
    address = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["subject", "id"], name="audit_subject")]
