"""What the mining knows of one enterprise, and of the complaints of one linked person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xiaobao.desk.screen import Screen
from xiaobao.docket.actions.read_person import read_person
from xiaobao.docket.enterprise_page import enterprise_page


class MinedEnterprise(Screen):
    """An enterprise under all its names."""

    def get(self, request: HttpRequest, enterprise_id: int) -> HttpResponse:
        """Show it; raises NotAllowed, NotFound."""
        page = enterprise_page(self.ask.officer, enterprise_id, page=_page(request))
        return render(request, "desk/mined/enterprise.html", {"page": page})


class MinedPerson(Screen):
    """The complaints of one linked person, nobody named."""

    def get(self, request: HttpRequest, person: str) -> HttpResponse:
        """Write the look down and show them; raises NotAllowed, NotFound, Unavailable."""
        ask = self.ask
        page = read_person(
            person=person, officer=ask.officer, at=ask.now, rulebook=ask.rulebook, page=_page(request),
            address=ask.address,
        )  # fmt: skip
        return render(request, "desk/mined/person.html", {"page": page})


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")[:6]
    return int(asked) if asked.isdecimal() else 1
