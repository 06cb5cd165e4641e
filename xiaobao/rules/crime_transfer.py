"""A suspected crime met in checking or in a case (涉嫌犯罪): reported, and handed to the police or not.

《行政执法机关移送涉嫌犯罪案件的规定》, 《市场监督管理行政处罚程序规定》第十七条第二款. Whether it is
handed over is decided by the head of the bureau (正职负责人或者主持工作的负责人), never here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from xiaobao.law import ClosedList, Lawbook
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.wording import said

TRANSFER, PENALTY_LAW = "crime-transfer", "administrative-penalty-law"
FEWEST_OFFICERS = 2
"""第五条第一款: 两名或者两名以上行政执法人员."""
LETTER, FINDINGS = 1, 2
"""Of the papers of Art. 6: the letter of transfer itself, and the report on the investigation."""


def copies(law: Lawbook) -> ClosedList:
    """Return the papers that go along, 第六条."""
    return law.regulation(TRANSFER).closed_list("copies")


def basis(law: Lawbook) -> str:
    """Return the articles the letter of transfer rests on, as its official form cites them."""
    return f"{law.cite(PENALTY_LAW, '27(1)')}、{law.cite(TRANSFER, '3(1)')}"


def within(law: Lawbook) -> str:
    """Return the sentence on when the transfer follows its approval; hours are counted by no clock."""
    return law.regulation(TRANSFER).provision("5(2)").text


def check_suspect(
    *,
    charge: str,
    facts: str,
    officers: Collection[str],
    reported_on: date,
    received_on: date,
    today: date,
    waiting: bool,
    law: Lawbook,
) -> Decision:
    """Check that a suspicion can be reported to the head; ``waiting``: an earlier one is undecided."""
    cited = law.cite(TRANSFER, "5(1)")
    refusals = []
    if waiting:
        refusals.append(Reason("已有一份移送报告等待决定，请先作出决定。", law.cite(TRANSFER, "5(2)")))
    if not charge.strip():
        refusals.append(Reason("请写明涉嫌的罪名或者犯罪行为。", law.cite(TRANSFER, "3"), "charge"))
    if not facts.strip():
        refusals.append(Reason("请写明核实的情况和移送的理由。", cited, "facts"))
    if len({name.strip() for name in officers if name.strip()}) < FEWEST_OFFICERS:
        text = "应当指定两名以上执法人员组成专案组核实情况，请写明专案组人员。"
        refusals.append(Reason(text, cited, "officers"))
    if not received_on <= reported_on <= today:
        text = f"负责人接到报告之日应当在收到举报之日（{said(received_on)}）至今天之间。"
        refusals.append(Reason(text, law.cite(TRANSFER, "5(2)"), "reported_on"))
    return Decision.check(refusals, *_to_mind(law))


def _to_mind(law: Lawbook) -> Iterator[Reason]:
    cited = law.cite(TRANSFER, "5(1)")
    yield Reason("由正职负责人或者主持工作的负责人审批。", cited)
    yield Reason("不得以行政处罚代替移送。", law.cite(TRANSFER, "11(1)"))


def check_hand_over(
    *,
    waiting: bool,
    approve: bool | None,
    body: str,
    procuratorate: str,
    chosen: Collection[int],
    words: str,
    law: Lawbook,
) -> Decision:
    """Check the head's decision on a report that waits: to whom with which papers, or why not."""
    cited = law.cite(TRANSFER, "5(2)")
    refusals = []
    if not waiting:
        refusals.append(Reason("没有等待决定的移送报告，请承办人先报告涉嫌犯罪。", cited))
    elif approve is None:
        refusals.append(Reason("请选择批准移送或者不批准移送。", cited, "approve"))
    elif approve:
        refusals += _unready(body, procuratorate, chosen, law)
    elif not words.strip():
        refusals.append(Reason("不批准移送的，应当将理由记录在案。", cited, "words"))
    weighed = [Reason(f"{within(law)}（以小时计，本系统不计时）。", cited)] if approve else []
    return Decision.check(refusals, *weighed, Reason("不得以行政处罚代替移送。", law.cite(TRANSFER, "11(1)")))


def _unready(body: str, procuratorate: str, chosen: Collection[int], law: Lawbook) -> Iterator[Reason]:
    papers = copies(law)
    article = law.cite(TRANSFER, papers.article)
    if not body.strip():
        yield Reason("请写明接收移送的同级公安机关。", law.cite(TRANSFER, "5(2)"), "body")
    if not procuratorate.strip():
        # No article says so: the official form of the letter (涉嫌犯罪案件移送书) has it as copied to it.
        yield Reason("请写明抄送的人民检察院（涉嫌犯罪案件移送书的格式载明抄送）。", "", "procuratorate")
    if any(papers.item(number) is None for number in chosen):
        yield Reason("请从列出的材料中选择。", article, "copies")
    elif FINDINGS not in chosen:
        item = papers.item(FINDINGS)
        yield Reason(f"应当附有{item.text if item else ''}。", article, "copies")
