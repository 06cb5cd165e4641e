"""Addresses of the portal: ``/partner/`` for enterprises and service points, ``/public/`` for consumers."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "portal"
PREFIXES = ("/partner/", "/public/")
urlpatterns: list[URLPattern] = []
