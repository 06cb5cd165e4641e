"""As whom an officer reviews: worked out from the post held and its office."""

from __future__ import annotations

from xiaobao.handbook.models import Role
from xiaobao.staff.permissions import Authority

_BY_OFFICE = {
    "enforcement": Role.ENFORCEMENT,
    "legal": Role.LEGAL,
    "credit": Role.CREDIT,
    "consumer": Role.CONSUMER,
}
"""Whose opinion a section's reviewer gives, by the code of the section."""
_BY_POST = {
    "legal_expert": Role.LEGAL_EXPERT,
    "unit_head": Role.STATION,
    "handler": Role.STATION,
    "section_head": Role.CONSUMER,
    "handbook_editor": Role.CONSUMER,
    "bureau_leader": Role.LEADER,
}
_SPEAK = ("legal_expert", "section_reviewer", "unit_head", "section_head")
"""The posts that give an opinion for all; the others comment for themselves."""


def roles_of(officer: Authority) -> tuple[Role, ...]:
    """Return the roles an officer comments in, the first post's first."""
    return _roles(officer.held)


def speaks_for(officer: Authority) -> tuple[Role, ...]:
    """Return the roles in whose name an officer may give an opinion."""
    return _roles(tuple(one for one in officer.held if one[0] in _SPEAK))


def _roles(held: tuple[tuple[str, str], ...]) -> tuple[Role, ...]:
    found = (
        _BY_OFFICE.get(office) if post == "section_reviewer" else _BY_POST.get(post) for post, office in held
    )
    return tuple(dict.fromkeys(role for role in found if role is not None))
