from __future__ import annotations

from datetime import datetime

import pytest

from xiaobao.intake import text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("　林晓禾 \t", "林晓禾"),
        ("林\u200b晓\ufeff禾", "林晓禾"),
        ("青禾\u202e超市", "青禾超市"),
        ("第一行\r\n第二行_x000D_\n第三行", "第一行\n第二行\n第三行"),
        (None, ""),
        (1234.0, "1234"),
        (12.5, "12.5"),
        (True, "是"),
    ],
)
def test_clean_drops_what_cannot_be_seen_and_keeps_the_rest(written: object, read: str) -> None:
    assert text.clean(written) == read


def test_full_width_digits_and_letters_are_narrowed_but_brackets_stay() -> None:
    assert text.narrow("样例路１０号Ａ座（二楼）") == "样例路10号A座（二楼）"


def test_rare_characters_in_names_survive() -> None:
    assert text.narrow("叶喆 ") == "叶喆"
    assert text.clean("堃昇玥𠮷") == "堃昇玥𠮷"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\t１３５０２０６２０２６ ", "13502062026"),
        ("'0012", "0012"),
        (1350206.0, "1350206"),
        ("SH 2026-11", "SH2026-11"),
    ],
)
def test_an_identifier_is_kept_as_text(written: object, read: str) -> None:
    assert text.identifier(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("１３９００００００１０", "13900000010"),
        (13900000001.0, "13900000001"),
        ("139-0000-0001", "13900000001"),
        ("+8613900000001", "13900000001"),
        ("139****0001", "139****0001"),
        ("0592-0000000", "0592-0000000"),
        ("13900000001/13900000002", "13900000001/13900000002"),
    ],
)
def test_a_phone_is_plain_digits_where_it_is_one_number_and_stays_masked_where_it_is_masked(
    written: object, read: str
) -> None:
    assert text.phone(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "服务->餐饮->外卖",
        "服务→餐饮→外卖",
        "服务＞餐饮＞外卖",
        "服务>餐饮>外卖",
        "服务－餐饮－外卖",
        "服务/餐饮/外卖",
        " 服务 -> 餐饮 -> 外卖 ->",
    ],
)
def test_every_separator_seen_divides_a_path(written: str) -> None:
    assert text.path(written) == ("服务", "餐饮", "外卖")


def test_only_the_first_kind_of_separator_divides() -> None:
    assert text.path("商品（产品）->家用电器->冰箱/冰柜") == ("商品（产品）", "家用电器", "冰箱/冰柜")


def test_the_number_before_a_level_is_dropped() -> None:
    assert text.level("12.市场监管") == "市场监管"
    assert text.level("12345热线") == "12345热线"


def test_several_wishes_are_told_apart_and_named_once() -> None:
    assert text.several("退货，更换、退货;赔偿损失") == ("退货", "更换", "赔偿损失")


def test_a_header_is_compared_without_width_blanks_and_stars() -> None:
    assert text.header("＊消费金额（单位：元） ") == "消费金额(单位:元)"


def test_a_moment_is_shown_year_first() -> None:
    assert text.as_text(datetime.fromisoformat("2026-11-16 10:47:39")) == "2026-11-16 10:47:39"
