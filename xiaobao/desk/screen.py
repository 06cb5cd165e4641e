"""What every screen begins with: who asks, when, under which law; and how the docket's refusals are shown.

The desk is one of the two rooms that ask the clock; below it the moment is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.views import View

from xiaobao.desk.views import errors
from xiaobao.docket import drafts
from xiaobao.docket import rulebook as rulebooks
from xiaobao.docket.actions.turn_away import turn_away
from xiaobao.docket.filters import Filter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import NotAllowed, NotFound, Obstacle
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority, authority
from xiaobao.vault.errors import VaultError


@dataclass(frozen=True)
class Asking:
    """One request as the docket needs it: the officer, the instant, the day in Xiamen, the law in service."""

    officer: Authority
    now: datetime
    today: date
    rulebook: Rulebook
    address: str

    def may(self, act: str) -> None:
        """Raise NotAllowed unless the officer's posts allow ``act``."""
        if not self.officer.may(act):
            posts = "、".join(self.officer.posts) or "无"
            raise NotAllowed(f"您的岗位（{posts}）不办理这项工作。")


def asking(request: HttpRequest) -> Asking:
    """Return who asks, worked out once a request. The user must be signed in."""
    known: Asking | None = getattr(request, "xiaobao_asking", None)
    if known is None:
        known = _work_out(request)
        request.xiaobao_asking = known  # type: ignore[attr-defined]
    return known


def _work_out(request: HttpRequest) -> Asking:
    rulebook = rulebooks.current()
    now = timezone.now()
    today = rulebook.today(now)
    user = request.user
    if not isinstance(user, User):
        raise NotAllowed("请先登录。")
    if user.outside:
        # Closed before any view by ``desk.outside``; said once more where an officer is made of whoever asks.
        raise NotFound("这个页面不存在。")
    return Asking(
        officer=authority(user, rulebook.locality, today),
        now=now,
        today=today,
        rulebook=rulebook,
        address=request.META.get("REMOTE_ADDR", ""),
    )


def filter_kept(request: HttpRequest) -> Filter:
    """Return the inbox filter an officer came from, carried in ``in`` as a query string."""
    carried = request.POST.get("in") or request.GET.get("in") or ""
    return Filter.from_query(QueryDict(carried[:1000]).dict())


class Screen(View):
    """A page behind sign-in. Personal data may be on it, so no cache keeps it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, turning the docket's refusals into pages with a code."""
        response = self._answer(request, *args, **kwargs)
        self._forget_draft(response)
        add_never_cache_headers(response)
        return response

    def _answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as error:
            self._turned_away(error, kwargs)
            return errors.page(request, 404, code=error.code, sentence=error.sentence)
        except NotAllowed as error:
            self._turned_away(error, kwargs)
            return errors.page(request, 403, code=error.code, sentence=error.sentence)
        except (Obstacle, VaultError) as error:
            return errors.page(request, 409, code=error.code, sentence=error.sentence)

    def _turned_away(self, error: NotFound | NotAllowed, named: dict[str, Any]) -> None:
        if isinstance(self.request.user, User) and not self.request.user.outside:
            ask, found = self.ask, self.request.resolver_match
            screen = (found.url_name if found else "") or ""
            turn_away(
                error=error, screen=screen, named=named, officer=ask.officer, at=ask.now, address=ask.address
            )

    def _forget_draft(self, response: HttpResponseBase) -> None:
        # Every form answers with a redirect when it has been carried out, and with itself when it has not.
        form, _colon, subject = self.request.POST.get("draft", "").partition(":")
        if form and response.status_code == 302:
            drafts.drop(self.ask.officer, form, subject)

    @cached_property
    def ask(self) -> Asking:
        """Who asks, when, under which law."""
        return asking(self.request)


def is_fragment(request: HttpRequest, target: str) -> bool:
    """Whether htmx wants only the part of the page called ``target``."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and htmx.target == target and not htmx.history_restore_request


def with_status(response: HttpResponse, status: int) -> HttpResponse:
    """Return the same answer under another status."""
    response.status_code = status
    return response
