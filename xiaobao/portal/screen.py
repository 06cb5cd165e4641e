"""What every page of the portal begins with: when, for whom; and how the docket's refusals are shown.

The portal is one of the rooms that ask the clock; below it the moment is an argument.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from xiaobao.docket import rulebook as rulebooks
from xiaobao.docket.actions.turn_away import turn_away
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.sitting import Sitting, sitting
from xiaobao.portal.views import errors
from xiaobao.refusals import NotAllowed, NotFound, Obstacle
from xiaobao.staff.models import User
from xiaobao.vault.errors import VaultError


@dataclass(frozen=True)
class Asking:
    """One request as the docket needs it: the instant, the day in Xiamen, the law in service, from where."""

    now: datetime
    today: date
    rulebook: Rulebook
    address: str


def asking(request: HttpRequest) -> Asking:
    """Return when and from where it is asked."""
    rulebook, now = rulebooks.current(), timezone.now()
    return Asking(now, rulebook.today(now), rulebook, request.META.get("REMOTE_ADDR", ""))


class PortalScreen(ABC, View):
    """A page of the portal; no cache keeps it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, turning the docket's refusals into pages with a code."""
        response = self._answer(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def _answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return self.let_in(request) or super().dispatch(request, *args, **kwargs)
        except NotFound as error:
            self.turned_away(error, kwargs)
            return errors.page(request, 404, code=error.code, sentence=error.sentence)
        except NotAllowed as error:
            return errors.page(request, 403, code=error.code, sentence=error.sentence)
        except (Obstacle, VaultError) as error:
            return errors.page(request, 409, code=error.code, sentence=error.sentence)

    @abstractmethod
    def let_in(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return None for who may come in, else where to go or why not."""

    def turned_away(self, error: NotFound, named: dict[str, Any]) -> None:
        """Say in the trail that something out of reach was asked for, where somebody is known to ask."""

    @cached_property
    def ask(self) -> Asking:
        """When and from where it is asked, worked out once."""
        return asking(self.request)


@method_decorator(login_not_required, name="dispatch")
class PublicScreen(PortalScreen):
    """A page everybody may open."""

    def let_in(self, request: HttpRequest) -> HttpResponseBase | None:  # noqa: ARG002
        """Let everybody in."""
        return None


class PartnerScreen(PortalScreen):
    """A page for who sits for an enterprise or a service point; seat and account are asked for each time."""

    first_password = False
    """Whether the page opens before an own password has been chosen."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; who has not signed in is sent to the entrance of enterprises."""
        return super().dispatch(request, *args, **kwargs)

    # Read by Django's LoginRequiredMiddleware off the view.
    dispatch.login_url = "portal:sign-in"  # type: ignore[attr-defined]

    def let_in(self, request: HttpRequest) -> HttpResponseBase | None:
        """Turn away officers and whoever has no seat any more; send on who needs an own password first."""
        user = request.user
        if not isinstance(user, User) or not user.outside:
            raise NotAllowed(_("这里是企业和维权服务站的入口。市场监管部门的人员请从本局入口登录。"))
        if sitting(user, self.ask.today) is None:
            logout(request)
            raise NotAllowed(
                _("您的席位或者单位的先行和解账户没有开通或者已经停用。如有疑问请联系市场监管部门。")
            )
        if user.must_change_password and not self.first_password:
            return redirect("portal:password")
        return None

    def turned_away(self, error: NotFound, named: dict[str, Any]) -> None:
        """Leave a row: whoever tries other numbers is seen to do so."""
        found, ask = self.request.resolver_match, self.ask
        screen = (found.url_name if found else "") or ""
        turn_away(
            error=error, screen=screen, named=named, officer=self.sitting, at=ask.now, address=ask.address
        )

    @cached_property
    def sitting(self) -> Sitting:
        """For whom the person acts; ``let_in`` has made sure that there is somebody."""
        user = self.request.user
        found = sitting(user, self.ask.today) if isinstance(user, User) else None
        if found is None:
            raise NotAllowed(
                _("您的席位或者单位的先行和解账户没有开通或者已经停用。如有疑问请联系市场监管部门。")
            )
        return found


def with_status(response: HttpResponse, status: int) -> HttpResponse:
    """Return the same answer under another status."""
    response.status_code = status
    return response
