"""Every act on one kind of screen: the form, the one call, and what stood in its way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xiaobao.desk import once
from xiaobao.desk.acts import deed_of
from xiaobao.desk.addresses import inbox_address, matter_address
from xiaobao.desk.beside_matter import guidance
from xiaobao.desk.deed import Deed
from xiaobao.desk.forms.act import ActForm, Scene
from xiaobao.desk.preview import Paper, papers
from xiaobao.desk.screen import Screen, filter_kept, with_status
from xiaobao.docket.actions.read_matter import read_matter
from xiaobao.docket.matter_page import MatterPage, matter_page
from xiaobao.docket.outlook import outlook
from xiaobao.docket.queries import within_reach
from xiaobao.refusals import Changed, NotFound, Refused
from xiaobao.rules import workflow
from xiaobao.rules.papers import papers_of
from xiaobao.rules.workflow import Act, NotLawful

# An insider's report is out of sight of most, also of who has just found out that it is one.
_PASSES_ON = (Act.ASSIGN, Act.HAND_BACK, Act.CLASSIFY, Act.REPEAT, Act.MERGE)
OWN_SCREENS = {Act.ACCEPT: "accept", Act.DECLINE: "decline"}


class OneAct(Screen):
    """What the form of an act and its preview have in common: which act, which matter, which form."""

    act: Act
    deed: Deed

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the act of the address; one that is not done here looks absent."""
        code = kwargs.pop("act")
        self.act = next((act for act in Act if act.value == code), Act.REGISTER)
        if self.act in OWN_SCREENS:
            return redirect(reverse(OWN_SCREENS[self.act], args=[kwargs["matter_id"]]))
        return super().dispatch(request, *args, **kwargs)

    def scene(self, matter_id: int) -> Scene:
        """Read the matter; raises NotFound when it, or the act, is not to be had here."""
        page = self._page(matter_id)
        deed = deed_of(page.matter.kind, self.act)
        if deed is None or not workflow.knows(page.matter.kind, self.act):
            raise NotFound("没有这个页面，或者这类来件没有这一步。")
        self.deed = deed
        return Scene(page, self.ask)

    def _page(self, matter_id: int) -> MatterPage:
        # Whoever opens the form of a report has seen the report; what is typed and sent is the same look.
        ask = self.ask
        if self.request.method != "GET":
            return matter_page(ask.officer, matter_id, ask.rulebook, ask.today)
        return read_matter(
            matter_id=matter_id, officer=ask.officer, at=ask.now, rulebook=ask.rulebook, form=self.act.value,
            address=ask.address,
        )  # fmt: skip

    def form(self, scene: Scene, data: Any = None, files: Any = None) -> ActForm:
        """Return the form of the act; one without a version has no version to lose."""
        form = self.deed.form(scene, data, files)
        if not self.deed.versioned:
            del form.fields["version"]
        return form

    def papers(self, form: ActForm) -> list[Paper]:
        """Return the letters that what has been typed leads to."""
        page = form.scene.page
        chosen = form.papers()
        acts = papers_of(page.matter.kind, self.act) if chosen is None else chosen
        given = {"basis": self.basis(form.scene), **form.letter()}
        return papers(page.matter, page.parties, acts, self.ask, given)

    def basis(self, scene: Scene) -> str:
        """Return the article the act stands on; empty when it is not lawful now."""
        matter = scene.page.matter
        try:
            row = workflow.find(matter.kind, matter.state, self.act)
        except NotLawful:
            return ""
        return workflow.basis(row, matter.regulation, self.ask.rulebook.law)


class ActScreen(OneAct):
    """The page of one act on one matter."""

    def get(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Show the form."""
        form = self.form(self.scene(matter_id))
        links = form.from_link.items()
        form.initial.update({name: request.GET[link] for name, link in links if link in request.GET})
        return self.show(request, form)

    def post(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Take the step, or show the form again with everything typed."""
        scene = self.scene(matter_id)
        self.ask.may(self.act.value)
        form = self.form(scene, request.POST, request.FILES)
        if once.used(request):
            return self.done_already(request, matter_id)
        try:
            return self.done(request, matter_id, self.do(matter_id, form))
        except Changed as change:
            if self._was_me(request, change):
                return self.done_already(request, matter_id)
            return self.again(request, matter_id, change, 409)
        except Refused as refusal:
            return self.again(request, matter_id, refusal, 422)

    def do(self, matter_id: int, form: ActForm) -> Any:
        """Make the one call; raises Refused when the form itself is not filled in."""
        valid, ask = form.is_valid(), self.ask
        version = {"version": form.version_read()} if self.deed.versioned else {}
        if not valid:
            raise Refused(_("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
        return self.deed.do(
            matter_id=matter_id,
            officer=ask.officer,
            at=ask.now,
            address=ask.address,
            **version,
            **form.arguments(),
        )

    def done(self, request: HttpRequest, matter_id: int, taken: Any) -> HttpResponse:
        """Remember that this showing of the form has been used, and go back to the matter."""
        once.use(request)
        documents = getattr(taken, "documents", [])
        numbers = "、".join(document.number for document in documents)
        said = {"act": _(self.act.label), "number": numbers}
        sentence = _("已办理“%(act)s”，文书编号 %(number)s。") if numbers else _("已办理“%(act)s”。")
        place = "#documents" if numbers else self.deed.place
        if self.act in _PASSES_ON and not within_reach(self.ask.officer, matter_id):
            messages.success(request, sentence % said)
            return redirect(inbox_address(filter_kept(request)))
        if self.act is Act.VISIT and request.GET.get("sample", "").isdecimal():
            messages.success(request, sentence % said)
            return redirect("sample", int(request.GET["sample"][:9]))
        messages.success(request, sentence % said, extra_tags=place)
        # The head of the page says what has become of the matter and what comes next; files are added
        # further down, one after the other.
        at = place if self.act is Act.ATTACH else ""
        return redirect(matter_address(matter_id, filter_kept(request)) + at)

    def done_already(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Say that a second sending of the same form did nothing."""
        messages.info(request, _("此件已经办理，没有重复办理。"))
        return redirect(matter_address(matter_id, filter_kept(request)))

    def again(
        self, request: HttpRequest, matter_id: int, refusal: Changed | Refused, status: int
    ) -> HttpResponse:
        """Show the form again over the matter as it is now, with everything typed."""
        form = self.form(self.scene(matter_id), request.POST, request.FILES)
        form.refuse(refusal)
        return with_status(self.show(request, form), status)

    def show(self, request: HttpRequest, form: ActForm) -> HttpResponse:
        """Render the page."""
        page, ask = form.scene.page, self.ask
        context = {
            "page": page,
            "matter": page.matter,
            "act": self.act,
            "form": form,
            "line": page.act(self.act),
            "basis": self.basis(form.scene),
            "outlook": outlook(page.matter, self.act, ask.rulebook),
            "papers": self.papers(form),
            "issues": bool(papers_of(page.matter.kind, self.act)),
            "version": self._version(form),
            "once": request.POST.get(once.FIELD) or once.new_once(),
            "query": filter_kept(request).to_query(),
            "today": ask.today,
            "guidance": guidance(page, ask, self.act),
        }
        return render(request, "desk/matter/act.html", context)

    def _version(self, form: ActForm) -> Any:
        # Whoever is told of a change goes on from the present version; whoever has only mistyped has not
        # been told of anything, and must still hear of a change that came in between.
        typed = form.data.get("version", "") if form.is_bound else ""
        mistyped = form.refusal is not None and form.refusal.code == "DSK-422"
        return typed if mistyped and typed.isdecimal() else form.scene.page.matter.version

    def _was_me(self, request: HttpRequest, change: Changed) -> bool:
        # A second click on the same button. The first may have finished only just now, in another process.
        if change.by != self.ask.officer.user.name or self.act.label not in change.what:
            return False
        return once.used_just_now(request)


class ActPreview(OneAct):
    """The letters of an act as they would read with what has been typed so far."""

    def post(self, request: HttpRequest, matter_id: int) -> HttpResponse:
        """Show them; nothing is kept."""
        scene = self.scene(matter_id)
        self.ask.may(self.act.value)
        form = self.form(scene, request.POST, request.FILES)
        return render(request, "desk/matter/preview.html", {"papers": self.papers(form)})
