"""Addresses of the whole house."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("xiaobao.desk.urls")), path("", include("xiaobao.portal.urls"))]

handler404 = "xiaobao.faults.not_found"
handler500 = "xiaobao.faults.broken"
handler403 = "xiaobao.faults.refused"
handler400 = "xiaobao.faults.bad_request"
