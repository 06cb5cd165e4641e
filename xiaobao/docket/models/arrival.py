"""What belongs to the days before acceptance: distribution, missing material, jurisdiction, linked halves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.matter import Matter
from xiaobao.docket.models.party import Party


class Distribution(models.Model):
    """A matter that a superior or its 12315 unit sent down (分送, 令121 第四十一条; Form 3)."""

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="distribution"
    )
    sender = models.CharField(max_length=100)
    number = models.CharField(max_length=64, blank=True)
    sent_on = models.DateField(null=True)
    report_back_on = models.DateField(null=True)


class LinkKind(models.TextChoices):
    """Why two matters belong together."""

    SPLIT = "split", _("同一来件分开办理")
    LEAD = "lead", _("调解中发现的线索")
    SAME = "same", _("同一争议")
    REPEAT = "repeat", _("重复举报")
    MERGED = "merged", _("合并处理")


class Link(models.Model):
    """Two matters that belong together; ``later`` came out of ``earlier``."""

    earlier = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="led_to")
    later = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="came_from")
    kind = models.CharField(max_length=16, choices=LinkKind.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["earlier", "later"], name="linked_once")]


class MaterialRequest(models.Model):
    """What was asked for, in one list, once (令121 第十条第一款), and later what came.

    ``kind``: material (补正材料) or identity (核验身份, 令121 第十条第三款, Form 4), each with a date.
    """

    class Kind(models.TextChoices):
        MATERIAL = "material", _("补正材料")
        IDENTITY = "identity", _("核验身份")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="material_requests")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    items = models.JSONField(default=list)
    asked_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    received = models.JSONField(default=list)
    complete = models.BooleanField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["matter", "kind"], name="asked_once")]


class Dispute(models.Model):
    """A dispute over who is competent (管辖争议, 令121 第三十三条), and how it ended."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("协商一致")
        REFERRED = "referred", _("报请共同上一级指定")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="disputes")
    with_whom = models.CharField(max_length=100)
    arose_on = models.DateField()
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    ended_on = models.DateField(null=True)
    ours = models.BooleanField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]


class Mandate(models.Model):
    """An agent's authority (委托代理, 令121 第十一条): for whom, what, how far and how long.

    ``agent`` is the party who acts; ``special`` allows what 第十二条 and settlement need: to change or waive
    a claim or to settle. ``original_kept`` says that the original of the authorisation was handed in.
    """

    agent = models.OneToOneField(Party, primary_key=True, on_delete=models.PROTECT, related_name="mandate")
    principal = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="agents")
    side = models.CharField(max_length=16)
    matters = models.CharField(max_length=200)
    special = models.BooleanField(default=False)
    until = models.DateField(null=True)
    original_kept = models.BooleanField(default=False)
