"""What an officer is told: the message on screen, and its deliveries by other ways (the outbox)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.alert import Alert
from xiaobao.docket.models.matter import Matter
from xiaobao.docket.models.order import SupervisionOrder
from xiaobao.staff.models import Office


class MessageKind(models.TextChoices):
    """What a message is about."""

    ALERT = "alert", _("期限预警")
    ORDER = "order", _("督办")
    SETTLING = "settling", _("先行和解")
    DIGEST = "digest", _("每日提要")
    ALARM = "alarm", _("系统告警")


class Message(models.Model):
    """One message to one officer in the inbox on screen. ``key`` is unique: told twice, kept once.

    ``title`` and ``body`` never hold a person's name, phone or address, nor words of the matter: they go out
    by e-mail as they stand. ``reply_by`` is the last day of a reply owed. ``acknowledged_at``: 已阅知.
    """

    key = models.CharField(max_length=120, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=16, choices=MessageKind.choices)
    grade = models.CharField(max_length=16, blank=True)
    copy = models.BooleanField(default=False)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="messages")
    alert = models.ForeignKey(Alert, null=True, on_delete=models.PROTECT, related_name="messages")
    order = models.ForeignKey(SupervisionOrder, null=True, on_delete=models.PROTECT, related_name="messages")
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField()
    reply_by = models.DateField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["user", "-id"], name="message_unread", condition=models.Q(acknowledged_at=None)
            ),
            models.Index(fields=["user", "-id"], name="message_of_user"),
        ]


class ContactPoint(models.Model):
    """Where messages reach an officer or an office beside the screen; ``address`` is sealed.

    ``channel`` email and sms belong to an officer; robot (群机器人) to an office, whose group reads it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="contact_points"
    )
    office = models.ForeignKey(Office, null=True, on_delete=models.CASCADE, related_name="contact_points")
    channel = models.CharField(max_length=16)
    address = models.BinaryField()
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "channel"], name="one_address_a_channel"),
            models.UniqueConstraint(fields=["office", "channel"], name="one_robot_a_channel"),
            models.CheckConstraint(
                condition=models.Q(user=None) ^ models.Q(office=None), name="officer_or_office"
            ),
        ]


class DeliveryState(models.TextChoices):
    """Whether it has gone out."""

    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    GIVEN_UP = "given_up", _("发送失败")


class Delivery(models.Model):
    """One message by one other way: written with its message, sent afterwards, at least once.

    ``key`` is the idempotency key that goes out with it. ``next_at`` is when it may be tried next: not
    before the office opens, later after a failure, and a lease while somebody sends it.
    """

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries")
    point = models.ForeignKey(ContactPoint, null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=16)
    key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=16, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    next_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["channel", "next_at", "id"],
                name="delivery_waiting",
                condition=models.Q(state="waiting"),
            ),
        ]


class Preference(models.Model):
    """What an officer has chosen: hours without e-mail or SMS, and whether the morning digest goes out so.

    Quiet hours hold a delivery back, at most until the office opens; the message on screen is there at once.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference", primary_key=True
    )
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    digest_channels = models.JSONField(default=list)
