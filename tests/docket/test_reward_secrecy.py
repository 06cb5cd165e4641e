"""What nobody but the two posts learns of a reward: no trace on the matter, no name in the trail, no code in the clear."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection

from tests import cast
from tests.docket.reward_cast import (
    approved,
    decided_case,
    paid,
    proposed,
)
from xiaobao.docket.actions.see_rewarded import see_rewarded
from xiaobao.docket.models import Document, Event, Matter, Reward
from xiaobao.docket.reward_codes import new_code, plain
from xiaobao.docket.reward_notice import notice_blocks
from xiaobao.docket.reward_page import case_page, cases_to_reward, reward_page, rewards
from xiaobao.documents.blocks import plain as text_of
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.vault.models import AuditEntry

OTHERS = (
    "hemin",
    "chensiyuan",
    "suming",
    "luyiheng",
    "tangyue",
    "lian",
    "fangzhou",
    "heqing",
    "wenlan",
    "admin",
)
NOBODY = ("周喆", "13900000002")


@pytest.fixture
def case(own_home, register, officers):
    return decided_case(register)


def acts():
    return [
        (row.act, row.actor_name, row.post, row.result)
        for row in AuditEntry.objects.filter(act__startswith="reward.")
    ]


def test_the_rows_of_the_trail_say_the_number_and_nobodys_name_nor_the_code(case, officers):
    code = approved(proposed(case, officers), officers).code
    paid(code, officers)
    rows = list(AuditEntry.objects.filter(act__startswith="reward."))
    assert {row.detail["number"] for row in rows} == {"湖消〔2026〕000001"}
    told = str([(row.detail, row.subject) for row in rows])
    assert [word for word in (*NOBODY, code, plain(code)) if word in told] == []


def test_a_reward_leaves_nothing_on_the_matter(case, officers):
    before = (Event.objects.count(), Document.objects.count(), Matter.objects.get(pk=case).version)
    paid(approved(proposed(case, officers), officers).code, officers)
    assert (Event.objects.count(), Document.objects.count(), Matter.objects.get(pk=case).version) == before


def test_the_code_is_long_and_lies_nowhere_in_the_clear(case, officers):
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}", code) for code in codes)
    code = approved(proposed(case, officers), officers).code
    stored = connection.connection.serialize()
    assert code.encode() not in stored
    assert plain(code).encode() not in stored


@pytest.mark.parametrize("username", [*OTHERS, "guning"])
def test_only_the_clerk_proposes(case, officers, username):
    with pytest.raises(NotAllowed):
        proposed(case, officers, officer=officers[username])
    assert Reward.objects.count() == 0


@pytest.mark.parametrize("username", [*OTHERS, "xuan"])
def test_only_the_approver_decides(case, officers, username):
    reward = proposed(case, officers)
    with pytest.raises(NotAllowed):
        approved(reward, officers, officer=officers[username])
    reward.refresh_from_db()
    assert (reward.state, bytes(reward.code)) == ("proposed", b"")


@pytest.mark.parametrize("username", [*OTHERS, "guning"])
def test_only_the_clerk_pays(case, officers, username):
    code = approved(proposed(case, officers), officers).code
    with pytest.raises(NotAllowed):
        paid(code, officers, officer=officers[username])
    assert Reward.objects.get().state == "approved"


@pytest.mark.parametrize("username", OTHERS)
def test_nobody_else_can_ask_for_a_page(case, officers, username, rulebook):
    reward = proposed(case, officers)
    for ask in (
        lambda: list(rewards(officers[username])),
        lambda: reward_page(officers[username], reward.pk, rulebook, at=cast.NOON),
        lambda: case_page(officers[username], case, rulebook, at=cast.NOON),
        lambda: see_rewarded(
            reward_id=reward.pk, officer=officers[username], at=cast.NOON, confirmed_at=cast.NOON
        ),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert list(cases_to_reward(officers[username])) == []


def test_the_notice_carries_the_code_and_names_neither_reporter_nor_report(case, officers, rulebook):
    decided = approved(proposed(case, officers), officers)
    text = text_of(notice_blocks(decided.reward, decided.code, rulebook))
    assert decided.code in text
    assert "10,000.00元" in text
    held_back = (*NOBODY, "青禾", "湖消〔2026〕", "湖市监案")
    assert [word for word in held_back if word in text] == []


def test_for_whom_it_is_shows_to_the_two_posts_once_recorded(case, officers):
    reward = proposed(case, officers)
    for username in ("xuan", "guning"):
        seen = see_rewarded(
            reward_id=reward.pk,
            officer=officers[username],
            at=cast.NOON,
            confirmed_at=cast.NOON,
            address="10.0.0.7",
        )
        assert (seen.name, seen.phone) == NOBODY
    assert [row[:2] for row in acts()[1:]] == [("reward.identity", "许安"), ("reward.identity", "顾宁")]
    assert AuditEntry.objects.latest("id").detail == {"number": "湖消〔2026〕000001", "purpose": "reward"}


def test_without_a_fresh_password_or_after_the_payment_nobody_sees_for_whom_it_is(case, officers):
    reward = proposed(case, officers)
    given = {"reward_id": reward.pk, "officer": officers["xuan"], "at": cast.NOON}
    with pytest.raises(Refused) as refused:
        see_rewarded(confirmed_at=None, **given)
    assert list(refused.value.fields) == ["confirmed_at"]
    paid(approved(reward, officers).code, officers)
    with pytest.raises(Refused) as refused:
        see_rewarded(confirmed_at=cast.NOON, **given)
    assert list(refused.value.fields) == ["reward"]
    assert [row[3] for row in acts() if row[0] == "reward.identity_refused"] == ["refused", "refused"]


def test_an_insider_is_seen_only_after_the_second_person_has_approved(case, officers):
    Matter.objects.filter(pk=case).update(guarded=True)
    reward = proposed(case, officers, amount=Decimal(15_000))
    given = {"reward_id": reward.pk, "officer": officers["xuan"], "at": cast.NOON, "confirmed_at": cast.NOON}
    with pytest.raises(Refused, match="经另一人审批同意后"):
        see_rewarded(**given)
    approved(reward, officers)
    assert see_rewarded(**given).name == "周喆"
