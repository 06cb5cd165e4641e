"""The sample network is what the district is said to have, all of it invented; what is wrong is named."""

from __future__ import annotations

from collections import Counter

import pytest
from pydantic import ValidationError
from stdnum.cn import uscc

from xiaobao.rules import network as networks
from xiaobao.rules.locality import load as load_locality
from xiaobao.rules.network import SITES, Network

STREETS = ("湖里街道", "殿前街道", "江头街道", "禾山街道", "金山街道")
PARTNER = {
    "code": "odr-01", "kind": "odr", "name": "厦门虚构商场", "office": "huli", "applied_on": "2026-01-05",
    "committed_on": "2026-01-05", "opened_on": "2026-01-12",
}  # fmt: skip


@pytest.fixture
def network(content) -> Network:
    return networks.load(content, "huli")


def test_there_are_so_many_of_each_as_the_district_has(network):
    kinds = Counter(partner.kind for partner in network.partners)
    assert (kinds, len(network.shops), len(network.key_enterprises)) == ({"odr": 24, "point": 43}, 8, 5)
    sites = Counter(partner.site for partner in network.partners if partner.kind == "point")
    assert set(sites) == set(SITES)
    assert min(sites.values()) >= 6
    industries = Counter(partner.industry for partner in network.partners if partner.kind == "odr")
    assert industries == {"家居建材": 3, "大型商超": 6, "电子卖场": 2, "网购电商": 13}


def test_each_stands_in_a_street_of_the_station_that_looks_after_it(network, content):
    offices = {
        street: office.code for office in load_locality(content, "huli").offices for street in office.streets
    }
    found = Counter()
    for partner in network.partners:
        street = next(street for street in STREETS if street in partner.address)
        assert offices[street] == partner.office, partner.name
        found[street, partner.kind] += 1
    assert {street for street, _ in found} == set(STREETS)


def test_names_say_that_they_are_invented_and_no_credit_code_is_made_up(network):
    assert all("虚构" in partner.name for partner in network.partners)
    assert all("虚构" in seat.name for seat in network.demo_seats)
    text = network.model_dump_json()
    assert not [word for word in text.split('"') if len(word) == 18 and uscc.is_valid(word)]


def test_a_bureau_without_a_file_has_no_network(content):
    assert networks.load(content, "nowhere") is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"partners": [PARTNER, PARTNER]}, "代码“odr-01”出现了不止一次"),
        ({"partners": [PARTNER | {"kind": "point"}]}, "维权服务站应当写明设在哪里"),
        ({"partners": [PARTNER | {"opened_on": "2026-01-02"}]}, "开通日早于申请或者承诺之日"),
        ({"demo_seats": [{"username": "qinghe", "name": "柳青", "partner": "odr-09"}]}, "“odr-09”不存在"),
    ],
    ids=["a code twice", "a point that stands nowhere", "opened before it applied", "a seat at nobody's"],
)
def test_what_cannot_be_is_refused_in_words(changes, said):
    with pytest.raises(ValidationError, match=said):
        Network.model_validate({"id": "x", "note": "虚构"} | changes)


def test_the_check_names_an_office_that_the_locality_does_not_have(tmp_path, content):
    for folder in ("network", "localities"):
        (tmp_path / folder).mkdir()
    locality = (content / "localities" / "huli.yaml").read_text(encoding="utf-8")
    (tmp_path / "localities" / "huli.yaml").write_text(locality, encoding="utf-8")
    text = (content / "network" / "huli.yaml").read_text(encoding="utf-8")
    (tmp_path / "network" / "huli.yaml").write_text(
        text.replace("office: heshan", "office: haicang"), encoding="utf-8"
    )
    assert [found.reason for found in networks.check(tmp_path)] == ["单位代码“haicang”不在辖区文件中"]
    assert networks.check(content) == []
