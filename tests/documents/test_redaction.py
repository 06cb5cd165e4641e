"""Masking: what is shown of a person, and that masking twice changes nothing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaobao.documents.redaction import mask_id, mask_name, mask_phone, mask_text

SEEN = [
    *["13900000001", "139****0001", "+86 139 0000 0001", "１３９０００００００１", "0592-1234567", "12315"],
    *["350206199001010015", "35020619900101001X", "6222021234567890123", "6222 0212 3456 7890"],
    *[
        "闽D12345",
        "闽DF12345",
        "lin@example.com",
        "林晓禾",
        "电话",
        "，",
        " ",
        "-",
        "*",
        "****",
        "\n",
        "@",
        ".",
    ],
]
# Texts as complaints are: words with numbers, stars and separators between them.
MESSY = st.lists(
    st.one_of(
        st.sampled_from(SEEN),
        st.text(alphabet="0123456789 -*xX闽DA@.电", max_size=25),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("林晓禾", "林**"),
        ("林禾", "林*"),
        ("林", "林*"),
        ("欧阳晓禾", "欧阳**"),
        ("欧阳禾", "欧阳*"),
        ("欧阳", "欧*"),
        ("阿依古丽·买买提", "阿**"),
        ("𬱖晓禾", "𬱖**"),
        ("林先生", "林**"),
        (" 林 晓禾 ", "林**"),
        ("林**", "林**"),
        ("林*禾", "林*"),
        ("欧阳**", "欧阳**"),
        ("*", "*"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_surname(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13900000001", "139****0001"),
        ("+86 139-0000-0001", "139****0001"),
        ("8613900000001", "139****0001"),
        ("１３９０００００００１", "139****0001"),
        ("139****0001", "139****0001"),
        ("0592-1234567", "0592****67"),
        ("010-12345678", "010****78"),
        ("12345", "12345"),
        ("", ""),
    ],
)
def test_a_phone_keeps_its_ends(phone, masked):
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("350206199001010015", "350206********0015"),
        ("35020619900101001x", "350206********001X"),
        ("350206900101001", "350206*****1001"),
        ("E12345678", "E****78"),
        ("350206********001X", "350206********001X"),
        ("", ""),
    ],
)
def test_an_identity_number_keeps_six_and_four(number, masked):
    assert mask_id(number) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13900000001，速回", "电话139****0001，速回"),
        ("电话 139 0000 0001 或１３９０００００００２", "电话 139****0001 或139****0002"),
        ("座机0592-1234567", "座机0592****67"),
        ("身份证35020619900101001X。", "身份证350206********001X。"),
        ("卡号6222 0212 3456 7890 123退款", "卡号****0123退款"),
        ("车牌闽D12345和闽D·F12345", "车牌闽D****和闽D****"),
        ("发到lin.xiaohe@example.com或QQ", "发到***@example.com或QQ"),
        ("已打12315和12345，2026年4月20日购买120盒共1299.00元", None),
        ("订单号 2026042012", None),
    ],
)
def test_numbers_in_a_free_text_are_masked(text, masked):
    assert mask_text(text) == (masked or text)


@given(MESSY)
def test_masking_a_text_twice_changes_nothing(text):
    once = mask_text(text)
    assert mask_text(once) == once


@given(MESSY)
def test_no_mobile_number_identity_number_or_card_stays_in_a_text(text):
    masked = unicodedata.normalize("NFKC", mask_text(text))
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", masked)
    assert not re.search(r"(?<!\d)\d{15,19}(?!\d)", masked)


@given(st.one_of(MESSY, st.text()))
def test_masking_a_name_a_phone_or_a_number_twice_changes_nothing(value):
    for mask in (mask_name, mask_phone, mask_id):
        once = mask(value)
        assert mask(once) == once


@given(st.text(alphabet="林晓禾欧阳上官*·ab", min_size=3, max_size=8))
def test_no_name_shows_more_than_two_of_its_characters(name):
    assert len(mask_name(name).replace("*", "")) <= 2
