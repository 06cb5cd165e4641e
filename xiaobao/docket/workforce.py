"""The people of an office an officer may arrange: whose skills and leave, and within which offices."""

from __future__ import annotations

from datetime import date

from xiaobao.docket.offices_page import holders
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.staff.models import Office, User
from xiaobao.staff.permissions import Authority

ENTRUST, LEAVE_NOTE = "entrust", "leave_note"
"""The permissions of a post to say who handles what, and to note who is away."""


def insist(officer: Authority, right: str, what: str) -> None:
    """Raise NotAllowed unless the posts held allow it."""
    if not officer.may(right):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不能{what}。")


def offices_of(officer: Authority) -> list[Office]:
    """Return the offices within the officer's reach."""
    found = Office.objects.all()
    return list(found if officer.offices is None else found.filter(pk__in=officer.offices))


def office_of(offices: list[Office], code: str, officer: Authority, today: date) -> Office:
    """Return the office with this code, else one the officer has a post in; raises NotFound."""
    if code:
        found = next((one for one in offices if one.code == code), None)
        if found is None:
            raise NotFound("没有这个单位，或者它不在您的查看范围内。")
        return found
    held = {post.office_id for post in officer.user.posts_on(today)}
    return next((one for one in offices if one.pk in held), offices[0])


def colleague(username: str, officer: Authority, rulebook: Rulebook, today: date) -> User:
    """Return somebody who handles matters today in an office within reach, the row locked; raises NotFound.

    The caller holds a transaction.
    """
    held = holders(rulebook.locality, today)
    here = [post for post in held if post.user.username == username and officer.sees_office(post.office_id)]
    if not here:
        raise NotFound("没有这个人，或者不在您负责的单位。")
    return User.objects.select_for_update().get(pk=here[0].user_id)


def beside(user: User, rulebook: Rulebook, today: date) -> dict[str, User]:
    """Return who else handles matters in the offices of ``user``, by user name."""
    held = holders(rulebook.locality, today)
    offices = {post.office_id for post in held if post.user_id == user.pk}
    return {
        post.user.username: post.user
        for post in held
        if post.office_id in offices and post.user_id != user.pk
    }


def colleagues(username: str, officer: Authority, rulebook: Rulebook, today: date) -> list[tuple[str, str]]:
    """Return who could stand in for somebody within reach: user name and name; raises NotFound."""
    held = holders(rulebook.locality, today)
    here = {
        post.office_id
        for post in held
        if post.user.username == username and officer.sees_office(post.office_id)
    }
    if not here:
        raise NotFound("没有这个人，或者不在您负责的单位。")
    others = {post.user.username: post.user.name for post in held if post.office_id in here}
    return [(code, name) for code, name in others.items() if code != username]
