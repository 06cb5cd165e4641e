"""Reward for a report (举报奖励): known by a code; who it is for is open to two posts only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.matter import Matter
from xiaobao.docket.models.party import Party


class Reward(models.Model):
    """One reward: proposed by one post, approved by the other, paid against its code. Money in yuan.

    ``code_index`` finds the reward by the code the reporter holds without keeping the code readable;
    ``code`` is the code itself, sealed; both are empty until the reward is approved. ``serious``, ``level``
    and ``amount`` follow content/law/report-reward.yaml. ``notice_number`` is of the notice that carries the
    code: it is no document of the matter, for nobody who handles the matter may know of a reward.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待审批")
        APPROVED = "approved", _("待领取")
        REFUSED = "refused", _("不予奖励")
        PAID = "paid", _("已发放")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="rewards")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=State.choices)
    code = models.BinaryField(default=b"")
    code_index = models.BinaryField(max_length=16, db_index=True)
    notice_number = models.CharField(max_length=64, blank=True)
    serious = models.PositiveSmallIntegerField(null=True)
    level = models.PositiveSmallIntegerField(null=True)
    base = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_words = models.TextField(blank=True)
    with_finance = models.BooleanField(null=True)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    paid_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "party"],
                name="rewarded_once",
                condition=~models.Q(state="refused"),
            ),
        ]
