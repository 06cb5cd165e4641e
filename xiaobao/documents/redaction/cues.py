"""The words that give away what follows them, and the one pattern that finds them all in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xiaobao.documents.redaction.not_names import TITLES, listed

SURE = frozenset(
    listed(
        """
        我叫 本人叫 名叫 名字叫 名字是 名字为 姓名 户名 账户名 账号名 收款户名 署名 落款 真名 全名 实名
        """
    )
)
"""After these a name follows for certain."""

ROLES = tuple(
    listed(
        """
        联系人 联络人 投诉人 举报人 反映人 诉求人 申请人 来电人 来访人 来信人 信访人 检举人 控告人
        当事人 购买人 购买者 买受人 代理人 委托人 受托人 提供人 收件人 收货人 寄件人 持卡人 开户人
        签收人 取件人 下单人 付款人 收款人 预订人 预定人 登记人 入住人 参保人 消费者 业主 车主 顾客 客户
        患者 病人 乘客 旅客 学员 学生 家长 会员 市民 群众 居民 村民 网友 用户 租客 租户 房东 孩子 儿子
        女儿 丈夫 妻子 老公 老婆 爱人 父亲 母亲 爸爸 妈妈 哥哥 姐姐 弟弟 妹妹 朋友 同事 邻居 同学 家属
        亲戚 致电 联系 找 我是 我就是 本人是 本人 投诉者 举报者 反映者 申请者 叫 责任人 经手人 见证人
        证人 监护人 法人 借款人 承租人 伤者 死者 老人 奶奶 爷爷 外公 外婆 儿媳 女婿 室友 男友 女友 对象
        """
    )
)
"""After these a name may follow, or anything else."""

PLACES = tuple(
    listed(
        """
        住址 家住 现住 居住地址 居住在 居住于 居住地 住在 家庭住址 家庭地址 户籍地址 户籍地 户籍
        户籍所在地 户口所在地 户口在 收货地址 收件地址 送货地址 配送地址 邮寄地址 联系地址 通讯地址
        通信地址 我家在 家在 租住在 租住 暂住 身份证地址 ，住 、住 ，住址 、住址 ，住在 我家地址
        我的地址 本人地址 投诉人地址 举报人地址 住宅地址
        """
    )
)
"""After these it says where somebody lives."""

ACCOUNTS = tuple(
    listed(
        """
        微信 微信号 wx WX Wx vx VX Vx weixin WeChat wechat QQ qq Qq 扣扣 企鹅号 抖音号 快手号 小红书号
        旺旺
        """
    )
)
"""After these an id of WeChat, QQ and the like follows."""

DOCUMENTS = tuple(
    listed(
        """
        护照 通行证 台胞证 回乡证 军官证 士兵证 警官证 军人证 文职证 驾驶证 驾照 居住证 社保卡 医保卡
        身份证 证件
        """
    )
)
"""After these the number of a document follows."""

VEHICLES = ("车架号", "车辆识别代号", "识别代码", "发动机号")
CARDS = ("卡号", "账号", "帐号", "银行卡", "信用卡", "储蓄卡", "账户")
PHONES = ("电话", "座机", "号码", "联系方式")
SERIALS = ("军字第", "海字第", "空字第", "武字第")
DOTS = tuple("·•‧・∙")
ADDRESS = "地址"
LIVES = "住"
DEEDS = ("来电", "致电", "，男", "，女", "（男", "（女", "(男", "(女", "实名举报", "实名反映", "再次反映")
"""What is said of a person right after the name, where nothing before announces it."""
OF = "的"
"""Of a name before 的身份证."""
STARS = "****"
"""In the middle of a phone that is masked already."""


def _any_of(words: Iterable[str]) -> list[str]:
    """Return patterns for the longest of these words that stands somewhere, one for each first letter.

    Written as a tree: at every place one letter decides whether to go on.
    """
    tree: dict[str, list[str]] = {}
    for word in words:
        tree.setdefault(word[:1], []).append(word[1:])
    return [re.escape(char) + _rest(rest) for char, rest in tree.items() if char]


def _rest(words: list[str]) -> str:
    branches, ends = _any_of(words), "" in words
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + "?" * ends if branches else ""


_WORDS = (
    *SURE, *ROLES, *PLACES, *ACCOUNTS, *DOCUMENTS, *VEHICLES, *CARDS, *PHONES, *SERIALS, *DOTS, *TITLES,
    *DEEDS, ADDRESS, LIVES,
)  # fmt: skip
_OWNED = f"{OF}(?=身份证|证件|手机|电话|微信|银行卡|会员卡|账号|护照)"
_IN_A_PHONE = r"\*\*\*\*(?=\d{4})"
# One flat choice: each branch begins with a letter of its own, so the search skips from one such to the next.
CUE = re.compile("|".join((_OWNED, _IN_A_PHONE, *_any_of(_WORDS))))
