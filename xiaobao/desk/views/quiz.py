"""Practising: what to practise next, the quiz of a chapter, what came of it; and the trainer's table."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms.quiz import LARGEST_SEED, QuizForm
from xiaobao.desk.quiz_pages import answered, home, sheet, table
from xiaobao.desk.screen import Screen
from xiaobao.desk.views.documents import handed_over
from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.handbook.actions.answer_quiz import answer_quiz
from xiaobao.handbook.actions.export_results import export_results
from xiaobao.handbook.practice import Sheet


class QuizHome(Screen):
    """The chapters one can practise, and how the officer stands in each."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return render(request, "desk/handbook/quiz_home.html", {"page": home(self.ask)})


class Quiz(FormScreen):
    """The quiz of one chapter."""

    template = "desk/handbook/quiz.html"
    _sheet: Sheet

    def around(self) -> dict[str, Any]:
        """Return the quiz: the one that is answered, or a new one."""
        token = self.request.POST.get("token", "") if self.request.method == "POST" else None
        self._sheet = sheet(self.ask, self.kwargs["chapter"], token, secrets.randbelow(LARGEST_SEED))
        return {"sheet": self._sheet}

    def form(self, data: Any = None, files: Any = None) -> QuizForm:  # noqa: ARG002
        """Return the questions as a form."""
        return QuizForm(self._sheet, data)

    def do(self, form: QuizForm) -> HttpResponse:
        """Mark the answers and show what came of it."""
        ask = self.ask
        attempt = answer_quiz(
            chapter=self.kwargs["chapter"], token=self.request.POST.get("token", ""), chosen=form.chosen(),
            officer=ask.officer, law=ask.rulebook.law, at=ask.now, address=ask.address,
        )  # fmt: skip
        return redirect("quiz-attempt", attempt.pk)

    def done_already(self) -> HttpResponse:
        """Show how the officer stands."""
        return redirect("quiz-home")


class QuizAttempt(Screen):
    """What came of one quiz, for whoever made it and the trainer."""

    def get(self, request: HttpRequest, attempt_id: int) -> HttpResponse:
        """Show it."""
        return render(request, "desk/handbook/quiz_result.html", {"page": answered(self.ask, attempt_id)})


class QuizResults(Screen):
    """How everybody stands, for the trainer."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the table."""
        page = table(self.ask, only_new=request.GET.get("new") == "1")
        return render(request, "desk/handbook/quiz_results.html", {"page": page})


class ExportResults(Screen):
    """The trainer's table as a workbook."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Hand it over."""
        ask = self.ask
        file = export_results(
            officer=ask.officer, today=ask.today, at=ask.now, only_new=request.POST.get("new") == "1",
            address=ask.address,
        )  # fmt: skip
        return handed_over(IssuedFile(*file))
