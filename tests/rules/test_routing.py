"""Where a matter goes: the first rule that fits decides, and says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.conftest import CONTENT
from xiaobao.rules import routing_files
from xiaobao.rules.locality import load
from xiaobao.rules.routing import Listed, Routing, RoutingFacts, Rule, Tier, When, belongs, route

TABLE = routing_files.read(CONTENT / "routing" / "huli.yaml")
SHOP = RoutingFacts(
    track="complaint",
    address="福建省厦门市湖里区湖里街道虚构路1号",
    respondent="厦门青禾生鲜超市有限公司",
    categories=("商品（产品）", "食品", "乳制品"),
)
ODR = Listed(7, "厦门青禾生鲜超市有限公司", "统一社会信用代码")
POINT = Listed(3, "虚构路商场消费维权服务站", "地址")
KEY = Listed(5, "厦门青禾生鲜超市有限公司", "名称")


def went(**changes: object) -> tuple[str, str, str]:
    """Tier, office and rule."""
    found = route(replace(SHOP, **changes), TABLE)  # type: ignore[arg-type]
    return found.tier.value, found.office, found.rule


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ({}, ("station", "huli", "by_street")),
        ({"track": "report"}, ("station", "huli", "by_street")),
        ({"address": "厦门市湖里区", "place": "金山街道"}, ("station", "heshan", "by_street")),
        ({"key": KEY}, ("desk", "desk", "key_enterprises")),
        ({"key": KEY, "track": "report"}, ("desk", "desk", "key_enterprises")),
        # Being an ODR enterprise changes nothing before the consumer has chosen.
        ({"odr": ODR}, ("station", "huli", "by_street")),
        ({"odr": ODR, "chosen": "odr"}, ("enterprise", "huli", "chosen_enterprise")),
        ({"chosen": "green_channel"}, ("enterprise", "huli", "chosen_enterprise")),
        ({"odr": ODR, "chosen": "odr", "key": KEY}, ("enterprise", "huli", "chosen_enterprise")),
        ({"point": POINT, "chosen": "point"}, ("point", "huli", "chosen_point")),
        ({"chosen": "odr", "address": ""}, ("enterprise", "intake", "chosen_enterprise")),
        ({"address": "厦门市思明区虚构路1号"}, ("out", "intake", "elsewhere")),
        ({"in_district": False}, ("out", "intake", "elsewhere")),
        # A person has said that it is ours after all.
        ({"address": "厦门市思明区虚构路1号", "in_district": True}, ("intake", "intake", "rest")),
        ({"address": "厦门市湖里区"}, ("intake", "intake", "rest")),
        ({"address": "湖里街道与江头街道交界处"}, ("intake", "intake", "rest")),
    ],
)
def test_each_goes_its_way(changes: dict[str, object], way: tuple[str, str, str]) -> None:
    assert went(**changes) == way


def test_it_says_by_which_rule_and_word_and_whom_the_consumer_may_be_asked_about() -> None:
    found = route(replace(SHOP, odr=ODR, point=POINT), TABLE)
    assert [reason.text for reason in found.reasons] == [
        "适用分办规则“地址写明街道的，由管该街道的所办理”（本局要求）。",
        "被投诉举报人是本局登记的ODR企业：厦门青禾生鲜超市有限公司（按统一社会信用代码认定）。",
        "被投诉举报人是本局登记的维权服务站：虚构路商场消费维权服务站（按地址认定）。",
        "按地址所写认定在湖里街道。",
        "属于重点行业“大型商超”。",
        (
            "可以征求消费者意见，先由厦门青禾生鲜超市有限公司、虚构路商场消费维权服务站和解；"
            "消费者不同意的，不影响办理。"
        ),
    ]
    assert (found.offered, found.partner, found.industries) == ((ODR, POINT), None, ("supermarkets",))


def test_who_settles_first_is_named_once_the_consumer_has_chosen() -> None:
    found = route(replace(SHOP, odr=ODR, chosen="odr"), TABLE)
    assert (found.partner, found.offered) == (7, ())


@pytest.mark.parametrize("changes", [{"track": "report"}, {"tried": True}])
def test_nobody_is_offered_for_a_report_or_a_second_time(changes: dict[str, object]) -> None:
    assert route(replace(SHOP, odr=ODR, point=POINT, **changes), TABLE).offered == ()  # type: ignore[arg-type]


def test_an_industry_is_told_by_class_or_by_name() -> None:
    home, online, catering, supermarkets = TABLE.industries
    facts = replace(SHOP, categories=("服务", "餐饮和住宿服务"), respondent="厦门虚构建材有限公司")
    assert [belongs(facts, one) for one in (home, online, catering, supermarkets)] == [
        True,
        False,
        True,
        False,
    ]


class TestConditions:
    """All that is written must be so; what is left out does not matter."""

    def fits(self, facts: RoutingFacts = SHOP, **when: object) -> bool:
        rules = (
            Rule(id="one", name="一", when=When(**when), tier=Tier.DESK, office="desk"),  # type: ignore[arg-type]
            TABLE.rules[-1],
        )
        return route(facts, TABLE.model_copy(update={"rules": rules})).rule == "one"

    @pytest.mark.parametrize(
        ("when", "fits"),
        [
            ({"track": "complaint"}, True),
            ({"track": "report"}, False),
            ({"industries": ("supermarkets", "catering")}, True),
            ({"industries": ("catering",)}, False),
            ({"categories": ("食品",)}, True),
            ({"categories": ("食",)}, False),
            ({"problems": ("食品安全",)}, False),
            ({"channels": ("12345",)}, False),
            ({"streets": ("湖里街道",)}, True),
            ({"streets": ("江头街道",)}, False),
            ({"communities": ("高殿社区",)}, False),
            ({"street_known": False}, False),
            ({"words": ("生鲜",)}, True),
            ({"words": ("虚构路",)}, True),
            ({"words": ("集团",)}, False),
            ({"words": ("生鲜",), "track": "report"}, False),
            ({"odr_enterprise": False, "key_enterprise": False, "service_point": False}, True),
            ({"in_district": False}, False),
        ],
    )
    def test_each_condition(self, when: dict[str, object], fits: bool) -> None:
        assert self.fits(**when) is fits

    def test_where_it_is_not_known_it_is_not_out(self) -> None:
        nowhere = replace(SHOP, address="虚构路1号")
        assert not self.fits(nowhere, in_district=False)
        assert not self.fits(nowhere, in_district=True)


_BASE = TABLE.model_dump()


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (_BASE["rules"][:-1], "最后一条规则不能带条件"),
        ([_BASE["rules"][-1], *_BASE["rules"]], "规则的代码重复"),
        ([_BASE["rules"][-1] | {"id": "all"}, *_BASE["rules"]], "它后面的规则永远用不上"),
        (
            [_BASE["rules"][0] | {"id": "a", "when": {"industries": ["toys"]}}, *_BASE["rules"]],
            "“toys”不存在",
        ),
        (
            [_BASE["rules"][0] | {"id": "a", "when": {"streets": ["虚构街道"]}}, *_BASE["rules"]],
            "不在街道表中",
        ),
    ],
)
def test_a_table_that_cannot_be_followed_is_refused(rules: list[object], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        Routing.model_validate(_BASE | {"rules": rules})


def test_an_office_the_bureau_does_not_have_is_found_with_its_line(tmp_path) -> None:
    for folder, name in (("routing", "huli.yaml"), ("localities", "huli.yaml")):
        (tmp_path / folder).mkdir()
        text = (CONTENT / folder / name).read_text(encoding="utf-8")
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    assert routing_files.check(tmp_path) == []
    file = tmp_path / "routing" / "huli.yaml"
    lines = file.read_text(encoding="utf-8").replace("office: desk", "office: nowhere").splitlines()
    file.write_text("\n".join(lines), encoding="utf-8")
    line = next(number for number, text in enumerate(lines, 1) if "nowhere" in text)
    assert [(one.line, one.reason) for one in routing_files.check(tmp_path)] == [
        (line, "“nowhere”不是本局的单位")
    ]


def test_the_sample_names_offices_of_the_sample_bureau_and_every_street_has_one() -> None:
    assert list(routing_files.unknown_offices(TABLE, load(CONTENT, "huli"))) == []
    assert {area.street: area.office for area in TABLE.areas.streets} == {
        "湖里街道": "huli", "殿前街道": "dianqian", "江头街道": "jiangtou", "禾山街道": "heshan",
        "金山街道": "heshan",
    }  # fmt: skip


@given(
    st.builds(
        RoutingFacts,
        track=st.sampled_from(["complaint", "report"]),
        address=st.sampled_from(["", "湖里街道", "江头街道湖里街道", "思明区", "湖里区", "高殿社区"]),
        respondent=st.sampled_from(["", "厦门虚构餐饮有限公司"]),
        chosen=st.sampled_from(["", "odr", "green_channel", "point"]),
        in_district=st.sampled_from([None, True, False]),
        odr=st.sampled_from([None, ODR]),
        point=st.sampled_from([None, POINT]),
        key=st.sampled_from([None, KEY]),
    )
)
def test_every_matter_goes_somewhere_and_no_report_to_an_enterprise(facts: RoutingFacts) -> None:
    found = route(facts, TABLE)
    assert found.reasons
    assert found.office in {"intake", "desk", "huli", "dianqian", "jiangtou", "heshan"}
    if facts.track == "report":
        assert found.tier not in (Tier.ENTERPRISE, Tier.POINT)
        assert (found.partner, found.offered) == (None, ())
