"""The boards: how things stand and how they went, each number opening its list; and the wall."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from xiaobao.desk.screen import Screen, is_fragment
from xiaobao.docket.board_page import board_page
from xiaobao.docket.wall_page import wall_page

WALL = "wall"


class Board(Screen):
    """One address for every board; the posts held say which there are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the board asked for, else the widest the officer has."""
        ask, asked = self.ask, request.GET
        board = board_page(
            ask.officer,
            today=ask.today,
            rulebook=ask.rulebook,
            tab=asked.get("board", ""),
            office=asked.get("office", ""),
            span=asked.get("period", ""),
        )
        return render(request, "desk/boards/page.html", {"board": board, "today": ask.today})


class Wall(Screen):
    """The wall; htmx asks for the numbers alone, again and again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the numbers as they are now."""
        ask = self.ask
        page = wall_page(ask.officer, at=ask.now, today=ask.today, rulebook=ask.rulebook)
        template = "desk/boards/wall_numbers.html" if is_fragment(request, WALL) else "desk/boards/wall.html"
        response = render(request, template, {"page": page})
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response
