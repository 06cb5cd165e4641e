"""The kinds of rules that are changed as a form: one row each, so that no officer writes YAML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms import handlers_changes, ladder_changes, routing_changes
from xiaobao.desk.forms.fields import Text
from xiaobao.docket.reroutes import Span
from xiaobao.docket.rule_files import RuleFile
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Obstacle

Data = MultiValueDict[str, Any]


class RuleForm(Protocol):
    """A change put together on screen, or a file."""

    @property
    def why(self) -> str:
        """Why it is to be changed."""

    @property
    def span(self) -> Span | None:
        """The days of past matters to look at; None for the usual ones."""

    def file(self) -> RuleFile:
        """Return the file that is proposed; raises Refused."""

    def refuse(self, refusal: Obstacle) -> None:
        """Show a refusal."""


class _Made(Protocol):
    def __call__(self, rulebook: Rulebook, data: Data | None = None, *, bound: bool = False) -> RuleForm: ...


@dataclass(frozen=True, slots=True)
class Editor:
    """One kind: ``form`` without data shows what is in service; ``changed`` adds or takes away a part."""

    title: Text
    form: _Made
    changed: Callable[[Data, str], Data]
    template: str


EDITORS = {
    "ladder": Editor(
        _("督办阶梯"), ladder_changes.LadderForm, ladder_changes.changed, "desk/rules/ladder.html"
    ),
    "routing": Editor(
        _("分办规则"), routing_changes.RoutingForm, routing_changes.changed, "desk/rules/routing.html"
    ),
    "handlers": Editor(
        _("处置人员安排"), handlers_changes.HandlersForm, handlers_changes.changed, "desk/rules/handlers.html"
    ),
}
