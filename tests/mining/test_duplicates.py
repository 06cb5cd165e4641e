"""The same dispute told again, and texts in nearly the same words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from tests.mining.near_copy_cast import CONTENT, SPOILT, TEMPLATE, mined, told, twins
from xiaobao.mining import settings
from xiaobao.mining.duplicates import Duplicates

RETOLD = f"市民来电反映：{SPOILT}，希望尽快处理"


def _ring(many: int, **more: Any) -> list[dict[str, Any]]:
    return [
        told(f"本人购买后，{TEMPLATE}", by=f"人{at % 3}", of=10 + at, on="2026-04-01", **more)
        for at in range(many)
    ]


def test_a_dispute_told_again_within_days_is_a_twin_and_its_passages_read_the_same() -> None:
    found = mined(told(SPOILT), told("与此无关：健身卡充值后门店关门"), told(RETOLD, on="2026-05-22"))
    assert [(pair["left"], pair["right"], pair["kind"]) for pair in found] == [(1, 3, "twin")]
    pair = found[0]
    assert (pair["same_person"], pair["same_respondent"], pair["days"]) == (True, True, 2)
    assert pair["contained"] == 1.0
    assert [SPOILT[a:b] for a, b, _, _ in json.loads(pair["passages"])] == [SPOILT]
    assert [RETOLD[c:d] for _, _, c, d in json.loads(pair["passages"])] == [SPOILT]


def test_the_earlier_one_is_left_whatever_its_number() -> None:
    assert twins(told(RETOLD, on="2026-05-22"), told(SPOILT, on="2026-05-20")) == [(2, 1)]


def test_another_person_or_another_respondent_makes_no_twin() -> None:
    assert twins(told(SPOILT), told(RETOLD, by="周")) == []
    assert twins(told(SPOILT), told(RETOLD, of=2)) == []


def test_somebody_unknown_is_nobodys_twin() -> None:
    assert twins(told(SPOILT, by=""), told(RETOLD, by="")) == []


def test_a_complaint_and_a_report_are_never_paired() -> None:
    assert mined(told(SPOILT), told(SPOILT, track="report", role="reporter")) == []


def test_part_of_a_long_text_comes_back_only_within_days() -> None:
    longer = (
        SPOILT + "。另外充值卡里还有三百多元，门店说装修期间不能使用也不能退，已经打了四次电话都没有人给准信"
    )
    assert twins(told(longer), told(SPOILT, on="2026-06-10")) == [(1, 2)]
    assert twins(told(longer), told(SPOILT, on="2026-07-10")) == []


def test_nearly_the_same_words_come_back_much_later_too() -> None:
    assert twins(told(SPOILT), told(SPOILT + "！", on="2026-09-20")) == [(1, 2)]


def test_another_day_and_another_price_are_another_purchase() -> None:
    again = told(RETOLD, on="2026-05-27", bought_on=date(2026, 5, 25), paid_fen=4500)
    assert twins(told(SPOILT, bought_on=date(2026, 5, 18), paid_fen=3900), again) == []
    same = told(RETOLD, on="2026-05-27", bought_on=date(2026, 5, 18))
    assert twins(told(SPOILT, bought_on=date(2026, 5, 18), paid_fen=3900), same) == [(1, 2)]


def test_other_goods_are_another_dispute_unless_day_or_price_say_otherwise() -> None:
    assert twins(told(SPOILT, goods="草莓"), told(RETOLD, goods="车厘子")) == []
    paid = {"paid_fen": 3900}
    assert twins(told(SPOILT, goods="草莓", **paid), told(RETOLD, goods="车厘子", **paid)) == [(1, 2)]


def test_a_wording_many_use_needs_the_same_purchase() -> None:
    ring = _ring(8)
    text = f"本人购买后，{TEMPLATE}"
    assert (
        twins(*ring, told(text, by="人0", of=10), told(text, by="吴", of=3), told(text, by="吴", of=3)) == []
    )
    bought = {"bought_on": date(2026, 5, 1)}
    again = [told(text, by="吴", of=3, **bought), told(text, by="吴", of=3, **bought)]
    assert twins(*ring, *again) == [(9, 10)]


def test_other_pieces_are_another_purchase_of_the_same_words() -> None:
    one, other = f"买了3件，{TEMPLATE}", f"买了15件，{TEMPLATE}"
    assert twins(told(one), told(other)) == []
    assert twins(told(one), told(one)) == [(1, 2)]


def test_a_respondent_nobody_has_on_file_counts_by_the_name_in_the_text() -> None:
    named = {"of": None, "enterprise_named": "青禾生鲜"}
    assert twins(told(SPOILT, **named), told(RETOLD, **named)) == [(1, 2)]
    assert twins(told(SPOILT, **named), told(RETOLD, of=None, enterprise_named="远山家电")) == []


def test_a_template_sent_by_many_is_near_copies_at_most_one_less_than_matters() -> None:
    found = mined(*_ring(40))
    assert {pair["kind"] for pair in found} == {"near_copy"}
    assert len(found) == 39
    assert {end for pair in found for end in (pair["left"], pair["right"])} == set(range(1, 41))
    assert all(pair["likeness"] >= 0.6 and not pair["same_respondent"] for pair in found)


def test_nothing_to_look_at_gives_no_pairs() -> None:
    assert mined() == []
    assert mined(told(""), told("")) == []


def test_the_settings_are_read_and_say_where_they_come_from() -> None:
    read = settings.read(Path(CONTENT), "duplicates", Duplicates)
    assert read.note
    assert 0 < read.twin.contained <= read.wording.likeness <= 1
