"""What of a matter leads to somebody in a story told of it: people, shop, places, offices, numbers.

The names are opened from the vault to be looked for and for nothing else, as ``shield`` does; what is listed
for an officer to look at is masked as on the page of the matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiaobao.docket import cabinet
from xiaobao.docket.models import Enterprise, Matter, Partner, Party, Role
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.wording import names_of
from xiaobao.documents.redaction import door_of, scrub
from xiaobao.documents.redaction.retelling import (
    NUMBER,
    OFFICE,
    OFFICER,
    PERSON,
    PLACE,
    RESPONDENT,
    Known,
    left_in,
)
from xiaobao.staff.models import User
from xiaobao.vault.identities import plain_digits, reveal

_ROLES = {
    Role.COMPLAINANT.value: "消费者",
    Role.REPORTER.value: "举报人",
    Role.AGENT.value: "代理人",
}
_LEGAL_FORM = re.compile(r"(?:股份|集团)?有限(?:责任)?公司.*$|（.*?）|\(.*?\)|分公司$|个体工商户$")
_KINDS = (
    "超市", "便利店", "酒店", "民宿", "餐厅", "饭店", "火锅店", "旅行社", "健身", "美容", "医院", "诊所",
    "药店", "药房", "家具", "家居", "装饰", "商场", "商行", "培训", "学校", "平台", "网店", "专卖店", "公司",
    "店", "厂",
)  # fmt: skip
_ENDINGS = {"健身": "健身场所", "美容": "美容院", "家具": "家具店", "家居": "家居店"}
_ENDINGS |= {"装饰": "装修公司", "培训": "培训机构"}
_ORDINARY = frozenset(
    ("中国", "中华", "国际", "华夏", "东方", "时代", "世界", "生活", "美食", "阳光", "快乐", "幸福", "")
)
"""Beginnings of names that every other text holds: left to the reader."""
_ADMINISTRATIVE = re.compile(r"^(?:[^\W\d]{2,3}省)?(?:[^\W\d]{2,3}市)?(?:[^\W\d]{1,3}区)?")


def known_of(matter: Matter, rulebook: Rulebook) -> tuple[Known, ...]:
    """Return what stands open of a matter and leads to somebody, with what may be put in its place."""
    return (
        *_people(matter),
        *_respondent(matter.respondent, rulebook),
        *_places(matter, rulebook),
        *(Known(NUMBER, number, "（略）") for number in (matter.number, matter.external_id) if number),
        *(Known(OFFICER, name, "承办人员") for name in User.objects.values_list("name", flat=True) if name),
        *(Known(RESPONDENT, name, "某服务站") for name in Partner.objects.values_list("name", flat=True)),
    )


def traces(matter: Matter, text: str, rulebook: Rulebook) -> tuple[str, ...]:
    """Return the kinds of what a text still holds of the people of a matter, its shop and its places.

    Who they are is opened to be looked for; nothing of it is returned. Raises Unavailable.
    """
    with cabinet.told():
        names, phones = names_of(matter), _phones(matter)
        told = re.sub("[^0-9]", "", text)
        named = any(digits in told for digits in phones) or scrub(text, names=names) != text
    known = [one for one in known_of(matter, rulebook) if one.kind != OFFICE]
    kinds = left_in(text, known)
    return tuple(dict.fromkeys([PERSON, *kinds] if named else kinds))


def _people(matter: Matter) -> Iterator[Known]:
    for party in Party.objects.filter(matter=matter):
        if "*" in party.shown_name:
            said = (f"{before}{party.shown_name}" for before in ("本人", "我叫", "我是", ""))
            yield from (Known(PERSON, one, _ROLES[party.role]) for one in said)


def _phones(matter: Matter) -> list[str]:
    people = Party.objects.filter(matter=matter).exclude(identity=None).select_related("identity")
    return [digits for one in people if one.identity and (digits := plain_digits(reveal(one.identity).phone))]


def _respondent(shop: Enterprise | None, rulebook: Rulebook) -> Iterator[Known]:
    if shop is None:
        return
    plain = _LEGAL_FORM.sub("", shop.name)
    bare = _bare(plain, rulebook)
    for name in dict.fromkeys((shop.name, plain, bare)):
        yield Known(RESPONDENT, name, kind_of(shop.name))
    if bare[:2] not in _ORDINARY and not any(one in bare[:2] for one in _KINDS):
        yield Known(RESPONDENT, bare[:2], "某品牌")
    if shop.credit_code:
        yield Known(NUMBER, shop.credit_code, "（略）")
    for address in (shop.address, door_of(shop.address)):
        yield Known(PLACE, address, "某路")


def kind_of(name: str) -> str:
    """Return what stands in place of a shop's name, by what it is: 某超市, 某酒店; else 某经营者.

    The kind of business counts before the legal form: 青禾生鲜超市有限公司 is a supermarket.
    """
    found = next((one for one in _KINDS if one in name), "")
    return f"某{_ENDINGS.get(found, found)}" if found else "某经营者"


def _bare(name: str, rulebook: Rulebook) -> str:
    """Return a name without the place it begins with: 厦门青禾生鲜超市 is known as 青禾生鲜超市."""
    bureau = rulebook.locality.bureau
    city = _city(bureau.name)
    name = _ADMINISTRATIVE.sub("", name)
    for place in (f"{city}市", city, bureau.district, bureau.district.removesuffix("区")):
        name = name.removeprefix(place)
    return name


def _city(bureau: str) -> str:
    return bureau.partition("市")[0]


def _places(matter: Matter, rulebook: Rulebook) -> Iterator[Known]:
    """Yield the bureau, its stations and its streets: they narrow a story down and are no secret."""
    bureau = rulebook.locality.bureau
    for office in rulebook.locality.offices:
        names = () if office.kind in ("section", "advisory") else (office.name, *office.aliases)
        yield from (Known(OFFICE, name, "市场监管部门") for name in names)
        yield from (Known(OFFICE, street, "某街道") for street in office.streets)
    yield from (Known(OFFICE, name, "市场监管部门") for name in (bureau.name, bureau.short_name))
    yield from (Known(OFFICE, f"{city}{bureau.district}", "本区") for city in (f"{_city(bureau.name)}市", ""))
    if matter.place not in ("", bureau.district):
        yield Known(OFFICE, matter.place, "某地")
