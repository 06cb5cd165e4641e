"""A report made again: linked, not handled again, or merged into the earlier one, which counts anew."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, act, kept_without_words, refused, text_of, written
from tests.docket.conftest import clocks
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.actions.merge import merge
from xiaobao.docket.actions.note import add_note
from xiaobao.docket.actions.refer import refer
from xiaobao.docket.actions.repeat import repeat
from xiaobao.docket.matter_page import matter_page
from xiaobao.docket.models import Link, Matter
from xiaobao.docket.repeats import candidates
from xiaobao.refusals import Changed
from xiaobao.vault.models import AuditEntry

FACTS = "补充了同一批次的进货单。"
REASON = f"门店、时间和批次都相同。{FREE_WORDS}"


@pytest.fixture
def two(register):
    """周喆's report of 11 May, and another of the 18th."""
    first = register(cast.report(external_id="R1", received_at=cast.at("2026-05-11")))
    return first, register(cast.report())


def test_the_same_report_again_is_linked_and_not_handled_again(two, officers):
    first, second = two
    before = written(first)
    done = act(repeat, second, officers["chensiyuan"], earlier=first, words=REASON)
    matter = Matter.objects.get(pk=second)
    assert (matter.state, matter.is_open, matter.has_running_clock) == ("repeated", False, False)
    assert Link.objects.get().kind == "repeat"
    (document,) = done.documents
    text = text_of(document)
    for said in ("不再另行处理", "身份信息一致", "第三十五条第二款", Matter.objects.get(pk=first).number):
        assert said in text, said
    assert "周" not in text
    assert list(document.addressees.all()) == []
    assert FREE_WORDS not in kept_without_words(second)
    assert written(first)[:7] == (*before[:7][:6], before[6] + 1)


def test_new_facts_are_merged_and_the_earlier_report_counts_from_the_last_receipt(two, officers):
    first, second = two
    assert clocks(first)["report.check"].due_on == date(2026, 6, 1)
    version = Matter.objects.get(pk=first).version
    act(merge, second, officers["chensiyuan"], earlier=first, new_facts=FACTS)
    earlier, later = Matter.objects.get(pk=first), Matter.objects.get(pk=second)
    clock = clocks(first)["report.check"]
    assert clock.ledger[-1] == {"kind": "restart", "on": "2026-05-18", "document": later.number}
    assert (clock.due_on, earlier.next_due, earlier.version) == (
        date(2026, 6, 8),
        date(2026, 6, 8),
        version + 1,
    )
    assert "第三十五条第二款" in clock.derivation
    assert (later.state, later.is_open, later.has_running_clock) == ("merged", False, False)
    assert (earlier.state, earlier.is_open) == ("received", True)


def test_both_stories_tell_of_it_and_the_facts_stand_beside_both(two, officers, rulebook):
    first, second = two
    act(merge, second, officers["chensiyuan"], earlier=first, new_facts=FACTS, words=FREE_WORDS)
    for key in two:
        page = matter_page(officers["chensiyuan"], key, rulebook, cast.TODAY)
        assert (page.timeline[-1].label, FACTS in page.timeline[-1].ruling) == ("合并处理", True)
        assert len(page.links) == 1
    acts = list(AuditEntry.objects.filter(act="matter.merge").values_list("subject", flat=True))
    assert sorted(acts) == [f"matter:{first}", f"matter:{second}"]
    assert FREE_WORDS not in kept_without_words(second)


def test_an_extension_granted_before_falls_away_and_another_is_possible(two, officers):
    from xiaobao.docket.actions.extend import extend

    first, second = two
    given = {"clock": "report.check", "words": "需要向生产企业所在地核查进货情况。"}
    act(extend, first, officers["fangzhou"], at=cast.at("2026-05-15"), **given)
    act(merge, second, officers["chensiyuan"], earlier=first, new_facts=FACTS)
    assert clocks(first)["report.check"].due_on == date(2026, 6, 8)
    act(extend, first, officers["fangzhou"], **given)
    assert clocks(first)["report.check"].due_on == date(2026, 6, 30)


def test_under_order_20_both_are_handled(register, officers):
    first = register(cast.report(external_id="R1", received_at=cast.at("2026-03-02")))
    second = register(cast.report(external_id="R2", received_at=cast.at("2026-03-09")))
    refusal = refused(repeat, second, officers["chensiyuan"], earlier=first, words=REASON)
    assert "没有重复举报不再处理" in refusal.sentence
    refused(merge, second, officers["chensiyuan"], earlier=first, new_facts=FACTS)


def test_a_report_under_order_121_may_be_merged_into_one_under_order_20(register, officers):
    first = register(cast.report(external_id="R1", received_at=cast.at("2026-04-13")))
    second = register(cast.report(received_at=cast.at("2026-04-20")))
    act(merge, second, officers["chensiyuan"], earlier=first, new_facts=FACTS)
    assert clocks(first)["report.check"].ledger[-1]["on"] == "2026-04-20"


def test_what_is_no_longer_checked_takes_nothing_in(two, officers):
    first, second = two
    told = {"within_remit": True, "authority": "思明区市场监督管理局", "words": "发生在思明区。"}
    act(refer, first, officers["hemin"], **told)
    for verb, given in ((merge, {"new_facts": FACTS}), (repeat, {"words": REASON})):
        refusal = refused(verb, second, officers["chensiyuan"], earlier=first, **given)
        assert set(refusal.fields) == {"earlier"}
    assert Link.objects.count() == 0


@pytest.mark.parametrize("which", ["itself", "a complaint", "out of reach", "nothing"])
def test_only_another_report_within_reach_will_do(register, officers, two, which):
    other = {
        "itself": two[1],
        "a complaint": register(cast.complaint(received_at=cast.at("2026-05-11"))),
        "out of reach": register(
            cast.report(external_id="R9", received_at=cast.at("2026-05-11"), office_name="江头所")
        ),
        "nothing": 999,
    }[which]
    refusal = refused(repeat, two[1], officers["chensiyuan"], earlier=other, words=REASON)
    assert set(refusal.fields) == {"earlier"}


def test_an_anonymous_reporter_is_found_the_same_by_words_only(register, officers, two):
    key = register(cast.report(external_id="R3", person_name="匿名", person_phone="", row=4))
    refusal = refused(merge, key, officers["chensiyuan"], earlier=two[0], new_facts=FACTS)
    assert set(refusal.fields) == {"words"}
    words = "来信的笔迹、落款和附件与前一件相同。"
    (document,) = act(
        merge, key, officers["chensiyuan"], earlier=two[0], new_facts=FACTS, words=words
    ).documents
    assert "登记的信息不足以核对" in text_of(document)


def test_another_respondent_is_another_report(register, officers, two):
    key = register(cast.report(external_id="R4", respondent_name="厦门虚构烘焙有限公司"))
    refusal = refused(repeat, key, officers["chensiyuan"], earlier=two[0], words=REASON)
    assert "被举报人不是同一个" in refusal.fields["earlier"]


def test_candidates_say_what_is_the_same_and_never_who(register, officers, two):
    shop = register(cast.report(external_id="R5", received_at=cast.at("2026-05-12"), person_name="沈一帆",
                                person_phone="13900000011"))  # fmt: skip
    register(cast.complaint(external_id="C1", received_at=cast.at("2026-05-12"), person_name="周喆",
                            person_phone="13900000002"))  # fmt: skip
    found = candidates(Matter.objects.get(pk=two[1]), officers["chensiyuan"])
    assert [(one.id, one.why) for one in found] == [
        (two[0], ("举报人身份信息一致", "被举报人相同")),
        (shop, ("被举报人相同",)),
    ]
    assert candidates(Matter.objects.get(pk=two[1]), officers["lian"]) == []


def test_the_same_phone_under_another_name_is_pointed_out(register, officers, two):
    key = register(cast.report(external_id="R6", person_name="周小喆", person_phone="139-0000-0002"))
    why = {one.id: one.why for one in candidates(Matter.objects.get(pk=key), officers["chensiyuan"])}
    assert why[two[0]] == ("举报人联系电话一致", "被举报人相同")


def test_what_guards_an_insider_in_one_guards_them_in_the_other(two, officers):
    first, second = two
    act(classify, second, officers["suming"], subjects=["food"], insider=True)
    act(merge, second, officers["suming"], earlier=first, new_facts=FACTS)
    assert all(Matter.objects.filter(pk__in=two).values_list("guarded", flat=True))


def test_whoever_read_the_earlier_report_before_is_told_of_the_merger(two, officers):
    first, second = two
    version = Matter.objects.get(pk=first).version
    act(merge, second, officers["chensiyuan"], earlier=first, new_facts=FACTS)
    with pytest.raises(Changed) as change:
        act(classify, first, officers["suming"], version=version, subjects=["food"])
    assert change.value.what == ("合并处理",)


def test_a_second_merger_of_the_same_report_is_refused(two, officers):
    first, second = two
    act(merge, second, officers["chensiyuan"], earlier=first, new_facts=FACTS)
    assert refused(merge, second, officers["suming"], earlier=first, new_facts=FACTS).code == "RUL-102"
    add_note(matter_id=first, officer=officers["suming"], at=cast.NOON, text="已并案核查。")
