"""Appoint officers to posts, and end posts; every appointment has its dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from xiaobao.rules.locality import Locality
from xiaobao.staff.models import Office, Post, User

APART = (frozenset({"auditor", "system_admin"}),)
"""Posts nobody may hold two of at the same time: who runs the machine is not who looks over the trail."""


class AppointmentRefused(Exception):
    """An appointment names what does not exist, or a password is too weak; the sentence says which."""

    code = "STF-001"

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{self.code} {sentence}")
        self.sentence = sentence


class PostsApart(AppointmentRefused):
    """The person holds a post that must not be in the same hand."""

    code = "STF-002"


def appoint(*, username: str, name: str, office: str, post: str, since: date, locality: Locality) -> Post:
    """Give somebody a post from ``since`` on, making the officer (without a password yet) where needed.

    ``office`` and ``post`` are codes of the locality. Raises AppointmentRefused, PostsApart.
    """
    place = Office.objects.filter(code=office).first()
    if place is None:
        raise AppointmentRefused(f"没有代码为 {office} 的单位：{_codes(o.code for o in locality.offices)}。")
    if post not in {entry.code for entry in locality.posts}:
        raise AppointmentRefused(f"没有代码为 {post} 的岗位：{_codes(p.code for p in locality.posts)}。")
    with transaction.atomic():
        _insist_inside(username)
        _insist_apart(username, post, since, locality)
        user, _ = User.objects.get_or_create(username=username, defaults={"name": name, "password": "!"})
        return Post.objects.create(user=user, office=place, code=post, since=since)


def end_posts(*, username: str, until: date) -> int:
    """End every post somebody holds; on ``until`` they no longer count. Returns how many ended.

    Raises AppointmentRefused for somebody who does not exist.
    """
    _known(username)
    return Post.objects.filter(user__username=username, until=None).update(until=until)


def set_password(*, username: str, password: str) -> None:
    """Set a password that the policy accepts. Raises AppointmentRefused."""
    user = _known(username)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AppointmentRefused("".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])


def _insist_inside(username: str) -> None:
    if User.objects.filter(username=username, outside=True).exists():
        raise AppointmentRefused(f"{username} 是企业或者维权服务站的账号，不能任本局的岗位。")


def _insist_apart(username: str, post: str, since: date, locality: Locality) -> None:
    others = {code for apart in APART if post in apart for code in apart} - {post}
    lasting = Q(until=None) | Q(until__gt=since)
    held = Post.objects.filter(lasting, user__username=username, code__in=others).first()
    if held is not None:
        names = {entry.code: entry.name for entry in locality.posts}
        one, other = names.get(post, post), names.get(held.code, held.code)
        raise PostsApart(f"{one}与{other}不得由一人兼任（本局要求）；请先结束其{other}，或者另安排人员。")


def _known(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise AppointmentRefused(f"没有用户名为 {username} 的人员。")
    return user


def _codes(codes: Iterable[str]) -> str:
    return "可用 " + "、".join(codes)
