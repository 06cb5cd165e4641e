"""Addresses of an enterprise and a linked person as the mining knows them, and of saved searches."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from xiaobao.desk.views import mined_pages, watches


class PersonConverter(StringConverter):
    """A key of linkage and nothing else: a name or a number typed here is no address and leaves no row."""

    regex = "[0-9a-f]{32}"


register_converter(PersonConverter, "person")
urlpatterns = [
    path(
        "mining/enterprises/<int:enterprise_id>/",
        mined_pages.MinedEnterprise.as_view(),
        name="mined-enterprise",
    ),
    path("mining/persons/<person:person>/", mined_pages.MinedPerson.as_view(), name="mined-person"),
    path("mining/watches/", watches.Watches.as_view(), name="watches"),
    path("mining/watches/seen/", watches.SeeAlarms.as_view(), name="watches-seen"),
    path("mining/watches/<int:watch_id>/drop/", watches.DropWatch.as_view(), name="watch-drop"),
]
