"""Imported files: what came of each, the rejected rows, and taking in new ones."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xiaobao.desk.forms.upload import UploadForm
from xiaobao.desk.screen import Screen, is_fragment, with_status
from xiaobao.docket.actions.receive import receive, rejects
from xiaobao.docket.models import Event, ImportBatch
from xiaobao.docket.models.batch import BatchState
from xiaobao.intake.case_mapping import SYSTEM
from xiaobao.refusals import BadFile, NotFound
from xiaobao.rules.orders import OrderAct

PAGE = 25
UNFINISHED = (BatchState.WAITING, BatchState.RUNNING)


class Imports(Screen):
    """The files taken in, newest first, and the form for more."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        return self.show(request, UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the files and queue their import."""
        ask = self.ask
        form = UploadForm({})
        try:
            uploads = form.read(request.FILES.getlist("uploads"))
            batches = receive(
                officer=ask.officer,
                at=ask.now,
                uploads=uploads,
                system=self.system(request),
                address=ask.address,
            )
        except BadFile as refusal:
            form.refuse(refusal)
            return with_status(self.show(request, form), 422)
        messages.success(request, _("已收到 %(count)d 个文件，正在导入。") % {"count": len(batches)})
        return redirect("import", batches[0].pk) if len(batches) == 1 else redirect("imports")

    def system(self, request: HttpRequest) -> str:
        """Return what the files tell of: cases, or registrations that are recognised by their columns."""
        return SYSTEM if request.POST.get("tells") == SYSTEM else ""

    def show(self, request: HttpRequest, form: UploadForm) -> HttpResponse:
        """Render the list with the form."""
        self.ask.may("import")
        batches = Paginator(ImportBatch.objects.select_related("by"), PAGE)
        context = {
            "form": form,
            "tells": SYSTEM,
            "page": batches.get_page(request.GET.get("page")),
            "unfinished": ImportBatch.objects.filter(state__in=UNFINISHED).exists(),
        }
        template = "desk/imports/list.html" if is_fragment(request, "batches") else "desk/imports/page.html"
        return render(request, template, context)


class ImportResult(Screen):
    """What came of one file; while it runs, htmx asks again every two seconds."""

    def get(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Show the result."""
        self.ask.may("import")
        batch = ImportBatch.objects.select_related("by").filter(pk=batch_id).first()
        if batch is None:
            raise NotFound(_("没有这次导入。"))
        context = {
            "batch": batch,
            "unfinished": batch.state in UNFINISHED,
            "orders": Event.objects.filter(batch=batch, verb=OrderAct.ISSUE).count(),
        }
        template = "desk/imports/batch.html" if is_fragment(request, "batch") else "desk/imports/result.html"
        return render(request, template, context)


class Rejects(Screen):
    """The workbook of rejected rows with their reasons."""

    def get(self, request: HttpRequest, batch_id: int) -> HttpResponse:  # noqa: ARG002
        """Send it."""
        ask = self.ask
        file = rejects(batch_id=batch_id, officer=ask.officer, at=ask.now, address=ask.address)
        response = HttpResponse(file.data, content_type=file.content_type)
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
        return response
