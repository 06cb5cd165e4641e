"""Labels of a matter: an officer says with one click whether what the mining put forward is right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xiaobao.desk import once
from xiaobao.desk.addresses import matter_address
from xiaobao.desk.screen import Screen, filter_kept
from xiaobao.docket.actions.correct_label import correct_label
from xiaobao.refusals import Changed, Refused

_LONGEST = 120


class CorrectLabel(Screen):
    """Confirm a label, or say what it is instead."""

    def post(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Keep it and show the matter again."""
        given = {name: request.POST.get(name, "")[:_LONGEST] for name in ("scheme", "proposed", "given")}
        if once.used(request):
            messages.info(request, _("已经办理，没有重复办理。"))
            return self._back(matter_id)
        try:
            self._correct(matter_id, given, request.POST.get("seen", ""))
        except (Changed, Refused) as refusal:
            messages.error(request, refusal.sentence)
            return self._back(matter_id)
        once.use(request)
        messages.success(request, _("已记下，用于改进下一次挖掘。"))
        return self._back(matter_id)

    def _correct(self, matter_id: int, given: dict[str, str], seen: str) -> None:
        ask = self.ask
        correct_label(
            matter_id=matter_id, **given, seen=int(seen) if seen.isdecimal() else 0, officer=ask.officer,
            at=ask.now, address=ask.address,
        )  # fmt: skip

    def _back(self, matter_id: int) -> HttpResponse:
        return redirect(matter_address(matter_id, filter_kept(self.request)) + "#mined")
