"""The parts of the form of routing: its head, a rule, a street, a key industry; codes are never typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.fields import Day, Line, OneOf, Text, Ticks, Words
from xiaobao.desk.forms.ladder import PlacedForm, choices_of
from xiaobao.docket import routing_words
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.acts import Track
from xiaobao.rules.arrival import CHANNELS
from xiaobao.rules.routing import BY_AREA, Tier

_BETWEEN = re.compile(r"[、，,；;\n\r\t]+")
_ANY = _("不限")
_YES_NO = {
    "in_district": routing_words.IN_DISTRICT,
    "odr_enterprise": routing_words.ODR,
    "service_point": routing_words.POINT,
    "key_enterprise": routing_words.KEY,
    "street_known": routing_words.STREET,
}


class Names(Words):
    """Several names in one box, parted by 、 or put on lines of their own."""

    between = _BETWEEN

    def __init__(self, label: Text, **rest: Any) -> None:
        given: dict[str, Any] = {"rows": 2, "optional": True, "hint": _("多个用顿号隔开。")} | rest
        super().__init__(label, **given)

    def clean(self, value: Any) -> list[str]:
        """Return each name once."""
        text = str(super().clean(value) or "")
        return list(dict.fromkeys(name.strip() for name in self.between.split(text) if name.strip()))


class Sentences(Names):
    """Several sentences, one a line."""

    between = re.compile(r"[\n\r]+")

    def __init__(self, label: Text, **rest: Any) -> None:
        super().__init__(label, rows=4, hint=_("一行一条。"), **rest)


class AnyOf(OneOf):
    """One of a list, where nothing chosen means that it does not matter."""

    blank = _ANY

    def __init__(self, label: Text, **rest: Any) -> None:
        super().__init__(label, half=True, empty=None, **rest)


class RoutingHead(PlacedForm):
    """The district, and why the rules are to be changed; the days are those of the matters to be tried."""

    district = Line(_("本区"), longest=20, needed=True, half=True)
    others = Names(_("同城其他区"), rows=1)
    note = Line(_("说明"), longest=200, optional=True)
    reason = Words(_("为什么要变更"), rows=3, hint=_("签署的人据此判断；不写姓名、电话。"))
    first = Day(_("试算从哪天收到的来件"), optional=True, hint=_("不填的，试算提出之日前三十天的来件。"))
    last = Day(_("试算到哪天"), optional=True)


class WholeForm(PlacedForm):
    """A part that offers what the other parts say."""

    def __init__(self, rulebook: Rulebook, place: str, data: Any, *, bound: bool) -> None:
        self.whole = data
        super().__init__(rulebook, place, data, bound=bound)

    def offices(self, rulebook: Rulebook) -> list[tuple[str, str]]:
        """Return the offices that handle matters."""
        return [(one.code, one.name) for one in rulebook.locality.handling]

    def others(self, name: str, *wanted: str) -> Iterator[tuple[str, ...]]:
        """Yield what is typed in the fields ``wanted`` of every part called ``name``."""
        for place in dict.fromkeys(self.whole.getlist(name)):
            yield tuple(str(self.whole.get(f"{place}-{one}", "")).strip() for one in wanted)

    @property
    def unsettled(self) -> bool:
        """Whether it is to be seen at once: a new part, or one with something wrong."""
        return bool(self.errors) or not str(self["name"].value() or "").strip()

    @property
    def title(self) -> str:
        """What stands over the part."""
        return str(self["name"].value() or "").strip()


class RuleForm(WholeForm):
    """One rule: all that is said must be so; what is left out does not matter."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    name = Line(_("规则名称"), longest=64, needed=True)
    tier = OneOf(_("由谁先办"), needed=True, half=True)
    office = OneOf(_("归哪个单位"), needed=True, half=True)
    track = AnyOf(_("来件"))
    in_district = AnyOf(_("地点"))
    street_known = AnyOf(_("地址"))
    key_enterprise = AnyOf(_("重点企业"))
    odr_enterprise = AnyOf(_("ODR企业"))
    service_point = AnyOf(_("维权服务站"))
    chosen = Ticks(_("消费者选择"), coerce=str)
    industries = Ticks(_("重点行业"), coerce=str)
    streets = Ticks(_("街道"), coerce=str)
    channels = Ticks(_("渠道"), coerce=str)
    categories = Names(_("类别"), hint=_("商品或者服务分类中的一级，如“餐饮和住宿服务”；多个用顿号隔开。"))
    problems = Names(_("问题"), hint=_("问题分类中的一级；多个用顿号隔开。"))
    communities = Names(_("社区"))
    words = Names(_("名称或者地址含"))

    conditions = (
        "track", "in_district", "street_known", "key_enterprise", "odr_enterprise", "service_point", "chosen",
        "industries", "streets", "channels", "categories", "problems", "communities", "words",
    )  # fmt: skip

    def offer(self, rulebook: Rulebook) -> None:
        """Offer tiers, offices, and what the other parts of the form name."""
        self._choices("tier", [(one.value, one.label) for one in Tier])
        self._choices("office", [(BY_AREA, routing_words.BY_STREET), *self.offices(rulebook)])
        self._choices("track", [(one.value, one.label) for one in Track])
        for name, words in _YES_NO.items():
            self._choices(name, list(zip(("yes", "no"), words, strict=True)))
        self._choices("chosen", list(routing_words.CHOICES.items()))
        self._choices("channels", [(one, one) for one in dict.fromkeys(CHANNELS.values())])
        self._choices("industries", [(code, name) for code, name in self.others("industries", "id", "name")])
        self._choices("streets", [(name, name) for (name,) in self.others("streets", "name") if name])

    @property
    def when(self) -> dict[str, Any]:
        """What the rule asks; call after ``is_valid``."""
        given = {name: self.cleaned_data.get(name) for name in self.conditions}
        for name in _YES_NO:
            given[name] = {"yes": True, "no": False}.get(str(given[name]))
        return {name: value for name, value in given.items() if value not in (None, "", [])}

    @cached_property
    def told(self) -> list[str]:
        """The names of the conditions that are set, for the line over the part."""
        return [
            str(self.fields[name].label) for name in self.conditions if self[name].value() not in _NOTHING
        ]

    @property
    def to(self) -> str:
        """Where the rule sends a matter, as chosen so far."""
        tier, office = (
            next((str(word) for code, word in choices_of(self, name) if code == self[name].value()), "")
            for name in ("tier", "office")
        )
        fixed = self["tier"].value() in (Tier.OUT.value, Tier.INTAKE.value)
        return tier if fixed or office in ("", tier) else f"{tier} · {office}"


_NOTHING: tuple[Any, ...] = (None, "", [], [""])


class StreetForm(WholeForm):
    """One street, its office, its communities, and places known to stand in it."""

    name = Line(_("街道"), longest=40, needed=True, half=True)
    office = OneOf(_("由哪个所管"), needed=True, half=True)
    communities = Names(_("社区"), rows=3, hint=_("照行政区划的全称，如“高殿社区”；多个用顿号隔开。"))
    places = Names(_("场所"), hint=_("地址里常只写这个名称的商场、市场；多个用顿号隔开。"))

    def offer(self, rulebook: Rulebook) -> None:
        """Offer the offices."""
        self._choices("office", self.offices(rulebook))

    @property
    def told(self) -> str:
        """The office, as chosen so far."""
        found = (str(word) for code, word in choices_of(self, "office") if code == self["office"].value())
        return next(found, "") if self["office"].value() else ""


class IndustryForm(WholeForm):
    """One key industry of a station: what belongs to it, and how its matters are handled."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    name = Line(_("重点行业"), longest=32, needed=True, half=True)
    office = OneOf(_("由哪个单位监管"), needed=True, half=True)
    categories = Names(_("类别"), hint=_("商品或者服务分类中的一级；多个用顿号隔开。"))
    words = Names(_("名称含"), hint=_("被投诉举报人名称中的字样；多个用顿号隔开。"))
    scale = Line(_("规模"), longest=200, optional=True)
    principles = Sentences(_("处理的基本原则"))
    procedure = Sentences(_("处理流程"))

    def offer(self, rulebook: Rulebook) -> None:
        """Offer the offices."""
        self._choices("office", self.offices(rulebook))

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs to the industry."""
        given = super().clean() or {}
        if not (given.get("categories") or given.get("words")):
            self.add_error("categories", forms.ValidationError(said("请写明包括哪些类别或者名称。")))
        return given

    @property
    def told(self) -> str:
        """The office, as chosen so far."""
        found = (str(word) for code, word in choices_of(self, "office") if code == self["office"].value())
        return next(found, "") if self["office"].value() else ""
