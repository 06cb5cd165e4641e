"""Sign in, and the sign of life."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xiaobao.desk.forms.sign_in import SignInForm


class SignIn(LoginView):
    """The sign-in page; whoever is signed in already goes on to the inbox."""

    template_name = "desk/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say that the server answers; reads nothing."""
    return HttpResponse("ok", content_type="text/plain")
