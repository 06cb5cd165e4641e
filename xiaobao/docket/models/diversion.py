"""Settling first (先行和解): a complaint is with an ODR enterprise or a service point before the bureau."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.attachment import Attachment
from xiaobao.docket.models.matter import Matter
from xiaobao.docket.models.partner import Partner
from xiaobao.vault.models import SealedText


class Diversion(models.Model):
    """One complaint handed to one partner to settle.

    ``due_on`` is the last day (working days by the bureau's setting), kept with its ``derivation``; it is
    none of the bureau's clocks. ``code_index`` is the keyed hash of the code the consumer looks by; the code
    itself is kept nowhere. ``shares_contact``: the consumer lets the partner have name and phone.
    ``days`` are the working days the bureau gave it then: the last day is derived again before it comes back,
    unless they are not known (0). ``terms``, ``settled`` (yuan) are what the partner says was agreed since
    ``claimed_at``; the matter ends only when the consumer confirms. ``ending`` and ``ended_at`` are empty
    while it goes on. ``version`` grows with every step of either side.
    """

    class Way(models.TextChoices):
        ODR = "odr", _("转ODR企业先行和解")
        GREEN = "green_channel", _("消费者选择绿色通道")
        POINT = "point", _("转消费维权服务站")

    class Ending(models.TextChoices):
        SETTLED = "settled", _("消费者确认和解")
        EXPIRED = "expired", _("期限届满未和解")
        REFUSED = "refused", _("企业不同意和解")
        CONSUMER = "consumer", _("消费者要求由本局处理")
        OFFICER = "officer", _("本局收回办理")
        WITHDRAWN = "withdrawn", _("消费者撤回投诉")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="diversions")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="diversions")
    way = models.CharField(max_length=16, choices=Way.choices)
    asked_how = models.CharField(max_length=16)
    code_index = models.BinaryField(default=bytes)
    diverted_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField()
    derivation = models.TextField()
    first_contact_at = models.DateTimeField(null=True)
    shares_contact = models.BooleanField(default=False)
    claimed_at = models.DateTimeField(null=True)
    terms = models.TextField(blank=True)
    settled = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    ending = models.CharField(max_length=16, choices=Ending.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    confirmed_how = models.CharField(max_length=16, blank=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(ending=""), name="with_one_partner_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="diversion_due", condition=models.Q(ending="")),
            models.Index(fields=["partner", "ending", "due_on"], name="diversion_of_partner"),
            models.Index(fields=["code_index"], name="diversion_code"),
        ]


class Exchange(models.Model):
    """One thing either side did or said while settling first; appended, never edited.

    ``text`` is masked: who somebody is does not pass before the consumer agrees. ``original`` holds the words
    as they came, sealed, where something was masked.
    """

    class Side(models.TextChoices):
        PARTNER = "partner", _("企业")
        CONSUMER = "consumer", _("消费者")
        BUREAU = "bureau", _("市场监管部门")
        SYSTEM = "system", _("系统")

    class Kind(models.TextChoices):
        DIVERT = "divert", _("转先行和解")
        CONTACT = "contact", _("首次联系")
        MESSAGE = "message", _("留言")
        PROPOSAL = "proposal", _("提出方案")
        EVIDENCE = "evidence", _("提交材料")
        SHARE = "share", _("同意提供联系方式")
        SHOWN = "shown", _("查看联系方式")
        CLAIM = "claim", _("报告已和解")
        CONFIRM = "confirm", _("确认和解")
        DENY = "deny", _("不认可和解")
        REFUSE = "refuse", _("不同意和解")
        RECALL = "recall", _("收回办理")
        EXPIRE = "expire", _("期限届满")
        RATE = "rate", _("评价")
        WITHDRAW = "withdraw", _("撤回")

    diversion = models.ForeignKey(Diversion, on_delete=models.PROTECT, related_name="exchanges")
    side = models.CharField(max_length=16, choices=Side.choices)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    text = models.TextField(blank=True)
    original = models.ForeignKey(SealedText, null=True, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    attachment = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
