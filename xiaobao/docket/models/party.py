"""Who complains or reports, as a masked line; the person is sealed in the vault."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.matter import Matter
from xiaobao.vault.models import Identity


class Role(models.TextChoices):
    """On which side of a matter, and on which track, a person stands."""

    COMPLAINANT = "complainant", _("投诉人")
    REPORTER = "reporter", _("举报人")
    AGENT = "agent", _("委托代理人")


class Party(models.Model):
    """One person of a matter; ``shown_*`` are masked and safe for any screen of the bureau.

    ``masked_at_source``: the export gave no full name, so a document needs one from the officer.
    ``representative``: elected by the joint complainants (令121 第十二条第二款).
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=16, choices=Role.choices)
    shown_name = models.CharField(max_length=64, blank=True)
    shown_phone = models.CharField(max_length=64, blank=True)
    named = models.BooleanField(default=True)
    masked_at_source = models.BooleanField(default=False)
    has_address = models.BooleanField(default=False, db_default=False)
    representative = models.BooleanField(default=False, db_default=False)
    identity = models.ForeignKey(Identity, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "parties"
