"""The pages of findings: the list, one of each kind, ruling, contesting, and what nobody may see."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.findings_cast import GYM, came, found, labelled, ring, twin
from xiaobao.docket.models import Finding, FindingRuling, LabelRuling, Link

pytestmark = pytest.mark.django_db


def body(answer) -> str:
    """The page as text."""
    return answer.content.decode()


def rule(client, finding: Finding, **typed: str):
    """Send the form of a finding."""
    data = {"version": str(finding.version), "words": "", **typed}
    return client.post(f"/mining/findings/{finding.pk}/", data)


def test_the_list_shows_a_kind_at_a_time_with_how_many_wait(signed_in, officers) -> None:
    twin(title="疑似同一纠纷之一")
    ring()
    page = body(signed_in("luyiheng").get("/mining/findings/"))
    assert "疑似同一纠纷之一" in page
    assert "疑似职业索赔：2人" not in page
    rings = body(signed_in("luyiheng").get("/mining/findings/?kind=ring"))
    assert "疑似职业索赔：2人" in rings


def test_with_nothing_mined_yet_it_says_so(signed_in, officers) -> None:
    assert "还没有挖掘过" in body(signed_in("luyiheng").get("/mining/findings/"))


@pytest.mark.parametrize(("username", "status"), [("luyiheng", 200), ("xuan", 403), ("heqing", 403)])
def test_only_posts_of_mining_see_the_list(username, status, signed_in, officers) -> None:
    assert signed_in(username).get("/mining/findings/").status_code == status


@pytest.mark.parametrize("way", ["", "contest/", "decide/"])
def test_a_finding_out_of_reach_answers_like_one_that_does_not_exist(way, signed_in, officers) -> None:
    finding = twin()
    hidden = signed_in("lian").get(f"/mining/findings/{finding.pk}/{way}")
    absent = signed_in("lian").get(f"/mining/findings/{finding.pk + 1}/{way}")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content


def test_two_texts_stand_side_by_side_with_what_only_one_says_marked(signed_in, officers) -> None:
    page = body(signed_in("chensiyuan").get(f"/mining/findings/{twin().pk}/"))
    assert '<mark class="own">市民来电：</mark>5月16日在该店购买的酸奶已过保质期三天，店家拒绝退货' in page
    assert page.index("先收到") < page.index("后收到")
    assert "第十四条" in page
    assert "林**" in page
    assert "林晓禾" not in page
    assert "13900000001" not in page


def test_every_score_opens_into_its_parts(signed_in, officers) -> None:
    parts = [
        {"criterion": "concentrated", "name": "matters", "value": 12, "unit": "matter", "measure": 0.4,
         "weight": 0.25, "why": "十二件"},
        {"criterion": "harmful", "name": "", "value": None, "unit": "", "measure": 0.9, "weight": 0.5,
         "why": "涉及食品"},
    ]  # fmt: skip
    finding = found("issue", came(3), title="过期酸奶", score=0.55, parts=parts)
    page = body(signed_in("luyiheng").get(f"/mining/findings/{finding.pk}/"))
    for words in ("反映集中", "危害性大", "十二件", "涉及食品", "0.40", "0.25", "0.45"):
        assert words in page, words


def test_who_sees_a_part_of_it_sees_neither_score_nor_total(signed_in, officers) -> None:
    here = came(2)
    there = came(3, office_name="江头市场监督管理所")
    finding = found("group", [*here, *there], title="群体投诉：某店，5件", why="五天内5件", score=7.0)
    page = body(signed_in("chensiyuan").get(f"/mining/findings/{finding.pk}/"))
    assert "5件" not in page
    assert "7.0" not in page
    assert "您办理范围以外的来件" in page
    whole = body(signed_in("luyiheng").get(f"/mining/findings/{finding.pk}/"))
    assert "群体投诉：某店，5件" in whole
    assert "7.0倍" in whole


def test_a_ring_is_drawn_with_nobody_named_and_its_factors_beside(signed_in, officers) -> None:
    page = body(signed_in("luyiheng").get(f"/mining/findings/{ring().pk}/"))
    for words in (
        "电话一",
        "甲 鲁**",
        "乙 鲁**",
        GYM,
        "多人使用同一手机号码",
        "以下都不是依据",
        "姓名、电话一致",
    ):
        assert words in page, words
    for name in ("鲁大同", "鲁二同", "13900000066"):
        assert name not in page


@pytest.mark.parametrize("kind", ["twin", "group", "ring", "issue"])
def test_nothing_is_called_fraud_and_each_says_that_it_changes_nothing(kind, signed_in, officers) -> None:
    finding = {"twin": twin, "ring": ring}.get(kind, lambda: found(kind, came(3)))()
    page = body(signed_in("luyiheng").get(f"/mining/findings/{finding.pk}/"))
    assert "它不改变任何来件" in page
    assert "提出异议" in page
    assert "欺诈" not in page


def test_confirming_a_twin_ties_the_two_and_closes_nothing(signed_in, officers) -> None:
    finding = twin()
    answer = rule(signed_in("chensiyuan"), finding, verb="confirm", link="on")
    assert answer.status_code == 302
    link = Link.objects.get()
    assert (link.kind, link.earlier.is_open, link.later.is_open) == ("same", True, True)
    page = body(signed_in("chensiyuan").get(f"/mining/findings/{finding.pk}/"))
    assert "已关联" in page
    assert "已确认" in page


def test_rejecting_wants_a_reason_and_keeps_what_was_typed(signed_in, officers) -> None:
    finding = ring()
    client = signed_in("luyiheng")
    answer = rule(client, finding, verb="reject", words="都是邻居")
    assert answer.status_code == 422
    assert "请选择不成立的理由" in body(answer)
    assert "都是邻居" in body(answer)
    assert rule(client, finding, verb="reject", reason="active_citizen").status_code == 302
    assert FindingRuling.objects.get().reason == "active_citizen"


def test_two_officers_never_overwrite_each_other(signed_in, officers) -> None:
    finding = ring()
    assert rule(signed_in("luyiheng"), finding, verb="confirm").status_code == 302
    late = rule(signed_in("chensiyuan"), finding, verb="reject", reason="active_citizen")
    assert late.status_code == 409
    assert "陆一恒已于" in body(late)


def test_an_objection_is_recorded_and_decided_by_another(signed_in, officers) -> None:
    finding = ring()
    rule(signed_in("luyiheng"), finding, verb="confirm")
    page = f"/mining/findings/{finding.pk}/"
    typed = {"version": "2", "behalf": "person", "words": "鲁大同来电说是不同的东西，电话13900000066"}
    assert signed_in("chensiyuan").post(f"{page}contest/", typed).status_code == 302
    shown = body(signed_in("luyiheng").get(page))
    assert "有异议，等待决定" in shown
    assert "鲁大同" not in shown
    decision = {"version": "3", "uphold": "yes", "words": "购买记录各不相同"}
    own = signed_in("luyiheng").post(f"{page}decide/", decision)
    assert own.status_code == 422
    assert "由他人决定" in body(own)
    assert signed_in("suming").post(f"{page}decide/", decision).status_code == 302
    finding.refresh_from_db()
    assert finding.state == "rejected"


def test_labels_stand_beside_a_matter_and_one_click_says_whether_they_are_right(signed_in, register) -> None:
    matter = register()
    labelled(matter)
    client = signed_in("chensiyuan")
    page = body(client.get(f"/matters/{matter}/"))
    for words in ("挖掘提示", "建议", "食品安全", "93%", "文中有“酸奶”“保质期”"):
        assert words in page, words
    typed = {"scheme": "hot", "proposed": "食品安全", "given": "家居用品", "seen": "0"}
    assert client.post(f"/matters/{matter}/labels/", typed)["Location"] == f"/matters/{matter}/#mined"
    ruling = LabelRuling.objects.get()
    assert (ruling.proposed, ruling.given, ruling.by.username) == ("食品安全", "家居用品", "chensiyuan")
    assert "家居用品</b>" in body(client.get(f"/matters/{matter}/"))


def test_a_label_is_not_overwritten_unread(signed_in, register) -> None:
    matter = register()
    labelled(matter)
    typed = {"scheme": "hot", "proposed": "食品安全", "given": "食品安全", "seen": "0"}
    signed_in("chensiyuan").post(f"/matters/{matter}/labels/", typed)
    answer = signed_in("wenlan").post(f"/matters/{matter}/labels/", typed | {"given": ""}, follow=True)
    assert "陈思远已于" in body(answer)
    assert LabelRuling.objects.count() == 1


def test_a_ring_stands_beside_its_complaints_and_beside_no_report(signed_in, officers) -> None:
    finding = ring()
    (report,) = came(kind="report")
    finding.members.create(matter_id=report)
    labelled(report, scheme="urgency", label="特急", score=None, by="rule")
    complaint = finding.members.exclude(matter=report).first().matter_id
    client = signed_in("chensiyuan")
    assert f"/mining/findings/{finding.pk}/" in body(client.get(f"/matters/{complaint}/"))
    beside = body(client.get(f"/matters/{report}/"))
    assert "特急" in beside
    assert f"/mining/findings/{finding.pk}/" not in beside


def test_the_panel_costs_a_matters_page_two_queries(signed_in, register, django_assert_num_queries) -> None:
    from xiaobao.docket.label_beside import beside
    from xiaobao.docket.models import Matter
    from xiaobao.docket.rulebook import current
    from xiaobao.staff.models import User
    from xiaobao.staff.permissions import authority

    finding = ring()
    matter = Matter.objects.get(pk=finding.members.first().matter_id)
    labelled(matter.pk)
    officer = authority(User.objects.get(username="chensiyuan"), current().locality, cast.TODAY)
    with django_assert_num_queries(2):
        shown = beside(matter, officer)
    assert (len(shown.findings), len(shown.schemes)) == (1, 1)
