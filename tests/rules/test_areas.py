"""From an address to its street and station: by the words of the division table, never by guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.conftest import CONTENT
from xiaobao.rules.areas import Area, Areas, Whereabouts
from xiaobao.rules.routing_files import read

AREAS = read(CONTENT / "routing" / "huli.yaml").areas


def found(*texts: str) -> tuple[str, str, str]:
    """Street, office and the word that said so."""
    where = AREAS.locate(*texts)
    return where.street, where.office, where.named


@pytest.mark.parametrize(
    ("address", "street", "office", "named"),
    [
        ("福建省厦门市湖里区湖里街道虚构路1号", "湖里街道", "huli", "湖里街道"),
        ("金山街道虚构里2号", "金山街道", "heshan", "金山街道"),
        ("厦门市湖里区高殿社区3号", "殿前街道", "dianqian", "高殿社区"),
        ("湖里区虚构湾购物中心2楼", "金山街道", "heshan", "虚构湾购物中心"),
        # A street in full says more than a community of another street.
        ("湖里区江头街道蔡塘社区虚构路4号", "江头街道", "jiangtou", "江头街道"),
        ("湖里区　殿前 街道虚构路", "殿前街道", "dianqian", "殿前街道"),
        # Of two words that overlap the longer one is meant: 江头社区 is no 江村.
        ("江头社区5号", "江头街道", "jiangtou", "江头社区"),
    ],
)
def test_an_address_lies_where_its_words_say(address: str, street: str, office: str, named: str) -> None:
    assert found(address) == (street, office, named)


@pytest.mark.parametrize(
    "address",
    ["", "   ", "厦门市湖里区", "湖里", "湖里市场监督管理所", "殿前所转办", "江头", "福州市鼓楼区虚构路1号"],
)
def test_what_names_no_street_says_nothing(address: str) -> None:
    # 湖里 is a district, a street and a station: only 湖里街道 is the street.
    assert AREAS.locate(address) == Whereabouts()


def test_two_streets_decide_nothing() -> None:
    where = AREAS.locate("湖里街道与江头街道交界处")
    assert (where.street, where.office, where.several) == ("", "", ("湖里街道", "江头街道"))


def test_the_same_street_named_twice_is_one_street() -> None:
    assert found("湖里街道虚构路1号（湖里街道办旁）") == ("湖里街道", "huli", "湖里街道")


@pytest.mark.parametrize("address", ["厦门市思明区虚构路1号", "厦门市思明区蔡塘社区分店", "集美区虚构电子城"])
def test_another_district_is_elsewhere_whatever_mall_or_village_it_names(address: str) -> None:
    assert AREAS.locate(address) == Whereabouts(elsewhere=address.removeprefix("厦门市")[:3])


def test_the_district_before_the_other_one_is_ours() -> None:
    assert AREAS.locate("湖里区与思明区交界虚构路").elsewhere == ""


def test_the_place_is_asked_only_where_the_address_says_nothing() -> None:
    assert found("厦门市湖里区虚构路", "禾山街道") == ("禾山街道", "heshan", "禾山街道")
    assert found("江头街道虚构路", "禾山街道") == ("江头街道", "jiangtou", "江头街道")
    assert AREAS.locate("思明区虚构路", "禾山街道").elsewhere == "思明区"


def test_a_word_may_stand_in_the_table_once() -> None:
    with pytest.raises(ValidationError, match="蔡塘社区 在街道表中出现了不止一次"):
        Areas(
            district="湖里区",
            streets=(
                Area(street="江头街道", office="jiangtou", communities=("蔡塘社区",)),
                Area(street="禾山街道", office="heshan", places=("蔡塘社区",)),
            ),
        )


def test_a_word_is_found_however_wide_it_is_written() -> None:
    mall = Area(street="江头街道", office="jiangtou", places=("虚构ＳＭ广场（二期）",))
    assert Areas(district="湖里区", streets=(mall,)).locate("湖里区虚构sm广场(二期)3楼") == Whereabouts(
        "江头街道", "", "jiangtou", "虚构ＳＭ广场（二期）"
    )


@given(
    st.sampled_from([area.street for area in AREAS.streets]),
    st.text("虚构路里巷0123456789-号 　", max_size=20),
)
def test_whatever_stands_around_a_street_changes_nothing(street: str, around: str) -> None:
    assert AREAS.locate(f"{around}{street}{around}").street == street


@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_be_looked_at(text: str) -> None:
    where = AREAS.locate(text)
    assert (where.street == "") == (where.office == "")
