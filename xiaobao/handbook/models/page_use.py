"""How often a page of the handbook was opened: by day, page and office, and never by whom."""

from __future__ import annotations

from django.db import models


class PageUse(models.Model):
    """So many openings of one page on one day from one office; ``office`` is its code, empty for none.

    ``page`` is the file of an entry (chapters/complaint.md), a folder (steps/) or a flowchart (flow/report).
    Neither person nor post is kept: an office may have one holder of a post, and then the post is a person.
    """

    on = models.DateField()
    page = models.CharField(max_length=128)
    office = models.CharField(max_length=50, blank=True)
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["on", "page", "office"]
        constraints = [models.UniqueConstraint(fields=["on", "page", "office"], name="page_use_once")]
