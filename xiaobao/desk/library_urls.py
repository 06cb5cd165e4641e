"""Addresses of the case library and of practising; ``handbook_urls`` takes them in."""

from __future__ import annotations

from django.urls import URLPattern, path

from xiaobao.desk.views import cases, quiz

urlpatterns: list[URLPattern] = [
    path("handbook/cases/", cases.Library.as_view(), name="case-library"),
    path("handbook/cases/<slug:slug>/", cases.OneCase.as_view(), name="case"),
    path("handbook/nominations/", cases.Nominations.as_view(), name="nominations"),
    path("handbook/nominations/<slug:code>/", cases.OneNomination.as_view(), name="nomination"),
    path(
        "handbook/nominations/<slug:code>/confirm/",
        cases.ConfirmNomination.as_view(),
        name="nomination-confirm",
    ),
    path("handbook/nominations/<slug:code>/draft/", cases.DraftNomination.as_view(), name="nomination-draft"),
    path("handbook/nominations/<slug:code>/drop/", cases.DropNomination.as_view(), name="nomination-drop"),
    path("handbook/quiz/", quiz.QuizHome.as_view(), name="quiz-home"),
    path("handbook/quiz/results/", quiz.QuizResults.as_view(), name="quiz-results"),
    path("handbook/quiz/results/export/", quiz.ExportResults.as_view(), name="quiz-export"),
    path("handbook/quiz/attempts/<int:attempt_id>/", quiz.QuizAttempt.as_view(), name="quiz-attempt"),
    path("handbook/quiz/<slug:chapter>/", quiz.Quiz.as_view(), name="quiz"),
    path("matters/<int:matter_id>/nominate/", cases.NominateMatter.as_view(), name="case-nominate"),
    path("matters/<int:matter_id>/cases/<slug:slug>/", cases.UseCase.as_view(), name="case-use"),
]
