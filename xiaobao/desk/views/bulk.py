"""Bulk accept and bulk decline: choose row by row, confirm once, and read what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from xiaobao.desk.forms.bulk import RowForm
from xiaobao.desk.screen import Screen, filter_kept, is_fragment, with_status
from xiaobao.docket import drafts, undecided
from xiaobao.docket.actions.decide_many import Choice, Outcome, decide_many
from xiaobao.docket.filters import Filter
from xiaobao.docket.undecided import PAGE, Undecided
from xiaobao.refusals import Refused
from xiaobao.rules.workflow import Act

CHUNK = 4
"""So many complaints a request while a script asks on: each letter takes about half a second to make."""
REGION, RUN = "bulk", "run"
TEMPLATES = {
    "list": "desk/bulk/list.html",
    "confirm": "desk/bulk/confirm.html",
    "run": "desk/bulk/run.html",
}


@dataclass
class Line:
    """A complaint with what has been typed for it; ``version`` is the one the officer has read."""

    row: Undecided
    form: RowForm
    version: int

    @property
    def act(self) -> str:
        """Which decision is chosen, empty for none."""
        return str(self.form["act"].value() or "")

    @property
    def ground(self) -> int:
        """The number of the ground chosen, 0 for none."""
        return _number(self.form["ground"].value(), 0)


@dataclass(frozen=True)
class Told:
    """What came of one choice, for reading; ``typed`` keeps the words of a row that cannot be sent again."""

    number: str
    outcome: Outcome
    typed: str


class Bulk(Screen):
    """The received complaints of an inbox filter, each with a choice of its own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show at most a hundred of them, nothing ticked."""
        self._insist()
        ask, chosen = self.ask, Filter.from_query(request.GET.dict())
        page = undecided.undecided(ask.officer, chosen, ask.rulebook, ask.today, _page_number(request))
        lines = [Line(row, RowForm(prefix=_prefix(row.id)), row.version) for row in page.rows]
        return self._show("list", chosen, lines=lines, page=page)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check what was chosen, go back to it, or decide it: the button says which."""
        self._insist()
        steps = {"check": self._check, "do": self._do}
        return steps.get(request.POST.get("step", ""), self._edit)(request.POST)

    def _insist(self) -> None:
        if not any(self.ask.officer.may(act.value) for act in (Act.ACCEPT, Act.DECLINE)):
            self.ask.may(Act.ACCEPT.value)

    def _edit(self, data: QueryDict) -> HttpResponse:
        return self._show("list", filter_kept(self.request), lines=self._lines(data, _keys(data)))

    def _check(self, data: QueryDict) -> HttpResponse:
        lines = self._lines(data, _keys(data))
        choices = {line.row.id: self._weighed(line) for line in lines}
        wrong = [line for line in lines if line.form.errors]
        picked = [line for line in lines if choices[line.row.id]]
        if wrong or not picked:
            response = self._show("list", filter_kept(self.request), lines=lines, wrong=wrong, none=not wrong)
            return with_status(response, 422)
        counts = {act: sum(line.act == act for line in picked) for act in ("accept", "decline")}
        counts["left"] = len(lines) - len(picked)
        return self._show("confirm", filter_kept(self.request), lines=lines, picked=picked, counts=counts)

    def _weighed(self, line: Line) -> Choice | None:
        choice = line.form.choice(line.row.id)
        if choice is not None:
            fields = undecided.why_not(self.ask.officer, choice, self.ask.rulebook)
            if fields:
                line.form.refuse(Refused("", fields=fields))
        return choice

    def _do(self, data: QueryDict) -> HttpResponse:
        keys, choices = _ticked(data)
        # A script asks on and on, a few complaints at a time; without one everything is decided at once.
        stepwise = bool(self.request.htmx)  # type: ignore[attr-defined]
        now = choices[:CHUNK] if stepwise else choices
        rest = keys[len(now) :]
        ask = self.ask
        outcomes = decide_many(officer=ask.officer, at=ask.now, choices=now, address=ask.address)
        total = max(_number(data.get("total", ""), 0), len(keys))
        undone = _number(data.get("undone", ""), 0) + sum(o.document is None for o in outcomes)
        # What could not be done stays in the draft, so that leaving the page loses none of it.
        if not rest and not undone:
            drafts.drop(ask.officer, "bulk")
        gone = total - len(rest)
        progress = {
            "total": total,
            "gone": gone,
            "undone": undone,
            "done": gone - undone,
            "rest": _hidden(data, rest),
        }
        return self._show("run", filter_kept(self.request), **progress, **self._told(outcomes, data))

    def _told(self, outcomes: Sequence[Outcome], data: QueryDict) -> dict[str, Any]:
        ask = self.ask
        failed = {o.choice.matter_id: o for o in outcomes if o.document is None}
        rows = undecided.among(ask.officer, list(failed), ask.rulebook, ask.today)
        again = [_again(row, failed[row.id], data) for row in rows]
        known = undecided.numbers(ask.officer, [outcome.choice.matter_id for outcome in outcomes])
        told = [
            Told(known.get(o.choice.matter_id, "—"), o, o.choice.words)
            for o in outcomes
            if o.choice.matter_id not in {row.id for row in rows}
        ]
        return {"told": told, "again": again}

    def _lines(self, data: QueryDict, keys: list[int]) -> list[Line]:
        ask = self.ask
        rows = undecided.among(ask.officer, keys, ask.rulebook, ask.today)
        return [_line(row, data) for row in rows]

    def _show(self, step: str, chosen: Filter, **context: Any) -> HttpResponse:
        context |= {
            "query": chosen.to_query(),
            "may_accept": self.ask.officer.may(Act.ACCEPT.value),
            "may_decline": self.ask.officer.may(Act.DECLINE.value),
            "template": TEMPLATES[step],
        }
        if step == "confirm":
            context["rest"] = _hidden(self.request.POST, [line.row.id for line in context["lines"]])
        return render(self.request, self._template(step), context)

    def _template(self, step: str) -> str:
        if step == "run" and is_fragment(self.request, RUN):
            return "desk/bulk/step.html"
        return "desk/bulk/region.html" if is_fragment(self.request, REGION) else "desk/bulk/page.html"


def _prefix(key: int) -> str:
    return f"m{key}"


def _line(row: Undecided, data: QueryDict) -> Line:
    form = RowForm(data, prefix=_prefix(row.id))
    return Line(row, form, _number(form["version"].value(), row.version))


def _again(row: Undecided, outcome: Outcome, data: QueryDict) -> Line:
    """Return a row that was not decided, with what stood in its way; it is read anew from here on."""
    line = Line(row, RowForm(data, prefix=_prefix(row.id)), row.version)
    line.form.refuse(Refused(outcome.sentence, code=outcome.code, fields=outcome.fields))
    return line


def _keys(data: QueryDict) -> list[int]:
    """Return the complaints a form is about, in its order; at most a page of them."""
    given = dict.fromkeys(data.getlist("row"))
    return [int(key) for key in given if key.isdecimal() and len(key) < 12][:PAGE]


def _ticked(data: QueryDict) -> tuple[list[int], list[Choice]]:
    found = {key: RowForm(data, prefix=_prefix(key)).choice(key) for key in _keys(data)}
    choices = [choice for choice in found.values() if choice is not None]
    return [choice.matter_id for choice in choices], choices


def _hidden(data: QueryDict, keys: list[int]) -> list[tuple[str, str]]:
    """Return what has been typed for these complaints as names and values to carry along."""
    carried = [("row", str(key)) for key in keys]
    for key in keys:
        names = [f"{_prefix(key)}-{name}" for name in RowForm.base_fields]
        carried += [(name, str(data[name])) for name in names if data.get(name)]
    return carried


def _number(text: Any, otherwise: int) -> int:
    return int(text) if str(text).isdecimal() and len(str(text)) < 10 else otherwise


def _page_number(request: HttpRequest) -> int:
    return _number(request.GET.get("page", ""), 1)
