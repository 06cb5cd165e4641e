"""Appoint officers to posts, and end posts; every appointment has its dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from xiaobao.rules.locality import Locality
from xiaobao.staff.models import Office, Post, User


class AppointmentRefused(Exception):
    """An appointment names what does not exist, or a password is too weak; the sentence says which."""

    code = "STF-001"

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{self.code} {sentence}")
        self.sentence = sentence


def appoint(*, username: str, name: str, office: str, post: str, since: date, locality: Locality) -> Post:
    """Give somebody a post from ``since`` on, making the officer (without a password yet) where needed.

    ``office`` and ``post`` are codes of the locality. Raises AppointmentRefused.
    """
    place = Office.objects.filter(code=office).first()
    if place is None:
        raise AppointmentRefused(f"没有代码为 {office} 的单位：{_codes(o.code for o in locality.offices)}。")
    if post not in {entry.code for entry in locality.posts}:
        raise AppointmentRefused(f"没有代码为 {post} 的岗位：{_codes(p.code for p in locality.posts)}。")
    with transaction.atomic():
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


def _known(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise AppointmentRefused(f"没有用户名为 {username} 的人员。")
    return user


def _codes(codes: Iterable[str]) -> str:
    return "可用 " + "、".join(codes)
