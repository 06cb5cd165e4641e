"""The whole form of a ladder: from the one in service, with parts added or dropped, to the one proposed."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as said
from pydantic import ValidationError

from xiaobao.desk.forms.ladder import (
    LEFT,
    OVERDUE,
    HeadForm,
    Part,
    PlacedForm,
    RefusedAtHead,
    StageForm,
    StepsForm,
    places,
)
from xiaobao.docket import ladder_words
from xiaobao.docket.ladder_file import text_of
from xiaobao.docket.models import RuleKind
from xiaobao.docket.reroutes import Span
from xiaobao.docket.rule_files import RuleFile
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Refused
from xiaobao.rules.ladder import Grade, Ladder, Stage

Data = MultiValueDict[str, Any]
_NEW_STAGE = {"grade": ["remind"], "when": [LEFT], "to": ["handler"], "channels": []}


class LadderForm(RefusedAtHead):
    """A head, and ladders with their stages. ``bound`` forms say what is wrong, the others only show."""

    def __init__(self, rulebook: Rulebook, data: Data | None = None, *, bound: bool = False) -> None:
        self.rulebook = rulebook
        self.given = data if data is not None else data_of(rulebook.ladder)
        self.head = HeadForm(rulebook, "", self.given, bound=bound)
        self.parts = [self._part(place, bound=bound) for place in places(self.given, "groups")]

    def _part(self, place: str, *, bound: bool) -> Part:
        stages = places(self.given, f"{place}-stages")
        return Part(
            StepsForm(self.rulebook, place, self.given, bound=bound),
            [StageForm(self.rulebook, f"{place}-{stage}", self.given, bound=bound) for stage in stages],
        )

    @property
    def forms(self) -> Iterator[PlacedForm]:
        """Every form in it."""
        yield self.head
        for part in self.parts:
            yield from part.parts

    @property
    def why(self) -> str:
        """Why it is to be changed."""
        return str(self.head.cleaned_data.get("reason", ""))

    @property
    def span(self) -> Span | None:
        """A ladder looks at no past matters."""
        return None

    def file(self) -> RuleFile:
        """Return the file that is proposed; raises Refused, with each sentence at its field."""
        if not all([form.is_valid() for form in self.forms]):  # noqa: C419  every one is to say what is wrong
            raise Refused(said("有的栏目没有填好，请看下面的说明。"), code="DSK-422")
        told = self._told()
        try:
            ladder = Ladder.model_validate(told)
        except ValidationError as error:
            self._place(error)
            raise Refused(said("阶梯还有不合要求的地方，请看下面的说明。"), code="DSK-422") from error
        return RuleFile(RuleKind.LADDER, f"{self.rulebook.locality.id}.yaml", text_of(ladder))

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
        scores = {grade.value: head.get(f"score_{grade.value}") for grade in Grade}
        names = _Codes([part.form.cleaned_data["id"] for part in self.parts])
        return {
            "id": self.rulebook.ladder.id,
            "note": head["note"],
            "office_hours": {"opens": head["opens"], "closes": head["closes"]},
            "scores": {grade: points for grade, points in scores.items() if points is not None},
            "ladders": [self._steps(part, names) for part in self.parts],
        }

    def _steps(self, part: Part, names: _Codes) -> dict[str, Any]:
        given = part.form.cleaned_data
        former = next((one for one in self.rulebook.ladder.ladders if one.id == given["id"]), None)
        known = {stage.id: stage for stage in former.stages} if former else {}
        # In order of their days, wherever an officer has put them.
        part.stages.sort(key=lambda stage: stage.offset)
        codes = _Codes([stage.cleaned_data["id"] for stage in part.stages])
        return {
            "id": names.of(given["id"], "steps"),
            "name": given["name"],
            "clocks": _in_order(given["clocks"], former.clocks if former else ()),
            "stages": [
                _stage(stage.cleaned_data, codes, known.get(stage.cleaned_data["id"]))
                for stage in part.stages
            ],
        }

    def _place(self, error: ValidationError) -> None:
        for detail in error.errors():
            form = self._at(detail["loc"])
            why = detail.get("ctx", {}).get("error") or said("这里不合要求。")
            form.add_error(None, forms.ValidationError(str(why)))

    def _at(self, trail: tuple[int | str, ...]) -> PlacedForm:
        match trail:
            case ("ladders", int(ladder), "stages", int(stage), *_):
                return self.parts[ladder].stages[stage]
            case ("ladders", int(ladder), *_):
                return self.parts[ladder].form
        return self.head


class _Codes:
    """The codes in use; a new one is made for what has none."""

    def __init__(self, used: list[str]) -> None:
        self.used = {one for one in used if one}

    def of(self, code: str, stem: str) -> str:
        """Return the code, or a new one that begins with ``stem``."""
        if code:
            return code
        free = next(one for one in _names(stem) if one not in self.used)
        self.used.add(free)
        return free


def _names(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}_{letter}" for letter in ascii_lowercase)
    yield from (f"{stem}_{one}{other}" for one in ascii_lowercase for other in ascii_lowercase)


def _in_order(ticked: list[str], former: tuple[str, ...]) -> list[str]:
    """Return what is ticked in the order it had; that of the boxes on the page says nothing."""
    return sorted(ticked, key=lambda one: former.index(one) if one in former else len(former))


def _stage(given: dict[str, Any], codes: _Codes, former: Stage | None) -> dict[str, Any]:
    order = {"owner": given["owner"], "reply_within": given["within"]} if given["owner"] else None
    return {
        "id": codes.of(given["id"], given["grade"]),
        "grade": given["grade"],
        given["when"]: given["days"],
        "to": _in_order(given["to"], former.to if former else ()),
        "copies": _in_order(given["copies"], former.copies if former else ()),
        "channels": _in_order(given["channels"], former.channels if former else ()),
        "wording": given["wording"],
        "order": order,
    }


def _anchor(form: PlacedForm, name: str) -> str:
    return f"#{form[name].auto_id}" if name in form.fields else f"#at-{form.place}"


def _label(form: PlacedForm, name: str) -> str:
    title = form.title if isinstance(form, StageForm) else ""
    if isinstance(form, StepsForm):
        title = str(form["name"].value() or "")
    field = str(form.fields[name].label) if name in form.fields else ""
    return " · ".join(filter(None, (title, field)))


def changed(data: Data, wish: str) -> Data:
    """Return what was typed with a part added or taken away: add-stage:g0, drop-stage:g0-s1, add-ladder, …"""
    verb, _colon, place = wish.partition(":")
    more = data.copy()
    if verb == "add-ladder":
        fresh = _free(places(more, "groups"), "g")
        more.setlist("groups", [*places(more, "groups"), fresh])
        _add_stage(more, fresh)
    elif verb == "add-stage" and place in places(more, "groups"):
        _add_stage(more, place)
    elif verb == "drop-ladder":
        more.setlist("groups", [one for one in places(more, "groups") if one != place])
    elif verb == "drop-stage":
        ladder, _dash, stage = place.partition("-")
        kept = [one for one in places(more, f"{ladder}-stages") if one != stage]
        more.setlist(f"{ladder}-stages", kept)
    return more


def _add_stage(data: Data, ladder: str) -> None:
    stages = places(data, f"{ladder}-stages")
    fresh = _free(stages, "s")
    data.setlist(f"{ladder}-stages", [*stages, fresh])
    for name, value in _NEW_STAGE.items():
        data.setlist(f"{ladder}-{fresh}-{name}", value)


def _free(taken: list[str], letter: str) -> str:
    return f"{letter}{max((int(one[1:]) for one in taken), default=-1) + 1}"


def data_of(ladder: Ladder) -> Data:
    """Return a ladder as the form sends it."""
    data: Data = MultiValueDict()
    hours = ladder.office_hours
    data.setlist("opens", [f"{hours.opens:%H:%M}"])
    data.setlist("closes", [f"{hours.closes:%H:%M}"])
    data.setlist("note", [ladder.note])
    for grade, points in ladder.scores.items():
        data.setlist(f"score_{grade.value}", [str(points)])
    data.setlist("groups", [f"g{number}" for number in range(len(ladder.ladders))])
    for number, steps in enumerate(ladder.ladders):
        place = f"g{number}"
        data.setlist(f"{place}-stages", [f"s{stage}" for stage in range(len(steps.stages))])
        _put(data, place, {"id": [steps.id], "name": [steps.name], "clocks": list(steps.clocks)})
        for stage_number, stage in enumerate(steps.stages):
            _put(data, f"{place}-s{stage_number}", _sent(stage))
    return data


def _sent(stage: Stage) -> dict[str, list[str]]:
    days = stage.left if stage.left is not None else stage.overdue
    order = stage.order
    return {
        "id": [stage.id],
        "grade": [stage.grade.value],
        "when": [LEFT if stage.left is not None else OVERDUE],
        "days": [str(days)],
        "to": list(stage.to),
        "copies": list(stage.copies),
        "channels": list(stage.channels),
        "wording": [ladder_words.shown(stage.wording)],
        "owner": [order.owner if order else ""],
        "within": [str(order.reply_within) if order else ""],
    }


def _put(data: Data, place: str, fields: dict[str, list[str]]) -> None:
    for name, values in fields.items():
        data.setlist(f"{place}-{name}", values)
