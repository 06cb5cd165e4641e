"""The head of an entry (卷首) as a form, one for each kind; what a form does not know stays as written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import (
    Choices,
    Line,
    LinesField,
    Number,
    OneOf,
    OneRow,
    Shown,
    Text,
    Tick,
    Ticks,
    Words,
)
from xiaobao.desk.forms.refusable import VersionedForm
from xiaobao.law import Lawbook, content_dir
from xiaobao.rules import hot_categories
from xiaobao.rules.acts import Act, Labelled, State, Track
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.heads import fields_of, parted, with_fields
from xiaobao.rules.handbook.kinds import HEADS, Kind, Verified

PARTS = [("public", _("公开：群众可以查看")), ("internal", _("内部：只有本局可以查看"))]
RESPONDENTS = [
    ("ordinary", _("一般经营者")),
    ("platform", _("电子商务平台经营者")),
    ("own_site", _("自建网站经营者")),
    ("merchant", _("平台内经营者")),
]
VERIFIED = {
    "verified-2026-2src": _("已核实：两个来源"),
    "verified-2026-1src": _("已核实：一个来源"),
    "verified-older-copy": _("已核实：较早的文本"),
    "partly-verified": _("部分核实"),
    "general-unverified": _("未核实"),
}
APPLIES = "applies"
LONGEST_BODY = 100_000


@dataclass(frozen=True)
class Offered:
    """What can be chosen from: hot categories, chapters and cases by their slugs, grounds by number."""

    categories: list[tuple[str, Text]]
    chapters: list[tuple[str, Text]]
    precedents: list[tuple[str, Text]]
    grounds: list[tuple[str, Text]]


def offered(book: Book, lawbook: Lawbook, regulation: str) -> Offered:
    """Return what can be chosen from now; ``regulation`` is the one whose grounds are numbered."""
    grounds = lawbook.regulation(regulation).decline_grounds
    return Offered(
        categories=[(one.id, one.name) for one in hot_categories.load(content_dir())],
        chapters=[(one.slug, one.title) for one in book.of(Kind.CHAPTER)],
        precedents=[(one.slug, one.title) for one in book.of(Kind.PRECEDENT)],
        grounds=[(str(one.number), f"（{one.number}）{one.text}") for one in grounds],
    )


def names_alone() -> Offered:
    """Return what words a head that is only read needs: the hot categories by name."""
    return Offered([(one.id, one.name) for one in hot_categories.load(content_dir())], [], [], [])


def _listed(kind: type[Labelled]) -> Choices:
    return [(one.value, _(one.label)) for one in kind]


Maker = Callable[[Offered], Shown]
_TITLE: dict[str, Maker] = {"title": lambda _of: Line(_("标题"), longest=128)}
_PLACE: dict[str, Maker] = {
    "part": lambda _of: OneRow(_("谁可以查看"), of=PARTS),
    "order": lambda _of: Number(_("在同类中的次序"), hint=_("小的在前。")),
}
_APPLIES: dict[str, Maker] = {
    "tracks": lambda _of: Ticks(_("适用于哪种程序"), of=_listed(Track), coerce=str),
    "states": lambda _of: Ticks(_("适用于哪些状态"), of=_listed(State), coerce=str),
    "acts": lambda _of: Ticks(_("讲到哪些办理事项"), of=_listed(Act), coerce=str),
    "categories": lambda of: Ticks(_("适用于哪些热点类别"), of=of.categories, coerce=str),
    "respondents": lambda _of: Ticks(_("适用于哪类被投诉人"), of=RESPONDENTS, coerce=str),
    "grounds": lambda of: Ticks(_("适用于哪些不予受理情形"), of=of.grounds),
}
_CUES: dict[str, Maker] = {
    "cues": lambda _of: LinesField(_("提示词"), hint=_("来件中有这些词时想到这一篇，不据此作任何决定。"))
}
_SPECS: dict[Kind, dict[str, Maker]] = {
    Kind.CHAPTER: {
        "category": lambda of: OneOf(_("讲哪个热点类别"), of=of.categories, optional=True),
    },
    Kind.STEP: {APPLIES: lambda _of: Shown("")},
    Kind.PHRASE: {
        "situation": lambda _of: Line(_("什么时候说")),
        APPLIES: lambda _of: Shown(""),
    },
    Kind.OUTSIDE: {
        "area": lambda _of: Line(_("领域")),
        "authority": lambda _of: Line(_("主管机关")),
        "basis": lambda _of: Words(_("依据"), rows=3),
        "cites": lambda _of: LinesField(
            _("依据的条款"), hint=_("写作 法规:条款，如 food-safety-law:148(2)。")
        ),
        "confidence": lambda _of: OneOf(
            _("核实情况"), of=[(code, VERIFIED[code]) for code in get_args(Verified)]
        ),
        "keeps": lambda _of: Words(_("市场监管部门仍管什么"), rows=3),
        "hotline": lambda _of: Line(_("主管机关电话"), hint=_("只写机关对外的电话。")),
        **_CUES,
    },
    Kind.PRECEDENT: {
        "track": lambda _of: OneRow(_("投诉或者举报"), of=_listed(Track)),
        "categories": lambda of: Ticks(_("热点类别"), of=of.categories, coerce=str),
        "outcome": lambda _of: Line(_("结果")),
        "points": lambda _of: LinesField(_("法律要点"), hint=_("一句一条。")),
        "invented": lambda _of: Tick(_("虚构的示例案例")),
        **_CUES,
    },
    Kind.QUESTION: {
        "chapter": lambda of: OneOf(_("属于哪一章"), of=of.chapters),
        "options": lambda _of: LinesField(_("选项"), least=4),
        "answer": lambda _of: Number(_("正确的是第几项"), min_value=1),
        "precedent": lambda of: OneOf(_("依据哪个典型案例"), of=of.precedents, optional=True),
    },
}


class EntryForm(VersionedForm):
    """One entry: the fields of its head, its body, and a word on what was changed."""

    use_required_attribute = False

    def __init__(self, kind: Kind, text: str, of: Offered, data: Any = None, version: int = 1) -> None:
        self.kind, self.text = kind, text
        initial = {"version": version, "body": parted(text)[1].strip("\n"), **_initial(kind, fields_of(text))}
        super().__init__(data, initial=initial)
        for name, field in _made(kind, of):
            self.fields[name] = field
        body = forms.Textarea(attrs={"rows": 22, "spellcheck": "false", "class": "body-text"})
        self.fields["body"] = Body(_("正文"), widget=body)
        self.fields["words"] = Line(_("这次改了什么"), longest=256, optional=True)

    @property
    def heads(self) -> list[forms.BoundField]:
        """The fields of the head, without when it applies."""
        return [self[name] for name, _field in _made(self.kind, _NOTHING) if not name.startswith(APPLIES)]

    @property
    def when(self) -> list[forms.BoundField]:
        """When it fits a matter."""
        return [self[name] for name in self.fields if name.startswith(APPLIES)]

    def written(self) -> str:
        """Return the text of the entry as it is typed; call after ``is_valid``."""
        given = {name: self._given(name) for name in HEADS_OF[self.kind] if name != APPLIES}
        if APPLIES in HEADS_OF[self.kind]:
            given[APPLIES] = self._applies()
        known = fields_of(self.text)
        told = {name: value for name, value in given.items() if name in known or value is not None}
        return with_fields(self.text, told, self.cleaned_data["body"])

    def _given(self, name: str) -> Any:
        value, before = self.cleaned_data.get(name), fields_of(self.text).get(name)
        if value == _default(self.kind, name) and before is None:
            return None
        if isinstance(value, list):
            return _same_order(value, before) or None
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").strip()
            if isinstance(before, str) and before.strip() == value:
                return before
        return value if value not in ("", None, False) or _needed(self.kind, name) else None

    def _applies(self) -> dict[str, Any]:
        before = fields_of(self.text).get(APPLIES)
        told: dict[str, Any] = dict(before) if isinstance(before, dict) else {}
        for name in _APPLIES:
            chosen = _same_order(self.cleaned_data.get(f"{APPLIES}-{name}") or [], told.pop(name, None))
            if chosen:
                told[name] = chosen
        return {name: told[name] for name in sorted(told, key=_place)}


class Body(Shown, forms.CharField):
    """The body in Markdown, as it is typed."""

    look = "words"

    def __init__(self, label: Text, **rest: Any) -> None:
        super().__init__(label, max_length=LONGEST_BODY, strip=False, **rest)


HEADS_OF: dict[Kind, tuple[str, ...]] = {kind: ("title", *_SPECS[kind], *_PLACE) for kind in Kind}
"""The fields of each kind in the order of the form; ``applies`` stands for the six lists it has."""
_NOTHING = Offered([], [], [], [])


def _made(kind: Kind, of: Offered) -> Iterator[tuple[str, Shown]]:
    for name, maker in {**_TITLE, **_SPECS[kind], **_PLACE}.items():
        if name == APPLIES:
            yield from ((f"{APPLIES}-{part}", made(of)) for part, made in _APPLIES.items())
        else:
            yield name, maker(of)


def _initial(kind: Kind, known: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: known.get(name, _default(kind, name)) for name in HEADS_OF[kind] if name != APPLIES}
    applies = known.get(APPLIES)
    if isinstance(applies, dict):
        told |= {f"{APPLIES}-{name}": value for name, value in applies.items()}
    return told


def _default(kind: Kind, name: str) -> Any:
    """Return what a field is where it is not written; None for one that must be."""
    field = next(one for one in fields(HEADS[kind]) if one.name == name)
    return None if field.default is MISSING else field.default


def _needed(kind: Kind, name: str) -> bool:
    return _default(kind, name) is None


def _same_order(chosen: list[Any], before: Any) -> list[Any]:
    """Return what was chosen, in the order it was written in before where it is the same."""
    same = isinstance(before, list) and sorted(map(str, before)) == sorted(map(str, chosen))
    return list(before) if same and len(before) == len(chosen) and before != chosen else chosen


def _place(name: str) -> int:
    return list(_APPLIES).index(name) if name in _APPLIES else len(_APPLIES)


@dataclass(frozen=True)
class Row:
    """A field of the head in words, as it is and as it was; ``fresh`` where the two differ."""

    label: Text
    now: tuple[Text, ...]
    before: tuple[Text, ...]
    fresh: bool


def head_rows(kind: Kind, now: Mapping[str, Any], before: Mapping[str, Any], of: Offered) -> tuple[Row, ...]:
    """Return the head in words; ``before`` is empty where there is nothing to tell it from.

    What no form knows stands under its own name.
    """
    made = dict(_made(kind, of))
    flat, flat_before = _flat(now), _flat(before)
    found = []
    for name in dict.fromkeys([*made, *flat, *flat_before]):
        field = made.get(name)
        said, was = _in_words(field, flat.get(name)), _in_words(field, flat_before.get(name))
        if said or was:
            found.append(Row((field and field.label) or name, said, was, bool(before) and said != was))
    return tuple(found)


def _flat(head: Mapping[str, Any]) -> dict[str, Any]:
    applies = head.get(APPLIES)
    told = {name: value for name, value in head.items() if name != APPLIES}
    if isinstance(applies, dict):
        told |= {f"{APPLIES}-{name}": value for name, value in applies.items()}
    return told


def _in_words(field: Shown | None, value: Any) -> tuple[Text, ...]:
    if value in (None, "", [], False):
        return ()
    labels = {str(code): label for code, label in getattr(field, "choices", ())}
    told = value if isinstance(value, list) else [value]
    if value is True:
        return (_("是"),)
    return tuple(labels.get(str(one), str(one)) for one in told)
