"""The parts of the form of who handles what: head, class, condition, cell; codes are never typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Line, Number, OneOf, Tick, Ticks, Words
from xiaobao.desk.forms.ladder import PlacedForm, choices_of
from xiaobao.desk.forms.routing_parts import AnyOf, Names, Sentences
from xiaobao.docket import handlers_words
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.acts import Act, Track
from xiaobao.rules.arrival import CHANNELS
from xiaobao.rules.handlers import MOST

EVERY = "all"
"""What the form sends for every office without a cell of its own."""
_SIGNED = (Act.ACCEPT, Act.DECLINE, Act.SETTLE, Act.TERMINATE, Act.CLOSE, Act.PROPOSE)
"""The acts a signature is usually wanted for; those in service are offered besides."""
_LIMIT, _SIGN = "limit_", "sign_"


class HandlersHead(PlacedForm):
    """What is said of the whole, and why it is to be changed."""

    note = Line(_("说明"), longest=200, optional=True)
    reason = Words(_("为什么要变更"), rows=3, hint=_("签署的人据此判断；不写姓名、电话。"))


class ClassForm(PlacedForm):
    """One class of matters."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    name = Line(_("类别名称"), longest=40, needed=True)
    by_person = Tick(_("只由人工认定"), hint=_("不写条件，系统不推断；由承办人或者负责人逐件认定。"))
    note = Words(_("注意"), rows=2, optional=True)


class WhenForm(PlacedForm):
    """One condition: all that is said must be so; what is left out does not matter."""

    track = AnyOf(_("来件"))
    complainants = Number(_("投诉人数不少于"), min_value=2, max_value=10_000, optional=True, half=True)
    categories = Names(_("商品或者服务类别"), hint=_("分类中的一级，如“家居用品”；多个用顿号隔开。"))
    problems = Names(_("问题类别"))
    sales = Names(_("销售方式"), hint=_("照导出文件的写法，如“网购”；多个用顿号隔开。"))
    channels = Ticks(_("渠道"), coerce=str)
    words = Names(_("名称含"), hint=_("被投诉举报人名称中的字样；多个用顿号隔开。"))

    def offer(self, rulebook: Rulebook) -> None:  # noqa: ARG002
        """Offer tracks and channels."""
        self._choices("track", [(one.value, one.label) for one in Track])
        self._choices("channels", [(one, one) for one in dict.fromkeys(CHANNELS.values())])

    @property
    def own(self) -> str:
        """Return its place within the class."""
        return self.place.partition("-")[2]

    @property
    def when(self) -> dict[str, Any]:
        """What is asked; call after ``is_valid``."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}


class CellForm(PlacedForm):
    """How a class is handled in one office, or in all; a field of each limit and signature is added to it."""

    office = OneOf(_("单位"), needed=True, half=True)
    posts = Ticks(_("处置岗位"), coerce=str, needed=True)
    steps = Sentences(_("步骤"))

    def offer(self, rulebook: Rulebook) -> None:
        """Offer offices and posts."""
        offices = [(one.code, one.name) for one in rulebook.locality.handling]
        self._choices("office", [(EVERY, handlers_words.OTHERS), *offices])
        posts = [one for one in rulebook.locality.posts if one.reach != "none"]
        handling = [(one.code, one.name) for one in posts if Act.ACCEPT.value in one.acts]
        self._choices("posts", handling)
        for name in self.fields:
            if name.startswith(_SIGN):
                act = name.removeprefix(_SIGN)
                self._choices(name, [(one.code, one.name) for one in posts if act in one.acts])

    @property
    def own(self) -> str:
        """Return its place within the class."""
        return self.place.partition("-")[2]

    @property
    def limits(self) -> list[dict[str, Any]]:
        """The house limits; call after ``is_valid``."""
        given = self.cleaned_data
        return [
            {"clock": _clock(name), "within": given[name]}
            for name in self.fields
            if name.startswith(_LIMIT) and given.get(name)
        ]

    @property
    def signs(self) -> list[dict[str, Any]]:
        """The acts that want a signature; call after ``is_valid``."""
        given = self.cleaned_data
        return [
            {"act": name.removeprefix(_SIGN), "posts": given[name]}
            for name in self.fields
            if name.startswith(_SIGN) and given.get(name)
        ]

    @property
    def limit_fields(self) -> list[forms.BoundField]:
        """The fields of the limits."""
        return [self[name] for name in self.fields if name.startswith(_LIMIT)]

    @property
    def sign_fields(self) -> list[forms.BoundField]:
        """The fields of the signatures."""
        return [self[name] for name in self.fields if name.startswith(_SIGN)]

    @property
    def title(self) -> str:
        """The office, as chosen so far."""
        chosen = self["office"].value()
        return next((str(word) for code, word in choices_of(self, "office") if chosen and code == chosen), "")


def cell_form(rulebook: Rulebook) -> type[CellForm]:
    """Return the form of a cell with a field for each limit and each signature there may be."""
    named = {limit.clock for cell in rulebook.handlers.cells for limit in cell.limits}
    fields: dict[str, Any] = {
        limit_field(clock): Number(name, min_value=1, max_value=MOST, optional=True, half=True)
        for clock, name in handlers_words.clocks(rulebook)
        if clock in named or clock.startswith(("complaint.", "report."))
    }
    signed = {one.act for cell in rulebook.handlers.cells for one in cell.sign_off}
    for act in dict.fromkeys((*_SIGNED, *sorted(signed))):
        fields[sign_field(act)] = Ticks(said(act.label), coerce=str)
    return DeclarativeFieldsMetaclass("CellForm", (CellForm,), fields)  # type: ignore[return-value]


def limit_field(clock: str) -> str:
    """Return what the field of a clock's limit is called."""
    return _LIMIT + clock.replace(".", "-")


def sign_field(act: Act) -> str:
    """Return what the field of an act's signature is called."""
    return _SIGN + act.value


def _clock(name: str) -> str:
    return name.removeprefix(_LIMIT).replace("-", ".")
