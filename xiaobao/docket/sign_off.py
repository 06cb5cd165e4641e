"""Which acts on a matter want the signature of a post (签批, 本局要求), and who may not give it."""

from __future__ import annotations

from xiaobao.docket.classes import classed, complainants_of
from xiaobao.docket.models import Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.handlers import Cell, MatterClass, cell_of
from xiaobao.rules.locality import Locality
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def why_unsigned(matter: Matter, act: Act, officer: Authority, rulebook: Rulebook) -> str:
    """Return why this officer may not take ``act`` on the matter for want of a post; empty when allowed.

    Nothing is read for an act that wants nobody's signature on any matter.
    """
    if act.value not in rulebook.handlers.signed_acts:
        return ""
    found = classed(matter, complainants_of(matter), rulebook).matter_class
    cell = cell_of(found.id, matter.office.code, rulebook.handlers)
    return unsigned(cell, found, officer, rulebook.locality).get(act, "")


def unsigned(cell: Cell, found: MatterClass, officer: Authority, bureau: Locality) -> dict[Act, str]:
    """Return the acts this officer may not take for want of a post, each with a sentence that says whose."""
    names = {post.code: post.name for post in bureau.posts}
    return {
        one.act: f"“{found.name}”的“{one.act.label}”须由{_either(one.posts, names)}办理（本局要求）。"
        for one in cell.sign_off
        if not {names.get(code, code) for code in one.posts} & set(officer.posts)
    }


def _either(posts: tuple[str, ...], names: dict[str, str]) -> str:
    return "或者".join(names.get(code, code) for code in posts)
