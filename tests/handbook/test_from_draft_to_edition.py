"""From a proposal to an edition, walked on screen by the posts that walk it, and everything that is refused.

陈思远 proposes, 程默 writes, 沈知行, 韩朔, 余立 and 邱岚 review, 方舟 remarks and publishes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from tests import cast
from tests.handbook.drafting_cast import STEP
from xiaobao.handbook.actions.seed_edition import seed_edition
from xiaobao.handbook.models import Draft, Edition, Proposal
from xiaobao.handbook.shelf import in_service
from xiaobao.rules.handbook.heads import parted

REVIEWERS = (cast.SHEN_ZHIXING, cast.HAN_SHUO, cast.YU_LI, cast.QIU_LAN)
ROLES = dict(zip(("legal_expert", "enforcement", "legal", "credit"), REVIEWERS, strict=True))
ADDED = "告知时写明理由和依据的条款。"


class Hands:
    """Browsers of several officers, filling in what a page shows."""

    def __init__(self, signed_in: Callable[[str], Client]) -> None:
        self._sign_in, self._clients = signed_in, {}

    def of(self, officer: cast.Officer) -> Client:
        """Return the browser of one officer."""
        return self._clients.setdefault(officer.username, self._sign_in(officer.username))

    def see(self, officer: cast.Officer, address: str) -> str:
        """Open a page."""
        answer = self.of(officer).get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return unescape(answer.content.decode())

    def send(self, officer: cast.Officer, page: str, to: str = "", expect: int = 302, **given: object) -> str:
        """Open a page and send its form with these answers; returns where it led, or what was said."""
        found = self.see(officer, page)
        shown = {"once": re.findall(r'name="once" value="([^"]*)"', found)[0]}
        for name in ("version", "shown", "text_id"):
            values = re.findall(rf'name="{name}" value="([^"]*)"', found)
            shown |= {name: values[0]} if values else {}
        answer = self.of(officer).post(to or page, shown | given)
        assert answer.status_code == expect, unescape(answer.content.decode())[-4000:]
        return answer.headers.get("Location", "") or unescape(answer.content.decode())


@pytest.fixture
def hands(signed_in, officers) -> Hands:
    seed_edition(today=cast.TODAY, at=cast.NOON)
    return Hands(signed_in)


@pytest.fixture
def draft(hands: Hands) -> str:
    """A draft 程默 has begun, by its address."""
    hands.send(cast.CHENG_MO, f"/handbook/drafts/new/?path={STEP}", what="change", path=STEP)
    return f"/handbook/drafts/{Draft.objects.get().pk}/"


def _write(
    hands: Hands, draft: str, body: str = "", officer: cast.Officer = cast.CHENG_MO, **more: object
) -> str:
    entry = in_service().entries[STEP]
    head = {
        "title": entry.title, "order": entry.head.order, "part": "internal",
        "applies-tracks": ["complaint"], "applies-states": ["received"],
        "applies-acts": list(entry.applies.acts),
    }  # fmt: skip
    text = f"{parted(entry.text)[1].strip()}\n\n{body or ADDED}"
    return hands.send(officer, f"{draft}edit/", **{**head, "body": text, "words": "补充告知", **more})


def _send_out(hands: Hands, draft: str, **more: object) -> str:
    given = {"asked": list(ROLES), "due_on": "2027-01-15", "note": "请看第二段", **more}
    return hands.send(cast.CHENG_MO, draft, f"{draft}open_round/", **given)


def test_a_proposal_becomes_an_edition_by_seven_hands(hands: Hands) -> None:
    hands.send(
        cast.CHEN_SIYUAN, f"/handbook/proposals/new/?path={STEP}",
        path=STEP, title="写明怎么告知", words="现在只写七个工作日内告知，没有写告知什么。",
    )  # fmt: skip
    proposal = f"/handbook/proposals/{Proposal.objects.get().pk}/"
    assert "1 项编写建议待答复" in hands.see(cast.CHENG_MO, "/handbook/drafts/")
    hands.send(cast.CHENG_MO, proposal, taken="yes", answer="说得对。")
    assert "说得对。" in hands.see(cast.CHEN_SIYUAN, proposal)
    number = Proposal.objects.get().pk
    begin = f"/handbook/drafts/new/?path={STEP}&proposal={number}"
    edit = hands.send(cast.CHENG_MO, begin, what="change", path=STEP, proposal=number)
    draft = edit.removesuffix("edit/")
    _write(hands, draft)
    _send_out(hands, draft)

    for role, reviewer in ROLES.items():
        assert "1 份等您办理" in hands.see(reviewer, "/handbook/drafts/")
        words = f"{reviewer.name}：引用办法第十五条。"
        hands.send(reviewer, draft, f"{draft}comment/", paragraph=2, words=words)
        hands.send(
            reviewer, draft, f"{draft}give_opinion/", role=role, verdict="with_changes", words="见逐段意见"
        )
    for made in Draft.objects.get().comments.all():
        said = (
            {"ruling": "taken", "reason": ""}
            if made.by.name == "沈知行"
            else {"ruling": "not_taken", "reason": "已写"}
        )
        hands.send(cast.CHENG_MO, draft, f"{draft}rule_comment/", comment_id=made.pk, seen="", **said)
    _write(hands, draft, f"{ADDED}（[[samr-order-121:15(1)]]）")
    hands.send(cast.CHENG_MO, draft, f"{draft}settle/")
    assert "1 份等您办理" in hands.see(cast.FANG_ZHOU, "/handbook/drafts/")
    hands.send(cast.FANG_ZHOU, draft, f"{draft}remark/", verdict="agree", words="可以。")
    edition = hands.send(cast.FANG_ZHOU, "/handbook/editions/next/", note="写明告知的内容。")

    assert edition == "/handbook/editions/2/"
    assert ADDED in in_service().entries[STEP].text
    page = hands.see(cast.CHEN_SIYUAN, edition)
    assert "写明告知的内容。" in page
    assert "程默（据沈知行意见修改）" in page
    assert f"<ins>{ADDED}" in re.sub(r"</?p>", "", page)
    assert ADDED in hands.see(cast.TANG_YUE, "/handbook/editions/1/2/")
    history = hands.see(cast.TANG_YUE, "/handbook/history/step/complaint-received/")
    assert history.index("第 2 版") < history.index("第 1 版")
    assert "已发布" in hands.see(cast.CHENG_MO, draft)


def test_what_is_missing_before_the_leader_is_told_and_nothing_is_lost(hands: Hands, draft: str) -> None:
    _write(hands, draft)
    _send_out(hands, draft, asked=["legal"])
    hands.send(cast.YU_LI, draft, f"{draft}comment/", paragraph=1, words="写明款项。")
    refused = hands.send(
        cast.YU_LI, draft, f"{draft}give_opinion/", 422, role="legal", verdict="disagree", words=""
    )
    assert "不是完全同意的，请写明意见。" in refused
    hands.send(cast.YU_LI, draft, f"{draft}give_opinion/", role="legal", verdict="agree", words="")

    page = hands.see(cast.CHENG_MO, draft)
    assert "还没有法律专家、执法科、信用科的意见。" in page
    assert "还有 1 条逐段意见没有处理。" in page
    made = Draft.objects.get().comments.get()
    given = {"comment_id": made.pk, "seen": "", "ruling": "not_taken"}
    refused = hands.send(cast.CHENG_MO, draft, f"{draft}rule_comment/", 422, reason="", **given)
    assert "请写明理由，提意见的人要看。" in refused
    assert "没有法律专家" in hands.send(cast.CHENG_MO, draft, f"{draft}settle/", 422)


def test_two_editors_at_once_keep_both_texts(hands: Hands, draft: str) -> None:
    seen = hands.see(cast.LU_YIHENG, f"{draft}edit/")
    _write(hands, draft, "程默写的一段。")
    marks = {"once": re.findall(r'name="once" value="([^"]*)"', seen)[0], "version": "1"}

    answer = hands.of(cast.LU_YIHENG).post(
        f"{draft}edit/", marks | {"title": "收到投诉", "body": "陆一恒写的一段。"}
    )

    assert answer.status_code == 409
    page = unescape(answer.content.decode())
    assert "程默已于" in page
    assert "陆一恒写的一段。" in page
    assert 'name="version" value="2"' in page
    assert Draft.objects.get().text.count("程默写的一段。") == 1


def test_a_text_with_faults_is_saved_with_their_lines_and_not_sent_out(hands: Hands, draft: str) -> None:
    _write(hands, draft, "见[[samr-order-121:15（1）]]。", title="")
    page = hands.see(cast.CHENG_MO, draft)
    assert "有待改正" in page
    refused = hands.send(
        cast.CHENG_MO, draft, f"{draft}open_round/", 422, asked=["legal"], due_on="2027-01-15", note="先看看"
    )
    assert "处待改正。第" in refused
    assert "先看看" in refused


def test_a_second_click_saves_nothing_twice(hands: Hands, draft: str) -> None:
    page = hands.see(cast.CHENG_MO, f"{draft}edit/")
    sent = {
        "once": re.findall(r'name="once" value="([^"]*)"', page)[0], "version": "1", "title": "收到投诉",
        "body": "只留一段。",
    }  # fmt: skip
    first = hands.of(cast.CHENG_MO).post(f"{draft}edit/", sent)
    again = hands.of(cast.CHENG_MO).post(f"{draft}edit/", sent)

    assert (first.status_code, again.status_code) == (302, 302)
    assert Draft.objects.get().texts.count() == 1


def test_nobody_publishes_their_own_and_an_empty_edition_is_none(hands: Hands, draft: str) -> None:
    assert "没有可以发布的" in hands.see(cast.FANG_ZHOU, "/handbook/editions/next/")
    Draft.objects.update(state="approved")
    refused = hands.send(cast.FANG_ZHOU, "/handbook/editions/next/", expect=422, note="")
    assert "请写明这一版改了什么" in refused
    assert hands.of(cast.CHENG_MO).get("/handbook/editions/next/").status_code == 403
    Draft.objects.update(
        owner=Edition.objects.model._meta.apps.get_model("staff", "User").objects.get(username="fangzhou")
    )
    refused = hands.send(cast.FANG_ZHOU, "/handbook/editions/next/", expect=422, note="新版")
    assert "自己起草的由另一个人发布" in refused
    assert Edition.objects.count() == 1


def test_who_does_not_write_the_handbook_sees_editions_and_own_proposals_only(
    hands: Hands, draft: str
) -> None:
    for address in ("/handbook/drafts/", draft, f"{draft}edit/", "/handbook/drafts/new/"):
        assert hands.of(cast.TANG_YUE).get(address).status_code == 403
    assert hands.of(cast.HAN_SHUO).get(f"{draft}edit/").status_code == 403
    assert "第 1 版" in hands.see(cast.TANG_YUE, "/handbook/editions/")
    hands.send(cast.CHEN_SIYUAN, "/handbook/proposals/new/", title="补充案例", words="旅游类太少。")
    other = f"/handbook/proposals/{Proposal.objects.get().pk}/"
    assert "补充案例" in hands.see(cast.SU_MING, "/handbook/proposals/")
    assert hands.of(cast.LI_AN).get(other).status_code == 404


def test_what_is_typed_is_read_before_it_is_saved_and_articles_are_found_to_cite(
    hands: Hands, draft: str
) -> None:
    browser = hands.of(cast.CHENG_MO)
    typed = {"version": "1", "title": "收到投诉", "body": "先看[[samr-order-121:13]]。\n\n{{unknown}}"}
    seen = unescape(browser.post(f"{draft}preview/", typed).content.decode())
    assert "第十三条" in seen
    assert "双花括号里只能写" in seen
    found = browser.get("/handbook/citations/?cite=投诉举报处理办法 15").content.decode()
    assert 'data-put="[[samr-order-121:15(1)]]"' in found
    assert Draft.objects.get().texts.count() == 0
