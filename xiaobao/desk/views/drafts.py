"""Drafts of the forms: saved while an officer types, given back when the form is opened again."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from xiaobao.desk.screen import Screen
from xiaobao.docket import drafts
from xiaobao.docket.actions.save_draft import save_draft
from xiaobao.refusals import Refused


class Drafts(Screen):
    """The officer's own draft of one form. Answers in JSON: only a script asks."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the fields and when they were saved; 204 when there is no draft."""
        form, subject = request.GET.get("form", ""), request.GET.get("subject", "")
        kept = drafts.find(self.ask.officer, form, subject)
        if kept is None:
            return HttpResponse(status=204)
        return JsonResponse({"saved_at": self._clock(kept.saved_at), "fields": kept.fields})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save what has been typed; ``fields`` is JSON, names to lists of values."""
        ask = self.ask
        try:
            save_draft(
                officer=ask.officer,
                at=ask.now,
                form=request.POST.get("form", ""),
                subject=request.POST.get("subject", ""),
                fields=_fields(request.POST.get("fields", "")),
            )
        except Refused as refusal:
            return JsonResponse({"sentence": refusal.sentence, "code": refusal.code}, status=422)
        return JsonResponse({"saved_at": self._clock(ask.now)})

    def _clock(self, moment: Any) -> str:
        local = timezone.localtime(moment)
        return f"{local:%H:%M}" if local.date() == self.ask.today else f"{local:%Y-%m-%d %H:%M}"


class DropDraft(Screen):
    """Give a draft up."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Delete it; one that is gone already is as good as deleted."""
        drafts.drop(self.ask.officer, request.POST.get("form", ""), request.POST.get("subject", ""))
        return HttpResponse(status=204)


def _fields(text: str) -> dict[str, list[str]]:
    """Read the fields a script sent; raises Refused when they are not names with lists of values."""
    try:
        given = json.loads(text)
        return {str(name): [str(value) for value in values] for name, values in given.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise Refused("草稿的内容无法识别，没有保存。") from error
