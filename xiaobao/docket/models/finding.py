"""What the mining has found (挖掘发现): a proposal with parts and evidence, until a person decides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xiaobao.docket.models.enterprise import Enterprise
from xiaobao.docket.models.matter import Matter
from xiaobao.docket.models.mining_run import MiningRun


class FindingKind(models.TextChoices):
    """What can be found."""

    TWIN = "twin", _("疑似重复")
    GROUP = "group", _("群体投诉")
    RING = "ring", _("疑似职业索赔")
    ISSUE = "issue", _("热点问题")


class FindingState(models.TextChoices):
    """Where a finding stands; only a person moves it out of open, and it changes no matter."""

    OPEN = "open", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    REJECTED = "rejected", _("不成立")
    SNOOZED = "snoozed", _("暂缓")
    CONTESTED = "contested", _("有异议")


class FindingChange(models.TextChoices):
    """What has become of it since the run before."""

    NEW = "new", _("新出现")
    GROWN = "grown", _("有增长")
    SAME = "same", _("无变化")
    GONE = "gone", _("已消退")


class Finding(models.Model):
    """One finding; ``key`` stays the same from run to run for what is the same thing.

    ``parts``: list of {criterion, name, value, unit, measure, weight, why}: no score without them.
    ``evidence``: what the page shows beside (words, passages, edges), masked. ``person`` is a key of linkage
    and names nobody. Of a ring, complaints alone are kept: whoever handles a complaint must not learn that
    its author reports (令121 第三十七条), and a finding never touches the report track.
    ``version`` grows with every ruling, so that two officers never overwrite each other.
    """

    kind = models.CharField(max_length=8, choices=FindingKind.choices)
    key = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    score = models.FloatField(null=True)
    parts = models.JSONField(default=list)
    evidence = models.JSONField(default=dict)
    respondent = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="findings")
    person = models.CharField(max_length=64, blank=True, db_index=True)
    place = models.CharField(max_length=128, blank=True)
    first_on = models.DateField()
    last_on = models.DateField()
    matters = models.PositiveIntegerField()
    persons = models.PositiveIntegerField(default=0)
    change = models.CharField(max_length=8, choices=FindingChange.choices, default=FindingChange.NEW)
    state = models.CharField(max_length=16, choices=FindingState.choices, default=FindingState.OPEN)
    snoozed_until = models.DateField(null=True)
    first_run = models.ForeignKey(MiningRun, on_delete=models.PROTECT, related_name="+")
    last_run = models.ForeignKey(MiningRun, on_delete=models.PROTECT, related_name="findings")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-last_on", "-id"]
        indexes = [models.Index(fields=["kind", "state", "-score"], name="finding_board")]

    def __str__(self) -> str:
        return self.title


class FindingMember(models.Model):
    """A matter of a finding; ``why`` says by what it belongs to it, ``counted`` is false for noise."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="members")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="findings")
    why = models.CharField(max_length=200, blank=True)
    counted = models.BooleanField(default=True)

    class Meta:
        ordering = ["matter"]
        constraints = [models.UniqueConstraint(fields=["finding", "matter"], name="finding_member_once")]


class FindingVerb(models.TextChoices):
    """What a person may do with a finding."""

    CONFIRM = "confirm", _("确认")
    REJECT = "reject", _("不成立")
    SNOOZE = "snooze", _("暂缓")
    CONTEST = "contest", _("提出异议")
    UPHOLD = "uphold", _("异议成立")
    DISMISS = "dismiss", _("异议不成立")
    REOPEN = "reopen", _("重新打开")


class FindingRuling(models.Model):
    """What somebody decided of a finding; rows are appended, never edited.

    ``reason`` is a code the next run learns from, ``words`` are stored covered. ``matters`` is how large the
    finding was then: one that grows past it is put before a person again.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="rulings")
    verb = models.CharField(max_length=16, choices=FindingVerb.choices)
    reason = models.CharField(max_length=32, blank=True)
    words = models.TextField(blank=True)
    matters = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
