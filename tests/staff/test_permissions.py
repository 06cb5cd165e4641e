"""Rights come from posts, posts have dates, and several posts add up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import cast
from xiaobao.staff.models import Office, Post, User
from xiaobao.staff.permissions import authority

YESTERDAY, TOMORROW = cast.TODAY - timedelta(days=1), cast.TODAY + timedelta(days=1)


def office(code):
    return Office.objects.get(code=code)


@pytest.fixture
def newcomer(officers):
    """Somebody with an account and no post yet."""
    return User.objects.create_user(username="new", name="新来", password=cast.PASSWORD)


@pytest.fixture
def rights(rulebook):
    """What an officer may do on a day."""

    def on(user, day=cast.TODAY):
        return authority(user, rulebook.locality, day)

    return on


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (cast.TODAY, None, True),
        (TOMORROW, None, False),
        (YESTERDAY, TOMORROW, True),
        (YESTERDAY, cast.TODAY, False),
        (cast.TODAY, TOMORROW, True),
        (YESTERDAY, YESTERDAY, False),
    ],
)
def test_a_post_counts_from_its_first_day_and_no_longer_on_its_last(newcomer, rights, since, until, holds):
    Post.objects.create(user=newcomer, office=office("huli"), code="handler", since=since, until=until)
    assert rights(newcomer).may("accept") is holds
    assert rights(newcomer).sees_matters is holds


def test_without_a_post_an_account_sees_and_may_nothing(newcomer, rights):
    found = rights(newcomer)
    assert (found.acts, found.offices, found.posts, found.sees_matters) == (
        frozenset(),
        frozenset(),
        (),
        False,
    )


def test_two_posts_in_two_offices_add_up(newcomer, rights):
    for code in ("huli", "jiangtou"):
        Post.objects.create(user=newcomer, office=office(code), code="handler", since=YESTERDAY)
    found = rights(newcomer)
    assert found.offices == {office("huli").pk, office("jiangtou").pk}
    assert found.office_names == ("湖里市场监督管理所", "江头市场监督管理所")


def test_a_post_with_the_whole_bureau_in_reach_outweighs_one_with_an_office(newcomer, rights):
    Post.objects.create(user=newcomer, office=office("huli"), code="handler", since=YESTERDAY)
    Post.objects.create(user=newcomer, office=office("intake"), code="intake_clerk", since=YESTERDAY)
    found = rights(newcomer)
    assert found.offices is None
    assert {"accept", "mediate", "hand_back"} | {"import", "assign", "return"} <= found.acts
    assert found.posts == ("承办岗", "接收登记岗")


def test_a_post_the_locality_does_not_know_gives_nothing(newcomer, rights):
    Post.objects.create(user=newcomer, office=office("huli"), code="emperor", since=YESTERDAY)
    assert (rights(newcomer).acts, rights(newcomer).offices) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("officer", "may", "may_not", "reach"),
    [
        (cast.HE_MIN, {"import", "register", "assign", "return"}, {"accept", "mediate", "hand_back"}, None),
        (cast.CHEN_SIYUAN, {"accept", "mediate", "close"}, {"assign", "decide_recusal", "void"}, ("huli",)),
        (cast.SU_MING, {"accept", "decide_recusal", "reopen", "void"}, {"assign", "extend"}, ("huli",)),
        (cast.LU_YIHENG, {"accept", "assign", "held_change", "sample"}, {"extend"}, None),
        (cast.FANG_ZHOU, {"extend", "decide_recusal", "sample"}, {"accept", "import"}, None),
        (cast.TANG_YUE, set(), {"accept", "note"}, None),
        (cast.LI_AN, {"accept", "mediate"}, {"assign"}, ("jiangtou",)),
        (cast.ADMIN, set(), {"accept", "note"}, ()),
    ],
)
def test_every_post_of_the_cast_may_and_reaches_what_its_locality_says(
    officers, officer, may, may_not, reach
):
    found = officers[officer.username]
    assert may <= found.acts
    assert not may_not & found.acts
    assert found.offices == (None if reach is None else {office(code).pk for code in reach})


def test_an_officer_signs_in_with_the_password_given_which_is_not_kept(officers):
    user = User.objects.get(username="chensiyuan")
    assert user.check_password(cast.PASSWORD)
    assert not user.check_password("wrong")
    assert cast.PASSWORD not in user.password


def test_an_officer_who_was_moved_acts_for_the_new_office_from_that_day(newcomer, rights):
    moved = date(2026, 6, 1)
    Post.objects.create(user=newcomer, office=office("huli"), code="handler", since=YESTERDAY, until=moved)
    Post.objects.create(user=newcomer, office=office("jiangtou"), code="handler", since=moved)
    assert rights(newcomer, date(2026, 5, 31)).office_names == ("湖里市场监督管理所",)
    assert rights(newcomer, moved).office_names == ("江头市场监督管理所",)
