"""Addresses of the findings of the mining: the list, one finding, what is ruled of it; labels of a matter."""

from __future__ import annotations

from django.urls import path

from xiaobao.desk.views import findings, hot_issues, labels

urlpatterns = [
    path("mining/hot/", hot_issues.HotIssues.as_view(), name="hot-issues"),
    path("mining/findings/", findings.Findings.as_view(), name="findings"),
    path("mining/findings/<int:finding_id>/", findings.OneFinding.as_view(), name="finding"),
    path(
        "mining/findings/<int:finding_id>/contest/",
        findings.ContestFinding.as_view(),
        name="finding-contest",
    ),
    path(
        "mining/findings/<int:finding_id>/decide/",
        findings.DecideContest.as_view(),
        name="finding-decide",
    ),
    path("matters/<int:matter_id>/labels/", labels.CorrectLabel.as_view(), name="label-correct"),
]
