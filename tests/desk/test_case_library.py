"""From a closed matter to a typical case: one click, other persons' eyes, a draft; and cases used on matters."""

from __future__ import annotations

import pytest

from tests import cast
from tests.desk.rules_cast import text
from xiaobao.docket.models import CaseUse, Matter, NominatedCase
from xiaobao.handbook.models import Draft, Nomination
from xiaobao.handbook.shelf import in_service
from xiaobao.rules.handbook.kinds import Kind
from xiaobao.vault.models import AuditEntry

CLOSED = {
    "closed": True, "closed_at": cast.at("2026-05-19"), "decision": "accepted",
    "decided_at": cast.at("2026-05-18", "15:00"), "outcome": "settled",
    "content": "本人林晓禾5月16日在湖里区虚构路1号青禾生鲜超市买酸奶，订单号202605160001，电话13900000001。",
    "recovered": 365,
}  # fmt: skip
LEADS = ("青禾", "林晓禾", "林**", "虚构路", "202605160001", "139", "5月16日")
WRITTEN = {
    "title": "过期酸奶投诉，达成调解",
    "categories": ["food"],
    "outcome": "达成调解",
    "story": "消费者在某超市买到过期三天的酸奶。",
    "handling": "决定受理并组织调解（[[samr-order-121:15(1)]]）。",
    "points": ["保质期以标注为准。"],
    "commentary": "先核对标注，再谈退赔。",
    "cues": ["过期"],
}


@pytest.fixture
def closed(register) -> int:
    """林晓禾's complaint, settled and closed."""
    return register(cast.complaint(**CLOSED))


def nominated(client, key: int) -> str:
    """Nominate a matter with one click; returns where its words are shown."""
    answer = client.post(f"/matters/{key}/nominate/")
    assert answer.status_code == 302, text(answer)
    return answer["Location"]


def saved(client, page: str, **changes):
    """Send the form of a nomination as read now."""
    version = Nomination.objects.get(code=page.rstrip("/").rpartition("/")[2]).version
    return client.post(page, {**WRITTEN, "version": version, **changes})


def sent(client, page: str, what: str):
    """Press one of the buttons beside a nomination."""
    version = Nomination.objects.get(code=page.rstrip("/").rpartition("/")[2]).version
    return client.post(f"{page}{what}/", {"version": version})


def test_one_click_proposes_words_by_which_nobody_is_known(closed, signed_in):
    chen = signed_in("chensiyuan")
    assert "推荐为典型案例" in text(chen.get(f"/matters/{closed}/"))
    page = nominated(chen, closed)
    nomination = Nomination.objects.get()
    assert not any(lead in nomination.text for lead in LEADS)
    assert "消费者5月在本区某路某超市买酸奶，订单号（略），电话（略）。" in nomination.text
    assert nomination.text.endswith("## 评析\n")  # for a person to write
    said = text(chen.get(page))
    assert "5月16日 5月 日期 1" in said
    assert "青禾生鲜超市 某超市 经营者 1" in said
    assert "原来的来件" in said
    assert "林晓禾" not in said
    assert "推荐为典型案例" not in text(chen.get(f"/matters/{closed}/"))
    assert chen.post(f"/matters/{closed}/nominate/").status_code == 409
    assert set(AuditEntry.objects.filter(act__contains="nominated").values_list("act", flat=True)) == {
        "case.nominated", "handbook.nominated",
    }  # fmt: skip


def test_an_open_matter_and_an_insiders_report_are_never_nominated(register, signed_in, officers):
    chen = signed_in("chensiyuan")
    insider = register(cast.report(closed=True, closed_at=cast.at("2026-05-19"), decision="not_filed"))
    Matter.objects.filter(pk=insider).update(guarded=True, is_open=False, handler=officers["chensiyuan"].user)
    for key in (register(), insider):
        assert "推荐为典型案例" not in text(chen.get(f"/matters/{key}/"))
        assert chen.post(f"/matters/{key}/nominate/").status_code == 409
    assert not Nomination.objects.exists()
    assert not NominatedCase.objects.exists()


def test_from_the_click_to_a_draft_by_three_persons(closed, signed_in):
    chen, su, cheng = (signed_in(name) for name in ("chensiyuan", "suming", "chengmo"))
    page = nominated(chen, closed)
    assert cheng.get(page).status_code == 404  # sees no matter, so no words before they are confirmed
    refused = sent(su, page, "confirm")
    assert (refused.status_code, "请写评析" in text(refused)) == (422, True)
    assert saved(chen, page).status_code == 302
    assert "我已对照，确认脱敏" not in text(chen.get(page))
    assert sent(su, page, "confirm").status_code == 302
    assert "转为手册草稿" in text(cheng.get(page))
    assert "原来的来件" not in text(cheng.get(page))
    assert sent(cheng, page, "draft").status_code == 302
    draft = Draft.objects.get()
    assert (draft.path.startswith("precedents/case-2026-"), draft.owner.username) == (True, "chengmo")


@pytest.mark.parametrize(
    ("left", "kind"),
    [
        ("消费者林晓禾在某超市买到酸奶。", "人员"),
        ("消费者（1390000 0001）买到酸奶。", "人员"),
        ("消费者在青禾买到酸奶。", "经营者"),
        ("消费者在虚构路1号买到酸奶。", "地址"),
    ],
)
def test_what_still_leads_to_somebody_is_refused_by_its_kind(left, kind, closed, signed_in):
    chen, su = signed_in("chensiyuan"), signed_in("suming")
    page = nominated(chen, closed)
    assert saved(chen, page, story=left).status_code == 302
    refused = sent(su, page, "confirm")
    assert refused.status_code == 422
    assert f"文字里还能看出是哪一件：{kind}" in text(refused)
    assert Nomination.objects.get().state == "proposed"


def test_a_report_takes_two_and_looking_at_it_beside_the_words_is_in_the_trail(register, signed_in):
    key = register(cast.report(closed=True, closed_at=cast.at("2026-05-19"), decision="not_filed"))
    Matter.objects.filter(pk=key).update(is_open=False, state="closed")
    chen = signed_in("chensiyuan")
    page = nominated(chen, key)
    saved(chen, page)
    for who, state in (("suming", "proposed"), ("luyiheng", "confirmed")):
        assert sent(signed_in(who), page, "confirm").status_code == 302
        assert Nomination.objects.get().state == state
    looks = AuditEntry.objects.filter(act="matter.read", detail__form="case")
    assert {one.actor_name for one in looks} >= {"陈思远", "苏明", "陆一恒"}


def test_nobody_out_of_reach_sees_a_nomination(closed, signed_in):
    page = nominated(signed_in("chensiyuan"), closed)
    for who in ("lian", "fangzhou", "tangyue", "heqing"):
        assert signed_in(who).get(page).status_code == 404, who
        assert "典型案例，达成" not in text(signed_in(who).get("/handbook/nominations/"))
    assert sent(signed_in("lian"), page, "confirm").status_code == 404


def test_the_library_is_narrowed_counted_and_marked(register, signed_in):
    entry = in_service().of(Kind.PRECEDENT)[0]
    key, chen = register(), signed_in("chensiyuan")
    for _ in range(2):
        assert chen.post(f"/matters/{key}/cases/{entry.slug}/").status_code == 302
    assert CaseUse.objects.count() == 1
    assert chen.post(f"/matters/{key}/cases/nothing/").status_code == 404
    assert signed_in("lian").post(f"/matters/{key}/cases/{entry.slug}/").status_code == 404
    found = text(chen.get("/handbook/cases/", {"text": entry.title}))
    assert entry.title in found
    assert "参考 1 次" in found
    assert "没有符合条件的案例" in text(chen.get("/handbook/cases/", {"text": "没有这样的字"}))
    case = f"/handbook/cases/{entry.slug}/"
    refused = chen.post(case, {"mark": "outdated", "words": ""})
    assert (refused.status_code, "请写明哪里过时了" in text(refused)) == (422, True)
    assert chen.post(case, {"mark": "outdated", "words": "新办法改了期限。"}).status_code == 302
    assert "陈思远" in text(chen.get(case))
    assert "新办法改了期限。" in text(chen.get(case))
    assert entry.title in text(signed_in("chengmo").get("/handbook/cases/", {"marked": "outdated"}))
