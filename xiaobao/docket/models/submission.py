"""What arrived, as it arrived."""

from __future__ import annotations

from django.db import models

from xiaobao.docket.models.batch import ImportBatch
from xiaobao.docket.models.matter import Matter
from xiaobao.vault.models import SealedText


class Submission(models.Model):
    """The words of a matter, with every column of the export that has no field of its own.

    Names, phones and other numbers that lead to a person are masked here; ``original`` holds the words as
    they came, sealed, and is empty where nothing was masked. ``digest`` covers the whole source row: equal
    digest, unchanged row.
    """

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="submission"
    )
    title = models.TextField(blank=True)
    content = models.TextField()
    requests = models.TextField(blank=True)
    object_path = models.TextField(blank=True)
    problem_path = models.TextField(blank=True)
    reply = models.TextField(blank=True)
    sales_mode = models.TextField(blank=True)
    extra = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=16)
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.PROTECT, related_name="submissions")
    row = models.PositiveIntegerField(null=True)
    original = models.ForeignKey(SealedText, null=True, on_delete=models.PROTECT, related_name="+")
