"""Whom a document is for, and when and how each of them was told (送达)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.attachment import Attachment
from xiaobao.docket.models.document import Document
from xiaobao.docket.models.party import Party


class Side(models.TextChoices):
    """On which side of a dispute somebody stands, or outside it."""

    COMPLAINANT = "complainant", _("投诉人")
    REPORTER = "reporter", _("举报人")
    RESPONDENT = "respondent", _("被投诉人")
    OTHER = "other", _("其他单位")


class Addressee(models.Model):
    """Somebody a document must reach; telling is not done until every one has been served.

    ``party`` is empty for the respondent and for other bodies; ``name`` is never a person's full name.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="addressees")
    side = models.CharField(max_length=16, choices=Side.choices)
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]


class ServiceChannel(models.TextChoices):
    """How a document was handed over; the official forms name these ways (式样五 to 八, 注)."""

    PLATFORM = "platform", _("全国12315平台")
    PHONE = "phone", _("电话")
    SMS = "sms", _("短信")
    EMAIL = "email", _("电子邮件")
    POST = "post", _("邮寄")
    IN_PERSON = "in_person", _("当面送交")


class Service(models.Model):
    """One attempt to reach one addressee. ``served_at`` is empty while it is not known to have arrived.

    ``proof`` says what proves it: a receipt number, the line of the platform, who answered the phone when.
    """

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="services")
    channel = models.CharField(max_length=16, choices=ServiceChannel.choices)
    sent_at = models.DateTimeField()
    served_at = models.DateTimeField(null=True)
    proof = models.TextField(blank=True)
    attachment = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
