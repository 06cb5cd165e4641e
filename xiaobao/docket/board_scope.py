"""Which boards an officer has, by the posts held on the day, and of which offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaobao.docket.recipients import UNIT_HEAD
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.rules.workflow import Act, Labelled
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority

_HANDLES = (Act.ACCEPT, Act.CHECK)
"""Whoever may do one of these can be given a matter, and has a board of their own."""


class Tab(Labelled):
    """The boards, the widest first."""

    BUREAU = "bureau", "全局"
    OFFICE = "office", "单位"
    MINE = "mine", "我的"


@dataclass(frozen=True)
class Scope:
    """The board shown, those that can be chosen, and the offices whose board can be."""

    tab: Tab
    tabs: tuple[Tab, ...]
    office: Office | None
    offices: tuple[Office, ...]


def scope(officer: Authority, today: date, *, tab: str = "", office: str = "") -> Scope:
    """Return the board asked for, else the widest the officer has; raises NotAllowed and NotFound.

    An office asked for by its code is shown on the board of one office. Whoever sees the whole bureau may
    look at any; else only whoever heads it.
    """
    insist(officer)
    offices = _offices(officer, today)
    tabs = tuple(_tabs(officer, offices))
    chosen = Tab.OFFICE if office else next((one for one in tabs if one.value == tab), tabs[0])
    one = _one(officer, offices, office, today) if chosen is Tab.OFFICE else None
    return Scope(chosen, tabs, one, offices)


def insist(officer: Authority) -> None:
    """Raise NotAllowed for posts that see no matters."""
    if not officer.sees_matters:
        posts = "、".join(officer.posts) or "无"
        raise NotAllowed(f"您的岗位（{posts}）不查看来件，没有看板。")


def within(officer: Authority) -> tuple[Office, ...]:
    """Return the offices within the officer's reach that may be given a matter."""
    everywhere = Office.objects.handling()
    return tuple(everywhere if officer.offices is None else everywhere.filter(pk__in=officer.offices))


def _offices(officer: Authority, today: date) -> tuple[Office, ...]:
    if officer.offices is None:
        return within(officer)
    return _headed(officer, today)


def _headed(officer: Authority, today: date) -> tuple[Office, ...]:
    posts = (post for post in officer.user.posts_on(today) if post.code == UNIT_HEAD)
    return tuple({post.office_id: post.office for post in posts}.values())


def _tabs(officer: Authority, offices: tuple[Office, ...]) -> list[Tab]:
    handles = any(officer.may(act.value) for act in _HANDLES)
    has = {Tab.BUREAU: officer.offices is None, Tab.OFFICE: bool(offices), Tab.MINE: handles}
    # A post that sees matters and has no other board looks at what it was given.
    return [tab for tab in Tab if has[tab]] or [Tab.MINE]


def _one(officer: Authority, offices: tuple[Office, ...], code: str, today: date) -> Office:
    if code:
        found = next((office for office in offices if office.code == code), None)
        if found is None:
            raise NotFound("没有这个单位，或者它不在您的查看范围内。")
        return found
    held = {post.office_id for post in officer.user.posts_on(today)}
    return next((office for office in offices if office.pk in held), offices[0])
