"""What a person handed in, or an officer collected: files kept sealed as they came."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.matter import Matter


class Attachment(models.Model):
    """One file of a matter. It lies sealed in the archive under ``stored``; ``sha256`` is of the file itself.

    ``file_name`` may name a person, so it is sealed too: ``shown_name`` says what kind of file it is.
    ``size`` is in bytes. The two halves of a split letter each have rows of their own to the same bytes;
    ``set_aside_at`` says since when a file belongs to the other half only (令121 第三十七条), and then it is
    shown and opened only by whoever sees both halves.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="attachments")
    shown_name = models.CharField(max_length=64)
    file_name = models.BinaryField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=64)
    what = models.CharField(max_length=100, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
