"""An edition of the handbook (版次): dated, whole, kept for ever."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Edition(models.Model):
    """One published edition. ``version`` is the digest of its texts, ``note`` says what is new in it.

    The first comes with the software: ``published_by`` is empty then.
    """

    number = models.PositiveIntegerField(unique=True)
    dated = models.DateField()
    note = models.TextField(blank=True)
    version = models.CharField(max_length=16)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]


class EditionEntry(models.Model):
    """One file of an edition; ``since`` is the number of the edition that first had it in these words.

    ``written_by`` names everybody whose hand is in them, empty for what came with the software.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="entries")
    path = models.CharField(max_length=128)
    text = models.TextField()
    since = models.PositiveIntegerField()
    written_by = models.CharField(max_length=256, blank=True)

    class Meta:
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["edition", "path"], name="edition_entry_once")]
