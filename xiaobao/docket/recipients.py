"""Who is told of a matter: the posts a ladder names, as they are held on the day, and who may know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from xiaobao.docket.models import Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.ladder import HANDLER
from xiaobao.staff.models import Post, User
from xiaobao.staff.permissions import Authority, authority

INTAKE_CLERK, UNIT_HEAD = "intake_clerk", "unit_head"
_HIGHER = (HANDLER, INTAKE_CLERK, UNIT_HEAD, "section_head", "bureau_leader")
"""Who is told instead where nobody holds the post: the next above, for nothing goes to nobody."""


class Recipients:
    """The officers in post on one day, read once for as many matters as need them."""

    def __init__(self, rulebook: Rulebook, day: date) -> None:
        held = Post.objects.on(day).filter(user__is_active=True).select_related("user", "office")
        self._posts = sorted(held, key=lambda post: post.pk)
        self._by_code: dict[str, list[Post]] = {}
        for post in self._posts:
            self._by_code.setdefault(post.code, []).append(post)
        self._by_user = {post.user_id: post.user for post in self._posts}
        self._reach = {entry.code: entry.reach for entry in rulebook.locality.posts}
        self._rulebook, self._day = rulebook, day
        self._authorities: dict[int, Authority] = {}

    def of(self, role: str, matter: Matter) -> list[User]:
        """Return who holds ``role`` for the matter: ``handler`` or the code of a post of the locality.

        Where nobody does, the next higher post; empty only when nobody of the bureau may know of it.
        """
        rising = _HIGHER[_HIGHER.index(role) :] if role in _HIGHER else (role, *_HIGHER[2:])
        for one in rising:
            if found := [user for user in self._holders(one, matter) if self._may_know(user, matter)]:
                return found
        return []

    def all_of(self, roles: Iterable[str], matter: Matter) -> list[User]:
        """Return the holders of several roles, each person once, in the order of the roles."""
        people = (user for role in roles for user in self.of(role, matter))
        return list({user.pk: user for user in people}.values())

    def holding(self, code: str) -> list[User]:
        """Return everybody who holds a post of this code, wherever."""
        return list({post.user_id: post.user for post in self._by_code.get(code, ())}.values())

    def authority(self, user: User) -> Authority:
        """Return what an officer may do and see on the day."""
        if user.pk not in self._authorities:
            self._authorities[user.pk] = authority(user, self._rulebook.locality, self._day)
        return self._authorities[user.pk]

    def everybody(self) -> list[User]:
        """Return everybody in a post that day."""
        return list(self._by_user.values())

    def _holders(self, role: str, matter: Matter) -> Iterator[User]:
        if role == HANDLER:
            named = self._by_user.get(matter.handler_id or 0)
            yield from (named,) if named else ()
            return
        everywhere = self._reach.get(role) == "bureau" and role != INTAKE_CLERK
        for post in self._by_code.get(role, ()):
            if everywhere or post.office_id == matter.office_id:
                yield post.user

    def _may_know(self, user: User, matter: Matter) -> bool:
        # 令121 第二十八条第二款: of an insider's report nobody learns who need not.
        if not matter.guarded:
            return True
        return visible(self.authority(user)).filter(pk=matter.pk).exists()
