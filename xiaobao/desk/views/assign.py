"""What waits at intake: each with its proposed way, and one button for those that are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.desk.screen import Screen, with_status
from xiaobao.docket.actions.assign_many import Given, GivenOut, assign_many
from xiaobao.docket.assign_page import PAGE, assign_page
from xiaobao.docket.routing_words import names_of
from xiaobao.docket.rule_steps import PROPOSE, SIGN
from xiaobao.docket.undecided import numbers
from xiaobao.refusals import Refused
from xiaobao.rules.workflow import Act


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one, for reading."""

    number: str
    office: str
    outcome: GivenOut


class Assign(Screen):
    """The matters at intake, and giving out those that are ticked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what waits."""
        self.ask.may(Act.ASSIGN.value)
        return self._show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give out what is ticked, say what came of each, and show what waits still."""
        ask = self.ask
        ask.may(Act.ASSIGN.value)
        given = _ticked(request.POST.getlist("row"))
        if not given:
            form = RefusableForm()
            form.refuse(Refused(_("请先勾选要分派的来件。"), code="DSK-422"))
            return with_status(self._show(request, form=form), 422)
        outcomes = assign_many(officer=ask.officer, at=ask.now, given=given, address=ask.address)
        return self._show(request, **self._told(outcomes))

    def _told(self, outcomes: Sequence[GivenOut]) -> dict[str, Any]:
        known = numbers(self.ask.officer, [one.given.matter_id for one in outcomes])
        names = names_of(self.ask.rulebook)
        told = [
            Told(known.get(one.given.matter_id, "—"), names.get(one.given.office, ""), one)
            for one in outcomes
        ]
        done = [one for one in told if one.outcome.went]
        undone = [one for one in told if not one.outcome.went]
        return {"told": told, "done": done, "undone": undone, "went": len(done), "stayed": len(undone)}

    def _show(self, request: HttpRequest, **more: Any) -> HttpResponse:
        ask, number = self.ask, request.GET.get("page", "")
        page = assign_page(
            ask.officer, ask.rulebook, ask.today, to=request.GET.get("to", ""),
            page=int(number) if number.isdecimal() and len(number) < 6 else 1,
        )  # fmt: skip
        context = {
            "page": page,
            "settles": ask.officer.may(Act.SETTLE_FIRST.value),
            "rules": ask.officer.may(PROPOSE) or ask.officer.may(SIGN),
            "query": f"to={page.to}" if page.to else "",
            **more,
        }
        return render(request, "desk/assign/page.html", context)


def _ticked(rows: Sequence[str]) -> list[Given]:
    """Return what is ticked: id, version and office with colons between; what is not of that shape is not."""
    found = [row.split(":") for row in dict.fromkeys(rows)]
    return [
        Given(int(key), int(version), office)
        for key, version, office in (parts for parts in found if len(parts) == 3)
        if all(one.isdecimal() and len(one) < 10 for one in (key, version))
    ][:PAGE]
