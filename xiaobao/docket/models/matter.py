"""A matter (来件): what came in, on one of the two tracks."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.enterprise import Enterprise
from xiaobao.staff.models import Office

NO_CLOCK = date(9999, 12, 31)
"""``next_due`` of a matter on which no clock runs: it sorts after every real date."""


class Kind(models.TextChoices):
    """The two legal tracks, 办法第三条."""

    COMPLAINT = "complaint", _("投诉")
    REPORT = "report", _("举报")


class Matter(models.Model):
    """One complaint or report, kept lean so that lists stay quick; its words are in Submission.

    ``received_at`` is a fact (the instant the bureau received it), never the moment of import.
    ``regulation`` is the regulation that governs it, fixed at registration by the locality's setting.
    ``next_due`` is an index: the earliest due date among running clocks, recomputed before anyone acts on it.
    ``unclocked`` says why no clock runs on an open matter; empty while one does.
    ``version`` grows with every act, so that two officers never overwrite each other.
    ``guarded``: an insider reports (令121 第二十八条第二款); nobody sees it but who has to handle it.
    """

    number = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    source = models.CharField(max_length=32)
    external_id = models.CharField(max_length=64)
    channel = models.CharField(max_length=16)
    route = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()
    received_on = models.DateField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="matters")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="matters"
    )
    respondent = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="matters")
    category = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=128)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    place = models.CharField(max_length=128, blank=True)
    state = models.CharField(max_length=16)
    is_open = models.BooleanField(default=True)
    regulation = models.CharField(max_length=64)
    next_due = models.DateField(default=NO_CLOCK)
    next_clock = models.CharField(max_length=64, blank=True)
    provisional = models.BooleanField(default=False)
    unclocked = models.CharField(max_length=100, default="", db_default="")
    version = models.PositiveIntegerField(default=1)
    guarded = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="matter_once_per_source"),
        ]
        indexes = [
            models.Index(fields=["is_open", "next_due", "id"], name="matter_queue"),
            models.Index(fields=["office", "is_open", "next_due", "id"], name="matter_office_queue"),
            models.Index(fields=["next_due", "id"], name="matter_all_by_due"),
            models.Index(fields=["received_on", "kind", "channel"], name="matter_received"),
            models.Index(fields=["category", "next_due"], name="matter_category"),
            models.Index(fields=["office"], name="matter_guarded", condition=models.Q(guarded=True)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def has_running_clock(self) -> bool:
        """Whether any clock runs."""
        return self.next_due != NO_CLOCK
