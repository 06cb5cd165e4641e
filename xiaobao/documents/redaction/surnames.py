"""Surnames: those one can tell a name by, those that are one only after 姓名, and the compound ones."""

from __future__ import annotations

import re

COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
    "卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤庄"
    "章施颜倪温俞葛柯洪纪童翁申尚伍游华宁蓝欧詹鲁涂岳骆殷耿关兰焦柳邢路安常梅盛康喻翟齐裴管祝牛霍阮舒凌聂季"
    "单包柴车佟卓辜连池简凃项房狄卜苗滕缪应甘穆窦左屈谷费鲍易褚冉匡靳靖"
)
"""The surnames of nearly everybody (and 凃, 辜, 连, 卓 … of southern Fujian)."""

RARE = frozenset(
    "丘仇伏沙杭桑荆浦邬冀阎蒙解裘宫米钮赖晏瞿席尤古占晋苟卞栾娄邝闵宗麦植巫成党揭文景商都木艾沃买那扎巴元乐"
    "仲公冷初利励劳司吉和国士宣家屠平年广库廉弓强戎户扬敖时明昌曲昝楼权查柏桂楚水湛满漆火皮相真盖祁祖臧良花"
    "茅荀荣萧蓬蔚虞衣谈谌谯越边迟逄郁郎鄢酆门闻阚隋隗雍鞠饶鱼麻於仝仵侍修农冼刁勾危厉后呼咸哈问图坚城增夹奚"
    "妥姬宦密富寇尧师幸幺庞延御心忻思惠战戚支敬斛是晁暨朴杞束来析柱果枚栗格欣母毋毕气永汝泉泰洛海淳淡清源漕"
    "潭牟牧狐独玉班琚由甄甯畅疏登皇益盘督矫祭禹禾种秋稽竺笪符策粟糜絮紫红经缑羊羿翦耶肇胥胶腾臻舍芮芦苍英茹"
    "莘菅萨蒯蒲蒿薄藏虎蔺虢行衡襄西角计訾诗诸象豆贡贲赏蹇辛辕达逯遇遥郏郗郜郦郸鄂鄞酒释里钦铁银锁镇长闭闪闽"
    "随雄雪零青革韶风飞香骑鬱鲜鸿鹿黑默"
)
"""More of them; most are common words too, so that only 姓名： and its like make one a name."""

COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳上官司马诸葛东方皇甫尉迟公孙慕容令狐宇文长孙司徒司空夏侯轩辕端木百里呼延南宫"
        "东郭西门独孤拓跋申屠闻人濮阳淳于单于太史公冶公羊澹台赫连钟离鲜于闾丘仲孙第五范姜",
    )
)
ALL = COMMON | RARE


def family(text: str, start: int, singles: frozenset[str] = ALL) -> int:
    """Return how many characters of ``text`` from ``start`` are a surname: 2, 1 or 0."""
    if text[start : start + 2] in COMPOUND:
        return 2
    return 1 if text[start : start + 1] in singles else 0
