"""Who handles what, and sharing a unit's matters out: the matrix, the people, what is past a house limit."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xiaobao.desk.addresses import matter_address
from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.handlers import LeaveForm, SkillsForm
from xiaobao.desk.forms.refusable import RefusableForm
from xiaobao.desk.screen import Screen, filter_kept, with_status
from xiaobao.desk.views.documents import handed_over
from xiaobao.docket.actions.end_leave import end_leave
from xiaobao.docket.actions.entrust_many import Entrusted, Named, entrust_many
from xiaobao.docket.actions.name_class import name_class
from xiaobao.docket.actions.note_leave import note_leave
from xiaobao.docket.actions.set_skills import set_skills
from xiaobao.docket.caseload_page import PAGE, WorkLine, caseload_page, person_line
from xiaobao.docket.handlers_paper import chapter_file
from xiaobao.docket.handlers_words import tables
from xiaobao.docket.house_board import past_page
from xiaobao.docket.rule_steps import PROPOSE, SIGN
from xiaobao.docket.undecided import numbers
from xiaobao.docket.workforce import ENTRUST, colleagues
from xiaobao.refusals import Changed, Refused
from xiaobao.staff.models import Office

_LONGEST_NUMBER = 10


class Handlers(Screen):
    """The matrix, to be read and printed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        ask = self.ask
        context = {
            "tables": tables(ask.rulebook.handlers, ask.rulebook),
            "note": ask.rulebook.handlers.note,
            "rules": ask.officer.may(PROPOSE) or ask.officer.may(SIGN),
            "shares": ask.officer.may(ENTRUST),
        }
        return render(request, "desk/handlers/page.html", context)


class Chapter(Screen):
    """The matrix as a chapter of the handbook."""

    def get(self, request: HttpRequest, form: str) -> HttpResponse:  # noqa: ARG002
        """Send it."""
        return handed_over(chapter_file(self.ask.rulebook, form, self.ask.today))


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one, for reading."""

    number: str
    name: str
    outcome: Entrusted


class Caseload(Screen):
    """What a unit has, by person, and entrusting what is ticked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        return self._show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Entrust what is ticked, say what came of each, and show what nobody has still."""
        ask = self.ask
        ask.may(ENTRUST)
        named = _ticked(request)
        if not named:
            form = RefusableForm()
            form.refuse(Refused(_("请先勾选来件，并选择承办人。"), code="DSK-422"))
            return with_status(self._show(request, form=form), 422)
        outcomes = entrust_many(officer=ask.officer, at=ask.now, named=named, address=ask.address)
        return self._show(request, outcomes)

    def _show(self, request: HttpRequest, outcomes: Sequence[Entrusted] = (), **more: Any) -> HttpResponse:
        ask, number = self.ask, request.GET.get("page", "")
        page = caseload_page(
            ask.officer, ask.rulebook, ask.today, office=request.GET.get("office", ""),
            page=int(number) if number.isdecimal() and len(number) < 6 else 1,
        )  # fmt: skip
        names = dict(page.choices)
        known = numbers(ask.officer, [one.named.matter_id for one in outcomes])
        told = [
            Told(known.get(one.named.matter_id, "—"), names.get(one.named.handler, ""), one)
            for one in outcomes
        ]
        done = [one for one in told if one.outcome.result in ("done", "already")]
        context = {
            "page": page,
            "told": told,
            "done": done,
            "undone": [one for one in told if one not in done],
            "query": f"office={page.office.code}",
            **more,
        }
        return render(request, "desk/handlers/caseload.html", context)


def _ticked(request: HttpRequest) -> list[Named]:
    """Return what is ticked: id and version with a colon between, and whom the row names."""
    rows = [row.split(":") for row in dict.fromkeys(request.POST.getlist("row"))]
    return [
        Named(int(key), int(version), handler)
        for key, version in (parts for parts in rows if len(parts) == 2)
        if all(one.isdecimal() and len(one) < _LONGEST_NUMBER for one in (key, version))
        if (handler := request.POST.get(f"to-{key}", "")[:64])
    ][:PAGE]


class _OfPerson(FormScreen):
    """A form about one person of the unit."""

    template = "desk/handlers/person.html"

    @property
    def username(self) -> str:
        """Return whom the address names."""
        return str(self.kwargs["username"])[:64]

    def around(self) -> dict[str, Any]:
        """Return who it is about."""
        office, line = self.person()
        return {"office": office, "line": line, "title": self.title()}

    def person(self) -> tuple[Office, WorkLine]:
        """Return the person with their office; raises NotAllowed, NotFound."""
        ask = self.ask
        return person_line(self.username, ask.officer, ask.rulebook, ask.today)

    @abstractmethod
    def title(self) -> str:
        """Return what the page is called."""

    def done_already(self) -> HttpResponse:
        """Go back to the unit."""
        office, _line = self.person()
        return redirect(f"{reverse('caseload')}?office={office.code}#people")


class PersonSkills(_OfPerson):
    """What somebody is good at."""

    def title(self) -> str:
        """Return what the page is called."""
        return _("设置专长")

    def form(self, data: Any = None, files: Any = None) -> SkillsForm:  # noqa: ARG002
        """Return the form with what is set."""
        _office, line = self.person()
        classes = self.ask.rulebook.handlers.classes
        codes = [one.id for one in classes if one.name in line.skills]
        initial = {"skills": codes, "before": ",".join(codes)}
        return SkillsForm([(one.id, one.name) for one in classes], data, initial)

    def do(self, form: SkillsForm) -> HttpResponse:
        """Keep them."""
        ask = self.ask
        set_skills(
            username=self.username, officer=ask.officer, at=ask.now, address=ask.address, **form.given()
        )
        messages.success(self.request, _("专长已保存。"))
        return self.done_already()


class PersonLeave(_OfPerson):
    """When somebody is away."""

    def title(self) -> str:
        """Return what the page is called."""
        return _("登记请假")

    def form(self, data: Any = None, files: Any = None) -> LeaveForm:  # noqa: ARG002
        """Return the form with the others of the unit."""
        ask = self.ask
        others = colleagues(self.username, ask.officer, ask.rulebook, ask.today)
        return LeaveForm(others, data, {"since": ask.today})

    def do(self, form: LeaveForm) -> HttpResponse:
        """Note it."""
        ask = self.ask
        given: dict[str, Any] = form.given()
        try:
            note_leave(username=self.username, officer=ask.officer, at=ask.now, address=ask.address, **given)
        except Refused as refusal:
            told = {"last" if field == "until" else field: said for field, said in refusal.fields.items()}
            raise Refused(refusal.sentence, code=refusal.code, fields=told) from refusal
        messages.success(
            self.request, _("请假已登记；其在办来件没有变动，需要移交的在本页逐件勾选。"), extra_tags="#away"
        )
        return self.done_already()


class EndLeave(Screen):
    """Somebody is back."""

    def post(self, request: HttpRequest, leave_id: int) -> HttpResponse:
        """End the leave."""
        ask = self.ask
        try:
            until = date.fromisoformat(request.POST.get("until", ""))
            end_leave(leave_id=leave_id, until=until, officer=ask.officer, at=ask.now, address=ask.address)
            messages.success(request, _("请假已结束。"))
        except ValueError:
            messages.error(request, _("这个页面不完整，请重新打开后再办理。"))
        except Changed as change:
            messages.error(request, change.sentence)
        return redirect(f"{reverse('caseload')}?office={request.POST.get('office', '')[:50]}#people")


class PastLimits(Screen):
    """The open matters past a limit of the bureau's own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, longest over first."""
        ask = self.ask
        office, rows = past_page(ask.officer, ask.rulebook, ask.today, request.GET.get("office", ""))
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        query = f"office={office.code}" if office else ""
        context = {"page": page, "office": office, "total": len(rows), "query": query, "today": ask.today}
        return render(request, "desk/handlers/past.html", context)


class NameClass(Screen):
    """A person says of which class a matter is."""

    def post(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Keep it, or say what stood in the way."""
        ask, version = self.ask, request.POST.get("version", "")
        try:
            name_class(
                matter_id=matter_id,
                version=int(version) if version.isdecimal() and len(version) < _LONGEST_NUMBER else 0,
                matter_class=request.POST.get("matter_class", "")[:50],
                officer=ask.officer,
                at=ask.now,
                address=ask.address,
            )
            messages.success(request, _("来件类别已保存。"))
        except (Changed, Refused) as refusal:
            messages.error(request, refusal.sentence)
        return redirect(matter_address(matter_id, filter_kept(request)) + "#handling")
