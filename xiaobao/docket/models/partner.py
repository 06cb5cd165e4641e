"""Who settles first: ODR enterprises and service points (维权网点), their papers, and who sits there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.staff.models import Office


class PartnerKind(models.TextChoices):
    """What stands between the consumer and the bureau."""

    ODR = "odr", _("在线消费纠纷解决（ODR）企业")
    POINT = "point", _("消费维权服务站")


class Site(models.TextChoices):
    """Where a service point stands: 五进."""

    MALL = "mall", _("商场")
    SUPERMARKET = "supermarket", _("超市")
    MARKET = "market", _("市场")
    ENTERPRISE = "enterprise", _("企业")
    SCENIC = "scenic", _("景区")


class Partner(models.Model):
    """One ODR enterprise or one service point.

    ``names`` are the other names complaints call it by: its shops, its brand, the mall it stands in.
    ``applied_on``, ``committed_on``: the day of 申请书 and of 承诺书. The account is open from ``opened_on``
    until ``closed_on``, which no longer counts; before it is opened both are empty. ``invented``: a sample.
    """

    kind = models.CharField(max_length=8, choices=PartnerKind.choices)
    site = models.CharField(max_length=16, choices=Site.choices, blank=True)
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    names = models.JSONField(default=list)
    credit_code = models.CharField(max_length=18, blank=True)
    address = models.CharField(max_length=300, blank=True)
    industry = models.CharField(max_length=64, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="partners")
    applied_on = models.DateField(null=True)
    committed_on = models.DateField(null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closing_reason = models.TextField(blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return self.name


class PaperKind(models.TextChoices):
    """What an enterprise or a service point hands in."""

    APPLICATION = "application", _("申请书")
    COMMITMENT = "commitment", _("及时处理消费投诉承诺书")
    LICENCE = "licence", _("营业执照")
    PROCEDURE = "procedure", _("内部投诉处理制度")
    OTHER = "other", _("其他材料")


class Seat(models.Model):
    """Somebody of an enterprise or a service point who signs in to the portal (经办席位).

    Periods are half-open: on ``until`` it no longer counts.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="seats")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
