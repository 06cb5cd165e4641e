"""Addresses of the handbook on the staff screens; ``desk/urls.py`` takes them in."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
