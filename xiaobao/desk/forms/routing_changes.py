"""The whole form of the rules of routing: from those in service, with parts moved, added or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as said
from pydantic import ValidationError

from xiaobao.desk.forms.ladder import PlacedForm, RefusedAtHead, places
from xiaobao.desk.forms.routing_data import data_of
from xiaobao.desk.forms.routing_parts import IndustryForm, RoutingHead, RuleForm, StreetForm
from xiaobao.docket.models import RuleKind
from xiaobao.docket.reroutes import Span
from xiaobao.docket.routing_file import text_of
from xiaobao.docket.rule_files import RuleFile
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Refused
from xiaobao.rules.routing import Routing

Data = MultiValueDict[str, Any]
_LETTERS = {"rules": "r", "streets": "a", "industries": "i"}
_CODES = {"rules": "rule", "industries": "industry"}


class RoutingForm(RefusedAtHead):
    """A head, rules in their order, streets, key industries. ``bound`` forms say what is wrong."""

    def __init__(self, rulebook: Rulebook, data: Data | None = None, *, bound: bool = False) -> None:
        self.rulebook = rulebook
        self.given = data if data is not None else data_of(rulebook.routing)
        self.head = RoutingHead(rulebook, "", self.given, bound=bound)
        self.rules = [RuleForm(rulebook, place, self.given, bound=bound) for place in self._places("rules")]
        self.streets = [
            StreetForm(rulebook, place, self.given, bound=bound) for place in self._places("streets")
        ]
        self.industries = [
            IndustryForm(rulebook, place, self.given, bound=bound) for place in self._places("industries")
        ]

    def _places(self, name: str) -> list[str]:
        return places(self.given, name)

    @property
    def forms(self) -> Iterator[PlacedForm]:
        """Every form in it."""
        yield self.head
        yield from (*self.rules, *self.streets, *self.industries)

    @property
    def why(self) -> str:
        """Why they are to be changed."""
        return str(self.head.cleaned_data.get("reason", ""))

    @property
    def span(self) -> Span | None:
        """The days of past matters to be tried; None for the usual ones. Raises Refused for half of it."""
        first, last = (self.head.cleaned_data.get(name) for name in ("first", "last"))
        if bool(first) != bool(last):
            field = "last" if first else "first"
            sentence = said("试算的第一天和最后一天请都填写，或者都不填。")
            raise Refused(sentence, fields={field: sentence})
        return Span(first, last) if first and last else None

    def file(self) -> RuleFile:
        """Return the file that is proposed; raises Refused, with each sentence at its field."""
        if not all([form.is_valid() for form in self.forms]):  # noqa: C419  every one is to say what is wrong
            raise Refused(said("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
        try:
            routing = Routing.model_validate(self._told())
        except ValidationError as error:
            sentence = "；".join(_sentence(detail) for detail in error.errors())
            raise Refused(sentence, code="DSK-422") from error
        return RuleFile(RuleKind.ROUTING, f"{self.rulebook.locality.id}.yaml", text_of(routing))

    @property
    def complaints(self) -> list[tuple[str, str, str]]:
        """What the fields say is wrong: where, which field, and what."""
        return [
            (_anchor(form, name), _label(form, name), str(one))
            for form in self.forms
            if form.is_bound
            for name, errors in form.errors.items()
            for one in errors
        ]

    def _told(self) -> dict[str, Any]:
        head = self.head.cleaned_data
        return {
            "id": self.rulebook.routing.id,
            "note": head["note"],
            "areas": {
                "district": head["district"],
                "others": head["others"],
                "streets": [_street(form.cleaned_data) for form in self.streets],
            },
            "industries": [form.cleaned_data for form in self.industries],
            "rules": [_rule(form) for form in self.rules],
        }


def _street(given: dict[str, Any]) -> dict[str, Any]:
    return {"street": given["name"]} | {name: given[name] for name in ("office", "communities", "places")}


def _rule(form: RuleForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("id", "name", "tier", "office")} | {"when": form.when}


def _sentence(detail: Any) -> str:
    return str(detail.get("ctx", {}).get("error") or said("有的内容不合要求。"))


def _anchor(form: PlacedForm, name: str) -> str:
    return f"#{form[name].auto_id}" if name in form.fields else f"#at-{form.place}"


def _label(form: PlacedForm, name: str) -> str:
    title = str(getattr(form, "title", ""))
    field = str(form.fields[name].label) if name in form.fields else ""
    return " · ".join(filter(None, (title, field)))


def changed(data: Data, wish: str) -> Data:
    """Return what was typed with a part moved, added or taken away: up:r3, down:r3, drop:a1, add:rules …"""
    verb, _colon, what = wish.partition(":")
    more = data.copy()
    name = what if what in _LETTERS else _name_of(what)
    if not name:
        return more
    known = places(more, name)
    if verb == "add":
        _add(more, name, known)
    elif what in known:
        more.setlist(name, _moved(known, what, verb))
    return more


def _name_of(place: str) -> str:
    return next((name for name, letter in _LETTERS.items() if place.startswith(letter)), "")


def _moved(known: list[str], place: str, verb: str) -> list[str]:
    at = known.index(place)
    rest = [one for one in known if one != place]
    if verb == "drop":
        return rest
    to = at + {"up": -1, "down": 1}.get(verb, 0)
    return [*rest[: max(to, 0)], place, *rest[max(to, 0) :]]


def _add(data: Data, name: str, known: list[str]) -> None:
    number = max((int(one[1:]) for one in known), default=-1) + 1
    place = f"{_LETTERS[name]}{number}"
    # Before the last rule, which takes whatever is left.
    data.setlist(name, [*known[:-1], place, *known[-1:]] if name == "rules" else [*known, place])
    if name in _CODES:
        data.setlist(f"{place}-id", [_free(data, name, known)])


def _free(data: Data, name: str, known: list[str]) -> str:
    used = {str(data.get(f"{one}-id", "")) for one in known}
    return next(code for code in (f"{_CODES[name]}_{n}" for n in range(1, 1000)) if code not in used)
