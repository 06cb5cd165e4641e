"""Notices a second: the notice of not accepting a complaint, docx and PDF together, one process.

    python -m bench.documents COUNT
"""

from __future__ import annotations

import json
import sys
import time

from bench import child
from bench.ground import Ground
from bench.judging import Measured, spread

NOTICE = "complaint-decline-121"
FACTS = {
    "addressee": "林晓禾",
    "received_on": "2026年4月20日",
    "matter": "厦门青禾生鲜超市有限公司（食品）",
    "contact": "陈思远",
    "contact_phone": "0592-0000000",
    "bureau": "厦门市湖里区市场监督管理局",
    "issued_on": "2026年4月29日",
    "ground": "三",
    "reason": "经核对销售记录，同一批次酸奶十二天内下单一百二十盒，明显超出家庭食用所需。",
    "evidence": "一、订单截图四份；\n二、2026年4月24日电话核实记录。",
}


def measure(ground: Ground) -> Measured:
    """Render as many notices as half the requests; no target is set."""
    with ground.copy(ground.blank) as home:
        ended = child.run(["-m", "bench.documents", str(max(ground.requests // 2, 1))], home=home)
    return Measured(details={**ended.answer, "process": ended.spent.to_json()})


def main(count: int) -> None:
    """Print the figures; every notice has a number and a reason of its own, so none is made twice."""
    from xiaobao import law
    from xiaobao.documents import notices
    from xiaobao.documents.render import render

    notice = notices.load(law.content_dir())[NOTICE]

    def make(number: int) -> tuple[float, int, int]:
        own = {"number": f"湖市监投不受〔2026〕{number}号", "reason": f"{FACTS['reason']}（{number}）"}
        began = time.perf_counter()
        made = render(notice, {**FACTS, **own})
        return time.perf_counter() - began, len(made.docx), len(made.pdf)

    first, docx, pdf = make(1)
    seconds = [make(number)[0] for number in range(2, count + 2)]
    figures = {
        "notice": NOTICE,
        "per_second": round(len(seconds) / sum(seconds), 1),
        **spread(seconds),
        "first_ms": round(1000 * first, 1),
        "docx_kb": round(docx / 1000, 1),
        "pdf_kb": round(pdf / 1000, 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
