"""No authority: the reporter is told, food is handed over, and the letter out says nothing of who reported."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, act, kept_without_words, refused, text_of
from tests.docket.conftest import clocks
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.actions.place_report import place_report
from xiaobao.docket.actions.refer import refer
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.actions.void import void
from xiaobao.docket.models import Document, Matter

SIMING = "厦门市思明区市场监督管理局"
WITHIN = {"within_remit": True, "authority": SIMING, "words": f"行为发生在思明区的门店。{FREE_WORDS}"}
FOOD = WITHIN | {"subjects": ["food"], "materials": ["线索摘要一份", " "]}
OLD = cast.report(received_at=cast.at("2026-03-02"))
ANONYMOUS = cast.report(system="desk", person_name="", person_phone="")


def papers(done):
    return {document.notice: document for document in done.documents}


@pytest.mark.parametrize(
    ("row", "article"),
    [
        (cast.report(), "《市场监督管理投诉举报处理办法》第三十四条"),
        (OLD, "《市场监督管理投诉举报处理暂行办法》第二十九条"),
    ],
)
def test_the_reporter_is_told_to_go_directly_to_the_competent_bureau(register, officers, row, article):
    key = register(row)
    done = act(refer, key, officers["hemin"], **WITHIN)
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.is_open, matter.has_running_clock) == ("referred", False, False)
    assert clocks(key)["report.check"].stopped_on == cast.TODAY
    (document,) = done.documents
    assert [(one.side, one.name) for one in document.addressees.all()] == [("reporter", "周*")]
    text = text_of(document)
    for said in ("周喆：", article, "请你直接向有处理权限的厦门市思明区市场监督管理局提出", FREE_WORDS):
        assert said in text, said
    assert done.event.data == {
        "within_remit": True,
        "subjects": [],
        "handed_over": False,
        "document": "湖市监无权〔2026〕1号",
    }
    assert FREE_WORDS not in kept_without_words(key)


def test_the_decision_on_competence_is_kept(register, officers):
    key = register(cast.report())
    act(refer, key, officers["hemin"], **WITHIN)
    report = Matter.objects.get(pk=key).report
    assert (report.competent, report.within_duties, report.competent_elsewhere, report.placed_on) == (
        False,
        True,
        SIMING,
        cast.TODAY,
    )


def test_outside_the_remit_the_department_is_named_as_a_courtesy(register, officers):
    key = register(cast.report())
    given = {"within_remit": False, "authority": "湖里区城市管理局", "words": "占道经营不属于市场监管。"}
    (document,) = act(refer, key, officers["hemin"], **given).documents
    text = text_of(document)
    assert "不属于市场监督管理部门职责范围，可以向湖里区城市管理局反映" in text
    assert "请你直接向" not in text


def test_food_is_handed_over_and_the_reporter_told_so_in_writing(register, officers):
    key = register(cast.report())
    found = papers(act(refer, key, officers["hemin"], **FOOD))
    assert list(found) == ["no-authority-notice", "hand-over-letter"]
    letter = found["hand-over-letter"]
    assert [(one.side, one.name) for one in letter.addressees.all()] == [("other", SIMING)]
    text = text_of(letter)
    for said in (
        f"{SIMING}：",
        "厦门青禾生鲜超市有限公司",
        "销售超过保质期的酸奶",
        "《中华人民共和国食品安全法》第一百一十五条",
        "参照《市场监督管理行政处罚程序规定》第十四条",
        "线索摘要一份",
    ):
        assert said in text, said
    assert "已将举报的线索移交厦门市思明区市场监督管理局处理" in text_of(found["no-authority-notice"])


def test_the_letter_out_names_nobody_even_where_the_words_do(register, officers):
    row = cast.report(content="我是周喆，电话13900000002，该店销售过期酸奶。")
    key = register(row)
    given = FOOD | {"materials": ["周喆提供的照片，联系13900000002"], "words": "周喆所报行为在思明区。"}
    text = text_of(papers(act(refer, key, officers["hemin"], **given))["hand-over-letter"])
    assert "我是（略），电话（略），该店销售过期酸奶。" in text
    # A surname and the end of a number are enough for whoever knows the place (第三十七条).
    for never in ("周", "139", "0002", "*"):
        assert never not in text, never


def test_an_insiders_words_do_not_go_along(register, officers):
    key = register(cast.report())
    act(classify, key, officers["suming"], subjects=["food"], insider=True)
    text = text_of(papers(act(refer, key, officers["suming"], **FOOD))["hand-over-letter"])
    assert "销售超过保质期的酸奶" not in text
    assert "由承办人当面移交" in text


def test_another_department_gets_it_by_the_other_article(register, officers):
    given = FOOD | {"within_remit": False, "authority": "", "body": "湖里区农业农村局"}
    text = text_of(
        papers(act(refer, register(cast.report()), officers["hemin"], **given))["hand-over-letter"]
    )
    assert "湖里区农业农村局：" in text
    assert "《市场监督管理行政处罚程序规定》第十七条第一款" in text


def test_without_materials_or_receiver_nothing_is_handed_over(register, officers):
    key = register(cast.report())
    assert set(refused(refer, key, officers["hemin"], **FOOD | {"materials": [" "]}).fields) == {"materials"}
    blank = FOOD | {"within_remit": False, "authority": ""}
    assert set(refused(refer, key, officers["hemin"], **blank).fields) == {"body"}


def test_of_an_anonymous_report_it_is_recorded_that_nobody_can_be_told(register, officers):
    key = register(ANONYMOUS)
    done = act(refer, key, officers["hemin"], **WITHIN)
    assert (done.documents, done.event.data["untold"]) == ([], "unreachable")
    assert Matter.objects.get(pk=key).state == "referred"


def test_what_was_found_ours_or_otherwise_placed_is_placed_again_first(register, officers):
    key = register(cast.report())
    here = {"respondent_kind": "ordinary", "conduct_here": True, "within_duties": True}
    act(place_report, key, officers["hemin"], **here)
    assert "请先重新确认管辖" in refused(refer, key, officers["hemin"], **WITHIN).sentence
    act(place_report, key, officers["hemin"], **here | {"conduct_here": False})
    assert set(refused(refer, key, officers["hemin"], **WITHIN | {"within_remit": False}).fields) == {
        "within_remit"
    }


def test_a_name_masked_by_the_export_is_asked_for(register, officers):
    key = register(cast.report(person_name="周**"))
    refusal = refused(refer, key, officers["hemin"], **WITHIN)
    assert "请填写举报人全名" in refusal.fields["addressee"]
    (document,) = act(refer, key, officers["hemin"], **WITHIN, addressee="周喆").documents
    assert "周喆：" in text_of(document)


def test_nothing_remains_of_a_refusal(register, officers):
    key = register(cast.report())
    refused(refer, key, officers["hemin"], **WITHIN | {"authority": ""})
    assert (Document.objects.count(), Matter.objects.get(pk=key).report.placed_on) == (0, None)


@pytest.mark.parametrize(
    ("changes", "came_of_it", "state"),
    [
        ({"closed": True, "closed_at": cast.at("2026-05-21")}, "updated", "referred"),
        ({"closed": True, "decision": "not_filed", "decided_at": cast.at("2026-05-21")}, "held", "referred"),
    ],
)
def test_an_export_that_closes_it_too_adds_nothing_and_one_that_decides_is_held(
    register, officers, rulebook, changes, came_of_it, state
):
    from xiaobao.docket.actions.amend import amend
    from xiaobao.docket.models import ImportBatch

    key = register(cast.report())
    act(refer, key, officers["hemin"], **WITHIN)
    batch = ImportBatch.objects.create(file_name="业务信息.xlsx", sha256="0" * 64, started_at=cast.NOON)
    row = cast.report(**changes, digest=b"newer--digest---")
    done = amend(matter_id=key, row=row, batch=batch, rulebook=rulebook, at=cast.NOON)
    matter = Matter.objects.get(pk=key)
    assert (done.value, matter.state, matter.is_open) == (came_of_it, state, False)


@pytest.fixture
def handed_over(register, officers):
    """A report on food, told and handed over; the letters by their notice."""
    key = register(cast.report())
    return key, papers(act(refer, key, officers["hemin"], **FOOD))


def voided(key, officers, document):
    return act(void, key, officers["suming"], document_id=document.pk, words="机关名称写错。")


def test_a_letter_that_was_voided_is_made_anew_by_the_same_act_and_nothing_else_is(handed_over, officers):
    key, letters = handed_over
    voided(key, officers, letters["no-authority-notice"])
    right = FOOD | {"authority": "厦门市集美区市场监督管理局"}
    done = act(refer, key, officers["hemin"], **right)
    (notice,) = done.documents
    assert (notice.notice, notice.sequence) == ("no-authority-notice", 2)
    # The letter that stands says who got the report: the notice says the same.
    assert f"移交{SIMING}处理" in text_of(notice)
    assert "直接向有处理权限的厦门市集美区市场监督管理局提出" in text_of(notice)
    assert [one.name for one in notice.addressees.all()] == ["周*"]
    assert (done.event.data["again"], Matter.objects.get(pk=key).state) == (True, "referred")
    assert {clock.state for clock in clocks(key).values()} == {"stopped"}


def test_the_letter_out_is_made_anew_for_another_body_and_the_notice_is_to_be_minded(handed_over, officers):
    key, letters = handed_over
    voided(key, officers, letters["hand-over-letter"])
    refusal = refused(refer, key, officers["hemin"], **FOOD | {"materials": []})
    assert set(refusal.fields) == {"materials"}
    done = act(refer, key, officers["hemin"], **FOOD | {"body": "厦门市集美区市场监督管理局"})
    assert [one.notice for one in done.documents] == ["hand-over-letter"]
    assert [one.name for one in done.documents[0].addressees.all()] == ["厦门市集美区市场监督管理局"]
    assert any("告知书仍然有效" in reason.text for reason in done.weighed)


def test_what_stands_is_not_made_twice(handed_over, officers):
    key, letters = handed_over
    assert "不需要重新制作" in refused(refer, key, officers["hemin"], **FOOD).sentence
    voided(key, officers, letters["no-authority-notice"])
    dropped = refused(refer, key, officers["hemin"], **WITHIN)
    assert "移送函仍然有效" in dropped.fields["subjects"]
    act(refer, key, officers["hemin"], **FOOD)
    assert "不需要重新制作" in refused(refer, key, officers["hemin"], **FOOD).sentence


def test_of_an_anonymous_report_nothing_can_have_been_lost(register, officers):
    key = register(ANONYMOUS)
    act(refer, key, officers["hemin"], **WITHIN)
    assert "不需要重新制作" in refused(refer, key, officers["hemin"], **WITHIN).sentence


@pytest.mark.parametrize(
    ("given", "channel", "allowed"),
    [(FOOD, "phone", False), (FOOD, "sms", True), (WITHIN, "phone", True)],
)
def test_that_food_was_handed_over_is_told_in_writing(register, officers, given, channel, allowed):
    """食品安全法 第一百一十五条第一款: 移交有权处理的部门并书面通知…举报人."""
    key = register(cast.report())
    notice = papers(act(refer, key, officers["hemin"], **given))["no-authority-notice"]
    told = {"document_id": notice.pk, "addressee_id": notice.addressees.get().pk, "channel": channel}
    told |= {"sent_at": cast.NOON, "served_at": cast.NOON, "proof": "逐字告知全文，本人接听。"}
    if allowed:
        act(serve, key, officers["hemin"], **told)
    else:
        refusal = refused(serve, key, officers["hemin"], **told)
        assert "书面通知举报人" in refusal.fields["channel"]
