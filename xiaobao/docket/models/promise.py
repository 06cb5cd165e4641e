"""Seven-day no-reason returns in shops (线下七日无理由退货): who promised what, and who broke it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.matter import Matter
from xiaobao.docket.models.partner import Partner


class PromisingShop(models.Model):
    """A shop that promised no-reason returns (无理由退货承诺单位).

    ``days`` counts natural days, at least seven; ``scope`` and ``exceptions`` are the shop's own words and
    public. A promise binds: 《消费者权益保护法实施条例》第十二条. It stands from ``since`` until ``until``,
    which no longer counts.
    """

    name = models.CharField(max_length=200)
    names = models.JSONField(default=list)
    credit_code = models.CharField(max_length=18, blank=True)
    address = models.CharField(max_length=300, blank=True)
    street = models.CharField(max_length=32, blank=True)
    days = models.PositiveSmallIntegerField(default=7)
    scope = models.TextField()
    exceptions = models.TextField(blank=True)
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="promises")
    since = models.DateField()
    until = models.DateField(null=True)
    ending_reason = models.TextField(blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["street", "id"]

    def __str__(self) -> str:
        return self.name


class Breach(models.Model):
    """A promise that an officer found broken in one matter; ``words`` say how."""

    shop = models.ForeignKey(PromisingShop, on_delete=models.PROTECT, related_name="breaches")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="breaches")
    on = models.DateField()
    words = models.TextField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["shop", "matter"], name="breach_once")]
