"""Bulk accept and bulk decline: chosen row by row, confirmed once, reported row by row."""

from __future__ import annotations

import re

import pytest

from tests import cast
from xiaobao.docket.models import Document, Matter

WORDS = "购买数量明显超出生活消费需要，不能证明与商家存在消费者权益争议。"
HTMX = {"HX-Request": "true", "HX-Target": "run"}


@pytest.fixture
def six(register) -> list[int]:
    """Six complaints at 湖里所; the name in the last one is masked."""
    names = ["林晓禾"] * 5 + ["王**"]
    return [
        register(
            cast.complaint(
                external_id=f"135020620260518000030{n}", digest=f"b{n}".ljust(16).encode(), person_name=name
            )
        )
        for n, name in enumerate(names)
    ]


def row(key: int, act: str = "accept", *, tick: bool = True, version: int = 1, **more: str) -> dict[str, str]:
    """Return the fields of one row as the form sends them."""
    fields = {"version": str(version), "act": act, **({"tick": "on"} if tick else {}), **more}
    return {f"m{key}-{name}": value for name, value in fields.items()}


def declined(key: int, **changes: str) -> dict[str, str]:
    """Return the fields of a row to decline."""
    return row(
        key, "decline", **{"ground": "3", "evidence": "投诉记录12件\r\n小票", "words": WORDS} | changes
    )


def send(client, step: str, *rows: dict[str, str], **more):
    """Send rows to a step of the screen."""
    keys = [re.match(r"m(\d+)-", next(iter(fields)))[1] for fields in rows]
    data = {"row": keys, "step": step, "in": "kind=complaint"}
    for fields in rows:
        data |= fields
    return client.post("/bulk/", data | more.pop("extra", {}), **more)


def states() -> dict[int, str]:
    """Return the state of every matter."""
    return dict(Matter.objects.values_list("pk", "state"))


def test_the_list_shows_what_waits_with_its_proposal_and_nothing_chosen(signed_in, six, register) -> None:
    register(cast.report())
    page = signed_in("chensiyuan").get("/bulk/", {"kind": "complaint"}).content.decode()
    assert "本筛选下有 6 件待处理的投诉" in page
    assert page.count('class="bulk-row card') == 6
    assert len(re.findall(r'name="m\d+-act" value="" checked', page)) == 6
    assert not re.search(r'-tick"[^>]* checked', page)
    assert "需要补充了解后再定" in page
    assert page.count("导出文件里的姓名是遮盖的") == 1


def test_one_confirmation_counts_what_will_be_done_and_does_nothing_yet(signed_in, six) -> None:
    answer = send(
        signed_in("chensiyuan"), "check", row(six[0]), declined(six[1]), row(six[2], "", tick=False)
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.findall(r"<dt>(受理|决定不予受理|不动)</dt><dd>(\d)</dd>", page) == [
        ("受理", "1"),
        ("决定不予受理", "1"),
        ("不动", "1"),
    ]
    assert "确认办理 2 件" in page
    assert WORDS in page
    assert set(states().values()) == {"received"}


def test_each_is_decided_and_reported_with_its_document(signed_in, six) -> None:
    client = signed_in("chensiyuan")
    page = send(client, "do", row(six[0]), declined(six[1])).content.decode()
    assert "办好 2 件" in page
    assert re.findall(r"湖市监投[不受]+〔2026〕1号", page)
    assert [document.matter_id for document in Document.objects.order_by("id")] == six[:2]
    assert states() == {six[0]: "accepted", six[1]: "declined", **dict.fromkeys(six[2:], "received")}
    assert Matter.objects.get(pk=six[1]).complaint.evidence == ["投诉记录12件", "小票"]


def test_no_row_is_touched_that_was_not_ticked(signed_in, six) -> None:
    send(signed_in("chensiyuan"), "do", row(six[0], tick=False), row(six[1]))
    assert [key for key, state in states().items() if state != "received"] == [six[1]]


def test_a_ticked_row_without_a_choice_is_asked_for_one(signed_in, six) -> None:
    answer = send(signed_in("chensiyuan"), "check", row(six[0], ""))
    assert answer.status_code == 422
    assert "请选择受理或者不予受理，或者取消勾选。" in answer.content.decode()


def test_nothing_ticked_is_said(signed_in, six) -> None:
    answer = send(signed_in("chensiyuan"), "check", row(six[0], "", tick=False))
    assert answer.status_code == 422
    assert "没有勾选任何一件" in answer.content.decode()


def test_what_is_missing_is_said_before_the_confirmation_and_everything_typed_stays(signed_in, six) -> None:
    answer = send(
        signed_in("chensiyuan"), "check", declined(six[0], evidence="", ground=""), row(six[5]), row(six[1])
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请选择一项不予受理的情形。" in page
    assert "请写明所依据的材料。" in page
    assert "请填写投诉人全名" in page
    assert f">{WORDS}</textarea>" in page
    assert re.search(rf'name="m{six[1]}-act" value="accept" checked', page)


def test_going_back_to_change_something_keeps_every_row(signed_in, six) -> None:
    page = send(
        signed_in("chensiyuan"), "edit", declined(six[0]), declined(six[1], words="还没有勾选的一件")
    ).content.decode()
    assert f">{WORDS}</textarea>" in page
    assert ">还没有勾选的一件</textarea>" in page


def test_a_repeated_request_does_nothing_twice(signed_in, six) -> None:
    client = signed_in("chensiyuan")
    send(client, "do", row(six[0]))
    page = send(client, "do", row(six[0])).content.decode()
    assert "此前已经办好，没有重复办理" in page
    assert Document.objects.count() == 1


def test_who_was_first_is_named_and_the_words_are_kept(signed_in, six) -> None:
    send(signed_in("suming"), "do", row(six[0]))
    page = send(signed_in("chensiyuan"), "do", declined(six[0]), row(six[1])).content.decode()
    assert "苏明已于 2026-05-20 12:00 对此件受理" in page
    assert WORDS in page
    assert "办好 1 件" in page
    assert "没有办成 1 件" in page


def test_a_refused_row_can_be_corrected_and_sent_again(signed_in, six) -> None:
    client = signed_in("chensiyuan")
    page = send(client, "do", declined(six[0], words="不行"), row(six[1])).content.decode()
    assert f'id="row-{six[0]}"' in page
    assert ">不行</textarea>" in page
    assert states()[six[1]] == "accepted"
    send(client, "do", declined(six[0]))
    assert states()[six[0]] == "declined"


def test_a_row_changed_but_still_waiting_is_shown_with_its_new_version(signed_in, six) -> None:
    Matter.objects.filter(pk=six[0]).update(version=2)
    from xiaobao.docket.models import Event

    Event.objects.create(matter_id=six[0], verb="amend", recorded_at=cast.NOON)
    page = send(signed_in("chensiyuan"), "do", declined(six[0])).content.decode()
    assert f'name="m{six[0]}-version" value="2"' in page
    assert f">{WORDS}</textarea>" in page


def test_a_script_is_answered_a_few_at_a_time_until_nothing_is_left(signed_in, six) -> None:
    client = signed_in("chensiyuan")
    rows = [row(key) for key in six[:5]]
    first = send(client, "do", *rows, headers=HTMX, extra={"total": "5"}).content.decode()
    assert first.startswith('<div id="run">')
    assert '<progress max="5" value="4"' in first
    assert re.findall(r'name="row" value="(\d+)"', first) == [str(six[4])]
    last = send(client, "do", rows[4], headers=HTMX, extra={"total": "5"}).content.decode()
    assert "办好 5 件" in last
    assert "<progress" not in last
    assert list(states().values()).count("accepted") == 5


def test_the_draft_is_dropped_when_all_is_done(signed_in, six, officers) -> None:
    from xiaobao.docket.actions.save_draft import save_draft
    from xiaobao.docket.models import Draft

    save_draft(officer=officers["chensiyuan"], at=cast.NOON, form="bulk", fields={"m1-words": ["x"]})
    send(signed_in("chensiyuan"), "do", row(six[0]))
    assert Draft.objects.count() == 0


def test_nothing_waiting_says_so(signed_in, officers) -> None:
    assert "没有待处理的投诉" in signed_in("chensiyuan").get("/bulk/").content.decode()


def test_a_post_that_may_not_decide_is_refused(signed_in, six) -> None:
    for who in ("hemin", "tangyue"):
        assert signed_in(who).get("/bulk/").status_code == 403
        assert send(signed_in(who), "do", row(six[0])).status_code == 403
    assert set(states().values()) == {"received"}


def test_rows_out_of_reach_are_not_shown_and_not_decided(signed_in, six) -> None:
    client = signed_in("lian")
    assert "没有待处理的投诉" in client.get("/bulk/").content.decode()
    page = send(client, "do", row(six[0])).content.decode()
    assert "DKT-001" in page
    assert "湖消" not in page


@pytest.mark.parametrize(
    "data", [{}, {"row": "x", "step": "do"}, {"row": ["1", "999999999999999"], "step": "check"}]
)
def test_senseless_requests_change_nothing(data, signed_in, six) -> None:
    assert signed_in("chensiyuan").post("/bulk/", data).status_code in {200, 422}
    assert set(states().values()) == {"received"}


def test_the_inbox_leads_there_with_its_filter(signed_in, six) -> None:
    page = (
        signed_in("chensiyuan").get("/", {"kind": "complaint", "due": "soon", "open": "all"}).content.decode()
    )
    assert 'href="/bulk/?' not in page or "kind=complaint" in page
    page = signed_in("chensiyuan").get("/", {"kind": "complaint"}).content.decode()
    assert 'href="/bulk/?kind=complaint"' in page
    assert "批量办理" not in signed_in("hemin").get("/").content.decode()
