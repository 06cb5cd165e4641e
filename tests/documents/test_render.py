"""Documents: from facts to docx, PDF and text; a blank is an error and a value is only ever text."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.documents.documents_cast import ACCEPTANCE, CONTENT, DECLINE, HOSTILE
from tests.documents.documents_facts import FACTS
from xiaobao.documents import notices, paper, render
from xiaobao.documents.errors import BadFact, MissingFact, UnknownFact, Unprintable

NOTICES = notices.load(CONTENT)
ACCEPT = NOTICES["complaint-acceptance-121"]
REFUSE = NOTICES["complaint-decline-121"]


FORMS = [name for name, notice in NOTICES.items() if "\n|--" in notice.body]


def pdf_text(data):
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


def docx_text(data):
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join("".join(run.text or "" for run in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


@pytest.mark.parametrize("name", FACTS)
def test_every_notice_comes_out_the_same_in_docx_and_text(name):
    made = render.render(NOTICES[name], FACTS[name])
    assert "".join(docx_text(made.docx).split()) == "".join(made.text.split())


@pytest.mark.parametrize("name", sorted(FACTS.keys() - set(FORMS)))
def test_every_letter_comes_out_the_same_in_pdf_and_text(name):
    made = render.render(NOTICES[name], FACTS[name])
    assert re.sub(r"—\d—", "", pdf_text(made.pdf)) == "".join(made.text.split())


@pytest.mark.parametrize("name", FORMS)
def test_every_form_has_the_same_characters_in_pdf_and_text(name):
    """Cells of a table are read in another order; a ticked box is printed as a tick over an empty one."""
    made = render.render(NOTICES[name], FACTS[name])
    text = "".join(made.text.split()).replace("☑", "□√")
    assert Counter(re.sub(r"—\d—", "", pdf_text(made.pdf))) == Counter(text)


def test_the_acceptance_reads_as_the_fifth_form():
    assert render.render(ACCEPT, ACCEPTANCE).text == (
        "投诉受理决定书\n"
        "湖市监投受〔2026〕12号\n"
        "林晓禾：\n"
        "　　我局于2026年4月20日收到你关于在厦门青禾生鲜超市有限公司购买的酸奶超过保质期的投诉。经审查，"
        "该投诉符合《市场监督管理投诉举报处理办法》（国家市场监督管理总局令第121号）规定的受理条件，依据该办法第十五条"
        "第一款的规定，我局决定受理。\n"
        "　　联系人：陈思远；联系电话：0592-0000000。\n"
        "　　特此告知。\n"
        "厦门市湖里区市场监督管理局（印章）\n"
        "2026年4月29日"
    )


def test_the_declining_holds_ground_reason_evidence_and_the_other_routes():
    text = render.render(REFUSE, DECLINE).text
    assert "该投诉属于以下第〔三〕项情形" in text
    assert "（七）法律、法规、规章规定不予受理的其他情形。" in text
    assert f"现将不予受理的理由告知如下：{DECLINE['reason']}" in text
    assert "所依据的材料：一、订单截图四份；\n　　二、2026年4月24日电话核实记录。" in text
    assert "《中华人民共和国消费者权益保护法》第三十九条" in text


def test_the_line_for_contacts_falls_away_when_the_declining_names_none():
    without = {name: value for name, value in DECLINE.items() if not name.startswith("contact")}
    assert "联系人" in render.render(REFUSE, DECLINE).text
    assert "联系人" not in render.render(REFUSE, without).text


@pytest.mark.parametrize("name", ACCEPT.needs)
@pytest.mark.parametrize("blank", [None, "", "  ", "\u200b\u202e"])
def test_a_missing_or_blank_fact_refuses_the_document(name, blank):
    facts = dict(ACCEPTANCE)
    if blank is None:
        del facts[name]
    else:
        facts[name] = blank
    with pytest.raises(MissingFact) as refusal:
        render.render(ACCEPT, facts)
    assert refusal.value.facts == (name,)
    assert refusal.value.code == "DOC-010"


def test_an_unknown_fact_refuses_the_document():
    with pytest.raises(UnknownFact, match="DOC-011 文书没有这些栏目：seal"):
        render.render(ACCEPT, ACCEPTANCE | {"seal": "印章"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("issued_on", "2026年04月05日"),
        ("issued_on", "2026-04-05"),
        ("issued_on", "二〇二六年四月五日"),
        ("issued_on", "2026年2月30日"),
        ("issued_on", "２０２６年4月5日"),
        ("number", "湖市监投受[2026]12号"),
        ("number", "湖市监投受〔2026〕012号"),
        ("number", "湖市监投受〔26〕12号"),
        ("ground", "3"),
        ("ground", "第三"),
        ("reason", "长" * 9000),
    ],
)
def test_a_fact_in_the_wrong_form_refuses_the_document(name, value):
    with pytest.raises(BadFact) as refusal:
        render.render(REFUSE, DECLINE | {name: value})
    assert refusal.value.facts == (name,)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_value_is_printed_as_it_stands(hostile):
    printed = " ".join(hostile.replace("\ue000", "").replace("\ue001", "").split())
    facts = ACCEPTANCE | {"matter": hostile.replace("\ue000", "").replace("\ue001", "")}
    made = render.render(ACCEPT, facts)
    assert f"收到你关于{printed}的投诉" in made.text
    assert f"收到你关于{printed}的投诉" in docx_text(made.docx)
    assert f"收到你关于{printed}的投诉".replace(" ", "") in pdf_text(made.pdf)


def test_the_marks_the_machinery_uses_cannot_be_smuggled_in():
    with pytest.raises(Unprintable):
        render.render(ACCEPT, ACCEPTANCE | {"matter": "\ue000addressee\ue001"})


def test_a_line_break_in_a_value_cannot_pretend_to_be_a_paragraph_of_the_bureau():
    forged = "过期食品\n\n特此告知。\u2028# 假标题\r\n> 假署名\x0b\x85"
    text = render.render(ACCEPT, ACCEPTANCE | {"matter": forged}).text
    assert "收到你关于过期食品 特此告知。 # 假标题 > 假署名的投诉" in text


def test_invisible_and_direction_characters_are_left_out():
    text = render.render(
        ACCEPT, ACCEPTANCE | {"matter": "退\u200b款\u202e元001\u202c\x00\x07\ud800\ufeff\ufffe"}
    ).text
    assert "收到你关于退款元001的投诉" in text


def test_rare_characters_of_names_are_in_the_pdf():
    name = "喆堃昇玥䶮𬱖"
    made = render.render(ACCEPT, ACCEPTANCE | {"addressee": name})
    assert f"{name}：" in pdf_text(made.pdf)
    assert f"{name}：" in docx_text(made.docx)


def test_a_character_no_font_has_refuses_the_document_instead_of_leaving_a_box():
    with pytest.raises(Unprintable) as refusal:
        render.render(ACCEPT, ACCEPTANCE | {"matter": "苹果🍎腐烂"})
    assert refusal.value.code == "DOC-013"
    assert refusal.value.facts == ("matter",)
    assert "🍎（U+1F34E）" in refusal.value.message


def refused(facts):
    try:
        render.compose(REFUSE, facts)
    except (MissingFact, Unprintable) as refusal:
        return set(refusal.facts) <= {"reason", "matter"}
    return False


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_any_text_is_either_printed_or_refused_by_name(value):
    facts = DECLINE | {"reason": value, "matter": value}
    if refused(facts):
        return
    title, *_, last = render.compose(REFUSE, facts)
    assert title.text == "投诉不予受理决定书"
    assert last.text == DECLINE["issued_on"]


@pytest.mark.parametrize("name", FACTS)
def test_a_document_kept_as_blocks_comes_out_again_the_same(name):
    composed = render.compose(NOTICES[name], FACTS[name])
    assert paper.load(paper.dump(composed)) == composed


def test_the_same_facts_give_the_same_bytes():
    one, other = render.render(REFUSE, DECLINE), render.render(REFUSE, dict(reversed(DECLINE.items())))
    assert one == other
    assert one.template_version == REFUSE.version
    changed = render.render(REFUSE, DECLINE | {"addressee": "苏明"})
    assert changed.facts_sha256 != one.facts_sha256


def test_no_officer_and_no_hour_is_left_in_the_properties():
    made = render.render(ACCEPT, ACCEPTANCE)
    information = PdfReader(io.BytesIO(made.pdf)).metadata
    assert information.title == "投诉受理决定书"
    assert information.author is None
    assert information.creation_date is None
    core = docx.Document(io.BytesIO(made.docx)).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert core.title == "投诉受理决定书"
    with zipfile.ZipFile(io.BytesIO(made.docx)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        text = "".join(archive.read(part).decode("utf-8", "ignore") for part in archive.namelist())
    assert "python-docx" not in text
