from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaobao.intake.amounts import yuan
from xiaobao.intake.moments import Unreadable


@pytest.mark.parametrize(
    "written",
    [
        1234.5,
        "1234.5",
        "1,234.50",
        "¥1,234.50",
        "￥1234.50",
        "1234.50元",
        "人民币1234.5元",
        "１２３４．５",
        " 1 234.50 元整",
        "RMB1234.5",
    ],
)
def test_a_sum_is_yuan_to_the_fen_however_it_is_written(written: object) -> None:
    assert yuan(written) == Decimal("1234.50")


def test_ten_thousands_are_counted() -> None:
    assert yuan("1.2万元") == Decimal("12000.00")


def test_a_number_with_binary_dust_is_rounded_to_the_fen() -> None:
    assert yuan(0.1 + 0.2) == Decimal("0.30")


@pytest.mark.parametrize("blank", ["", None, "　"])
def test_blank_is_no_sum_and_not_zero(blank: object) -> None:
    assert yuan(blank) is None


def test_zero_is_zero() -> None:
    assert yuan(0) == Decimal("0.00")


@pytest.mark.parametrize(
    "written", ["三百元", "约300", "-5", -5.0, "1,2,3", "300-500", 1e13, float("nan"), "1e5", True]
)
def test_what_is_not_a_plain_sum_is_not_read(written: object) -> None:
    with pytest.raises(Unreadable):
        yuan(written)


fen = st.integers(min_value=0, max_value=10**13).map(lambda n: Decimal(n).scaleb(-2))


@given(fen, st.sampled_from(["{:.2f}", "{:,.2f}", "¥{:,.2f}", "{:.2f}元", "￥ {:,.2f} 元"]))
def test_a_sum_written_out_reads_back_as_itself(amount: Decimal, form: str) -> None:
    assert yuan(form.format(amount)) == amount


@given(fen)
def test_a_sum_kept_as_a_number_reads_back_as_itself(amount: Decimal) -> None:
    assert yuan(float(amount)) == amount
