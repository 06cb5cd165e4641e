"""The whole form of who handles what: from what is in service, with parts moved, added or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as said
from pydantic import ValidationError

from xiaobao.desk.forms.handlers_data import data_of
from xiaobao.desk.forms.handlers_parts import (
    EVERY,
    CellForm,
    ClassForm,
    HandlersHead,
    WhenForm,
    cell_form,
)
from xiaobao.desk.forms.ladder import PlacedForm, RefusedAtHead, places
from xiaobao.docket.handlers_file import text_of
from xiaobao.docket.models import RuleKind
from xiaobao.docket.reroutes import Span
from xiaobao.docket.rule_files import RuleFile
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Refused
from xiaobao.rules.handlers import ALL_OFFICES, Matrix

Data = MultiValueDict[str, Any]
_PARTS = {"when": ("whens", "w"), "cell": ("cells", "x")}


@dataclass(frozen=True)
class Part:
    """One class with its conditions and cells."""

    form: ClassForm
    whens: list[WhenForm]
    cells: list[CellForm]

    @property
    def forms(self) -> Iterator[PlacedForm]:
        """The forms of it."""
        yield from (self.form, *self.whens, *self.cells)

    @property
    def title(self) -> str:
        """What the class is called, as typed so far."""
        return str(self.form["name"].value() or "").strip()

    @property
    def unsettled(self) -> bool:
        """Whether it is to be seen at once: a new class, or one with something wrong."""
        return not self.title or any(one.errors for one in self.forms)


class HandlersForm(RefusedAtHead):
    """A head, and classes in their order with conditions and cells. ``bound`` forms say what is wrong."""

    span: Span | None = None

    def __init__(self, rulebook: Rulebook, data: Data | None = None, *, bound: bool = False) -> None:
        self.rulebook, self.bound = rulebook, bound
        self.given = data if data is not None else data_of(rulebook.handlers)
        self.cell_form = cell_form(rulebook)
        self.head = HandlersHead(rulebook, "", self.given, bound=bound)
        self.parts = [self._part(place) for place in places(self.given, "classes")]

    def _part(self, place: str) -> Part:
        return Part(
            ClassForm(self.rulebook, place, self.given, bound=self.bound),
            [
                WhenForm(self.rulebook, one, self.given, bound=self.bound)
                for one in self._within(place, "when")
            ],
            [
                self.cell_form(self.rulebook, one, self.given, bound=self.bound)
                for one in self._within(place, "cell")
            ],
        )

    def _within(self, place: str, kind: str) -> list[str]:
        return [f"{place}-{one}" for one in places(self.given, f"{place}-{_PARTS[kind][0]}")]

    @property
    def forms(self) -> Iterator[PlacedForm]:
        """Every form in it."""
        yield self.head
        for part in self.parts:
            yield from part.forms

    @property
    def why(self) -> str:
        """Why it is to be changed."""
        return str(self.head.cleaned_data.get("reason", ""))

    def file(self) -> RuleFile:
        """Return the file that is proposed; raises Refused, with each sentence at its part."""
        if not all([form.is_valid() for form in self.forms]):  # noqa: C419  every one is to say what is wrong
            raise Refused(said("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
        try:
            matrix = Matrix.model_validate(self._told())
        except ValidationError as error:
            sentence = "；".join(self._place(detail) for detail in error.errors())
            raise Refused(sentence, code="DSK-422") from error
        return RuleFile(RuleKind.HANDLERS, f"{self.rulebook.locality.id}.yaml", text_of(matrix))

    @property
    def complaints(self) -> list[tuple[str, str, str]]:
        """What the fields say is wrong: where, which field, and what."""
        return [
            (_anchor(form, name), _label(part, form, name), str(one))
            for part, form in self._placed()
            if form.is_bound
            for name, errors in form.errors.items()
            for one in errors
        ]

    def _placed(self) -> Iterator[tuple[Part | None, PlacedForm]]:
        yield None, self.head
        for part in self.parts:
            yield from ((part, form) for form in part.forms)

    def _told(self) -> dict[str, Any]:
        codes = _codes([part.form.cleaned_data["id"] for part in self.parts])
        named = list(zip(codes, self.parts, strict=True))
        return {
            "id": self.rulebook.handlers.id,
            "note": self.head.cleaned_data["note"],
            "classes": [_class(code, part) for code, part in named],
            "cells": [_cell(code, cell) for code, part in named for cell in part.cells],
        }

    def _place(self, detail: Any) -> str:
        """Put a sentence where it belongs, and return it with what it is about."""
        sentence = str(detail.get("ctx", {}).get("error") or said("有的内容不合要求。"))
        match detail["loc"]:
            case ("classes", int(number), *_):
                self.parts[number].form.add_error(None, forms.ValidationError(sentence))
                return f"{self.parts[number].title}：{sentence}"
            case ("cells", int(number), *_):
                part, cell = [(part, cell) for part in self.parts for cell in part.cells][number]
                cell.add_error(None, forms.ValidationError(sentence))
                return f"{part.title}：{sentence}"
        return sentence


def _class(code: str, part: Part) -> dict[str, Any]:
    given = part.form.cleaned_data
    return {
        "id": code,
        "name": given["name"],
        "by_person": bool(given["by_person"]),
        "note": given["note"],
        "when": [one.when for one in part.whens],
    }


def _cell(code: str, form: CellForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {
        "matter_class": code,
        "office": ALL_OFFICES if given["office"] == EVERY else given["office"],
        "posts": given["posts"],
        "limits": form.limits,
        "steps": given["steps"],
        "sign_off": form.signs,
    }


def _codes(given: list[str]) -> list[str]:
    """Return the codes of the classes; a new one is made for what has none."""
    used, found = {one for one in given if one}, []
    for code in given:
        fresh = code or next(one for one in (f"class_{n}" for n in range(1, 1000)) if one not in used)
        used.add(fresh)
        found.append(fresh)
    return found


def _anchor(form: PlacedForm, name: str) -> str:
    return f"#{form[name].auto_id}" if name in form.fields else f"#at-{form.place}"


def _label(part: Part | None, form: PlacedForm, name: str) -> str:
    field = str(form.fields[name].label) if name in form.fields else ""
    return " · ".join(filter(None, (part.title if part else "", field)))


def changed(data: Data, wish: str) -> Data:
    """Return what was typed with a part moved, added or taken away: add:classes, up:c1, add-cell:c1, …"""
    verb, _colon, place = wish.partition(":")
    more, known = data.copy(), places(data, "classes")
    if verb == "add":
        fresh = _fresh("c", known)
        # Before the last class, which takes whatever is left.
        more.setlist("classes", [*known[:-1], fresh, *known[-1:]])
        for kind, office in (("when", None), ("cell", EVERY)):
            _add(more, fresh, kind, office)
    elif verb in ("up", "down", "drop") and place in known:
        more.setlist("classes", _moved(known, place, verb))
    elif verb.startswith("add-") and place in known:
        _add(more, place, verb.removeprefix("add-"), None)
    elif verb.startswith("drop-"):
        _drop(more, place, verb.removeprefix("drop-"))
    return more


def _moved(known: list[str], place: str, verb: str) -> list[str]:
    at, rest = known.index(place), [one for one in known if one != place]
    to = max(at + {"up": -1, "down": 1}.get(verb, 0), 0)
    return rest if verb == "drop" else [*rest[:to], place, *rest[to:]]


def _add(data: Data, place: str, kind: str, office: str | None) -> None:
    if kind in _PARTS:
        name, letter = _PARTS[kind]
        known = places(data, f"{place}-{name}")
        fresh = _fresh(letter, known)
        data.setlist(f"{place}-{name}", [*known, fresh])
        if office:
            data.setlist(f"{place}-{fresh}-office", [office])


def _drop(data: Data, place: str, kind: str) -> None:
    whole, _dash, own = place.partition("-")
    if kind in _PARTS:
        name = f"{whole}-{_PARTS[kind][0]}"
        data.setlist(name, [one for one in places(data, name) if one != own])


def _fresh(letter: str, known: list[str]) -> str:
    return f"{letter}{max((int(one[1:]) for one in known), default=-1) + 1}"
