"""Nominations and marks as the handbook keeps them: it knows words and persons, and never a matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import cast
from xiaobao.handbook.actions.confirm_redaction import confirm_redaction
from xiaobao.handbook.actions.draft_case import draft_case
from xiaobao.handbook.actions.drop_nomination import drop_nomination
from xiaobao.handbook.actions.mark_case import mark_case
from xiaobao.handbook.actions.nominate import nominate
from xiaobao.handbook.actions.save_nomination import save_nomination
from xiaobao.handbook.models import CaseMark, Nomination
from xiaobao.handbook.shelf import in_service
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.case_text import CaseText, case_of, text_of
from xiaobao.rules.handbook.kinds import Kind
from xiaobao.vault.models import AuditEntry

CASE = CaseText(
    "complaint",
    "过期酸奶投诉，达成调解",
    ("food",),
    "达成调解",
    story="消费者在某超市买到过期酸奶。",
    handling="决定受理并组织调解（[[samr-order-121:15(1)]]）。",
    points=("保质期以标注为准。",),
    commentary="先核对标注，再谈退赔。",
)


@pytest.fixture
def nominated(officers) -> Nomination:
    """陈思远 nominates the case."""
    return nominate(case=CASE, officer=officers["chensiyuan"], at=cast.NOON)


def confirmed(nomination: Nomination, who, rulebook) -> Nomination:
    """Somebody confirms it as it stands."""
    nomination.refresh_from_db()
    given = {"officer": who, "law": rulebook.law, "at": cast.NOON}
    return confirm_redaction(code=nomination.code, version=nomination.version, **given)


def test_a_case_is_written_as_the_entry_it_will_be_and_read_back():
    assert case_of(text_of(CASE)) == CASE
    entry = entries.parse("precedents/one.md", text_of(CASE))
    assert (entry.head.points, entry.section("评析")) == (CASE.points, CASE.commentary)
    assert [field for field, _ in replace(CASE, points=(), commentary=" ").wanting] == [
        "points",
        "commentary",
    ]


def test_the_code_tells_nothing_and_the_row_names_no_word(nominated):
    assert nominated.code.startswith("case-2026-")
    assert nominated.wanted == 1
    row = AuditEntry.objects.get(act="handbook.nominated")
    assert row.detail == {"code": nominated.code, "version": 1}


def test_another_person_confirms_and_an_edit_asks_for_it_again(nominated, officers, rulebook):
    with pytest.raises(NotAllowed):
        confirmed(nominated, officers["chensiyuan"], rulebook)
    assert confirmed(nominated, officers["suming"], rulebook).state == "confirmed"
    given = {"code": nominated.code, "officer": officers["chensiyuan"], "at": cast.NOON}
    with pytest.raises(Changed, match=r"苏明.*确认脱敏"):
        save_nomination(version=1, case=CASE, **given)
    assert save_nomination(version=2, case=CASE, **given).state == "confirmed"  # nothing has changed
    edited = save_nomination(version=2, case=replace(CASE, story="另一种说法。"), **given)
    assert (edited.state, edited.confirmations.count(), edited.version) == ("proposed", 0, 3)


def test_who_nominated_cannot_count_even_with_the_right_to_confirm(officers, rulebook):
    nomination = nominate(case=CASE, officer=officers["suming"], at=cast.NOON)
    with pytest.raises(NotAllowed, match="推荐人不能确认"):
        confirmed(nomination, officers["suming"], rulebook)


def test_a_report_takes_two_persons(officers, rulebook):
    nomination = nominate(case=replace(CASE, track="report"), officer=officers["chensiyuan"], at=cast.NOON)
    assert confirmed(nomination, officers["suming"], rulebook).state == "proposed"
    with pytest.raises(Refused, match="已经确认过"):
        confirmed(nomination, officers["suming"], rulebook)
    assert confirmed(nomination, officers["luyiheng"], rulebook).state == "confirmed"


def test_nothing_is_confirmed_without_commentary_and_points_of_law(officers, rulebook):
    bare = replace(CASE, points=(), commentary="")
    nomination = nominate(case=bare, officer=officers["chensiyuan"], at=cast.NOON)
    with pytest.raises(Refused) as refusal:
        confirmed(nomination, officers["suming"], rulebook)
    assert set(refusal.value.fields) == {"points", "commentary"}
    wrong = replace(CASE, handling="依据[[samr-order-121:99]]。")
    nomination = nominate(case=wrong, officer=officers["chensiyuan"], at=cast.NOON)
    with pytest.raises(Refused, match="引用落空"):
        confirmed(nomination, officers["suming"], rulebook)


def test_a_confirmed_case_becomes_a_draft_and_is_then_left_alone(nominated, officers, rulebook):
    given = {"code": nominated.code, "officer": officers["chengmo"], "at": cast.NOON}
    with pytest.raises(Refused, match="确认齐全"):
        draft_case(version=1, **given)
    confirmed(nominated, officers["suming"], rulebook)
    drafted = draft_case(version=2, **given)
    assert (drafted.state, drafted.draft.path) == ("drafted", f"precedents/{nominated.code}.md")
    assert (drafted.draft.text, drafted.draft.state) == (text_of(CASE), "writing")
    with pytest.raises(Refused, match="不能再修改"):
        drop_nomination(version=3, **given)


def test_of_each_officer_the_latest_mark_counts(officers):
    slug = in_service().of(Kind.PRECEDENT)[0].slug
    chen = {"slug": slug, "officer": officers["chensiyuan"], "at": cast.NOON}
    with pytest.raises(Refused) as refusal:
        mark_case(mark="outdated", words=" ", **chen)
    assert set(refusal.value.fields) == {"words"}
    mark_case(mark="outdated", words="法条改了，找林晓禾 13900000001", **chen)
    assert "13900000001" not in CaseMark.objects.get().words
    mark_case(mark="useful", words="", **chen)
    assert CaseMark.objects.get().mark == "useful"
    with pytest.raises(NotFound):
        mark_case(mark="useful", words="", **chen | {"slug": "nothing"})
    with pytest.raises(NotAllowed):
        mark_case(mark="useful", words="", **chen | {"officer": officers["tangyue"]})
