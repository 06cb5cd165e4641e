"""Templates nothing was tuned on, and sentences in which nobody is named."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.documents import redaction_parts as parts

UNSEEN = (
    "{day}，{name}来到我局{shop}专项投诉窗口，陈述{goods}漏电。",
    "我想投诉{shop}。我姓{surname}，电话{mobile}。",
    "麻烦联系一下我老公{name}，号码{mobile}。",
    "{name}，{mobile}，{day}在{shop}消费{sum}元。",
    "该会员卡登记在{name}名下，卡内剩余{sum}元。",
    "由{name}代为投诉，本人身份证{id}。",
    "快递单号丢失，寄件人{name}，地址{shop}。",
    "房东{name}拒绝退还押金{sum}元，租的是{shop}楼上。",
    "我同学{name}也买到同款{goods}，同样开裂。",
    "退款请转{name}，建行{card}。",
    "顾客{surname}小姐称{goods}尺寸不符。",
    "联系方式：{mobile}，{name}。",
    "请拨{mobile}与{name}联系。",
    "我叫{name}，是{shop}前员工，举报其使用过期原料。",
    "受害人{name}因食用{goods}住院，花费{sum}元。",
    "报案人{name}已在派出所做笔录。",
    "{known}的女儿在{shop}烫伤。",
    "{known}、周某等人集体投诉{shop}。",
    "商家当场撕毁了{known}的小票。",
    "本人名字{name}，联系邮箱{email}。",
    "微信搜{wechat}就是那个卖{goods}的。",
    "加QQ号{qq}可看聊天记录。",
    "对方车牌{plate}，撞坏了{shop}门口的车。",
    "身份证号：{id}，手机：{mobile}。",
    "我住{address}，每天闻到{shop}的油烟。",
    "地址在{address}，姓名{name}，请上门。",
    "护照是{passport}，订单写错。",
    "我父母住在{address}，被{shop}上门推销{goods}。",
    "座机{landline}转分机，找{surname}先生。",
    "{minority}（少数民族）在{shop}被拒载。",
)
"""Written last and left alone."""

_NOBODY = (
    "{day}在{shop}购买{goods}，支付{sum}元，商家拒绝退货，请市场监管部门处理。",
    "{shop}的{goods}标签不符合GB 7718-2011的规定，请查处。",
    "订单号{order}，{day}下单，{sum}元，一直不发货。",
    "商家位于厦门市湖里区{road}{house}号，无证经营。",
    "在{shop}就餐后腹泻，怀疑使用过期食材，消费{sum}元。",
    "王老吉和老干妈的生产日期被涂改，批号{batch}。",
    "张亮麻辣烫湖里店后厨有老鼠，李宁专卖店虚假打折。",
    "周黑鸭的锁鲜装{goods}发霉，{shop}只肯退{sum}元。",
    "拨打12315和12345都占线，客服电话95588也打不通。",
    "执行标准GB/T 42499-2023，生产许可证SC10635020600123。",
    "入住{shop}的酒店房间在3栋305，热水不出，要求退房费{sum}元。",
    "经核查，该店持有营业执照，{goods}来源合法，不予立案。",
    "调解成功，商家退款{sum}元，双方再无争议。",
    "安装师傅说要另收{sum}元材料费，商家说不管。",
    "何时能退款？许多顾客都遇到同样的问题，方便的话请尽快答复。",
    "消费者于{day}要求退货，客服一直推诿。",
    "对方女士态度恶劣，店里另一位先生也不处理。",
    "关于{shop}的投诉已于{day}转江头市场监督管理所办理。",
    "{goods}净含量500g，实际称重{house}克，单价{sum}元。",
    "高价收取空调清洗费，明码标价{sum}元，实收{sum}元。",
    "厦门青禾生鲜超市有限公司（统一社会信用代码不详）销售假冒{goods}。",
    "康师傅红烧牛肉面买十送一，活动时间{day}，{shop}不兑现。",
    "联系商家客服要求换货，平台说找快递公司，来回推。",
    "本人于{day}在{shop}办卡，余额{sum}元，商家跑路。",
    "我是学生，{day}在{shop}买的{goods}，七天无理由不给退。",
    "业主反映小区电梯广告收费不透明，物业公司不解释。",
    "微信支付{sum}元，支付宝退款到账少了{house}元。",
    "营业时间9:30-21:00，电话没人接，{day}关门了。",
)


def nobody(count: int, seed: int) -> Iterator[str]:
    """Return sentences that name nobody: shops, brands, order numbers, prices, days, standards."""
    chance = random.Random(seed)
    for place in range(count):
        yield _NOBODY[place % len(_NOBODY)].format(
            day=parts.day(chance),
            shop=chance.choice(parts.SHOPS),
            goods=chance.choice(parts.GOODS),
            sum=parts.money(chance),
            road=chance.choice(parts.ROADS),
            house=chance.randint(1, 999),
            order=chance.randint(10**9, 10**13),
            batch=f"{chance.randint(20260101, 20261231)}A",
        )
