"""The entrance of enterprises and service points: sign in, sign out, an own password."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from xiaobao.docket.actions.choose_password import choose_password
from xiaobao.portal.forms.session import PasswordForm, SignInForm
from xiaobao.portal.screen import PartnerScreen, with_status
from xiaobao.refusals import Refused


class SignIn(LoginView):
    """The sign-in page; who is signed in already goes on to the own list."""

    template_name = "portal/partner/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_success_url(self) -> str:
        """Go on to the page asked for where it is one of the portal's, else to the own list."""
        wanted = self.get_redirect_url()
        return wanted if wanted.startswith("/partner/") else reverse("portal:matters")


class SignOut(LogoutView):
    """Sign out; back to the entrance."""

    next_page = reverse_lazy("portal:sign-in")  # type: ignore[assignment]


class Password(PartnerScreen):
    """Choose an own password. Wrong present ones count as wrong sign-ins do, and lock the account alike."""

    first_password = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self._show(request, PasswordForm())

    @method_decorator(sensitive_post_parameters())
    def post(self, request: HttpRequest) -> HttpResponse:
        """Set it, or say what is wrong."""
        form, ask = PasswordForm(request.POST), self.ask
        try:
            given = form.facts()
            self._insist_own(request, given["old"])
            choose_password(password=given["password"], sitting=self.sitting, at=ask.now, address=ask.address)
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(self._show(request, form), 422)
        self.sitting.user.refresh_from_db()
        update_session_auth_hash(request, self.sitting.user)
        messages.success(request, _("新密码已经生效。"))
        return redirect("portal:matters")

    def _insist_own(self, request: HttpRequest, old: str) -> None:
        user = self.sitting.user
        found = authenticate(request, username=user.username, password=old)
        if found is None or found.pk != user.pk:
            sentence = _("现在的密码不正确。")
            raise Refused(sentence, code="PTL-101", fields={"old": sentence})

    def _show(self, request: HttpRequest, form: PasswordForm) -> HttpResponse:
        first = self.sitting.user.must_change_password
        context = {"form": form, "first": first, "attempts": settings.AXES_FAILURE_LIMIT}
        return render(request, "portal/partner/password.html", context)
