"""Who and what the mining takes to be the same: keys that name nobody, enterprises under several names."""

from __future__ import annotations

from django.db import models

from xiaobao.docket.models.enterprise import Enterprise
from xiaobao.docket.models.matter import Matter


class LinkedPerson(models.Model):
    """The key of who stands behind a complaint (令121 第三十七条: of a report none is kept).

    ``reasons``: list of {matter, why}: the other complaints it was linked with, and by what.
    """

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.CASCADE, related_name="linked_person"
    )
    person = models.CharField(max_length=64, db_index=True)
    reasons = models.JSONField(default=list)


class LinkedEnterprise(models.Model):
    """The enterprise one stands for with others (``stands_for``), and by what it was linked."""

    enterprise = models.OneToOneField(
        Enterprise, primary_key=True, on_delete=models.CASCADE, related_name="linked_enterprise"
    )
    stands_for = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="also_known_as")
    why = models.CharField(max_length=200, blank=True)
