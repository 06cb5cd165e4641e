"""Key enterprises (重点企业) on screen: the list, one of them, its team and its papers."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from xiaobao.desk.form_screen import FormScreen
from xiaobao.desk.forms import key_enterprises as forms
from xiaobao.desk.screen import Screen
from xiaobao.desk.views.documents import handed_over
from xiaobao.docket.actions.add_register_paper import add_register_paper, open_register_paper
from xiaobao.docket.actions.end_key_enterprise import end_key_enterprise
from xiaobao.docket.actions.end_team_member import end_team_member
from xiaobao.docket.actions.list_key_enterprise import list_key_enterprise
from xiaobao.docket.actions.see_team_contact import see_team_contact
from xiaobao.docket.actions.set_team_member import set_team_member
from xiaobao.docket.key_enterprises import SEES
from xiaobao.docket.key_list_page import key_list_page, proposed_of
from xiaobao.docket.key_page import KeyPage, key_page
from xiaobao.docket.models import PaperKind

PAGE = "desk/key/page.html"


class KeyEnterprises(Screen):
    """Those that are listed, what is owed to them, and those that are proposed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        ask, number = self.ask, request.GET.get("page", "1")
        number = number if number.isdecimal() and len(number) < 8 else "1"
        page = key_list_page(ask.officer, today=ask.today, rulebook=ask.rulebook, page=int(number))
        context = {
            "page": page,
            "today": ask.today,
            "thresholds": ask.rulebook.locality.tiers.key_enterprises,
        }
        return render(request, "desk/key/list.html", context)


class ListKeyEnterprise(FormScreen):
    """List one; a proposal fills the form in."""

    template = "desk/key/new.html"

    def form(self, data: Any = None, files: Any = None) -> forms.ListForm:
        """Return the form, filled in from the proposal of the name in the address."""
        initial: dict[str, Any] = {"since": self.ask.today}
        name = self.request.GET.get("name", "")[:200]
        if data is None and name:
            initial |= proposed_of(
                self.ask.officer, name, today=self.ask.today, rulebook=self.ask.rulebook
            ) or {"name": name}
        return forms.ListForm(data, files, initial)

    def around(self) -> dict[str, Any]:
        """Turn away who may not."""
        self.ask.may(SEES)
        return {}

    def do(self, form: forms.ListForm) -> HttpResponse:
        """List it and show it."""
        ask = self.ask
        enterprise = list_key_enterprise(officer=ask.officer, at=ask.now, address=ask.address, **form.given())
        messages.success(self.request, _("已列为重点企业。"))
        return redirect("key-enterprise", enterprise.pk)

    def done_already(self) -> HttpResponse:
        """Show the list."""
        return redirect("key-enterprises")


class OneKeyEnterprise(Screen):
    """One of them."""

    def get(self, request: HttpRequest, enterprise_id: int) -> HttpResponse:
        """Show it."""
        return render(request, PAGE, {"page": _page(self, enterprise_id), "today": self.ask.today})


class _OfEnterprise(FormScreen):
    template = "desk/key/form.html"

    @property
    def enterprise_id(self) -> int:
        """Return which one the address names."""
        return int(self.kwargs["enterprise_id"])

    def around(self) -> dict[str, Any]:
        """Return the enterprise, and what the form is called."""
        return {"page": _page(self, self.enterprise_id), "title": self.title(), "about": self.about()}

    @abstractmethod
    def title(self) -> str:
        """Return what the form is called."""

    def about(self) -> str:
        """Return a sentence under the title."""
        return ""

    def done_already(self) -> HttpResponse:
        """Show the enterprise."""
        return redirect("key-enterprise", self.enterprise_id)


class EndKeyEnterprise(_OfEnterprise):
    """Take one off the list."""

    def title(self) -> str:
        """Return what the form is called."""
        return _("移出重点企业")

    def form(self, data: Any = None, files: Any = None) -> forms.EndForm:
        """Return the form."""
        return forms.EndForm(data, files, {"until": self.ask.today})

    def do(self, form: forms.EndForm) -> HttpResponse:
        """End it."""
        ask = self.ask
        end_key_enterprise(
            enterprise_id=self.enterprise_id,
            officer=ask.officer,
            at=ask.now,
            address=ask.address,
            **form.given(),
        )
        messages.success(self.request, _("已移出重点企业。"))
        return redirect("key-enterprise", self.enterprise_id)


@method_decorator(sensitive_post_parameters("name", "phone", "email"), name="dispatch")
class NewMember(_OfEnterprise):
    """Name somebody of the team."""

    def title(self) -> str:
        """Return what the form is called."""
        return _("登记客服联系人")

    def about(self) -> str:
        """Return a sentence under the title."""
        return _("姓名、电话和电子邮件加密保存，页面上只显示遮盖后的内容；查看全文记入审计记录。")

    def form(self, data: Any = None, files: Any = None) -> forms.MemberForm:
        """Return the form."""
        return forms.MemberForm(data, files)

    def do(self, form: forms.MemberForm) -> HttpResponse:
        """Keep it."""
        ask = self.ask
        set_team_member(
            enterprise_id=self.enterprise_id,
            officer=ask.officer,
            at=ask.now,
            address=ask.address,
            **form.given(),
        )
        messages.success(self.request, _("已登记客服联系人。"))
        return redirect("key-enterprise", self.enterprise_id)


class NewPaper(_OfEnterprise):
    """Put a paper on file: the internal complaint procedure, for instance."""

    def title(self) -> str:
        """Return what the form is called."""
        return _("添加材料")

    def form(self, data: Any = None, files: Any = None) -> forms.PaperForm:
        """Return the form."""
        return forms.PaperForm(data, files, {"kind": PaperKind.PROCEDURE})

    def do(self, form: forms.PaperForm) -> HttpResponse:
        """Keep it."""
        ask = self.ask
        add_register_paper(
            enterprise_id=self.enterprise_id,
            officer=ask.officer,
            at=ask.now,
            address=ask.address,
            **form.given(),
        )
        messages.success(self.request, _("已添加材料。"))
        return redirect("key-enterprise", self.enterprise_id)


class SeeContact(Screen):
    """How somebody of the team is reached, shown in the answer to this request alone."""

    def post(self, request: HttpRequest, member_id: int) -> HttpResponse:
        """Write it down, then show it."""
        ask = self.ask
        contact = see_team_contact(member_id=member_id, officer=ask.officer, at=ask.now, address=ask.address)
        page = _page(self, contact.enterprise_id)
        return render(
            request, PAGE, {"page": page, "today": ask.today, "seen": contact, "seen_id": member_id}
        )


class EndMember(Screen):
    """Take somebody off the team."""

    def post(self, request: HttpRequest, member_id: int) -> HttpResponse:
        """End it."""
        ask = self.ask
        member = end_team_member(member_id=member_id, officer=ask.officer, at=ask.now, address=ask.address)
        messages.success(request, _("已不再列为联系人。"))
        return redirect("key-enterprise", member.enterprise_id)


class KeyPaper(Screen):
    """A paper of a key enterprise."""

    def get(self, request: HttpRequest, paper_id: int) -> HttpResponse:  # noqa: ARG002
        """Hand it over."""
        ask = self.ask
        ask.may(SEES)
        return handed_over(
            open_register_paper(paper_id=paper_id, officer=ask.officer, at=ask.now, address=ask.address)
        )


def _page(screen: Screen, enterprise_id: int) -> KeyPage:
    ask = screen.ask
    return key_page(ask.officer, enterprise_id, today=ask.today, rulebook=ask.rulebook)
