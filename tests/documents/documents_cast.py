"""The cast and the facts the document tests share: one invented set for every notice."""

from __future__ import annotations

from pathlib import Path

from xiaobao import law
from xiaobao.law import official

CONTENT = Path(__file__).resolve().parents[2] / "content"
NOWHERE = CONTENT / "no-official-texts"

BUREAU = "厦门市湖里区市场监督管理局"
SHOP = "厦门青禾生鲜超市有限公司"
MATTER = "在厦门青禾生鲜超市有限公司购买的酸奶超过保质期"
RULES = ("121", "20")
TITLES = {"121": "市场监督管理投诉举报处理办法", "20": "市场监督管理投诉举报处理暂行办法"}


def grounds(rule: str, kind: str) -> str:
    """Return the closed list of a rule as the code fills it in."""
    return official.grounds_text(law.load(CONTENT).regulation(f"samr-order-{rule}"), kind, NOWHERE)


LETTER = {
    "addressee": "林晓禾",
    "matter": MATTER,
    "contact": "陈思远",
    "contact_phone": "0592-0000000",
    "bureau": BUREAU,
    "issued_on": "2026年4月29日",
}
ACCEPTANCE = {**LETTER, "number": "湖市监投受〔2026〕12号", "received_on": "2026年4月20日"}
DECLINE = {
    **ACCEPTANCE,
    "number": "湖市监投不受〔2026〕3号",
    "ground": "三",
    "grounds": grounds("121", "decline"),
    "reason": "经核对销售记录，同一批次酸奶十二天内下单一百二十盒，明显超出家庭食用所需。",
    "evidence": "一、订单截图四份；\n二、2026年4月24日电话核实记录。",
}
COMPLAINT_FORM = {
    "number": "湖市监投登〔2026〕31号",
    "unit": "湖里市场监督管理所",
    "name": "林晓禾",
    "phone": "13900000001",
    "id_kind": "居民身份证",
    "id_number": "350206199001010015",
    "postal": "厦门市湖里区示例路1号501室",
    "publication": "是",
    "delegation": "否",
    "respondent": SHOP,
    "respondent_contact": "周喆",
    "respondent_address": "厦门市湖里区示例路9号",
    "respondent_phone": "0592-1111111",
    "grounds": "2026年4月18日在该超市购买“晨牧”酸奶两盒，共25.80元，回家后发现已超过保质期三天。\n"
    "门店工作人员拒绝退货，称标签由厂家打印，与门店无关。\n随附购物小票照片一张、商品照片三张。",
    "requests": "退还货款25.80元；依法赔偿1000元。",
    "on_site": "是",
    "registered_on": "2026年4月20日",
    "clerk": "何敏",
}
REPORT_FORM = {
    "number": "湖市监举登〔2026〕8号",
    "unit": "湖里市场监督管理所",
    "name": "周喆",
    "phone": "13900000002",
    "postal": "厦门市湖里区示例路2号",
    "id_number": "350206199001010023",
    "respondent": SHOP,
    "respondent_address": "厦门市湖里区示例路9号",
    "grounds": "该超市冷柜内陈列的“晨牧”酸奶已超过保质期，生产日期有涂改痕迹。\n附照片四张、视频一段。",
    "on_site": "是",
    "registered_on": "2026年4月20日",
    "clerk": "何敏",
}
UNADDRESSED = {name: value for name, value in LETTER.items() if name != "addressee"}
DISTRIBUTION = {
    **UNADDRESSED,
    "number": "湖市监分送〔2026〕5号",
    "receiver": "厦门市思明区市场监督管理局",
    "submitter": "林晓禾",
    "submitted_on": "2026年4月20日",
    "track": "投诉",
    "report_back_on": "2026年6月30日",
    "copies": "3",
    "pages": "12",
}
IDENTITY_REQUEST = {
    **LETTER,
    "number": "湖市监身份〔2026〕2号",
    "due_on": "2026年5月8日",
    "materials": "1.居民身份证正反面复印件；\n2.本人手持身份证的照片。",
    "phone": "0592-0000000",
    "postal": "厦门市湖里区（示例地址）",
}
MEDIATION_NOTICE = {
    **LETTER,
    "number": "湖市监调通〔2026〕4号",
    "held_at": "2026年6月3日上午9时30分",
    "place": "湖里市场监督管理所二楼调解室",
    "bring": "购物小票、商品实物等证据材料",
    "recusal_days": "3",
    "mediators": "陈思远、苏明",
    "phone": "0592-0000000",
}
TERMINATE = {
    **LETTER,
    "number": "湖市监终调〔2026〕6号",
    "ground": "三",
    "grounds": grounds("121", "terminate"),
    "reason": "2026年6月3日、6月12日两次组织现场调解，被投诉人同意退货但不同意赔偿，投诉人不接受，双方明确表示无法达成协议。",
    "evidence": "投诉调解记录两份。",
}
AGREEMENT = {
    "number": "湖市监调解〔2026〕7号",
    "complainant": "林晓禾",
    "complainant_phone": "13900000001",
    "complainant_address": "厦门市湖里区示例路1号501室",
    "complainant_agent": "苏明禾",
    "complainant_agent_phone": "13900000003",
    "complainant_agent_address": "厦门市湖里区示例路3号",
    "respondent": SHOP,
    "respondent_head": "周喆",
    "respondent_phone": "0592-1111111",
    "respondent_address": "厦门市湖里区示例路9号",
    "respondent_agent": "许青禾",
    "respondent_agent_phone": "13900000004",
    "respondent_agent_address": "厦门市湖里区示例路10号",
    "dispute": "投诉人于2026年4月18日在被投诉人处购买酸奶两盒，食用前发现已超过保质期。请求退还货款并赔偿1000元。",
    "terms": "一、被投诉人退还投诉人货款25.80元；\n二、被投诉人一次性补偿投诉人人民币600元，于2026年6月10日前支付；\n三、双方就本次消费争议再无其他请求。",
    "mediators": "陈思远、苏明",
    "bureau": BUREAU,
    "issued_on": "2026年6月3日",
}
REPORT_RESULT = {
    **LETTER,
    "number": "湖市监举结〔2026〕1号",
    "addressee": "周喆",
    "duty": "《中华人民共和国广告法》第五十三条第一款",
    "result": "经查，被举报人在门店张贴的宣传单使用绝对化用语，我局已责令停止发布，并依法立案。",
}
FILING = {**ACCEPTANCE, "number": "湖市监立告〔2026〕1号", "addressee": "周喆"}
NOT_FILING = {
    **FILING,
    "number": "湖市监不立告〔2026〕1号",
    "reason": "经现场检查，冷柜内酸奶均在保质期内，未发现涂改痕迹。",
}
DISTRIBUTION_NOTICE = {
    **LETTER,
    "number": "湖市监分告〔2026〕1号",
    "submitted_on": "2026年4月2日",
    "track": "投诉",
    "receiver": "厦门市思明区市场监督管理局",
    "receiver_phone": "0592-2222222",
}
RESULT_REPORT = {
    **LETTER,
    "number": "湖市监分报〔2026〕1号",
    "addressee": "厦门市市场监督管理局",
    "distribution_number": "厦市监分送〔2026〕88号",
    "track": "投诉",
    "result": "我局于2026年4月3日受理，4月20日组织双方调解，达成调解协议，被投诉人已退还货款25.80元并补偿600元。",
    "attachments": "投诉调解书一份。",
}
# What may arrive in a complaint: template code, typst and docx markup, invisible characters.
HOSTILE = (
    "{{7*7}}",
    "{% for x in range(9**9) %}{% endfor %}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    '#sys.inputs #read("/etc/passwd") #while true {}',
    '#import "@preview/x:1.0.0": * \\* *粗* _斜_ `码` $x^2$ <标签> @引用 // 注释 /* */ [x] = 一级',
    "</w:t></w:r><w:r><w:t>&amp;&lt;<![CDATA[x]]>",
    "\ue000addressee\ue001",
    'MERGEFIELD { INCLUDETEXT "c:\\\\x" }',
    "甲 | 乙 | ^ <br> |---|---| 12行",
)
