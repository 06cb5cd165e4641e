"""Our wording beside the published forms: each of their fixed sentences has one of ours that means the same.

The published texts are no part of the project. Where ``XIAOBAO_OFFICIAL_TEXTS`` names a folder that holds
them, every sentence of the ten forms of April 2026 is looked up in ours by its key terms: the articles it
names, what is decided, by when, and what can be done against it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.documents.documents_cast import CONTENT, TITLES
from tests.documents.documents_facts import FACTS
from xiaobao import law
from xiaobao.documents import notices, render
from xiaobao.law import official

WHERE = os.environ.get("XIAOBAO_OFFICIAL_TEXTS", "")
FILE = Path(WHERE) / "市场监督管理部门处理投诉举报文书式样-2026年4月.txt"
pytestmark = pytest.mark.skipif(
    not (WHERE and FILE.is_file()), reason="XIAOBAO_OFFICIAL_TEXTS names no folder with the published forms"
)

FORMS = {
    "一": "complaint-form-121",
    "二": "report-form-121",
    "三": "distribution-121",
    "四": "identity-request-121",
    "五": "complaint-acceptance-121",
    "六": "complaint-decline-121",
    "七": "mediation-notice-121",
    "八": "terminate-121",
    "九": "agreement-121",
    "十": "report-result-121",
}
# Notes that tell an officer when to take which form: the system does that, the page need not say it.
_FOR_OFFICERS = re.compile(
    r"适用于|中“联系|告知书?可以通过|可以通过互联网、电话|可以不制作调解书|应当做好调解记录备查"
)
_TERMS = re.compile(
    r"第[一二三四五六七八九十百]+条(?:第[一二三四五六七八九十]+款)?|《(?!xx)[^》]+》"
    r"|不予受理|决定受理|受理条件|已经受理|终止调解|现场调解|真实身份信息|身份证明材料|身份证明|提供虚假材料|逾期"
    r"|无正当理由|近亲属|利害关系|公正处理|收到本通知书之日起|回避申请|民事诉讼|仲裁|其他途径|自愿达成"
    r"|生效|未履行|各执一份|留存一份归档|授权委托书|委托事项、权限和期限|委托人本?人?签名|处理结果|依法予以处理|依法处理"
    r"|报告我局|联系电话|通信地址|联系地址|联系人|签字|签名|匿名|真实性|具体线索|事实依据|证明材料|无须"
    r"|时间、地点|涉及金额|修理、重作、更换、退货|补足商品数量|退还货款和服务费用|赔偿损失|特此告知|特此通知"
    r"|六十日|三年|相关材料|调解人员|印章|公示投诉信息|委托调解|证件类型|证件号码|身份证件号码|法定代表人|经营场所"
)


def forms() -> dict[str, str]:
    """Return the published forms by number, each without blanks and page numbers."""
    pages = FILE.read_text("utf-8").split("=====")
    found = {}
    for page in pages:
        flat = re.sub(r"\s|—\d+—", "", re.sub(r"— \d+ —", "", page))
        if match := re.match(r"文书式样([一二三四五六七八九十])(?!\d)", flat):
            found[match[1]] = flat[match.end() :]
    return found


def sentences(flat: str) -> list[str]:
    return [sentence for sentence in re.split(r"[。；]|注：|(?<=[^\d])\d\.(?=\D)", flat) if sentence]


def terms(sentence: str) -> set[str]:
    return {term.replace("委托人本人签名", "委托人签名") for term in _TERMS.findall(sentence)}


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """Return our ten forms as text, with the closed lists in the published words."""
    folder = tmp_path_factory.mktemp("official")
    book = law.load(CONTENT)
    official.load_text(Path(WHERE) / f"{TITLES['121']}.txt", folder, book)
    regulation = book.regulation("samr-order-121")
    lists = {
        "complaint-decline-121": official.grounds_text(regulation, "decline", folder),
        "terminate-121": official.grounds_text(regulation, "terminate", folder),
    }
    known = notices.load(CONTENT)
    made = {}
    for name in FORMS.values():
        facts = FACTS[name] | ({"grounds": lists[name]} if name in lists else {})
        text = "".join(render.render(known[name], facts).text.split())
        made[name] = text.replace("该办法", f"《{TITLES['121']}》")
    return made


def test_all_ten_forms_are_found():
    assert forms().keys() == FORMS.keys()


@pytest.mark.parametrize("number", FORMS)
def test_every_fixed_sentence_has_one_of_ours_that_means_the_same(ours, number):
    mine = ours[FORMS[number]]
    lines = [terms(sentence) for sentence in sentences(mine)]
    everywhere = set().union(*lines)
    looked_at = 0
    for sentence in sentences(forms()[number]):
        wanted = terms(sentence)
        if not wanted or _FOR_OFFICERS.search(sentence):
            continue
        looked_at += 1
        assert wanted - everywhere == set(), sentence
        best = max(len(wanted & line) for line in lines)
        assert best * 2 >= len(wanted), sentence
    assert looked_at >= 1


@pytest.mark.parametrize("number", ["六", "八"])
def test_the_closed_list_is_printed_in_the_published_words(ours, number):
    items = re.findall(r"（[一二三四五六七八]）[^；。]+[；。]", forms()[number])
    assert len(items) in {7, 8}
    assert [
        item for item in items if item not in ours[FORMS[number]].replace(f"《{TITLES['121']}》", "该办法")
    ] == []
