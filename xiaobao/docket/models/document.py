"""Official documents (文书) as issued, and the series their numbers come from."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.matter import Matter


class NumberSeries(models.Model):
    """The last number given in one series and year; a number is taken inside the issuing transaction."""

    series = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="one_series_a_year")]
        verbose_name_plural = "number series"


class Document(models.Model):
    """One issued document. The files lie sealed in the archive under the hash kept here.

    ``docx_sha256`` and ``pdf_sha256`` are of what was issued; ``*_stored`` of the sealed file.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="documents")
    notice = models.CharField(max_length=64)
    title = models.CharField(max_length=64)
    form = models.CharField(max_length=64, blank=True)
    number = models.CharField(max_length=64, unique=True)
    series = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    regulation = models.CharField(max_length=64)
    template_version = models.CharField(max_length=64)
    docx_sha256 = models.CharField(max_length=64)
    docx_stored = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    pdf_stored = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "sequence"], name="number_given_once"),
        ]
