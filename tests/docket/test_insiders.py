"""An insider's report does not exist for whoever need not know: no list, count, search or hint differs by it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from tests import cast
from tests.docket.reveal_cast import look
from xiaobao.docket import drafts, duplicates, printing, samples, undecided
from xiaobao.docket.actions.look_up import look_up
from xiaobao.docket.actions.note import add_note
from xiaobao.docket.actions.save_draft import save_draft
from xiaobao.docket.endings import Ended, Measure
from xiaobao.docket.filters import Filter
from xiaobao.docket.matter_page import matter_page
from xiaobao.docket.models import Case, Link, LinkKind, Matter
from xiaobao.docket.queries import inbox, next_matter, visible, within_reach
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.rules.ladder import Grade
from xiaobao.rules.workflow import State, Track, states

KNOWS = {"chensiyuan", "suming", "luyiheng", "fangzhou"}
"""陈思远 handles it; the head of 湖里所, the section's and the bureau's may watch over insiders' reports."""
OTHERS = sorted({officer.username for officer in cast.OFFICERS} - KNOWS)
WORDS = "冷库夜间更换生产日期标签"


def guarded(register, officers, handler: str | None = "chensiyuan") -> int:
    """周喆, who works in the shop, reports once more, in words nobody else uses."""
    key = register(
        cast.report(
            external_id="13502062026051800000099",
            digest=b"insider---digest",
            received_at=cast.at("2026-05-19"),
            content=f"{WORDS}，请查处。",
            object_path=("商品（产品）", "冷冻食品", "雪糕"),
        )
    )
    Matter.objects.filter(pk=key).update(guarded=True, handler=officers[handler].user if handler else None)
    return key


@pytest.fixture
def others(register) -> list[int]:
    """Two complaints and a report of the same shop that everybody in reach knows of."""
    return [
        register(),
        register(cast.complaint(external_id="2", digest=b"second----digest", decision="accepted")),
        register(cast.report()),
    ]


def everything(officer, rulebook, keys: list[int]) -> dict[str, Any]:
    """Every answer an officer can get without being told of a matter by its number."""
    today = cast.TODAY
    every_state = [state.value for track in Track for state in states(track)]
    chosen = [
        Filter(open="all"),
        *(Filter(open=reach) for reach in ("open", "closed")),
        *(Filter(open="all", kind=track.value) for track in Track),
        *(Filter(open="all", state=state) for state in dict.fromkeys(every_state)),
        *(Filter(due=due) for due in ("overdue", "today", "soon")),
        *(Filter(open="all", office=code) for code in ("huli", "jiangtou", "intake")),
        *(Filter(open="all", channel=channel) for channel in ("12315", "12345")),
        *(Filter(open="all", category=name) for name in ("冷冻食品", "食品", "")),
        *(Filter(open="all", clock=measure.value, ended=how.value) for measure in Measure for how in Ended),
        *(Filter(open="all", alert=grade.value) for grade in Grade),
        *(Filter(open="all", handler=name) for name in ("chensiyuan", "-")),
        Filter(open="all", since="2026-05-19", until="2026-05-19"),
        *(
            Filter(open="all", text=text)
            for text in (WORDS, "冷", "冷库", "酸奶", "青禾", "000099", "查处", "〔2026〕")
        ),
    ]
    wanted = printing.Wanted()
    typed = {"respondent": "厦门青禾生鲜超市有限公司", "text": f"{WORDS}，请查处。", "today": today}
    return {
        "lists": [asdict(inbox(officer, one, today, rulebook)) for one in chosen],
        "next": [next_matter(officer, Filter(open="all"), today, key, rulebook) for key in keys],
        "hints": [
            duplicates.hints(officer, name="周喆", phone="13900000002", kind=track.value, **typed)
            for track in Track
        ],
        "undecided": undecided.undecided(officer, Filter(open="all"), rulebook, today),
        "kinds": [printing.kinds(officer, one, rulebook, today) for one in chosen[:3]],
        "left_out": [printing.left_out(officer, one, wanted, rulebook, today) for one in chosen],
        "samples": list(samples.samples(officer)),
        "phone": phone(officer, "13900000002"),
        "seen": list(visible(officer).order_by("pk").values()),
    }


def phone(officer, number: str) -> Any:
    """Look a number up, or be told that one's post does not."""
    try:
        return look_up(phone=number, officer=officer, at=cast.NOON)
    except NotAllowed as refusal:
        return refusal.sentence


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_anybody_else_is_told_differs_by_it(name, officers, others, register, rulebook) -> None:
    before = repr(everything(officers[name], rulebook, others)).encode()
    guarded(register, officers)
    assert repr(everything(officers[name], rulebook, others)).encode() == before


@pytest.mark.parametrize("name", ["hemin", "wenlan"])
def test_nor_by_one_that_nobody_handles_yet(name, officers, others, register, rulebook) -> None:
    before = repr(everything(officers[name], rulebook, others)).encode()
    guarded(register, officers, handler=None)
    assert repr(everything(officers[name], rulebook, others)).encode() == before


@pytest.mark.parametrize("name", sorted(KNOWS))
def test_whoever_must_know_is_told(name, officers, others, register, rulebook) -> None:
    before = everything(officers[name], rulebook, others)
    key = guarded(register, officers)
    after = everything(officers[name], rulebook, others)
    assert within_reach(officers[name], key)
    assert after["lists"][0]["total"] == before["lists"][0]["total"] + 1
    found = inbox(officers[name], Filter(text=WORDS), cast.TODAY, rulebook).rows
    assert [row.id for row in found] == [key]


def test_hints_do_not_lose_a_place_to_it(officers, others, register, monkeypatch) -> None:
    monkeypatch.setattr(duplicates, "_LOOKED_AT", 3)
    given = {
        "respondent": "厦门青禾生鲜超市有限公司",
        "text": "该店销售超过保质期的酸奶，请查处。",
        "today": cast.TODAY,
    }
    wen = officers["wenlan"]
    before = [duplicates.hints(wen, kind=track.value, **given) for track in Track]
    guarded(register, officers)
    assert [duplicates.hints(wen, kind=track.value, **given) for track in Track] == before


@pytest.mark.parametrize("name", OTHERS)
def test_it_looks_absent_to_who_knows_its_address(name, officers, register, rulebook) -> None:
    key = guarded(register, officers)
    officer = officers[name]
    with pytest.raises(NotFound) as hidden:
        matter_page(officer, key, rulebook, cast.TODAY)
    with pytest.raises(NotFound) as absent:
        matter_page(officer, key + 1, rulebook, cast.TODAY)
    assert hidden.value.sentence == absent.value.sentence
    for attempt in (
        lambda: add_note(matter_id=key, officer=officer, at=cast.NOON, text="x"),
        lambda: look(officer, key),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_an_officer_of_the_case_knows_and_the_others_of_the_office_do_not(officers, register) -> None:
    key = guarded(register, officers, handler=None)
    assert not within_reach(officers["wenlan"], key)
    Case.objects.create(
        matter_id=key, number="湖市监案〔2026〕1号", filed_on=cast.TODAY, officers=["温岚", "陈思远"]
    )
    assert within_reach(officers["wenlan"], key)
    assert not within_reach(officers["lian"], key)
    assert not within_reach(officers["hemin"], key)


def test_a_matter_tied_to_it_does_not_mention_it(officers, others, register, rulebook) -> None:
    wen = officers["wenlan"]
    before = repr(matter_page(wen, others[0], rulebook, cast.TODAY).links)
    key = guarded(register, officers)
    Link.objects.create(
        earlier_id=others[0], later_id=key, kind=LinkKind.SPLIT, made_at=cast.NOON, made_by=wen.user
    )
    assert repr(matter_page(wen, others[0], rulebook, cast.TODAY).links) == before == "[]"
    assert len(matter_page(officers["suming"], others[0], rulebook, cast.TODAY).links) == 1


def test_what_was_typed_before_it_was_guarded_is_not_given_back(officers, register) -> None:
    key = register(cast.report())
    for name in ("wenlan", "chensiyuan"):
        save_draft(
            officer=officers[name], at=cast.NOON, form="check", subject=str(key), fields={"found": ["x"]}
        )
    Matter.objects.filter(pk=key).update(guarded=True, handler=officers["chensiyuan"].user)
    assert drafts.find(officers["wenlan"], "check", str(key)) is None
    assert drafts.find(officers["chensiyuan"], "check", str(key)) is not None


def test_an_insider_post_in_one_office_does_not_open_another(officers, register, rulebook) -> None:
    from xiaobao.staff.models import Office, Post
    from xiaobao.staff.permissions import authority

    wen = officers["wenlan"].user
    Post.objects.create(
        user=wen, office=Office.objects.get(code="jiangtou"), code="unit_head", since=cast.SINCE
    )
    both = authority(wen, rulebook.locality, cast.TODAY)
    key = guarded(register, officers)
    assert both.may("insider")
    assert not within_reach(both, key)
    Matter.objects.filter(pk=key).update(office=Office.objects.get(code="jiangtou"))
    assert within_reach(both, key)


def test_every_state_is_asked_for() -> None:
    assert {state for track in Track for state in states(track)} == set(State)
