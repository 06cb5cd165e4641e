"""Seeding a home: the locality's offices, and its invented officers with passwords nobody can guess."""

from __future__ import annotations

from tests import cast
from xiaobao.staff.models import Office, Post, User
from xiaobao.staff.seed import seed_demo_accounts, seed_offices


def accounts():
    return list(User.objects.order_by("id").values_list("username", "name", "password", "invented"))


def test_the_demo_has_one_account_a_post_and_says_they_are_invented(db, rulebook):
    passwords = seed_demo_accounts(rulebook.locality, since=cast.TODAY)
    assert set(passwords) == {account.username for account in rulebook.locality.demo_accounts}
    assert {post.code for post in Post.objects.all()} == {post.code for post in rulebook.locality.posts}
    assert {invented for *_, invented in accounts()} == {True}
    for username, password in passwords.items():
        assert User.objects.get(username=username).check_password(password)


def test_seeding_again_changes_no_account_and_tells_no_password(db, rulebook):
    seed_demo_accounts(rulebook.locality, since=cast.TODAY)
    before = accounts()
    assert seed_demo_accounts(rulebook.locality, since=cast.TODAY) == {}
    assert (accounts(), Post.objects.count()) == (before, len(before))


def test_an_account_that_is_there_already_keeps_its_password_and_its_post(officers, rulebook):
    User.objects.filter(username="tangyue").update(username="tangyue-before")
    told = seed_demo_accounts(rulebook.locality, since=cast.TODAY)
    assert set(told) == {"tangyue"}
    assert User.objects.get(username="chensiyuan").check_password(cast.PASSWORD)
    assert not User.objects.get(username="chensiyuan").invented


def test_every_password_is_its_own(db, rulebook):
    passwords = list(seed_demo_accounts(rulebook.locality, since=cast.TODAY).values())
    assert len(set(passwords)) == len(passwords)
    assert min(map(len, passwords)) >= 16


def test_offices_are_renamed_in_place_never_doubled(db, rulebook):
    seed_offices(rulebook.locality)
    before = dict(Office.objects.values_list("code", "pk"))
    Office.objects.filter(code="huli").update(name="旧名")
    offices = seed_offices(rulebook.locality)
    assert offices["huli"].name == "湖里市场监督管理所"
    assert dict(Office.objects.values_list("code", "pk")) == before
