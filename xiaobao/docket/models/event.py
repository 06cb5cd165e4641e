"""What happened to a matter: rows are appended, never edited (triggers refuse UPDATE and DELETE)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from xiaobao.docket.models.batch import ImportBatch
from xiaobao.docket.models.matter import Matter
from xiaobao.rules.workflow import Act

_LABELS = {
    "amend": "按新的导出文件更新",
    "name_class": "认定来件类别",
    "held_change": "对待定变更作出决定",
    "recompute": "工作日历或者法规变动后重算期限",
    "alert": "期限预警",
    "breach": "记录违反无理由退货承诺",
    "order_issue": "发出督办单",
    "order_raise": "督办升级",
    "order_reply": "回复督办",
    "order_ask_extension": "申请延长督办回复期限",
    "order_extend": "延长督办回复期限",
    "order_refuse_extension": "不同意延长督办回复期限",
    "order_accept": "认可督办回复",
    "order_return": "退回督办回复",
    "order_lift": "解除督办",
    "order_appeal": "对督办提出申诉",
    "order_decide_appeal": "决定督办申诉",
    "order_revoke": "撤销督办",
    "order_reply_overdue": "督办回复逾期",
    "settling_contact": "企业首次联系消费者",
    "settling_message": "先行和解留言",
    "settling_proposal": "企业提出和解方案",
    "settling_evidence": "企业提交材料",
    "settling_share": "消费者同意提供联系方式",
    "settling_shown": "企业查看联系方式",
    "settling_claim": "企业报告已和解",
    "settling_deny": "消费者不认可和解",
    "settling_rate": "消费者评价先行和解",
}
_BY = {"partner": "企业", "consumer": "消费者", "system": "系统"}
SETTLING = tuple(label for verb, label in _LABELS.items() if verb.startswith("settling_"))
"""What the steps of settling first are called on the timeline."""


class Event(models.Model):
    """One thing that happened, with when it happened and where we know it from.

    ``occurred_at`` is empty when the source does not give the moment. ``data`` never holds a person's
    name, phone or address.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=32)
    occurred_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]

    @property
    def label(self) -> str:
        """Return what happened, in Chinese."""
        return _LABELS.get(self.verb) or Act(self.verb).label

    @property
    def source(self) -> str:
        """Return who did it, or which file told of it."""
        side = _BY.get(self.data.get("by", ""), "")
        if self.actor:
            return f"{side}（{self.actor.name}）" if side else self.actor.name
        if side:
            return side
        return f"导入：第{self.batch_id}批" if self.batch_id else "系统"
