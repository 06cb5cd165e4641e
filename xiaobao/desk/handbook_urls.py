"""Addresses of the handbook on the staff screens; ``desk/urls.py`` takes them in."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from xiaobao.desk import library_urls
from xiaobao.desk.handbook_pages import FOLDERS
from xiaobao.desk.views import handbook, handbook_files, handbook_law, revisits


class FolderConverter(StringConverter):
    """The folder of a kind of entries, and nothing else: other parts of the handbook have their own words."""

    regex = "|".join(FOLDERS)


register_converter(FolderConverter, "folder")
urlpatterns: list[URLPattern] = [
    *library_urls.urlpatterns,
    path("handbook/", handbook.Handbook.as_view(), name="handbook"),
    path("handbook/search/", handbook.Search.as_view(), name="handbook-search"),
    path("handbook/download/<str:form>/", handbook_files.Download.as_view(), name="handbook-download"),
    path("handbook/flow/<str:track>/", handbook.Flow.as_view(), name="handbook-flow"),
    path("handbook/law/", handbook_law.LawBook.as_view(), name="law-book"),
    path("handbook/law/<slug:regulation>/", handbook_law.LawText.as_view(), name="law-text"),
    path("handbook/revisits/", revisits.Revisits.as_view(), name="handbook-revisits"),
    path("handbook/revisits/<int:revisit_id>/", revisits.OneRevisit.as_view(), name="handbook-revisit"),
    path("handbook/<folder:folder>/", handbook.Listing.as_view(), name="handbook-list"),
    path("handbook/<folder:folder>/<slug:slug>/", handbook.OneEntry.as_view(), name="handbook-entry"),
]
