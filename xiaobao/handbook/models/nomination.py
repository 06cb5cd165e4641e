"""The case library (案例库): nominations with their confirmed redaction, and what officers think of a case.

Nothing here leads to a matter: the docket knows which nomination came from which, by its code.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.handbook.models.draft import Draft


class NominationState(models.TextChoices):
    """Where a nomination stands."""

    PROPOSED = "proposed", _("待确认脱敏")
    CONFIRMED = "confirmed", _("已确认脱敏")
    DRAFTED = "drafted", _("已转草稿")
    DROPPED = "dropped", _("未采用")


class Nomination(models.Model):
    """A closed matter proposed as a typical case; ``text`` is the entry with everything personal taken out.

    ``wanted`` is how many people must confirm the redaction: two for a report.
    """

    State = NominationState

    code = models.CharField(max_length=32, unique=True)
    track = models.CharField(max_length=16)
    title = models.CharField(max_length=128)
    text = models.TextField()
    wanted = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=16, choices=NominationState.choices, default=NominationState.PROPOSED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    draft = models.ForeignKey(Draft, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]


class Confirmation(models.Model):
    """One person has read the text against the matter and says that nobody can be known by it."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="confirmations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["nomination", "by"], name="confirmed_once_each")]


class CaseMark(models.Model):
    """What one officer thinks of a typical case: useful, or outdated; the latest word counts."""

    class Mark(models.TextChoices):
        USEFUL = "useful", _("有用")
        OUTDATED = "outdated", _("已过时")

    slug = models.CharField(max_length=96)
    mark = models.CharField(max_length=16, choices=Mark.choices)
    words = models.CharField(max_length=256, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["slug", "by"], name="one_mark_each")]
