"""Notices a second: the notice of not accepting a complaint, as docx and as PDF, one process.

python -m bench.documents COUNT
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bench import child
from bench.ground import Ground
from bench.judging import Measured, at_least, spread

DOCX_A_SECOND, PDF_A_SECOND = 3, 2
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
    """Lay out as many notices as half the requests, one core."""
    with ground.copy(ground.blank) as home:
        ended = child.run(["-m", "bench.documents", str(max(ground.requests // 2, 1))], home=home)
    judged = (
        at_least("documents.docx_per_second", DOCX_A_SECOND, ended.answer["docx_per_second"], "docx/s"),
        at_least("documents.pdf_per_second", PDF_A_SECOND, ended.answer["pdf_per_second"], "PDF/s"),
    )
    return Measured({**ended.answer, "process": ended.spent.to_json()}, judged)


def main(count: int) -> None:
    """Print the figures; every notice has a number and a reason of its own, so none is made twice."""
    from xiaobao import law
    from xiaobao.documents import notices, pdf, word
    from xiaobao.documents.blocks import Block
    from xiaobao.documents.render import compose
    from xiaobao.law.official import grounds_text

    notice = notices.load(law.content_dir())[NOTICE]
    regulation = law.load().regulation(notice.regulation)
    facts = FACTS | {"grounds": grounds_text(regulation, "decline", Path("nowhere"))}

    def composed(number: int) -> tuple[Block, ...]:
        own = {"number": f"湖市监投不受〔2026〕{number}号", "reason": f"{FACTS['reason']}（{number}）"}
        return compose(notice, {**facts, **own})

    took: dict[str, list[float]] = {"docx": [], "pdf": []}
    first_ms: dict[str, float] = {}
    for number in range(1, count + 2):
        blocks = composed(number)
        for kind, write in (("docx", word.write), ("pdf", pdf.write)):
            began = time.perf_counter()
            write(notice.title, blocks)
            seconds = time.perf_counter() - began
            if kind in first_ms:
                took[kind].append(seconds)
            else:
                first_ms[kind] = round(1000 * seconds, 1)
    figures = {
        "notice": NOTICE,
        "docx_per_second": round(count / sum(took["docx"]), 1),
        "pdf_per_second": round(count / sum(took["pdf"]), 1),
        "docx": {**spread(took["docx"]), "first_ms": first_ms["docx"]},
        "pdf": {**spread(took["pdf"]), "first_ms": first_ms["pdf"]},
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
