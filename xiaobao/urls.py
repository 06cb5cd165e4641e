"""Addresses of the whole house."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("xiaobao.desk.urls"))]

handler404 = "xiaobao.desk.views.errors.not_found"
handler500 = "xiaobao.desk.views.errors.broken"
handler403 = "xiaobao.desk.views.errors.refused"
handler400 = "xiaobao.desk.views.errors.bad_request"
