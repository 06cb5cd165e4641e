"""Sealed identities, and the audit trail: two tables nobody edits."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Identity(models.Model):
    """Who a complainant or reporter is, sealed; the matter holds only a masked line.

    ``person_index`` lets the same name and phone meet again without being readable, ``phone_index`` the same
    phone alone; either is empty where what it stands for was not given in full.
    """

    sealed = models.BinaryField()
    person_index = models.BinaryField(max_length=16, db_index=True)
    phone_index = models.BinaryField(max_length=16, db_index=True, default=b"", db_default=b"")

    class Meta:
        verbose_name_plural = "identities"


class SealedText(models.Model):
    """Words as they came, sealed, where what stands in the docket has had somebody masked out of it."""

    sealed = models.BinaryField()


class AuditEntry(models.Model):
    """One act or one sensitive reading: who by which post, when, what, on what, with what result, from where.

    Rows form a chain: ``digest`` covers the row and the digest before it, so an edit, removal,
    insertion or swap shows when the chain is verified. ``hashing`` names the digest; it is empty in rows
    written before there was a choice, whose digest covers neither ``post`` nor ``result``. ``mac`` is keyed
    with a key outside the database, so that a chain cannot be worked out anew without it.
    Triggers refuse UPDATE and DELETE.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=64)
    act = models.CharField(max_length=64)
    subject = models.CharField(max_length=128)
    detail = models.JSONField(default=dict)
    address = models.CharField(max_length=64, blank=True)
    post = models.CharField(max_length=128, default="", db_default="")
    result = models.CharField(max_length=16, default="", db_default="")
    hashing = models.CharField(max_length=16, default="", db_default="")
    mac = models.CharField(max_length=64, default="", db_default="")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_subject"),
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["act", "id"], name="audit_act"),
            models.Index(fields=["result", "id"], name="audit_result"),
        ]
