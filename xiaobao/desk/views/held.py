"""Changes an import may not make by itself: a person decides each."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.forms.held import HeldForm
from xiaobao.desk.screen import Screen, with_status
from xiaobao.docket.actions import held
from xiaobao.docket.models import HeldChange
from xiaobao.docket.queries import visible
from xiaobao.refusals import Refused

PAGE = 20


class HeldChanges(Screen):
    """The changes that wait."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, oldest first."""
        return show_held(self, request)


class DecideHeld(Screen):
    """Apply or dismiss one change."""

    def post(self, request: HttpRequest, change_id: int) -> HttpResponse:
        """Decide it, or show the list again with what was typed."""
        ask = self.ask
        form = HeldForm(request.POST)
        form.is_valid()
        apply, reason = request.POST.get("decision") == "apply", request.POST.get("reason", "")
        try:
            held.decide(
                change_id=change_id,
                officer=ask.officer,
                at=ask.now,
                apply=apply,
                reason=reason,
                address=ask.address,
            )
        except Refused as refusal:
            form.refuse(refusal)
            return with_status(show_held(self, request, change_id, form), 422)
        messages.success(request, _("已采纳此项变更。") if apply else _("已决定不采纳此项变更。"))
        return redirect("held")


def show_held(
    screen: Screen, request: HttpRequest, failed: int = 0, form: HeldForm | None = None
) -> HttpResponse:
    """Render the list; ``failed`` is the change whose form is shown with its errors."""
    ask = screen.ask
    ask.may("held_change")
    waiting = HeldChange.objects.filter(decided_at=None, matter__in=visible(ask.officer))
    page = Paginator(waiting.select_related("matter", "batch"), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/held/page.html", {"page": page, "failed": failed, "form": form})
