"""Splink puts a number beside each link, and only where it is installed and asked."""

from __future__ import annotations

import logging

import pyarrow as pa
import pytest

from xiaobao.mining import scorer
from xiaobao.mining.person_forms import FORMS
from xiaobao.mining.tables import PERSON_EDGES

EDGES = pa.table(
    [[1, 1, 3], [2, 3, 4], ["甲", "乙", "丙"], pa.nulls(3, pa.float64())],
    schema=PERSON_EDGES,
)


def people(*told: tuple[str, str]) -> pa.Table:
    """Return FORMS of people with this name and phone, one a matter."""
    blank = {field.name: "" if pa.types.is_string(field.type) else 0 for field in FORMS}
    rows = [
        {**blank, "matter": number, "name": name, "phone": phone}
        for number, (name, phone) in enumerate(told, 1)
    ]
    return pa.Table.from_pylist(rows, schema=FORMS)


KNOWN = (
    ("林晓禾", "13800001234"),
    ("林晓禾", "13800001234"),
    ("周喆", "15900005678"),
    ("周喆", "15900005679"),
)


@pytest.mark.skipif(scorer.installed(), reason="Splink 已安装，这一项只在没有安装时检查")
def test_without_splink_links_have_no_score_and_the_log_says_why(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert scorer.scored(EDGES, people(*KNOWN)).equals(EDGES)
    assert [record.getMessage() for record in caplog.records] == [scorer.MISSING]


@pytest.mark.skipif(not scorer.installed(), reason="没有安装 Splink（可选）")
def test_with_splink_every_link_has_a_probability() -> None:
    strangers = [(f"陈{chr(0x4E00 + n)}", f"139{n * 7919:08}") for n in range(200)]
    again = [one for one in strangers[:40] for _ in range(2)]
    found = scorer.scored(EDGES, people(*KNOWN, *strangers, *again))["score"].to_pylist()
    same, strangers_both, one_figure = found
    assert 0 <= strangers_both < 0.5 < one_figure <= same <= 1
