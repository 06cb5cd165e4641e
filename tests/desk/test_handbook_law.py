"""The law on the desk, and what has to be looked at again."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket import rule_cast
from tests.docket.rule_cast import propose as propose
from tests.handbook.law_cast import published
from xiaobao.docket.rulebook import current
from xiaobao.handbook.actions.raise_revisits import raise_revisits
from xiaobao.handbook.models import LawSeen, Revisit
from xiaobao.home import official_texts
from xiaobao.law import official
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def editor(own_home, signed_in):
    """程默, who writes the handbook."""
    return signed_in("chengmo")


@pytest.fixture
def revisit(editor):
    """The chapter on complaints, to be looked at again."""
    raise_revisits(current(), at=cast.NOON)
    LawSeen.objects.filter(regulation="samr-order-121").update(digest="another")
    raise_revisits(current(), at=cast.NOON)
    return Revisit.objects.get(subject="chapters/complaint.md")


def send(client, revisit, **given):
    return client.post(
        f"/handbook/revisits/{revisit.pk}/",
        {"shown": revisit.owner_id, "words": "", "owner": revisit.owner_id, **given},
    )


def test_a_paraphrase_says_that_it_is_one_and_where_the_official_text_is(editor):
    page = editor.get("/handbook/law/samr-order-121/").content.decode()
    assert "转述，以官方文本为准" in page
    assert 'id="a15"' in page
    assert "https://samr.gov.cn/" in page
    assert "投诉受理决定：7个工作日" in page


def test_once_a_text_is_loaded_the_page_says_its_words(editor, tmp_path):
    official.load_text(published(tmp_path), official_texts(), current().law)
    page = editor.get("/handbook/law/samr-order-121/").content.decode()
    assert "虚构的一款。" in page
    assert "转述，以官方文本为准" not in page


def test_the_list_is_narrowed_without_a_script(editor):
    page = editor.get("/handbook/law/", {"q": "食品安全法"}).content.decode()
    assert "/handbook/law/food-safety-law/" in page
    assert "/handbook/law/samr-order-121/" not in page


def test_a_regulation_nobody_holds_has_no_page(editor):
    assert editor.get("/handbook/law/another/").status_code == 404


def test_what_waits_is_listed_and_what_is_overdue_marked(editor, revisit):
    Revisit.objects.filter(pk=revisit.pk).update(due_on="2026-05-19")
    page = editor.get("/handbook/revisits/", {"law": "samr-order-121"}).content.decode()
    assert "投诉处置流程" in page
    assert page.count("逾期</span>") == 1


def test_it_is_taken_given_and_finished(editor, signed_in, revisit):
    section = signed_in("luyiheng")
    assert send(section, revisit, do="take").status_code == 302
    assert send(editor, revisit, do="assign").status_code == 409
    revisit.refresh_from_db()
    assert revisit.owner.name == "陆一恒"
    again = send(section, revisit, do="finish")
    assert (again.status_code, "请写明复核的结果" in again.content.decode()) == (422, True)
    assert send(section, revisit, do="finish", words="核对过，不需要改。").status_code == 302
    assert "核对过，不需要改。" in editor.get("/handbook/revisits/?done=1").content.decode()


def test_several_are_finished_at_once_with_the_same_words(editor, revisit):
    both = list(Revisit.objects.order_by("pk")[:2])
    given = {"picked": [one.pk for one in both]}
    refused = editor.post("/handbook/revisits/", given | {"words": ""})
    assert (refused.status_code, refused.content.decode().count(" checked")) == (422, 2)
    assert editor.post("/handbook/revisits/", given | {"words": "核对过，不需要改。"}).status_code == 302
    assert set(Revisit.objects.exclude(done_at=None)) == set(both)
    assert AuditEntry.objects.filter(act="handbook.revisit_finished").count() == 2
    assert editor.post("/handbook/revisits/", {"words": "没有勾选。"}).status_code == 422


def test_who_writes_no_handbook_looks_at_nothing_again(own_home, signed_in, revisit):
    handler = signed_in("chensiyuan")
    assert handler.get("/handbook/revisits/").status_code == 403
    assert send(handler, revisit, do="take").status_code == 403


def test_a_signed_change_of_a_regulation_lists_what_cites_it_for_its_proposer(propose, signed_in):
    raise_revisits(current(), at=cast.NOON)
    change = propose(rule_cast.order_121("complaint.acceptance", 8))
    answer = signed_in("fangzhou").post(
        f"/rules/{change.pk}/decide/", {"do": "sign", "shown": change.moves_digest, "words": "同意。"}
    )
    assert answer.status_code == 302
    assert Revisit.objects.get(subject="chapters/complaint.md").owner.name == "陆一恒"


def test_the_first_page_of_the_handbook_counts_what_waits(editor, revisit):
    page = editor.get("/handbook/").content.decode()
    assert f'<span class="count number">{Revisit.objects.count()}</span>' in page


def test_what_the_bureau_laid_down_itself_is_no_paraphrase(editor):
    assert "转述" not in editor.get("/handbook/law/house-rules/").content.decode()
