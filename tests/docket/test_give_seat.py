"""A seat at the portal: made with a password shown once, ended for good, its holder outside the bureau."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.contrib.auth.backends import ModelBackend

from tests import cast
from tests.docket.partner_cast import GIVEN, opened, registered
from xiaobao.docket.actions.end_seat import end_seat
from xiaobao.docket.actions.give_seat import MOST, give_seat
from xiaobao.docket.actions.new_seat_password import new_seat_password
from xiaobao.docket.models import Seat
from xiaobao.docket.sitting import sitting
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.staff.models import User
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def head(officers):
    return officers["luyiheng"]


@pytest.fixture
def partner(head):
    return opened(head)


def signs_in(*, username, password):
    return ModelBackend().authenticate(None, username=username, password=password)


def given(partner, officer, username="yuanqing", name="袁青"):
    return give_seat(partner_id=partner.pk, username=username, name=name, officer=officer, at=cast.NOON)


def test_who_sits_there_is_outside_the_bureau_and_signs_in_with_the_password_shown(head, partner):
    seat = given(partner, head)
    user = signs_in(username="yuanqing", password=seat.password)
    assert (user, user.outside, user.posts.count()) == (seat.seat.user, True, 0)
    assert sitting(user, cast.TODAY).partner == partner


def test_the_trail_holds_the_number_of_the_seat_and_neither_name_nor_password(head, partner):
    seat = given(partner, head)
    row = AuditEntry.objects.latest("pk")
    assert (row.act, row.subject, row.detail) == (
        "partner.seat_given",
        "partner:odr-01",
        {"seat": seat.seat.pk},
    )
    told = json.dumps(list(AuditEntry.objects.values()), default=str, ensure_ascii=False)
    assert "袁青" not in told
    assert "yuanqing" not in told
    assert seat.password not in told


@pytest.mark.parametrize(
    ("username", "name", "field"),
    [("Yuan Qing", "袁青", "username"), ("yq", "袁青", "username"), ("chensiyuan", "袁青", "username"),
     ("yuanqing", " ", "name")],
)  # fmt: skip
def test_a_name_that_cannot_be_or_is_taken_is_refused_at_its_field(head, partner, username, name, field):
    with pytest.raises(Refused) as refused:
        given(partner, head, username, name)
    assert (set(refused.value.fields), Seat.objects.count()) == ({field}, 0)


def test_no_seat_before_the_account_is_open_and_no_more_than_there_is_room_for(head, partner, officers):
    with pytest.raises(Refused, match="账号没有开通"):
        given(registered(officers["suming"], replace(GIVEN, name="厦门虚构海田商场有限公司")), head)
    for number in range(MOST):
        given(partner, head, f"clerk{number}", "某人")
    with pytest.raises(Refused, match="最多20个席位"):
        given(partner, head)


def test_an_ended_seat_signs_in_no_more_and_ends_once(head, partner):
    seat = given(partner, head)
    end_seat(seat_id=seat.seat.pk, officer=head, at=cast.NOON)
    assert signs_in(username="yuanqing", password=seat.password) is None
    assert sitting(User.objects.get(username="yuanqing"), cast.TODAY) is None
    with pytest.raises(Refused, match="已经结束"):
        end_seat(seat_id=seat.seat.pk, officer=head, at=cast.NOON)
    with pytest.raises(Refused, match="已经结束"):
        new_seat_password(seat_id=seat.seat.pk, officer=head, at=cast.NOON)


def test_another_password_voids_the_old_one(head, partner):
    seat = given(partner, head)
    again = new_seat_password(seat_id=seat.seat.pk, officer=head, at=cast.NOON)
    assert signs_in(username="yuanqing", password=seat.password) is None
    assert signs_in(username="yuanqing", password=again.password) == seat.seat.user


@pytest.mark.parametrize("who", ["suming", "chensiyuan", "fangzhou", "admin"])
def test_only_who_runs_the_accounts_gives_and_ends_seats(officers, head, partner, who):
    seat = given(partner, head)
    with pytest.raises(NotAllowed):
        given(partner, officers[who], "another1")
    for act in (end_seat, new_seat_password):
        with pytest.raises(NotAllowed):
            act(seat_id=seat.seat.pk, officer=officers[who], at=cast.NOON)
