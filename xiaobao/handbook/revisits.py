"""What has to be looked at again because the law has changed (复核): who may, whose it is, what is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xiaobao.handbook.law_changes import NOTICES
from xiaobao.handbook.models import Revisit
from xiaobao.law import Lawbook, LawError, citation
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.rules.locality import Locality
from xiaobao.staff.models import Post, User
from xiaobao.staff.permissions import Authority

ACTS = ("handbook_write", "handbook_decide")
"""Who may do any of these may look again, and be given it."""
_OWNERS = ("handbook_editor", "section_head")
"""Posts that own what nobody proposed, the first that is held."""


@dataclass(frozen=True)
class Line:
    """One revisit on a list; ``path`` is that of the entry, empty for a template of a notice."""

    revisit: Revisit
    law: str
    articles: tuple[str, ...]
    overdue: bool

    @property
    def path(self) -> str:
        """The path of the entry."""
        return "" if self.is_notice else self.revisit.subject

    @property
    def is_notice(self) -> bool:
        """Whether it is a template of a notice."""
        return self.revisit.subject.startswith(f"{NOTICES}/")


def may_revisit(officer: Authority) -> bool:
    """Whether the posts held allow to look again."""
    return any(officer.may(act) for act in ACTS)


def insist(officer: Authority) -> None:
    """Raise NotAllowed unless the officer may look again."""
    if not may_revisit(officer):
        raise NotAllowed("您的岗位不办理手册复核。")


def open_count(officer: Authority) -> int:
    """Count what waits for another look; nothing waits for who may not."""
    return Revisit.objects.filter(done_at=None).count() if may_revisit(officer) else 0


def someone_to_own(day: date) -> User | None:
    """Return who owns what nobody in particular caused: the handbook's editor, else the head of section."""
    held = Post.objects.on(day).filter(user__is_active=True, code__in=_OWNERS).select_related("user")
    found = sorted(held, key=lambda post: (_OWNERS.index(post.code), post.pk))
    return found[0].user if found else None


def may_own(locality: Locality, day: date) -> list[User]:
    """Return the officers whose posts allow to look again, by name."""
    codes = [post.code for post in locality.posts if set(ACTS) & set(post.acts)]
    held = Post.objects.on(day).filter(code__in=codes)
    return list(
        User.objects.filter(is_active=True, outside=False, posts__in=held).distinct().order_by("name")
    )


def waiting() -> QuerySet[Revisit]:
    """Return what waits, what is due first at the top."""
    return _all().filter(done_at=None)


def finished() -> QuerySet[Revisit]:
    """Return what has been looked at, the latest first."""
    return _all().exclude(done_at=None).order_by("-done_at", "-id")


def found(revisit_id: int, officer: Authority) -> Revisit:
    """Return one; raises NotAllowed, NotFound."""
    insist(officer)
    one = _all().filter(pk=revisit_id).first()
    if one is None:
        raise NotFound("没有这一项复核。")
    return one


def lines(revisits: Iterable[Revisit], lawbook: Lawbook, today: date) -> Iterator[Line]:
    """Yield them as a page shows them."""
    for one in revisits:
        articles = tuple(filter(None, (_read(cite) for cite in one.cites)))
        yield Line(one, _title(lawbook, one.regulation), articles, not one.done_at and one.due_on < today)


def _all() -> QuerySet[Revisit]:
    return Revisit.objects.select_related("owner", "done_by", "assigned_by")


def _title(lawbook: Lawbook, regulation: str) -> str:
    try:
        return lawbook.regulation(regulation).title
    except LawError:
        return regulation


def _read(cite: str) -> str:
    article = cite.partition(":")[2]
    return str(citation.parse(article)) if article else ""
