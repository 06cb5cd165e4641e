"""One imported file, and the changes in it that wait for a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """How far an import has come."""

    WAITING = "waiting", _("等待导入")
    RUNNING = "running", _("导入中")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("未能导入")


class ImportBatch(models.Model):
    """One file taken in and what came of it; an uploaded original lies sealed in the archive (``stored``)."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=64, blank=True)
    system = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=16, choices=BatchState.choices, default=BatchState.RUNNING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    unknown_headers = models.JSONField(default=list)
    message = models.TextField(blank=True)
    rejects_stored = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "import batches"


class HeldChange(models.Model):
    """A row that would change a fact a clock stands on (received time, kind): a person decides.

    The import never applies it; ``decided_at`` is empty until somebody has.
    """

    matter = models.ForeignKey("docket.Matter", on_delete=models.PROTECT, related_name="held_changes")
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="held_changes")
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=32)
    present = models.CharField(max_length=64)
    proposed = models.CharField(max_length=64)
    digest = models.BinaryField(max_length=16)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    applied = models.BooleanField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "field", "digest"], name="held_once"),
        ]
