"""The three contradictions of the work at the base (学用、信噪、加减), a board each on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop

from xiaobao.desk.learned_page import learned_page
from xiaobao.desk.screen import Asking, Screen
from xiaobao.docket.load_board import load_board
from xiaobao.docket.load_board_year import Year, year_until
from xiaobao.docket.signal_board import signal_board
from xiaobao.rules.workflow import Labelled

_LONGEST = 7


class Board(Labelled):
    """The boards; the first is shown where none is asked for."""

    LEARNED = "learned", gettext_noop("学用")
    SIGNAL = "signal", gettext_noop("信噪")
    LOAD = "load", gettext_noop("加减")


class Contradictions(Screen):
    """The page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the board asked for, over the twelve months up to the month asked for."""
        ask = self.ask
        asked = request.GET.get("board", "")
        shown = next((one for one in Board if one.value == asked), Board.LEARNED)
        year = year_until(request.GET.get("until", "")[:_LONGEST], ask.today)
        context: dict[str, Any] = {"boards": tuple(Board), "shown": shown, "year": year}
        return render(request, "desk/contradictions/page.html", context | _board(shown, ask, year))


def _board(shown: Board, ask: Asking, year: Year) -> dict[str, Any]:
    if shown is Board.SIGNAL:
        return {"signal": signal_board(ask.officer, rulebook=ask.rulebook)}
    if shown is Board.LOAD:
        return {"load": load_board(ask.officer, year, rulebook=ask.rulebook, today=ask.today)}
    return {"page": learned_page(ask, year.whole)}
