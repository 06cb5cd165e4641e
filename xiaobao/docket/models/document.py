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

    ``paper`` is its text as issued, sealed, and ``paper_sha256`` the hash of it; the files follow from it.
    ``docx_sha256`` and ``pdf_sha256`` are of the files, ``*_stored`` of the sealed ones; they are empty for
    the moment between issuing and laying out. A voided document keeps its number, its files and the reason.
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
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    regulation = models.CharField(max_length=64)
    template_version = models.CharField(max_length=64)
    paper = models.BinaryField(default=b"")
    paper_sha256 = models.CharField(max_length=64, default="", db_default="")
    docx_sha256 = models.CharField(max_length=64, blank=True)
    docx_stored = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_stored = models.CharField(max_length=64, blank=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.TextField(default="", db_default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "sequence"], name="number_given_once"),
        ]
