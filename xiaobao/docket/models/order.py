"""A supervision order (督办单): numbered, owned, answered, judged; and what happened to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.alert import Alert
from xiaobao.docket.models.clock import Clock
from xiaobao.docket.models.document import Document
from xiaobao.docket.models.matter import Matter
from xiaobao.staff.models import Office


class Origin(models.TextChoices):
    """What a supervision order came from."""

    LADDER = "ladder", _("分级督办")
    LEADER = "leader", _("领导交办")
    PETITION = "petition", _("信访转办")
    HOTLINE = "hotline", _("12345热线督办")


class SupervisionOrder(models.Model):
    """One order on one matter. States and who may do what: ``rules.orders``.

    ``owner`` answers for it (empty: whoever heads ``office``); ``grade`` is that of the ladder, empty for an
    order given by hand. ``reply_due`` is the last day of the reply owed now; ``watch_at`` the moment the tick
    looks at it next, empty when there is nothing to wait for. ``raised_from`` is the order this one took
    over. ``asked_until`` is the later reply day that is asked for, ``appealed_at`` when an appeal was made:
    both are empty again once decided. ``score`` are the points taken off when it was lifted. ``external_id``
    is the number of whoever gave it, of the hotline for instance. ``version`` grows with every act.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="orders")
    clock = models.ForeignKey(Clock, null=True, on_delete=models.PROTECT, related_name="orders")
    alert = models.OneToOneField(Alert, null=True, on_delete=models.PROTECT, related_name="order")
    document = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="order")
    number = models.CharField(max_length=64, unique=True)
    origin = models.CharField(max_length=16, choices=Origin.choices)
    external_id = models.CharField(max_length=64, blank=True)
    grade = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=16)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="orders")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="orders"
    )
    requirement = models.TextField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField()
    reply_due = models.DateField()
    watch_at = models.DateTimeField(null=True)
    asked_until = models.DateField(null=True)
    appealed_at = models.DateTimeField(null=True)
    raised_from = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="raised_to")
    score = models.PositiveSmallIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "origin", "external_id"],
                name="order_once_per_source",
                condition=~models.Q(external_id=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["watch_at", "id"], name="order_watched", condition=models.Q(watch_at__isnull=False)
            ),
            models.Index(fields=["state", "office", "reply_due"], name="order_standing"),
        ]

    def __str__(self) -> str:
        return self.number


class OrderStep(models.Model):
    """One thing done to an order; appended, never edited. ``words`` are whoever did it; empty for the clock.

    ``until`` is the reply day that was asked for or set. ``measures`` are those of a reply.
    """

    order = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=32)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    until = models.DateField(null=True)
    score = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["id"]
