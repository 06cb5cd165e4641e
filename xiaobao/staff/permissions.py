"""Named predicates: who may do what, asked by every screen and action through this one file.

A person's rights are the union over the posts held on the day; the locality says what a post may do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaobao.rules.locality import Locality, PostEntry
from xiaobao.staff.models import Post, User


@dataclass(frozen=True)
class Authority:
    """What one officer may do and see on one day.

    ``offices`` None means every office of the bureau; an empty set means none. ``insiders`` says the same of
    the offices whose insiders' reports the posts may see without handling them. ``held`` are the codes of
    each post and of its office.
    """

    user: User
    acts: frozenset[str]
    offices: frozenset[int] | None
    posts: tuple[str, ...]
    office_names: tuple[str, ...]
    insiders: frozenset[int] | None = frozenset()
    held: tuple[tuple[str, str], ...] = ()

    @property
    def post(self) -> str:
        """The posts held, in one line, as the audit trail names them."""
        return "、".join(self.posts)

    def may(self, act: str) -> bool:
        """Whether the posts held allow ``act``."""
        return act in self.acts

    def sees_office(self, office_id: int) -> bool:
        """Whether matters of that office are within reach."""
        return self.offices is None or office_id in self.offices

    @property
    def sees_matters(self) -> bool:
        """Whether any matter is within reach; administrators read none."""
        return self.offices is None or bool(self.offices)


def authority(user: User, locality: Locality, day: date) -> Authority:
    """Work out what ``user`` may do on ``day`` from the posts held then."""
    entries = {entry.code: entry for entry in locality.posts}
    held = [(post, entries[post.code]) for post in user.posts_on(day) if post.code in entries]
    return Authority(
        user=user,
        acts=frozenset(act for _, entry in held for act in entry.acts),
        offices=_reach(held),
        posts=tuple(entry.name for _, entry in held),
        office_names=tuple(post.office.name for post, _ in held),
        insiders=_reach([(post, entry) for post, entry in held if "insider" in entry.acts]),
        held=tuple((post.code, post.office.code) for post, _ in held),
    )


def _reach(held: list[tuple[Post, PostEntry]]) -> frozenset[int] | None:
    if any(entry.reach == "bureau" for _, entry in held):
        return None
    return frozenset(post.office_id for post, entry in held if entry.reach == "own_office")
