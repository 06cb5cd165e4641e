"""Declining a complaint: one ground of the closed list, its evidence, and a reason in the officer's words."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests import cast
from xiaobao.docket.actions.decline import decline
from xiaobao.docket.actions.issue import open_document
from xiaobao.docket.models import Document, Matter
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry

WORDS = "您反映的是与邻居的房屋租赁纠纷，依《民法典》可向人民法院起诉，不是消费者与经营者之间的争议。"
EVIDENCE = ["2026年5月19日电话核实记录"]


def declined(key, officer, **how):
    given = {"version": 1, "at": cast.NOON, "ground": 3, "evidence": EVIDENCE, "words": WORDS} | how
    return decline(matter_id=key, officer=officer, **given)


def text_of(document, officer):
    file = open_document(document_id=document.pk, officer=officer, at=cast.NOON, form="pdf")
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(file.data)).pages)


def test_state_track_event_clock_document_and_audit_row_are_written_together(register, officers):
    key = register()
    document = declined(key, officers["chensiyuan"])
    matter = Matter.objects.get(pk=key)
    clock, telling = matter.clocks.get(clock="complaint.acceptance"), matter.clocks.get(state="running")
    track, event = matter.complaint, matter.events.last()
    assert (matter.state, matter.version, telling.clock) == ("declined", 2, "complaint.acceptance_notice")
    assert (track.decision, track.decided_on, track.ground) == ("declined", cast.TODAY, 3)
    assert (track.evidence, track.decline_reason) == (EVIDENCE, WORDS)
    assert (clock.clock, clock.state, clock.stopped_on) == ("complaint.acceptance", "stopped", cast.TODAY)
    assert (event.verb, event.actor.name, event.data) == (
        "decline",
        "陈思远",
        {"document": document.number, "ground": 3},
    )
    assert document.number == "湖市监投不受〔2026〕1号"
    assert AuditEntry.objects.get().act == "matter.decline"


def test_the_letter_states_ground_reason_evidence_and_the_other_remedies(register, officers):
    text = text_of(declined(register(), officers["chensiyuan"]), officers["chensiyuan"])
    assert "林晓禾：" in text
    assert "属于以下第〔三〕项情形" in text
    assert "（一）不属于市场监管部门职责" in text
    assert "（七）法律、法规、规章规定不予受理的其他情形。" in text
    assert WORDS in text
    assert "2026年5月19日电话核实记录" in text
    assert "《中华人民共和国消费者权益保护法》第三十九条" in text
    assert "向人民法院提起诉讼" in text


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"ground": None}, "ground"),
        ({"evidence": []}, "evidence"),
        ({"evidence": ["  "]}, "evidence"),
        ({"words": ""}, "words"),
        ({"words": " \n "}, "words"),
    ],
)
def test_ground_evidence_and_words_are_each_needed(register, officers, missing, field):
    key = register()
    with pytest.raises(Refused) as refused:
        declined(key, officers["chensiyuan"], **missing)
    assert set(refused.value.fields) == {field}
    assert (Matter.objects.get(pk=key).state, Document.objects.count()) == ("received", 0)


def test_all_that_is_missing_is_said_at_once(register, officers):
    with pytest.raises(Refused) as refused:
        declined(register(), officers["chensiyuan"], ground=None, evidence=[], words="")
    assert refused.value.fields == {
        "ground": "请选择一项不予受理的情形。",
        "evidence": "请写明所依据的材料。",
        "words": "请用自己的话写明不予受理的理由。",
    }


def test_a_reason_that_only_repeats_the_ground_is_none(register, officers, rulebook):
    ground = rulebook.law.regulation("samr-order-121").ground(3).text
    with pytest.raises(Refused) as refused:
        declined(register(), officers["chensiyuan"], words=ground)
    assert "不能只照抄情形的条文" in refused.value.fields["words"]


@pytest.mark.parametrize(
    ("received", "regulation", "grounds"),
    [("2026-05-18", "samr-order-121", 7), ("2026-04-14", "samr-order-20", 6)],
)
def test_every_ground_of_the_list_and_no_other_can_be_chosen(
    register, officers, received, regulation, grounds
):
    def key(number):
        return register(cast.complaint(external_id=f"E{number}", received_at=cast.at(received)))

    documents = [declined(key(n), officers["chensiyuan"], ground=n) for n in range(1, grounds + 1)]
    assert [document.sequence for document in documents] == list(range(1, grounds + 1))
    assert {document.regulation for document in documents} == {regulation}
    for number in (0, grounds + 1):
        with pytest.raises(Refused):
            declined(key(number), officers["chensiyuan"], ground=number)


def test_the_last_ground_needs_the_law_it_rests_on(register, officers):
    with pytest.raises(Refused) as refused:
        declined(register(), officers["chensiyuan"], ground=7, words="本件依有关规定应当由其他部门处理为宜。")
    assert "法律、法规、规章名称" in refused.value.sentence


def test_where_the_export_gave_half_a_name_the_letter_needs_a_whole_one(register, officers):
    key = register(cast.complaint(person_name="林**"))
    with pytest.raises(Refused) as refused:
        declined(key, officers["chensiyuan"])
    assert set(refused.value.fields) == {"addressee"}
    assert declined(key, officers["chensiyuan"], addressee="林晓禾").sequence == 1


@pytest.mark.parametrize(
    ("username", "refusal"),
    [("hemin", NotAllowed), ("tangyue", NotAllowed), ("lian", NotFound), ("admin", NotFound)],
)
def test_only_who_may_decline_and_sees_the_matter_declines_it(register, officers, username, refusal):
    key = register()
    with pytest.raises(refusal):
        declined(key, officers[username])
    assert Matter.objects.get(pk=key).state == "received"


def test_a_second_decision_meets_the_first(register, officers):
    key = register()
    declined(key, officers["chensiyuan"])
    with pytest.raises(Changed) as changed:
        declined(key, officers["suming"])
    assert (changed.value.by, changed.value.what) == ("陈思远", ("决定不予受理",))
    with pytest.raises(Refused) as refused:
        declined(key, officers["suming"], version=2)
    assert refused.value.code == "RUL-102"


def test_a_reason_no_font_can_print_undoes_the_whole_decision_and_its_number(register, officers):
    key = register()
    with pytest.raises(Refused) as refused:
        declined(key, officers["chensiyuan"], words=WORDS + "\U000f0000")
    assert refused.value.code == "DOC-013"
    assert (Matter.objects.get(pk=key).state, Document.objects.count()) == ("received", 0)
    assert declined(key, officers["chensiyuan"]).number == "湖市监投不受〔2026〕1号"
