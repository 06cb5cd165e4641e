"""The address of the three contradictions (三大矛盾): what is learned, what is noise, how many hands."""

from __future__ import annotations

from django.urls import path

from xiaobao.desk.views import contradictions

urlpatterns = [path("mining/contradictions/", contradictions.Contradictions.as_view(), name="contradictions")]
