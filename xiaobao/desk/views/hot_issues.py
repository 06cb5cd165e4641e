"""The board of hot issues, by the weights of the bureau or by others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from xiaobao.desk.screen import Screen
from xiaobao.docket.hot_board import WEEKS, hot_board
from xiaobao.docket.hot_weights import MOST, Weights

_LONGEST = 20


class HotIssues(Screen):
    """The board."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it by the weights asked for."""
        ask, weights = self.ask, Weights.from_query(request.GET.dict())
        board = hot_board(
            ask.officer, weights, street=request.GET.get("street", "")[:_LONGEST], rulebook=ask.rulebook,
            today=ask.today,
        )  # fmt: skip
        context = {
            "board": board,
            "steps": range(MOST + 1),
            "by_weights": urlencode(dict(weights.given)),
            "weeks": WEEKS,
        }
        return render(request, "desk/mining/hot.html", context)
