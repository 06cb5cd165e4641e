"""Sign in, and the sign of life."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xiaobao.desk.forms.sign_in import SignInForm
from xiaobao.docket import liveness


class SignIn(LoginView):
    """The sign-in page; whoever is signed in already goes on to the inbox."""

    template_name = "desk/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say that the server answers and the clockwork runs: 200, or 503 and what does not. One row is read."""
    try:
        clockwork = liveness.standing(timezone.now())
    except DatabaseError:
        return _ill("database")
    return HttpResponse("ok", content_type="text/plain") if clockwork.alive else _ill("clockwork")


def _ill(what: str) -> HttpResponse:
    return HttpResponse(f"{what} does not answer", content_type="text/plain", status=503)
