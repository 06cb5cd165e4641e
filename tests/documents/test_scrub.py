"""Scrubbing: nobody a text leads to is left in it, and it can still be read."""

from __future__ import annotations

import random
import re
import time
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.redaction_corpus import FIRST_HALF, left_over, sentences
from tests.documents.redaction_held_out import SECOND_HALF, THIRD
from tests.documents.redaction_unseen import UNSEEN, nobody
from xiaobao.documents.redaction import mask_text, scrub

# Of names the docket does not know, in words nothing was tuned on, one in five is missed and may be.
ALLOWED = defaultdict(lambda: 0.01, {("unseen", "name"): 0.2})
SETS = {"first half": FIRST_HALF, "second half": SECOND_HALF, "third part": THIRD, "unseen": UNSEEN}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("我叫林晓禾，电话13900000001。", "我叫林**，电话139****0001。"),
        ("我叫林禾在店里买了酸奶", "我叫林**在店里买了酸奶"),
        ("联系人：欧阳晓禾 139 0000 0001", "联系人：欧阳** 139****0001"),
        ("姓名：阿依古丽·买买提，女", "姓名：阿**，女"),
        ("林女士来电反映", "林**来电反映"),
        ("请联系林师傅", "请联系林**"),
        ("举报人（实名）：林晓禾", "举报人（实名）：林**"),
        ("致电13900000001找林晓禾。", "致电139****0001找林**。"),
        ("提供林晓禾的身份证才能退款", "提供林**的身份证才能退款"),
        ("业主林晓禾、周喆共同反映", "业主林**、周**共同反映"),
        ("电话13900000001（林晓禾）", "电话139****0001（林**）"),
        ("家住湖里区江头街道虚构路1号2栋301室，楼下油烟大", "家住湖里区江头街道****，楼下油烟大"),
        ("一三九零零零零零零零一", "139****0001"),
        ("139-0000-0001、139.0000.0001", "139****0001、139****0001"),
        ("（0592）5123456，＋86 139 0000 0001", "0592****56，139****0001"),
        ("微信号lin_xiaohe，QQ：12345678", "微信号****，QQ：****"),
        ("护照E12345678，军官证军字第1234567号", "护照E****78，军官证****号"),
        ("新能源闽D·F12345", "新能源闽D****"),
        ("卡号6222 0212 3456 7890 123", "卡号****0123"),
    ],
)
def test_what_leads_to_a_person_goes_and_the_rest_stays(text, left):
    assert scrub(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "王老吉、张亮麻辣烫、李宁、周黑鸭、老干妈、康师傅方便面",
        "商家位于厦门市湖里区虚构路1号，入住酒店3栋305房",
        "消费者于5月16日购买，安装师傅收费36.50元",
        "对方女士说找快递公司，许多顾客都投诉过",
        "GB 7718-2011，订单号2026051800001，2026-05-18 10:15",
        "王主任、李经理说不能退",
        "我是厦门青禾生鲜超市有限公司的客户",
    ],
)
def test_shops_brands_orders_and_days_stay(text):
    assert scrub(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("林晓禾说的", "林**说的"),
        ("林 晓 禾、林*晓*禾、林＊晓禾、林　晓禾", "林**、林**、林**、林**"),
        ("店员念出林晓禾的手机号", "店员念出林**的手机号"),
        ("林先生、林晓禾女士", "林**、林**"),
        ("林女士和林立夏", "林**和林立夏"),
    ],
)
def test_a_name_that_is_known_goes_wherever_it_stands(text, left):
    assert scrub(text, names=("林晓禾",)) == left


@pytest.mark.parametrize("name", ["", "林**", "匿名", "林", "消费者"])
def test_a_name_that_is_none_hides_nothing(name):
    assert scrub("消费者在该店购买酸奶，匿名投诉", names=(name,)) == "消费者在该店购买酸奶，匿名投诉"


def test_an_organisation_and_an_address_may_be_given_as_names():
    text = "厦门青禾职工服务社住虚构路1号301室"
    assert scrub(text, names=("厦门青禾职工服务社", "虚构路1号301室")) == "厦**住虚**"


@pytest.mark.parametrize("name", SETS)
def test_of_what_leads_to_a_person_at_most_one_in_a_hundred_is_left(name):
    """9,000 sentences and 12,000 secrets in all; -s prints the recall of each kind."""
    made, left = _counted(name, 2250)
    assert not {
        kind: (left[kind], made[kind]) for kind in made if left[kind] > ALLOWED[name, kind] * made[kind]
    }


def _counted(name, count):
    made, left = Counter(), Counter()
    for one in sentences(SETS[name], count, seed=20260518):
        scrubbed = scrub(one.text, names=one.known)
        for kind, words in one.secrets:
            made[kind] += 1
            left[kind] += left_over(kind, words, scrubbed)
    for kind in sorted(made):
        print(f"{name:12} {kind:13} {made[kind]:5}  {1 - left[kind] / made[kind]:.2%}")
    print(f"{name:12} {'all':13} {made.total():5}  {1 - left.total() / made.total():.2%}")
    return made, left


def test_of_what_leads_to_nobody_less_than_one_in_two_hundred_sentences_loses_anything():
    told = list(nobody(2800, seed=20260518))
    touched = [(text, scrub(text)) for text in told if scrub(text) != text]
    print(f"{len(touched)} of {len(told)} sentences that name nobody are touched")
    assert len(touched) <= len(told) / 200, touched[:20]


# Texts as people write them, and as somebody would who wants to break this.
PIECES = (
    *(
        "我叫",
        "姓名：",
        "联系人",
        "投诉人",
        "林晓禾",
        "林",
        "晓禾",
        "王",
        "先生",
        "女士",
        "的身份证",
        "·",
        "艾力",
    ),
    *(
        "139",
        "0000",
        "0001",
        "13900000001",
        "一三九零",
        "0592",
        "1",
        " ",
        "-",
        "*",
        "**",
        "****",
        "，",
        "、",
        "（",
    ),
    *(
        "家住",
        "收货地址",
        "湖里区",
        "虚构路",
        "12栋",
        "3号楼",
        "微信号",
        "QQ",
        "a",
        "@",
        "a.b",
        "闽D",
        "12345",
        "公司",
    ),
    *("350299199001010015", "6222 0212 3456 7890", "６", "\n", "在", "于", "向", "反映"),
)
MESSY = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(MESSY)
def test_scrubbing_twice_changes_nothing(text):
    names = ("林晓禾", "王林")
    once = scrub(text, names=names)
    assert scrub(once, names=names) == once


@given(MESSY)
def test_a_known_name_is_never_left_and_what_masking_hides_stays_hidden(text):
    scrubbed = scrub(text, names=("林晓禾",))
    assert "林晓禾" not in scrubbed
    assert mask_text(scrubbed) == scrubbed


@pytest.mark.parametrize("seed", range(8))
def test_a_long_text_takes_no_more_than_its_length(seed):
    """100 kB of one piece, or of a few, repeated: four times the text, about four times as long."""
    chance = random.Random(seed)
    for _ in range(25):
        piece = "".join(chance.choices(PIECES, k=chance.randint(1, 5)))
        text = (piece * 100_000)[:100_000]
        began = time.perf_counter()
        scrub(text, names=("林晓禾", "王林"))
        assert time.perf_counter() - began < 10, piece


def test_a_text_of_two_hundred_characters_takes_microseconds():
    text = ("2026年5月16日在该店购买的酸奶已过保质期三天，支付36.50元，店家拒绝退货，客服一直推诿。" * 6)[
        :200
    ]
    rounds = []
    for _ in range(20):
        began = time.perf_counter()
        for _ in range(50):
            scrub(text, names=("林晓禾",))
        rounds.append((time.perf_counter() - began) / 50)
    print(f"{min(rounds) * 1e6:.0f} µs")
    assert min(rounds) < 60e-6 * 4  # a shared machine may be four times slower for a moment


def test_a_name_that_is_masked_keeps_its_surname_and_no_more():
    scrubbed = scrub("投诉人：欧阳晓禾，代理人：林晓禾")
    assert re.findall(r"[^\W]+\*\*", scrubbed) == ["欧阳**", "林**"]
