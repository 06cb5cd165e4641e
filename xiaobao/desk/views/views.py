"""Saved views: a filter of the inbox an officer keeps under a name."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xiaobao.desk.addresses import inbox_address
from xiaobao.desk.forms.saved_view import SavedViewForm
from xiaobao.desk.models import SavedView
from xiaobao.desk.screen import Screen
from xiaobao.docket.filters import Filter
from xiaobao.refusals import NotFound


class KeepView(Screen):
    """Keep the present filter under a name; the same name again replaces it."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save it and go back to the list."""
        chosen = Filter.from_query(QueryDict(request.POST.get("query", "")[:500]).dict())
        form = SavedViewForm(request.POST)
        if form.is_valid():
            name = form.cleaned_data["name"]
            SavedView.objects.update_or_create(
                owner=self.ask.officer.user, name=name, defaults={"query": chosen.to_query()}
            )
            messages.success(request, _("已保存视图“%(name)s”。") % {"name": name})
        else:
            messages.error(request, " ".join(map(str, form.errors["name"])))
        return redirect(inbox_address(chosen))


class DropView(Screen):
    """Delete one of the officer's own views."""

    def post(self, request: HttpRequest, view_id: int) -> HttpResponse:
        """Delete it; another officer's view looks as if it did not exist."""
        gone, _rows = SavedView.objects.filter(pk=view_id, owner=self.ask.officer.user).delete()
        if not gone:
            raise NotFound(_("没有这个视图。"))
        messages.success(request, _("视图已删除。"))
        return redirect("inbox")
