"""The inbox: matters by time left, filters, saved views."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from xiaobao.desk.addresses import inbox_address
from xiaobao.desk.models import SavedView
from xiaobao.desk.screen import Screen, is_fragment
from xiaobao.docket import queries
from xiaobao.docket.endings import Ended, Measure
from xiaobao.docket.filters import NOBODY, Filter
from xiaobao.docket.partners_page import name_of_partner
from xiaobao.docket.queries import Facets
from xiaobao.rules.ladder import Grade

REGION = "inbox"


@dataclass(frozen=True)
class Choice:
    """One drop-down of the filter bar: (value, label) pairs; ``default`` is what clearing it means."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str
    default: str = ""

    @property
    def is_set(self) -> bool:
        """Whether it narrows the list."""
        return self.value != self.default

    @property
    def chosen(self) -> str:
        """The label of what is chosen, or the bare value when it is none of the options."""
        return dict(self.options).get(self.value, self.value)


@dataclass(frozen=True)
class Chip:
    """One active filter with the query string that removes it."""

    label: str
    value: str
    without: str


class Inbox(Screen):
    """One page of matters, earliest due first; htmx asks for the region alone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page the query string asks for."""
        ask, chosen = self.ask, Filter.from_query(request.GET.dict())
        page = queries.inbox(ask.officer, chosen, ask.today, ask.rulebook, _page_number(request))
        choices = filter_choices(chosen, page.facets)
        more = further_choices(chosen)
        context = {
            "page": page,
            "filter": chosen,
            "query": chosen.to_query(),
            "choices": choices,
            "further": [choice for choice in more if choice.is_set],
            "chips": chips(chosen, [*choices, *more]),
            "everywhere": replace(chosen, open="all").to_query(),
            "saved_views": SavedView.objects.filter(owner=ask.officer.user),
            "today": ask.today,
            "soon_days": ask.rulebook.locality.settings.due_soon_working_days,
        }
        fragment = is_fragment(request, REGION)
        response = render(request, "desk/inbox/region.html" if fragment else "desk/inbox/page.html", context)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        if fragment:
            response["HX-Push-Url"] = _address(chosen, page.page)
        return response


def _address(chosen: Filter, number: int) -> str:
    """Return the shortest address of this page of the list, without the filters left at their default."""
    address = inbox_address(chosen)
    if number == 1:
        return address
    return f"{address}{'&' if '?' in address else '?'}page={number}"


def filter_choices(chosen: Filter, facets: Facets) -> list[Choice]:
    """Return the drop-downs of the filter bar with what is chosen in each."""
    due = [("overdue", _("逾期")), ("today", _("今日届满")), ("soon", _("临期"))]
    reach = [("open", _("在办")), ("closed", _("已办结")), ("all", _("全部"))]
    return [
        Choice("kind", _("类型"), _translated(facets.kinds), chosen.kind),
        Choice("state", _("状态"), _translated(facets.states), chosen.state),
        Choice("due", _("时限"), due, chosen.due),
        Choice("ordered", _("督办"), [("open", _("有督办")), ("late", _("督办回复逾期"))], chosen.ordered),
        Choice("office", _("承办单位"), facets.offices, chosen.office),
        Choice("channel", _("渠道"), facets.channels, chosen.channel),
        Choice("category", _("类别"), facets.categories, chosen.category),
        Choice("open", _("范围"), reach, chosen.open, default="open"),
    ]


def further_choices(chosen: Filter) -> list[Choice]:
    """Return what the boards ask for beside: no drop-downs, but chips that can be taken off."""
    clocks = _translated([(measure.value, measure.label) for measure in Measure])
    ended = _translated([(how.value, how.label) for how in Ended])
    grades = _translated([(grade.value, grade.label) for grade in Grade])
    settling = [("settled", _("已和解")), ("returned", _("转回本局")), ("before", _("受理前和解"))]
    return [
        Choice("handler", _("承办人"), _handlers(chosen.handler), chosen.handler),
        Choice("clock", _("期限"), clocks, chosen.clock),
        Choice("ended", _("期限停止"), ended, chosen.ended),
        Choice("alert", _("预警"), grades, chosen.alert),
        Choice("partner", _("先行和解单位"), _partner(chosen.partner), chosen.partner),
        Choice("settling", _("先行和解"), settling, chosen.settling),
        Choice("since", _("自"), [], chosen.since),
        Choice("until", _("至"), [], chosen.until),
    ]


def _handlers(username: str) -> list[tuple[str, str]]:
    if username in ("", NOBODY):
        return [(NOBODY, _("未指定承办人"))]
    return [(username, queries.name_of_officer(username))]


def _partner(code: str) -> list[tuple[str, str]]:
    return [(code, name_of_partner(code))] if code else []


def chips(chosen: Filter, choices: list[Choice]) -> list[Chip]:
    """Return the active filters, each with the way to remove it."""
    active = [
        Chip(choice.label, choice.chosen, _without(chosen, choice.name, choice.default))
        for choice in choices
        if choice.is_set
    ]
    if chosen.text:
        active.append(Chip(_("检索"), chosen.text, _without(chosen, "text", "")))
    return active


def _without(chosen: Filter, name: str, default: str) -> str:
    return replace(chosen, **{name: default}).to_query()


def _translated(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(value, _(label)) for value, label in pairs]


def _page_number(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    return int(given) if given.isdecimal() and len(given) < 8 else 1
