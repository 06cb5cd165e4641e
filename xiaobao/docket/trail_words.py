"""What the acts of the audit trail are called on the auditor's page, and which belong together."""

from __future__ import annotations

from xiaobao.docket import finding_words, handbook_words
from xiaobao.docket.models import Diversion, Exchange
from xiaobao.docket.tier_words import KEY, REGISTERS, SETTLING
from xiaobao.rules.ladder import Grade
from xiaobao.rules.orders import OrderAct
from xiaobao.rules.regulars import Handover, Regular
from xiaobao.rules.reveal import Purpose
from xiaobao.rules.settle_first import ConfirmHow, HandOver, SettleHow
from xiaobao.rules.workflow import Act

LOOKS = ("identity.revealed", "original.read", "document.revealed", "reward.identity")
"""The acts by which somebody has seen who a complainant or a reporter is."""
TURNED_AWAY = ("identity.refused", "reward.identity_refused")
"""The acts by which somebody was not let see it."""
_IDENTITY = {
    "identity.revealed": "查阅身份",
    "original.read": "查阅原文",
    "document.revealed": "查阅未遮盖的文书",
    "identity.looked_up": "按电话查找",
    "identity.asked": "申请放行",
    "identity.released": "同意放行",
    "identity.release_refused": "不予放行",
    "identity.refused": "查阅身份未获准",
    "reward.identity": "查阅受奖人身份",
    "reward.identity_refused": "查阅受奖人身份未获准",
}
_READING = {
    "matter.read": "查看举报",
    "document.read": "打开文书",
    "attachment.read": "打开材料",
    "reward.read": "查看奖励办理",
    "access.refused": "打开页面未获准",
    "register_paper.read": "打开登记材料",
    "messages.acknowledged": "阅知消息",
}
_SIGN_INS = {
    "sign_in": "登录",
    "sign_out": "退出登录",
    "sign_in.refused": "登录未成功",
    "confirm": "再次输入密码",
    "confirm.refused": "再次输入的密码不对",
    "seat.password": "修改席位密码",
}
_FILES = {
    "import.received": "上传导入文件",
    "import": "导入",
    "import.refused": "导入未成功",
    "import.rejects_read": "下载退回的行",
}
_SET_UP = {
    "configuration.changed": "内容或设置变更",
    "calendar.load": "载入节假日安排",
    "clocks.recomputed": "重算期限",
    "rules.proposed": "提出规则变更",
    "rules.listed": "重新列出变动清单",
    "rules.signed": "签署规则变更",
    "rules.refused": "规则变更不予通过",
    "rules.withdrawn": "撤回规则变更",
    "rules.applied": "规则变更生效",
    "rules.exported": "下载变动清单",
    "official.load": "载入法规文本",
    "officer.appointed": "任命岗位",
    "officer.left": "结束岗位",
    "skills.set": "设置专长",
    "leave.noted": "登记请假",
    "leave.ended": "结束请假",
    "officer.password": "设置密码",
    "contact.set": "设置联系方式",
    "contact.removed": "删除联系方式",
    "contact.tried": "发送测试消息",
    "preference.set": "设置免打扰和提要",
    "vault.rotate": "更换密钥",
    "vault.retire": "停用密钥",
    "vault.reseal": "重新封存",
    "matter.cover": "遮盖既有文字",
    "network.seeded": "放入示例网络",
    **REGISTERS,
}
_MINING = {
    "mining.linked": "为识别同一人比对身份",
    "mining.kept": "挖掘结果入库",
    "mining.served": "启用分类模型",
    "mining.person_read": "查看同一人的投诉",
    "watch.saved": "订阅预警",
    "watch.dropped": "取消预警订阅",
    "watch.seen": "预警标为已看",
}
_TRAIL = {
    "audit.read": "查看审计记录",
    "audit.exported": "导出审计记录",
    "audit.verify_asked": "要求核对审计链",
    "audit.verified": "核对审计链",
    "audit.anchored": "写入锚点",
    "audit.anchors_anew": "重新开始锚点",
}
_HANDLING = {f"matter.{act.value}": act.label for act in Act} | {
    "matter.note": "记事",
    "matter.name_class": "认定来件类别",
    "matter.held_change": "对待定变更作出决定",
    "matter.case_told": "导入案件进展",
    "matter.breach": "记录违反无理由退货承诺",
    "sample.draw": "抽样",
    **{f"order.{act.value.removeprefix('order_')}": act.label for act in OrderAct},
    "supervise.alerts": "发出期限预警",
    **SETTLING,
    **KEY,
    **finding_words.TRAIL,
    "reward.proposed": "提出奖励",
    "reward.approved": "批准奖励",
    "reward.refused": "不予奖励",
    "reward.code_anew": "重新生成奖励代码",
    "reward.code_shown": "再次显示奖励代码",
    "reward.code_refused": "奖励代码不对",
    "reward.code_locked": "奖励代码输错过多",
    "reward.paid": "发放奖励",
}
GROUPS: dict[str, tuple[str, dict[str, str]]] = {
    "identity": ("身份查阅", _IDENTITY),
    "reading": ("查看", _READING),
    "sign_ins": ("登录", _SIGN_INS),
    "files": ("导入", _FILES),
    "handling": ("办理", _HANDLING),
    "set_up": ("人员、内容与设置", _SET_UP),
    "handbook": ("指导手册", handbook_words.WRITING),
    "mining": ("挖掘", _MINING),
    "trail": ("审计", _TRAIL),
}
"""Code of each group, its name, and its acts with theirs."""
RESULTS = {"done": "完成", "refused": "未获准", "failed": "未成功"}
DOES_NOT_HOLD = "有不符"
OBJECTS = {
    "matter": "来件",
    "party": "人员",
    "submission": "原文",
    "document": "文书",
    "attachment": "材料",
    "officer": "账号",
    "office": "单位",
    "channel": "消息通道",
    "batch": "导入文件",
    "sample": "抽样",
    "order": "督办单",
    "diversion": "先行和解",
    "key_enterprise": "重点企业",
    "engagement": "四定时",
    "reward": "奖励",
    "partner": "先行和解单位",
    "register_paper": "登记材料",
    "shop": "无理由退货承诺单位",
    "phone": "电话",
    "screen": "页面",
    "law": "法规",
    "calendar": "节假日安排",
    "rules": "规则变更",
    **handbook_words.OBJECTS,
    **finding_words.OBJECTS,
    "mining_run": "挖掘",
    "person": "同一人",
    "watch": "预警订阅",
    "model": "分类模型",
    "key": "密钥",
    "vault": "身份保管",
    "configuration": "内容与设置",
    "docket": "全部来件",
    "schedule": "定时任务",
    "tick": "期限预警",
    "audit": "审计记录",
}
DETAILS = {
    "purpose": "目的",
    "why": "原因",
    "form": "表单",
    "release": "放行",
    "document": "文书",
    "documents": "文书",
    "version": "版本",
    "code": "代码",
    "level": "等级",
    "copy": "副本",
    "post": "岗位",
    "office": "单位",
    "since": "自",
    "until": "至",
    "sha256": "校验值",
    "rows": "行数",
    "entries": "条数",
    "found": "不符",
    "flaws": "何处",
    "anchors": "锚点",
    "last_anchor": "最近锚点",
    "day": "日期",
    "entry": "末条",
    "count": "条数",
    "set": "变更",
    "gone": "移除",
    "moved": "变动的期限",
    "file": "文件",
    "kind": "类别",
    "list": "清单校验值",
    "clocks": "变动的期限",
    "warnings": "变动的预警",
    "besides": "清单之外变动的期限",
    "act": "事项",
    "about": "对象",
    "result": "结果",
    "officer": "人员",
    "ground": "情形",
    "masked": "遮盖件",
    "agree": "同意",
    "what": "建议",
    "case": "案件",
    "linked": "关联来件",
    "before": "原承办人",
    "handler": "承办人账号",
    "clock": "期限",
    "subjects": "举报事项",
    "served": "文书",
    "side": "对象",
    "channel": "方式",
    "discovered_on": "发现之日",
    "files": "材料数",
    "on": "日期",
    "how": "方式",
    "member": "联系人",
    "event": "环节",
    "outcome": "结果",
    "from": "原单位",
    "to": "现单位",
    "reason": "原因",
    "sent_at": "发出时间",
    "served_at": "送达时间",
    "told_on": "告知之日",
    "quiet": "免打扰",
    "digest": "提要",
    "grade": "等级",
    "origin": "来源",
    "score": "扣分",
    "raised_from": "接替的督办单",
    "batch": "导入批次",
    "orders": "督办单数",
    "first": "首条",
    "last": "末条",
    "ladder": "阶梯版本",
    "by": "办理方",
    "partner": "企业或者服务站",
    "way": "方式",
    "asked": "同意的方式",
    "confirmed": "确认的方式",
    "ending": "怎样结束",
    "due_on": "届满之日",
    "stars": "满意程度",
    "days": "天数",
    "least": "件数",
    "growth": "倍数",
}
HIDDEN = ("linked_id", "addressee", "attachments", "messages", "order")
"""What says nothing to a person: keys of rows."""
VALUES = {
    "cleaned": "清理后的副本",
    "original": "原件",
    "True": "是",
    "False": "否",
    "file": "立案",
    "not_file": "不予立案",
    "unknown": "没有这个账号",
    "assigned": "不是承办人",
    "purpose": "目的",
    "words": "说明",
    "release": "未经放行",
    "confirmed_at": "未再次输入密码",
    "ladder": "督办阶梯",
    "calendar": "节假日安排",
    "regulation": "法规期限",
    **{grade.value: grade.label for grade in Grade},
    "leader": "领导交办",
    "petition": "信访转办",
    "hotline": "12345热线督办",
    **{str(code): str(label) for code, label in (*Diversion.Ending.choices, *Exchange.Side.choices)},
    **{one.value: one.label for kind in (HandOver, ConfirmHow, SettleHow) for one in kind},
    **{how.value: how.label for how in Handover},
    **{kind.value: kind.label for kind in Regular},
}
ONE_OF_A_KIND = ("audit", "configuration", "docket", "schedule", "tick", "vault")
"""Kinds of objects of which there is only one: a name would say nothing."""
WHO_RUNS = ("定时任务", "系统")
_PURPOSES: dict[str, str] = {purpose.value: purpose.label for purpose in Purpose}
PHRASES = (
    *(name for name, _acts in GROUPS.values()),
    *(label for _name, acts in GROUPS.values() for label in acts.values()),
    *RESULTS.values(),
    DOES_NOT_HOLD,
    *OBJECTS.values(),
    *DETAILS.values(),
    *VALUES.values(),
    *WHO_RUNS,
    *_PURPOSES.values(),
)
"""What the screens say through the catalogue."""


def label_of(act: str) -> str:
    """Return the Chinese name of an act; one nobody has named stands as it is."""
    return next((acts[act] for _name, acts in GROUPS.values() if act in acts), act)


def acts_of(chosen: str) -> tuple[str, ...]:
    """Return the acts a choice stands for: a group's, or the one act."""
    if chosen == "looks":
        return LOOKS
    return tuple(GROUPS[chosen][1]) if chosen in GROUPS else (chosen,)


def purpose_of(code: str) -> str:
    """Return the Chinese name of a purpose."""
    return _PURPOSES.get(code, code)
