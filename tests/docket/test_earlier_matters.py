"""What the bureau knows of a person already, without saying who the person is."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.models import Matter


def facts(key):
    return complaint_facts(Matter.objects.get(pk=key))


def test_the_same_name_and_phone_against_the_same_shop_meet_again(register):
    register(cast.complaint(external_id="E1", received_at=cast.at("2026-05-06")))
    register(
        cast.complaint(
            external_id="E2", received_at=cast.at("2026-05-07"), respondent_name="厦门山海间食品贸易有限公司"
        )
    )
    found = facts(register())
    assert [earlier.number for earlier in found.earlier] == ["湖消〔2026〕000001"]
    assert found.recent_count == 2


@pytest.mark.parametrize(
    "other",
    [{"person_name": "周喆"}, {"person_phone": "13900000002"}, {"person_name": "林**"}, {"person_phone": ""}],
)
def test_another_or_an_incomplete_person_is_nobody_known(register, other):
    register(cast.complaint(external_id="E1", received_at=cast.at("2026-05-06"), **other))
    found = facts(register())
    assert (found.earlier, found.recent_count) == ((), 0)


def test_of_a_masked_name_nothing_is_known(register):
    found = facts(register(cast.complaint(person_name="林**")))
    assert (found.earlier, found.recent_count) == ((), None)


def test_that_somebody_reported_is_never_told_to_who_handles_the_complaint(register):
    register(cast.report(person_name="林晓禾", person_phone="13900000001", received_at=cast.at("2026-05-06")))
    found = facts(register())
    assert (found.earlier, found.recent_count) == ((), 0)
