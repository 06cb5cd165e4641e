"""The rules of routing on screen: read in words, put together without YAML, tried on what has come."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast
from tests.desk.rules_cast import text
from tests.docket.test_reroute import table
from xiaobao.desk.forms.routing_changes import changed
from xiaobao.desk.forms.routing_data import data_of
from xiaobao.docket.models import Matter, RuleChange
from xiaobao.docket.rulebook import current
from xiaobao.rules.routing import Tier

ADDRESS = "/rules/new/?what=routing"


@pytest.fixture
def leader(own_home, signed_in):
    """方舟, who leads the bureau and signs."""
    return signed_in("fangzhou")


@pytest.fixture
def section(own_home, signed_in):
    """陆一恒, who leads the consumer section and proposes."""
    return signed_in("luyiheng")


def filled(wish: str = "propose", **changes: object) -> dict[str, list[str]]:
    """The form as it is shown, with some fields put otherwise."""
    data = data_of(current().routing)
    data["reason"], data["do"] = "管辖调整。", wish
    for name, value in changes.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return dict(data.lists())


@pytest.fixture
def came(register, monkeypatch):
    """A complaint of 湖里街道 received on the Monday, seen from Wednesday."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: cast.NOON)
    return Matter.objects.get(pk=register())


class TestInWords:
    """What holds now."""

    def test_rules_streets_and_industries_are_read_without_a_code(self, leader) -> None:
        said = text(leader.get("/rules/"))
        assert "1 不属本局管辖的，提示核对管辖 地点 不在本区 不属本局管辖" in said
        assert (
            "2 消费者选择ODR企业或者绿色通道的，企业先行和解 来件 投诉 消费者选择 ODR企业、绿色通道"
            " 企业先行和解 管该街道的所" in said
        )
        assert "6 其余由接收机构人工分派 其余全部 接收机构" in said
        assert "金山街道 禾山市场监督管理所 五通社区、后坑社区" in said
        assert "家居建材 示例：辖区内三大建材市场及周边门店 江头市场监督管理所" in said
        assert "by_area" not in said


class TestTheForm:
    """From the rules in service to those proposed."""

    def test_sent_as_shown_nothing_has_changed(self, section) -> None:
        answer = section.post(ADDRESS, filled())
        assert (answer.status_code, "没有需要变更的内容" in text(answer)) == (422, True)

    def test_every_choice_in_service_is_shown_as_chosen(self, section) -> None:
        page = section.get(ADDRESS).content.decode()
        assert '<option value="by_area" selected>管该街道的所</option>' in page
        assert 'name="r1-chosen" value="green_channel"' in page
        assert "餐饮和住宿服务" in page

    def test_a_street_given_to_another_station_is_tried_first(self, section, came) -> None:
        said = text(section.post(ADDRESS, filled("look", a0__office="jiangtou")))
        assert "2026-04-20 至 2026-05-19 收到的 1 件来件中，这 1 件会改去别处" in said
        assert "湖里市场监督管理所 江头市场监督管理所 1" in said
        assert came.number in said
        assert not RuleChange.objects.exists()

    def test_the_days_can_be_chosen(self, section, came) -> None:
        answer = section.post(
            ADDRESS, filled("look", a0__office="jiangtou", first="2026-05-19", last="2026-05-19")
        )
        assert "收到的 0 件来件中，这 0 件会改去别处" in text(answer)
        answer = section.post(ADDRESS, filled("look", a0__office="jiangtou", first="2026-05-19"))
        assert (answer.status_code, "都填写，或者都不填" in text(answer)) == (422, True)

    def test_proposed_and_signed_it_is_in_service(self, section, leader, came) -> None:
        section.post(ADDRESS, filled(a0__office="jiangtou"))
        change = RuleChange.objects.get()
        said = text(leader.get(f"/rules/{change.pk}/"))
        assert "【湖里街道】由湖里市场监督管理所管辖 【湖里街道】由江头市场监督管理所管辖" in said
        assert "这 1 件会改去别处" in said
        leader.post(f"/rules/{change.pk}/decide/", {"do": "sign", "shown": change.moves_digest})
        assert current().routing.areas.locate("湖里街道").office == "jiangtou"
        assert "来件 1 件" in text(leader.get("/rules/"))

    def test_a_new_rule_stands_before_the_last_one(self, section, came) -> None:
        page = text(section.post(ADDRESS, filled("add:rules")))
        assert "新的规则" in page
        data = filled(rules=["r0", "r1", "r2", "r3", "r4", "r6", "r5"])
        data |= {
            "r6-id": ["rule_1"], "r6-name": ["餐饮由消保科办理"], "r6-tier": ["station"], "r6-office": ["consumer"],
            "r6-industries": ["catering"], "r6-words": ["虚构酒楼、虚构饭店"], "r6-track": ["complaint"],
        }  # fmt: skip
        section.post(ADDRESS, data)
        rule = table_of(RuleChange.objects.get()).rules[5]
        assert (rule.name, rule.tier, rule.office) == ("餐饮由消保科办理", Tier.STATION, "consumer")
        assert rule.when.model_dump(exclude_defaults=True) == {
            "track": "complaint", "industries": ("catering",), "words": ("虚构酒楼", "虚构饭店"),
        }  # fmt: skip

    def test_what_cannot_be_followed_is_said_where_it_stands(self, section, came) -> None:
        answer = section.post(ADDRESS, filled(rules=["r5", "r0", "r1", "r2", "r3", "r4"]))
        assert answer.status_code == 422
        said = text(answer)
        assert "它后面的规则永远用不上" in said
        assert "管辖调整。" in said
        answer = section.post(ADDRESS, filled(i0__categories="", i0__words=""))
        assert "家居建材 · 类别：请写明包括哪些类别或者名称" in text(answer)

    def test_a_file_still_does_for_administrators(self, own_home, signed_in, came) -> None:
        file = SimpleUploadedFile("huli.yaml", table().text.encode())
        answer = signed_in("admin").post(
            "/rules/new/?what=file", {"upload": file, "reason": "调整", "do": "look"}
        )
        assert "这 1 件会改去别处" in text(answer)
        assert came.number not in text(answer)

    def test_who_does_not_propose_is_turned_away(self, own_home, signed_in) -> None:
        for who in ("chensiyuan", "hemin", "suming"):
            assert signed_in(who).get(ADDRESS).status_code == 403


def table_of(change: RuleChange):
    """The rules a change proposes."""
    from xiaobao.docket.rule_files import with_file
    from xiaobao.docket.rule_steps import file_of

    return with_file(current(), file_of(change)).routing


@pytest.mark.parametrize(
    ("wish", "name", "order"),
    [
        ("up:r2", "rules", ["r0", "r2", "r1", "r3", "r4", "r5"]),
        ("down:r0", "rules", ["r1", "r0", "r2", "r3", "r4", "r5"]),
        ("up:r0", "rules", ["r0", "r1", "r2", "r3", "r4", "r5"]),
        ("drop:r3", "rules", ["r0", "r1", "r2", "r4", "r5"]),
        ("add:rules", "rules", ["r0", "r1", "r2", "r3", "r4", "r6", "r5"]),
        ("drop:a4", "streets", ["a0", "a1", "a2", "a3"]),
        ("add:streets", "streets", ["a0", "a1", "a2", "a3", "a4", "a5"]),
        ("add:industries", "industries", ["i0", "i1", "i2", "i3", "i4"]),
        ("drop:x9", "rules", ["r0", "r1", "r2", "r3", "r4", "r5"]),
        ("blow:r1", "rules", ["r0", "r1", "r2", "r3", "r4", "r5"]),
    ],
)
def test_parts_are_moved_added_and_dropped(wish: str, name: str, order: list[str]) -> None:
    assert changed(data_of(current().routing), wish).getlist(name) == order
