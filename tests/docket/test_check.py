"""A step of checking: who, when, how, what was found; a record for the file that names no reporter."""

from __future__ import annotations

from datetime import date

import pytest

from tests.docket.arrival_cast import kept_without_words, text_of
from tests.docket.checking_cast import FOUND, a_report
from xiaobao.docket.models import Check, Document
from xiaobao.refusals import Refused


@pytest.fixture
def one(register, officers):
    return a_report(register, officers)


def test_a_check_is_kept_with_its_record(one):
    taken = one.checked()
    row = Check.objects.get()
    assert (row.on, row.officers, row.way, row.by.name) == (
        date(2026, 5, 20),
        ["陈思远", "温岚"],
        "on_site",
        "陈思远",
    )
    (record,) = taken.documents
    assert (record.notice, record.number) == ("check-record", "湖市监核查〔2026〕1号")
    text = text_of(record)
    for said in (FOUND, "核查方式现场检查", "陈思远、温岚", "第十八条第一款", "厦门青禾生鲜超市有限公司"):
        assert said in text, said
    assert "周喆" not in text
    assert taken.event.data == {
        "way": "on_site",
        "on": "2026-05-20",
        "document": "湖市监核查〔2026〕1号",
    }
    assert FOUND not in kept_without_words(one.key)


def test_several_checks_follow_and_the_state_stays(one):
    one.checked()
    one.checked(way="material", place="", officers=["温岚"], found="调取供货商的出库单，批次一致。")
    assert [row.way for row in one.matter.checks.all()] == ["on_site", "material"]
    assert Document.objects.count() == 2
    assert one.matter.state == "received"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"way": "guess"}, "way"),
        ({"officers": [" "]}, "officers"),
        ({"place": ""}, "place"),
        ({"found": " "}, "found"),
        ({"on": date(2026, 5, 17)}, "on"),
        ({"on": date(2026, 5, 21)}, "on"),
    ],
)
def test_each_thing_that_is_missing_is_refused_at_its_field(one, wrong, field):
    with pytest.raises(Refused) as refused:
        one.checked(**wrong)
    assert set(refused.value.fields) == {field}
    assert not Check.objects.exists()


def test_one_officer_alone_on_site_is_recorded_and_minded(one):
    taken = one.checked(officers=["陈思远"])
    assert any("不得少于两人" in reason.text for reason in taken.weighed)
