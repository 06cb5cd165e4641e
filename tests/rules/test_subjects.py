"""What a report is about: only what was law on the day received; what each subject means, with its word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import answering, subjects

DAY = date(2026, 5, 18)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def means(law, name, day=DAY):
    (duty,) = subjects.chosen([name], law, day)
    return subjects.meaning(duty, law, day)


def test_what_each_subject_means_is_said_in_short(law):
    assert means(law, "advertising")[0].startswith("应当告知结果：自收到")
    assert "不属于本部门的应当移交" in means(law, "food")
    assert "有奖励或者鼓励的规定" in means(law, "food")
    assert means(law, "dairy")[0].startswith("实名的，应当告知结果")
    assert means(law, "unfair_competition")[0].startswith("实名并提供事实和证据的，应当告知结果")
    assert means(law, "enterprise_information")[0].startswith("应当书面告知结果")
    assert means(law, "price") == ("没有告知结果的规定", "有奖励或者鼓励的规定")


def test_a_subject_that_was_not_law_yet_is_refused_at_its_field(law):
    early = date(2025, 10, 14)
    assert subjects.chosen(["unfair_competition"], law, early) == ()
    decision = subjects.check_subjects(["unfair_competition"], received_on=early, law=law)
    assert [one.field for one in decision.reasons] == ["subjects"]
    assert (
        subjects.check_subjects(["unfair_competition"], received_on=date(2025, 10, 15), law=law).reasons == ()
    )


def classify(law, names=(), *, regulation="samr-order-121", **given):
    usual = {"evidenced": None, "insider": False, "was_insider": False, "words": ""}
    return subjects.check_classify(names, regulation=regulation, received_on=DAY, law=law, **(usual | given))


def test_a_report_of_none_of_them_is_allowed_and_owes_no_answer(law):
    decision = classify(law)
    assert (decision.outcome, decision.citations) == ("allowed", (law.cite("samr-order-121", "36"),))
    old = classify(law, ["price"], regulation="samr-order-20")
    assert old.citations == (law.cite("samr-order-20", "32"),)


def test_an_insider_is_encouraged_and_no_longer_guarded_only_with_a_reason(law):
    assert law.cite("samr-order-121", "28(2)") in classify(law, ["food"], insider=True).citations
    lifted = classify(law, ["food"], was_insider=True)
    assert [(one.field, one.citation) for one in lifted.reasons] == [
        ("words", law.cite("samr-order-121", "37"))
    ]
    assert classify(law, ["food"], was_insider=True, words="本人来信说明不是员工。").outcome == "allowed"


def test_where_evidence_decides_its_absence_is_pointed_out(law):
    weighed = classify(law, ["unfair_competition"]).reasons
    assert [one.field for one in weighed] == ["evidenced"]
    assert classify(law, ["unfair_competition"], evidenced=True).reasons == ()


def test_what_is_owed_no_longer_needs_words_and_what_was_told_cannot_be_dropped(law):
    (duty,) = subjects.chosen(["food"], law, DAY)
    owed = answering.Owed(duty, answering.cited(duty, law))
    bare = classify(law, dropped=[owed])
    assert [(one.field, one.citation) for one in bare.reasons] == [("words", owed.cited)]
    assert classify(law, dropped=[owed], words="不是食品。").outcome == "allowed"
    for told in (replace(owed, told_on=DAY), replace(owed, sent=True)):
        refused = classify(law, dropped=[told], words="不是食品。")
        assert [one.field for one in refused.reasons] == ["subjects"]
    interim = replace(owed, interim_on=DAY)
    assert classify(law, dropped=[interim], words="不是食品。").outcome == "allowed"
