"""The cast and the facts the document tests share."""

from __future__ import annotations

from pathlib import Path

CONTENT = Path(__file__).resolve().parents[2] / "content"

ACCEPTANCE = {
    "number": "湖市监投受〔2026〕12号",
    "addressee": "林晓禾",
    "received_on": "2026年4月20日",
    "matter": "在厦门青禾生鲜超市有限公司购买的酸奶超过保质期",
    "contact": "陈思远",
    "contact_phone": "0592-0000000",
    "bureau": "厦门市湖里区市场监督管理局",
    "issued_on": "2026年4月29日",
}
DECLINE = {
    **ACCEPTANCE,
    "number": "湖市监投不受〔2026〕3号",
    "ground": "三",
    "reason": "经核对销售记录，同一批次酸奶十二天内下单一百二十盒，明显超出家庭食用所需。",
    "evidence": "一、订单截图四份；\n二、2026年4月24日电话核实记录。",
}
FACTS = {
    "complaint-acceptance-121": ACCEPTANCE,
    "complaint-acceptance-20": ACCEPTANCE,
    "complaint-decline-121": DECLINE,
    "complaint-decline-20": DECLINE,
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
)
