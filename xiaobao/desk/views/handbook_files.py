"""The handbook to take along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from xiaobao.desk.handbook_files import handbook_file
from xiaobao.desk.screen import Screen
from xiaobao.desk.views.documents import handed_over


class Download(Screen):
    """The edition in service as PDF, Word or one offline page; ``?part=public``: what citizens may read."""

    def get(self, request: HttpRequest, form: str) -> HttpResponse:
        """Send it."""
        return handed_over(handbook_file(form, request.GET.get("part", "internal"), self.ask))
