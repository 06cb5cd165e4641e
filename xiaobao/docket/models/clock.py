"""A statutory clock on a matter: a ledger of entries, and the due date derived from it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.matter import Matter


class ClockState(models.TextChoices):
    """Whether a clock counts."""

    RUNNING = "running", _("计时中")
    PAUSED = "paused", _("已中止计时")
    STOPPED = "stopped", _("已停止")


class Clock(models.Model):
    """One clock. ``due_*`` and ``derivation`` derive from ``ledger``, ``regulation`` and ``calendar``.

    ``clock`` is an id of content/law, or ``hotline.*`` for a deadline a work order states itself.
    ``watch_at`` is when the tick looks at it next: an index, never later than its next stage is due.
    ``stopped_on`` is empty on a stopped clock when the source does not say on which day it was done.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="clocks")
    clock = models.CharField(max_length=64)
    regulation = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16, choices=ClockState.choices)
    ledger = models.JSONField(default=list)
    started_on = models.DateField()
    stopped_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_earliest = models.DateField()
    due_latest = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    basis = models.CharField(max_length=200)
    derivation = models.TextField()
    calendar = models.CharField(max_length=64, blank=True)
    watch_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "clock"], name="one_clock_of_a_kind"),
        ]
        indexes = [
            models.Index(
                fields=["due_earliest", "id"], name="clock_running", condition=models.Q(state="running")
            ),
            models.Index(
                # A board reads all it needs of a clock that ended from here.
                fields=["clock", "stopped_on", "started_on", "matter", "due_latest", "provisional", "state"],
                name="clock_ended",
                condition=models.Q(state="stopped"),
            ),
            models.Index(
                fields=["watch_at", "id"], name="clock_watched", condition=models.Q(watch_at__isnull=False)
            ),
        ]
