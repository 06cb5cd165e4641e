"""The invented parts of invented sentences: names, numbers in many writings, addresses, shops, goods.

No number belongs to anybody: mobiles are 139000000xx, the county of the identity numbers does not exist.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "庄章施颜倪温俞葛柯洪纪童翁"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "慕容", "令狐")
GIVEN = (
    "伟芳娜敏静丽强磊洋艳勇杰娟涛超霞平刚桂英华明秀兰玉红建国文军志海燕梅玲鹏飞云龙辉斌波浩宇欣怡子涵梓萱晓"
    "晨雪琴凤婷慧莹璐佳琪瑶诗雨思远博轩俊凯铭睿泽嘉豪宏毅振东春生美珍淑贞惠素荣光福禄寿喜乐安宁康健禾喆岚若"
)
MISTER = ("先生", "女士", "小姐", "师傅", "同志")
SHOPS = (
    "厦门青禾生鲜超市有限公司", "张亮麻辣烫", "李宁专卖店", "周黑鸭湖里店", "王老吉旗舰店", "海沧小筑民宿",
    "佳讯通讯店", "云帆电器商行", "某健身房", "楼下便利店", "京东商城", "老干妈专柜", "星河洗车行", "瑞景药房",
)  # fmt: skip
GOODS = (
    "酸奶", "燃气热水器", "手机", "羽绒服", "床垫", "车厘子", "电动车", "奶粉", "空调", "茶叶", "面膜", "蛋糕",
)  # fmt: skip
ROADS = ("虚构路", "青禾路", "望海巷", "竹屿街", "云岭大道", "书香里")
SPELLED = str.maketrans("零〇一二三四五六七八九幺", "001234567891")
_WRITINGS = (
    lambda n: n,
    lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
    lambda n: f"{n[:3]}-{n[3:7]}-{n[7:]}",
    lambda n: f"+86 {n}",
    lambda n: f"+86-{n[:3]}-{n[3:7]}-{n[7:]}",
    lambda n: f"86{n}",
    lambda n: f"{n[:3]}.{n[3:7]}.{n[7:]}",
    lambda n: f"{n[:3]} {n[3:]}",
    lambda n: f"{n[:7]} {n[7:]}",
    lambda n: f"{n[:3]}－{n[3:7]}－{n[7:]}",
    lambda n: n.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    lambda n: n.translate(str.maketrans("0123456789", "零一二三四五六七八九")),
    lambda n: " ".join(n),
)
_STRAIGHT = 10  # how much likelier a number is written straight on


def name(chance: random.Random) -> str:
    """Return a name of two or three characters, now and then with a compound surname."""
    family = chance.choice(COMPOUND) if chance.random() < 0.04 else chance.choice(SURNAMES)
    return family + "".join(chance.choice(GIVEN) for _ in range(1 if chance.random() < 0.25 else 2))


def surname(chance: random.Random) -> str:
    """Return a surname."""
    return chance.choice(COMPOUND) if chance.random() < 0.04 else chance.choice(SURNAMES)


def minority(chance: random.Random) -> str:
    """Return a name with a dot."""
    first, second = (
        ("阿依古丽", "古丽娜尔", "艾力", "迪丽热巴", "布尔"),
        ("买买提", "吐尔逊", "阿不都", "热合曼"),
    )
    return f"{chance.choice(first)}{chance.choice('·•・')}{chance.choice(second)}"


def spaced_out(words: str, chance: random.Random) -> str:
    """Write a name as people do who do not want it found: blanks, stars, dots between the characters."""
    between = chance.choice(("", "", "", "", " ", "　", "*", "＊", "·", "-"))
    return between.join(words)


def mobile(chance: random.Random) -> str:
    """Return a mobile number in one of many writings."""
    number = f"139000000{chance.randint(0, 99):02}"
    weights = [_STRAIGHT, *[1] * (len(_WRITINGS) - 1)]
    return chance.choices(_WRITINGS, weights)[0](number)


def landline(chance: random.Random) -> str:
    """Return a landline with its area code."""
    area, number = chance.choice(("0592", "010", "0595")), f"{chance.randint(2000000, 7999999)}"
    if area == "010":
        number += str(chance.randint(0, 9))
    return chance.choice((f"{area}-{number}", f"{area}{number}", f"({area}){number}", f"{area} {number}"))


def identity(chance: random.Random) -> str:
    """Return an identity number with its check digit, of a county that does not exist."""
    body = f"350299{_birthday(chance):%Y%m%d}{chance.randint(0, 999):03}"
    number = body + _check_digit(body)
    writings = (number, number, number, number.lower(), f"{number[:6]} {number[6:14]} {number[14:]}")
    return chance.choice((*writings, number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))))


def old_identity(chance: random.Random) -> str:
    """Return an identity number of the first generation: fifteen digits."""
    return f"350299{_birthday(chance):%y%m%d}{chance.randint(0, 999):03}"


def _birthday(chance: random.Random) -> date:
    return date(1950, 1, 1) + timedelta(days=chance.randint(0, 20_000))


def _check_digit(body: str) -> str:
    weights = [2**place % 11 for place in range(17, 0, -1)]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return "10X98765432"[total % 11]


def passport(chance: random.Random) -> str:
    """Return a passport number."""
    letters = chance.choice(("E", "G", "EA", "EH"))
    return letters + "".join(str(chance.randint(0, 9)) for _ in range(9 - len(letters)))


def officer_card(chance: random.Random) -> str:
    """Return the number of an officer's card."""
    return f"{chance.choice('军海空')}字第{chance.randint(1000000, 9999999)}号"


def plate(chance: random.Random) -> str:
    """Return a plate, one in three of a new-energy car."""
    mark, serial = chance.choice("闽粤沪京赣"), f"{chance.randint(10000, 99999)}"
    between = chance.choice(("", "", "·", " "))
    return (
        f"{mark}{chance.choice('ABD')}{between}{chance.choice('DF') if chance.random() < 0.3 else ''}{serial}"
    )


def card(chance: random.Random) -> str:
    """Return the number of a bank card, with its check digit, straight on or in groups of four."""
    body = "6229990" + "".join(str(chance.randint(0, 9)) for _ in range(chance.choice((8, 11))))
    number = body + _luhn(body)
    grouped = " ".join(re.findall(".{1,4}", number))
    return chance.choice((number, number, grouped, grouped.replace(" ", "-")))


def _luhn(body: str) -> str:
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body))]
    return str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)


def email(chance: random.Random) -> str:
    """Return an address of nobody."""
    local = chance.choice(("lin.xiaohe", "zhou_zhe", "a1b2c3", "hello-2026", "x"))
    return (
        f"{local}{chance.randint(1, 999)}@{chance.choice(('example.com', 'example.cn', 'mail.example.org'))}"
    )


def wechat(chance: random.Random) -> str:
    """Return a WeChat id."""
    return chance.choice(("wxid_", "lxh", "abc-", "Zhou")) + str(chance.randint(10000, 99999999))


def qq(chance: random.Random) -> str:
    """Return a QQ number."""
    return str(chance.randint(10_000_000, 3_999_999_999))


def address(chance: random.Random) -> str:
    """Return where somebody lives, down to the door."""
    town = chance.choice(("厦门市湖里区江头街道", "福建省厦门市思明区", "湖里区", ""))
    estate = chance.choice(("青禾花园", "望海新村", "竹屿小区", "云岭公寓", ""))
    road = f"{chance.choice(ROADS)}{chance.randint(1, 999)}号" if not estate or chance.random() < 0.6 else ""
    return f"{town}{road}{estate}{_door(chance)}"


def _door(chance: random.Random) -> str:
    house, room = chance.randint(1, 30), f"{chance.randint(1, 33)}0{chance.randint(1, 8)}"
    return chance.choice((f"{house}栋{room}室", f"{house}号楼{room}", f"{house}幢2单元{room}室", f"{room}室"))


def door(place: str) -> str:
    """Return the part of an address that leads to a door: from the first number on."""
    return place[re.search(r"\d", place).start() :]  # type: ignore[union-attr]


def day(chance: random.Random) -> str:
    """Return a day as people write one."""
    one = date(2026, 1, 1) + timedelta(days=chance.randint(0, 300))
    return chance.choice(
        (
            f"{one:%Y-%m-%d}",
            f"{one.year}年{one.month}月{one.day}日",
            f"{one.month}月{one.day}号",
            f"{one:%Y/%m/%d}",
        )
    )


def money(chance: random.Random) -> str:
    """Return a sum in yuan."""
    return f"{chance.randint(1, 20000)}" if chance.random() < 0.5 else f"{chance.uniform(1, 9999):.2f}"
