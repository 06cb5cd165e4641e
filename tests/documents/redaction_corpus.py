"""Sentences as people and officers write them, made of invented parts, and what must not be left of them.

Every sentence says which parts lead to a person. The first half of the templates stands here; it was written
before the patterns of ``documents.redaction`` were tuned. ``redaction_held_out`` was written afterwards.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.documents import redaction_parts as parts

_SLOT = re.compile(r"\{(\w+)\}")
_NOT_TOLD = frozenset({"shop", "goods", "day", "sum", "clock", "road", "mister"})


@dataclass(frozen=True)
class Told:
    """One sentence: what leads to a person as (kind, words), and the names the docket knows already."""

    text: str
    secrets: tuple[tuple[str, str], ...]
    known: tuple[str, ...] = ()


def sentences(templates: Sequence[str], count: int, seed: int) -> Iterator[Told]:
    """Fill the templates in turn, ``count`` sentences in all; the same seed tells the same."""
    chance = random.Random(seed)
    for place in range(count):
        yield told(templates[place % len(templates)], chance)


def told(template: str, chance: random.Random) -> Told:
    """Fill one template. ``known`` is a name the docket knows, ``surname`` what stands before 先生 or 女士."""
    secrets: list[tuple[str, str]] = []
    known: list[str] = []

    def fill(slot: re.Match[str]) -> str:
        kind = slot[1]
        words = _MAKE[kind](chance)
        if kind == "known":
            known.append(words)
            words = parts.spaced_out(words, chance)
        if kind not in _NOT_TOLD:
            secrets.append((kind, words))
        return words

    return Told(_SLOT.sub(fill, template), tuple(secrets), tuple(known))


def left_over(kind: str, words: str, scrubbed: str) -> bool:
    """Whether what leads to a person still stands in the text, whatever the writing."""
    if kind == "surname":
        return any(words + title in scrubbed for title in parts.MISTER)
    if kind == "address":
        return parts.door(words)[-4:] in scrubbed
    return _plain(words) in _plain(scrubbed)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(parts.SPELLED)
    return re.sub(r"[^\w@]|_", "", text).upper()


_MAKE: dict[str, Callable[[random.Random], str]] = {
    "name": parts.name,
    "known": parts.name,
    "minority": parts.minority,
    "surname": parts.surname,
    "mister": lambda chance: chance.choice(parts.MISTER),
    "mobile": parts.mobile,
    "landline": parts.landline,
    "id": parts.identity,
    "old_id": parts.old_identity,
    "passport": parts.passport,
    "officer_card": parts.officer_card,
    "plate": parts.plate,
    "card": parts.card,
    "email": parts.email,
    "wechat": parts.wechat,
    "qq": parts.qq,
    "address": parts.address,
    "shop": lambda chance: chance.choice(parts.SHOPS),
    "goods": lambda chance: chance.choice(parts.GOODS),
    "road": lambda chance: chance.choice(parts.ROADS),
    "day": parts.day,
    "sum": parts.money,
    "clock": lambda chance: f"{chance.randint(8, 21)}:{chance.randint(0, 59):02}",
}

FIRST_HALF = (
    "我叫{name}，{day}在{shop}购买{goods}，支付{sum}元，要求退款。",
    "我叫{name}在{shop}买的{goods}坏了，商家不管。",
    "本人{name}，身份证号{id}，电话{mobile}，{day}在{shop}消费{sum}元。",
    "本人姓名{name}，手机{mobile}，现投诉{shop}。",
    "投诉人：{name}，联系电话：{mobile}。",
    "投诉人{name}来电反映{shop}销售过期{goods}。",
    "举报人{name}（电话{mobile}）反映{shop}虚假宣传。",
    "举报人：{name}；证件号码：{id}；邮箱：{email}",
    "联系人：{name} {mobile}",
    "联系人{name}，电话{landline}。",
    "姓名：{name}，性别：男，住址：{address}。",
    "姓名{name}\n电话{mobile}\n诉求：退赔费用",
    "我是{name}，上周在{shop}买了{goods}，到现在没有发货。",
    "我是{shop}的顾客{name}，请帮忙协调退款{sum}元。",
    "{name}先生来电反映，{day}在{shop}购买{goods}，要求退货。",
    "市民{name}女士反映{shop}乱收费。",
    "{surname}先生称在{shop}办卡{sum}元，商家跑路。",
    "来电人{surname}女士反映{goods}质量问题，请回复{mobile}。",
    "请回电{surname}小姐，号码{mobile}。",
    "致电{mobile}找{name}。",
    "有问题请联系{name}，{mobile}。",
    "收件人{name}，收货地址{address}，电话{mobile}。",
    "收货人：{name}，{mobile}，快递一直没有送到。",
    "家住{address}，{day}叫了{shop}的师傅上门修{goods}。",
    "我住在{address}，楼下{shop}油烟扰民。",
    "住址：{address}；邮编361006",
    "商家要求我加微信号{wechat}转账{sum}元。",
    "对方QQ：{qq}，让我先付{sum}元定金。",
    "我的QQ号是{qq}，可以发照片。",
    "微信：{wechat}，请通过微信联系我。",
    "车牌{plate}停在{shop}门口被收费{sum}元。",
    "本人车辆{plate}在{shop}做保养后漏油。",
    "退款请打到卡号{card}，户名{name}。",
    "银行卡{card}被多扣{sum}元。",
    "护照号码{passport}，{day}入住后被多收{sum}元。",
    "本人持护照{passport}在{shop}购物被拒绝退税。",
    "军官证号{officer_card}，买票时不给优惠。",
    "旧身份证{old_id}，无法实名。",
    "电子邮箱{email}，请把处理结果发给我。",
    "手机号{mobile}，晚上{clock}以后方便接听。",
    "消费者{name}于{day}在{shop}购买{goods}，价格{sum}元。",
    "申请人{name}，男，汉族，身份证号码：{id}，住{address}。",
    "身份证姓名{name}，会员卡上写错了字。",
    "{known}在{shop}购买的{goods}有质量问题。",
    "商家说要{known}本人到店才给退款。",
    "订单上写的是{known}，{day}签收的不是本人。",
    "快递单收货人写{known}{mobile}，与实际不符。",
    "经核查，{known}反映的情况属实。",
    "我叫{minority}，在{shop}被强制消费{sum}元。",
    "投诉人：{minority}，电话{mobile}。",
    "{known}投诉{shop}不退押金{sum}元",
    "我的丈夫{name}在{shop}办理了健身卡，{sum}元。",
    "代理人{name}，联系电话{mobile}，受委托办理。",
    "孩子{name}今年六岁，在{shop}报班后商家停业。",
    "业主{name}反映小区{shop}电梯收费不透明。",
    "顾客{name}，{day}消费{sum}元，未开发票。",
    "客服称需要提供{name}的身份证{id}才能退款。",
    "落款：{name}，{day}",
    "当事人{name}表示愿意调解。",
    "我姓名叫{name}，座机{landline}，白天有人接。",
)
