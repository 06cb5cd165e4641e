"""Every act of a report on its screen: the form, one post, what is refused beside its field, whose it is not."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable

import pytest

from tests import cast
from tests.desk.report_acts import CHAINS_OF_REPORTS, GIVEN_OF_REPORTS, AtReport, before
from xiaobao.desk.acts import deed_of
from xiaobao.docket.actions.split import split
from xiaobao.docket.models import Document, Matter
from xiaobao.rules.workflow import Act, Track

pytestmark = pytest.mark.usefixtures("own_home")
# Asked only where there is something to ask about.
ABSENT = {Act.SPLIT: {"files_here", "files_other"}, Act.SERVE: {"everyone"}}
LEAVING = (Act.HAND_BACK,)
"""After these the matter may be out of the officer's reach."""
ARRIVAL = (Act.CLASSIFY, Act.PLACE, Act.REFER, Act.REPEAT, Act.MERGE)


@pytest.fixture
def at_report(signed_in, register) -> Callable[..., AtReport]:
    """Return somebody who does acts on a fresh report; ``again``: 周喆 made it a week ago already."""

    def begin(*, again: bool = False, **changes: object) -> AtReport:
        one = AtReport(register(cast.report(**changes)), signed_in)
        if again:
            earlier = {"external_id": "R0", "received_at": cast.at("2026-05-11")}
            one.earlier = register(cast.report(**{**changes, **earlier}))
        return one

    return begin


def begun(at_report: Callable[..., AtReport], act: Act) -> AtReport:
    """Somebody about to do the act."""
    chain, _officer, changes = CHAINS_OF_REPORTS[act]
    one = at_report(again="made before" in chain, **changes)
    before(act, one)
    return one


@pytest.mark.parametrize("act", ARRIVAL, ids=str)
def test_the_fields_are_the_arguments_of_the_action(act) -> None:
    deed = deed_of(Track.REPORT, act)
    known = {"matter_id", "version", "officer", "at", "address"}
    arguments = set(inspect.signature(deed.do).parameters) - known
    # A number stands for the id of an earlier report that was not put forward.
    assert set(deed.form.base_fields) - {"version", "once", "number"} == arguments


@pytest.mark.parametrize("act", CHAINS_OF_REPORTS, ids=str)
def test_the_form_shows_its_fields_and_the_post_does_the_act(act, at_report) -> None:
    one, officer = begun(at_report, act), CHAINS_OF_REPORTS[act][1]
    page = one.page(act, officer)
    fields = set(deed_of(Track.REPORT, act).form.base_fields) - {"version", "once", "addressee"}
    missing = {name for name in fields if f'name="{name}' not in page}
    if act in (*ARRIVAL, *ABSENT):
        assert missing <= ABSENT.get(act, set())
    assert "现在不能办理" not in page
    one.do(act)
    last = Matter.objects.get(pk=one.matter).events.exclude(verb="amend").last()
    assert last.verb == act.value


@pytest.mark.parametrize("act", CHAINS_OF_REPORTS, ids=str)
def test_the_same_form_sent_twice_acts_once(act, at_report) -> None:
    one, officer = begun(at_report, act), CHAINS_OF_REPORTS[act][1]
    given = {**one.typed(act), "once": "eins", "version": str(one.version())}
    address, client = f"/matters/{one.matter}/acts/{act.value}/", one.client(officer)
    assert client.post(address, given).status_code == 302
    papers = Document.objects.count()
    answer = client.post(address, given, follow=True)
    if act not in LEAVING:
        assert "此件已经办理，没有重复办理。" in answer.content.decode()
    assert Matter.objects.get(pk=one.matter).events.filter(verb=act.value).count() == 1
    assert Document.objects.count() == papers


@pytest.mark.parametrize("act", [*ARRIVAL, Act.ASSIGN, Act.RETURN, Act.DISPUTE, Act.TRANSFER], ids=str)
def test_a_crafted_post_without_the_post_is_refused_and_out_of_reach_looks_absent(act, at_report) -> None:
    one = at_report()
    address = f"/matters/{one.matter}/acts/{act.value}/"
    assert one.client("tangyue").post(address, {"version": "1"}).status_code == 403
    assert one.client("lian").post(address, {"version": "1"}).status_code == 404
    assert Matter.objects.get(pk=one.matter).version == 1


@pytest.mark.parametrize(
    ("act", "changes", "field", "sentence"),
    [
        (Act.CLASSIFY, {"subjects": ["nothing"]}, "subjects", "请从列出的各项中选择"),
        (Act.PLACE, {"respondent_kind": ""}, "respondent_kind", "请选择被举报的是哪一类"),
        (Act.PLACE, {"conduct_here": ""}, "conduct_here", "请确认被举报行为发生地是否在本区"),
        (Act.REFER, {"authority": ""}, "authority", "应当告知举报人直接向其提出"),
        (Act.REFER, {"words": ""}, "words", "请写明本局没有处理权限的理由"),
        (Act.REFER, {"materials": [""]}, "materials", "请列明移交的材料"),
        (Act.REFER, {"within_remit": ""}, "within_remit", "请选择举报事项是否属于"),
        (Act.REPEAT, {"words": " "}, "words", "请写明认定为重复举报的理由"),
        (Act.REPEAT, {"earlier": ""}, "earlier", "请选择前一件举报"),
        (Act.REPEAT, {"number": "湖消〔2026〕009999"}, "earlier", "请选择前一件举报"),
        (Act.MERGE, {"new_facts": ""}, "new_facts", "请写明补充的新的事实"),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_what_was_typed_stays(
    act, changes, field, sentence, at_report
) -> None:
    one, officer = begun(at_report, act), CHAINS_OF_REPORTS[act][1]
    answer = one.post(act, officer, {**GIVEN_OF_REPORTS[act], **one.usual(act), **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(
        rf'id="id_{field}_error">(<p class="error">[^<]*</p>)*<p class="error">[^<]*{sentence}', page
    )
    assert Matter.objects.get(pk=one.matter).version == 1


def test_the_form_of_classifying_says_what_each_subject_means_and_on_what_article(at_report) -> None:
    page = at_report().page(Act.CLASSIFY, "chensiyuan")
    for words in (
        "《中华人民共和国广告法》第五十三条第一款",
        "实名的，应当告知结果",
        "没有告知结果的规定",
        "不属于本部门的应当移交",
        "鼓励内部人员依法举报",
    ):
        assert words in page, words


def test_an_insiders_report_leads_back_to_the_inbox_of_who_may_not_see_it(at_report) -> None:
    one = at_report()
    answer = one.post(Act.CLASSIFY, "chensiyuan", {**GIVEN_OF_REPORTS[Act.CLASSIFY], "insider": "on"})
    assert answer.status_code == 302
    assert f"/matters/{one.matter}/" not in answer["Location"]
    assert one.client("chensiyuan").get(f"/matters/{one.matter}/").status_code == 404
    page = one.client("suming").get(f"/matters/{one.matter}/").content.decode()
    assert "内部人员举报" in page


def test_the_letters_follow_what_is_typed_and_name_nobody(at_report) -> None:
    one = at_report()
    address = f"/matters/{one.matter}/acts/refer/preview/"
    client, given = one.client("chensiyuan"), GIVEN_OF_REPORTS[Act.REFER]
    page = client.post(address, given).content.decode()
    for words in (
        "举报无处理权限告知书",
        "案件移送函",
        "请你直接向有处理权限的厦门市思明区市场监督管理局提出",
        "第一百一十五条",
    ):
        assert words in page, words
    assert "周喆" not in page
    without = client.post(address, {**given, "subjects": ["advertising"]}).content.decode()
    assert "案件移送函" not in without


def test_who_cannot_be_told_gets_no_letter(at_report) -> None:
    one = at_report(system="desk", person_name="", person_phone="")
    page = one.page(Act.REFER, "chensiyuan")
    assert "举报无处理权限告知书" not in page
    one.do(Act.REFER, subjects=[], body="", materials=[""])
    assert not Document.objects.filter(matter=one.matter).exists()
    page = one.client("chensiyuan").get(f"/matters/{one.matter}/").content.decode()
    assert "举报人无法联系，没有告知" in page


def test_the_page_shows_what_it_is_about_whose_it_is_and_what_may_have_come_before(at_report) -> None:
    one = at_report(again=True)
    client = one.client("chensiyuan")
    page = client.get(f"/matters/{one.matter}/").content.decode()
    assert "尚未确定；确定以后才知道" in page
    assert "举报人身份信息一致" in page
    for act in (Act.CLASSIFY, Act.PLACE):
        one.do(act)
    page = client.get(f"/matters/{one.matter}/").content.decode()
    for words in (
        "举报事项与管辖",
        "《中华人民共和国广告法》第五十三条第一款",
        "本局有处理权限",
        "一般经营者的行为",
        "实名",
    ):
        assert words in page, words
    assert "周喆" not in page


def test_the_way_on_leads_from_what_it_is_about_to_the_check(at_report) -> None:
    one = at_report()
    client = one.client("chensiyuan")

    def leading() -> list[str]:
        page = client.get(f"/matters/{one.matter}/").content.decode()
        head = re.search(r'<div class="buttons no-print">(.*?)</div>', page, re.DOTALL)[1]
        return re.findall(r"/acts/(\w+)/", head)

    assert leading()[:2] == ["classify", "place"]
    one.do(Act.CLASSIFY)
    assert leading()[0] == "place"
    one.do(Act.PLACE)
    assert leading()[0] in ("check", "propose")
    one.do(Act.PLACE, conduct_here="no")
    assert leading()[0] == "refer"


def test_the_complaint_half_is_mentioned_only_to_who_may_see_it(at_report, officers) -> None:
    one = at_report()
    words = {"words_here": "销售过期酸奶。", "words_other": "请求退货。", "requests": ["退货"]}
    split(matter_id=one.matter, version=1, officer=officers["luyiheng"], at=cast.NOON, **words)
    half = Matter.objects.get(kind="complaint")
    client = one.client("chensiyuan")
    assert f"同一来件的投诉部分 {half.number}" in client.get(f"/matters/{one.matter}/").content.decode()
    half.office = half.office.__class__.objects.get(code="jiangtou")
    half.save()
    assert half.number not in client.get(f"/matters/{one.matter}/").content.decode()


def test_an_earlier_report_can_be_named_by_its_number(at_report, register) -> None:
    one = at_report()
    other = register(
        cast.report(
            external_id="R7", received_at=cast.at("2026-05-11"), respondent_name="", person_name="沈一帆"
        )
    )
    number = Matter.objects.get(pk=other).number
    answer = one.post(Act.REPEAT, "chensiyuan", {**GIVEN_OF_REPORTS[Act.REPEAT], "number": number})
    assert answer.status_code == 302
    assert Matter.objects.get(pk=one.matter).state == "repeated"


def test_a_voided_notice_of_want_of_authority_leads_to_making_it_anew(at_report) -> None:
    one = at_report()
    client = one.client("suming")
    one.do(Act.REFER)
    page = client.get(f"/matters/{one.matter}/").content.decode()
    assert f"/matters/{one.matter}/acts/refer/" not in page
    notice = Document.objects.get(matter=one.matter, notice="no-authority-notice")
    one.do(Act.VOID, document_id=str(notice.pk))
    head = client.get(f"/matters/{one.matter}/").content.decode()
    assert f"/matters/{one.matter}/acts/refer/" in head
    preview = client.post(f"/matters/{one.matter}/acts/refer/preview/", GIVEN_OF_REPORTS[Act.REFER])
    assert "举报无处理权限告知书" in preview.content.decode()
    assert "案件移送函" not in preview.content.decode()
    one.do(Act.REFER, "suming")
    assert (
        Document.objects.filter(matter=one.matter, voided_at=None, notice="no-authority-notice").count() == 1
    )
