"""What the acts of the three tiers are called on the auditor's page: registers, settling first, key ones."""

from __future__ import annotations

from xiaobao.docket.models import Exchange
from xiaobao.rules.regulars import RegularAct

REGISTERS = {
    "partner.registered": "登记先行和解单位",
    "partner.amended": "变更先行和解单位登记",
    "partner.opened": "开通账号",
    "partner.closed": "关闭账号",
    "partner.seat_given": "安排席位",
    "partner.seat_ended": "结束席位",
    "partner.seat_password": "重置席位密码",
    "partner.league_exported": "下载网点考核表",
    "register_paper.added": "添加登记材料",
    "shop.registered": "登记无理由退货承诺",
    "shop.amended": "变更无理由退货承诺",
    "shop.ended": "终止无理由退货承诺",
}
SETTLING = {
    **{f"settling.{kind.value}": str(kind.label) for kind in Exchange.Kind},
    "settling.exported": "导出先行和解清单",
}
KEY = {
    "key_enterprise.listed": "列为重点企业",
    "key_enterprise.ended": "移出重点企业",
    "key_team.set": "登记客服联系人",
    "key_team.ended": "客服联系人不再负责",
    "key_team.seen": "查看客服联系方式",
    "engagements.planned": "安排四定时",
    **{f"engagement.{act.value}": act.label for act in RegularAct},
    "engagement.read": "打开四定时材料",
    "typical.marked": "标为典型案例",
    "typical.dropped": "不再作为典型案例",
}
