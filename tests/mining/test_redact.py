"""Nobody is to be found in a text that later steps read. All people and numbers are invented."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from xiaobao.mining.clean import Clean
from xiaobao.mining.redact import redact
from xiaobao.mining.settings import read

WORDS = read(Path(__file__).parents[2] / "content", "clean", Clean).redact
HIDDEN = [
    ("电话13800001234，请回电", "电话〔电话〕，请回电"),
    ("电话138 0000 1234。", "电话〔电话〕。"),
    ("手机号+86-138-0000-1234", "手机号〔电话〕"),
    ("尾号不详138****1234联系", "尾号不详〔电话〕联系"),
    ("电话138xxxx1234", "电话〔电话〕"),
    ("打一三八零零零零一二三四找我", "打〔电话〕找我"),
    ("座机0592-5550123转8", "座机〔电话〕"),
    ("电话：5550123", "电话：〔电话〕"),
    ("邮箱linxiaohe@example.com", "邮箱〔邮箱〕"),
    ("微信号：lin_xiaohe88", "微信号：〔账号〕"),
    ("加QQ 123456789", "加QQ 〔账号〕"),
    ("身份证350206199003074516", "身份证〔证件〕"),
    ("号码350206********4516", "号码〔证件〕"),
    ("护照号E12345678", "护照号〔证件〕"),
    ("银行卡6222 0212 3456 7890 128", "银行卡〔卡号〕"),
    ("闽D12345停在门口", "〔车牌〕停在门口"),
    ("闽D****5停在门口", "〔车牌〕停在门口"),
    ("住在兴湖路12号3栋502室", "住在兴湖路〔门牌〕"),
    ("家在虚构小区8号楼1单元302", "家在虚构小区〔门牌〕"),
    ("寄到兴湖路12-3号之2", "寄到兴湖路〔门牌〕"),
    ("我叫林晓禾，买了奶粉", "我叫〔姓名〕，买了奶粉"),
    ("姓名：欧阳晓禾，男", "姓名：〔姓名〕，男"),
    ("联系人林晓禾 13800001234", "联系人〔姓名〕 〔电话〕"),
    ("投诉人周喆，反映漏发", "投诉人〔姓名〕，反映漏发"),
    ("林女士说", "〔姓名〕女士说"),
    ("店长周大山，态度差", "店长〔姓名〕，态度差"),
    ("林**反映", "〔姓名〕反映"),
    ("林晓禾，女，反映", "〔姓名〕，女，反映"),
    ("周喆（13800001234）", "〔姓名〕（〔电话〕）"),
]
KEPT = [
    "2021-07-06 13:45购买，支付1299.00元",
    "7月3号在5号链接下单，订单2021070612345",
    "客服热线400-820-5555和12315都打过",
    "统一社会信用代码91350200MA2XN0GM0U",
    "乘地铁11号线到2号店",
    "本人安全受到威胁，消费者高兴而来",
    "经理说没有问题，老板不在",
    "买了两箱牛奶，共3栋楼的邻居",
    "订了一间房，房间很脏",
]


@pytest.mark.parametrize(("told", "expected"), HIDDEN)
def test_what_leads_to_a_person_is_replaced_by_what_it_is(told: str, expected: str) -> None:
    assert redact(told, WORDS).text == expected


@pytest.mark.parametrize("told", KEPT)
def test_what_leads_to_nobody_stays(told: str) -> None:
    assert redact(told, WORDS).text == told


def test_what_has_been_replaced_stays_replaced() -> None:
    once = redact("我叫林晓禾，电话13800001234，住兴湖路12号502室", WORDS).text
    assert redact(once, WORDS).text == once


@pytest.mark.parametrize(
    ("told", "contacts"),
    [
        ("没有留下联系方式", 0),
        ("电话13800001234或者138****5678", 2),
        ("座机0592-5550123，微信lin_xiaohe88，linxiaohe@example.com", 3),
        ("客服热线400-820-5555", 0),
        ("身份证350206199003074516，卡号6222021234567890128", 0),
        ("编号13000000000000", 0),
    ],
)
def test_ways_to_reach_somebody_are_counted(told: str, contacts: int) -> None:
    assert redact(told, WORDS).contacts == contacts


@pytest.mark.parametrize(
    "told",
    ["1" * 20_000, "1-" * 10_000, "*" * 20_000, "路1号" * 6_000, "林" * 20_000, "a@" * 9_000, "我叫" * 9_000],
)
def test_a_text_made_to_be_slow_takes_no_longer_than_its_length(told: str) -> None:
    began = process_time()
    redact(told, WORDS)
    assert process_time() - began < 2
