"""The forms of what comes in before acceptance: halves of a letter, people, material, identity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, LetterForm, day_in_words
from xiaobao.desk.forms.beside import offer_files
from xiaobao.desk.forms.fields import (
    Day,
    Line,
    LinesField,
    OneOf,
    OneRow,
    Tick,
    Ticks,
    Words,
    YesNo,
    wishes,
)
from xiaobao.desk.forms.mediation import SIDES
from xiaobao.desk.forms.people import Elected, PeopleField
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.people_page import PersonLine
from xiaobao.rules import consent, material


class SplitForm(ActForm):
    """A letter that is both complaint and report becomes two linked matters."""

    groups = (
        (_("留在本件的"), ("words_here", "requests", "files_here")),
        (_("分到另一件的"), ("words_other", "files_other", "anonymous")),
    )

    words_here = Words(_("本件的内容"), rows=5, hint=_("从来件原文摘出属于本件的部分。"))
    requests = LinesField(_("投诉请求"), least=2, hint=_("一行一项。"))
    files_here = Ticks(_("本件的材料"), optional=True)
    words_other = Words(_("另一件的内容"), rows=5, hint=_("只写办理另一件所需的内容。"))
    files_other = Ticks(_("另一件的材料"), optional=True)
    anonymous = Tick(_("举报人要求匿名"), optional=True)

    def prepare(self) -> None:
        """Offer the files of the letter to both halves."""
        offer_files(self, "files_here", "files_other")
        files = [one.pk for one in self.scene.page.files]
        self.initial["files_here"] = files

    def arguments(self) -> dict[str, Any]:
        """Return the arguments."""
        given = super().arguments()
        return given | {"requests": wishes(given["requests"])}


class JoinForm(ActForm):
    """Further people complain of the same dispute with the same operator, and agree to do so together."""

    groups = (
        (_("共同投诉人"), ("people",)),
        (_("同意与代表人"), ("consented", "how", "proof", "representatives", "mandate")),
    )

    people = PeopleField(_("同一争议的其他投诉人"), hint=_("姓名、电话封存保管，页面上只显示遮盖后的。"))
    consented = Tick(_("全体投诉人同意作为共同投诉"))
    how = OneOf(_("表示同意的方式"), half=True)
    proof = Line(_("同意的凭据"), hint=_("如共同签名的投诉书、各人的确认。"))
    representatives = Elected(
        _("推选的代表人"),
        optional=True,
        hint=_("至多两名，其他人在上面各自一栏勾选；不推选的，文书送达每一位。"),
    )
    mandate = Line(
        _("推选书"),
        optional=True,
        when="representatives=*",
        hint=_("推选须采用书面形式，写明材料名称和日期。"),
    )

    def prepare(self) -> None:
        """Offer the complainants there are; those to come are ticked in their own rows."""
        here = [(place, one.name or said("现投诉人")) for place, one in enumerate(self._here())]
        self.at("people").first = len(here)
        self.at("representatives").offer(here)
        self.at("how").offer((way.value, said(way.label)) for way in consent.Way)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments, representatives counted without the blank rows."""
        given, here = super().arguments(), len(self._here())
        further = self.at("people").places(self.typed("people"))
        chosen = [one if one < here else further.get(one, -1) for one in given["representatives"]]
        return given | {"representatives": [one for one in chosen if one >= 0]}

    def _here(self) -> list[PersonLine]:
        return [one for one in self.scene.page.people if one.role != "agent"]


class AppointAgentForm(ActForm):
    """Somebody acts for a side: for whom, for what, how far and how long."""

    groups = (
        (_("代理谁"), ("side", "principal_id")),
        (_("受托人"), ("name", "phone", "id_kind", "id_number")),
        (_("授权"), ("matters", "special", "until", "original")),
    )

    side = OneRow(_("哪一方"), of=SIDES, half=True)
    principal_id = OneOf(_("委托人"), when="side=complainant", coerce=int, empty=None, half=True)
    name = Line(_("姓名"), longest=64, half=True)
    phone = Line(_("电话"), longest=32, half=True)
    id_kind = Line(_("证件类型"), longest=32, half=True, hint=_("如居民身份证。"))
    id_number = Line(_("证件号码"), longest=64, half=True)
    matters = Line(_("委托事项"), hint=_("照授权委托书写。"))
    special = Tick(_("有变更、放弃请求或者达成协议的特别授权"), optional=True)
    until = Day(_("授权至"), optional=True)
    original = Tick(_("授权委托书原件已提交"))

    def prepare(self) -> None:
        """Offer the complainants."""
        people = [one for one in self.scene.page.people if one.role != "agent"]
        self.at("principal_id").offer((one.id, one.name or said("匿名")) for one in people)
        if len(people) == 1:
            self.initial["principal_id"] = people[0].id


class AskMaterialForm(LetterForm):
    """Ask for what is missing: once, in one list."""

    items = LinesField(_("需要补正的材料"), hint=_("一次列全，一行一项。已按登记情况列出缺少的内容。"))
    due_on = Day(_("补正期限"), hint=_("受理期限照常计算，补正不停止计时。"))
    how = Line(_("提交的方式"), half=True, optional=True)
    words = Words(_("期限晚于受理期限的理由"), rows=2, optional=True)

    def prepare(self) -> None:
        """Begin with what the rule finds missing."""
        super().prepare()
        law = self.scene.ask.rulebook.law
        facts = complaint_facts(self.scene.page.matter)
        self.initial["items"] = [reason.text for reason in material.missing(facts, law)]

    def letter(self) -> Mapping[str, str]:
        """Return what the letter says."""
        return {"items": self.words_of("items"), "due_on": day_in_words(self.typed("due_on"))}


class VerifyIdentityForm(LetterForm):
    """Ask for proof of identity, with a date of its own."""

    items = LinesField(_("需要提供的身份证明材料"), hint=_("一行一项。"))
    due_on = Day(_("提供期限"), hint=_("受理期限照常计算。"))
    words = Words(_("期限晚于受理期限的理由"), rows=2, optional=True)

    def prepare(self) -> None:
        """Begin with what such a request usually lists."""
        super().prepare()
        self.initial["items"] = list(material.IDENTITY_PAPERS)

    def letter(self) -> Mapping[str, str]:
        """Return what Form 4 says."""
        return {"materials": self.words_of("items"), "due_on": day_in_words(self.typed("due_on"))}


class SupplementForm(ActForm):
    """What the complainant handed in, after being asked or unasked; proof of identity only when asked."""

    groups = (
        (_("收到了什么"), ("kind", "on", "received", "complete")),
        (_("随补正更正的登记内容"), ("postal", "respondent_name", "respondent_address")),
        ("", ("words",)),
    )

    kind = OneRow(_("哪一类"))
    on = Day(_("收到之日"), today=True, needed=True)
    received = LinesField(_("收到的材料"), hint=_("一行一项；没有收到的删去。"))
    complete = YesNo(_("是否补齐"), yes=_("已补齐"), no=_("未补齐"))
    postal = Line(_("投诉人通讯地址"), optional=True, hint=_("封存保管。"))
    respondent_name = Line(_("被投诉人名称"), optional=True, half=True)
    respondent_address = Line(_("被投诉人地址"), longest=300, optional=True, half=True)
    words = Words(_("说明"), rows=3, optional=True, hint=_("没有收到任何材料的，写明投诉人怎样答复。"))

    def prepare(self) -> None:
        """Begin with the open request and what it asked for."""
        asked = {one.kind for one in self.scene.page.requests}
        kinds = [one for one in material.Wanted if one is material.Wanted.MATERIAL or one in asked]
        self.at("kind").offer((one.value, said(one.label)) for one in kinds)
        waiting = [one for one in self.scene.page.requests if one.answered_on is None]
        self.initial["kind"] = kinds[0].value
        if waiting:
            self.initial.update({"kind": waiting[0].kind, "received": list(waiting[0].items)})
