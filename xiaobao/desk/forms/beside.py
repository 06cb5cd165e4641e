"""The forms of what goes on beside the procedure: service, voiding, files, visits, leads, the police."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.forms.act import ActForm, LetterForm, moment_in_words
from xiaobao.desk.forms.fields import (
    Day,
    Files,
    Line,
    LinesField,
    Moment,
    OneCard,
    OneOf,
    OneRow,
    Tick,
    Ticks,
    Words,
    YesNo,
)
from xiaobao.desk.forms.mediation import SIDES
from xiaobao.docket.actions.extend import CHECK_EXTENDED, REPORT
from xiaobao.docket.matters_form import approver, before_filing
from xiaobao.docket.models import ServiceChannel, Visit
from xiaobao.docket.papers_page import AddresseeLine, PaperLine, to_tell
from xiaobao.docket.told import untold_since_voided
from xiaobao.rules.transfer import Suspicion

_CHANNELS = ServiceChannel.choices
_NOBODY: tuple[PaperLine | None, AddresseeLine | None] = (None, None)


class ServeForm(ActForm):
    """Somebody was told: how, when, and what proves it."""

    multipart = True
    groups = (
        (_("哪一份文书、给谁"), ("to", "everyone")),
        (_("怎样送达的"), ("channel", "sent_at", "served_at", "proof", "file")),
        (_("送达回证"), ("receipt", "place")),
    )
    from_link = MappingProxyType({"to": "to"})
    stands_for = MappingProxyType({"document_id": "to", "addressee_id": "to", "also": "everyone"})

    to = OneCard(_("文书与送达对象"))
    everyone = Tick(
        _("这份文书的其他各方也同时送达"), hint=_("方式、时间和凭据相同的才勾选，如双方当面各执一份。")
    )
    channel = OneOf(_("方式"), of=_CHANNELS, half=True)
    sent_at = Moment(_("发出时间"), now=True, needed=True)
    served_at = Moment(_("送达时间"), optional=True, hint=_("还不能确定对方收到的，先留空。"))
    proof = Line(
        _("凭据"), longest=300, hint=_("如邮件号、平台记录。电话告知的，写明由谁接听、怎样确认知悉。")
    )
    file = Files(_("凭据文件"), single=True, optional=True)
    receipt = Tick(
        _("制作送达回证"), when="channel=in_person", hint=_("当面送交并且已经送达的，由收件人签字。")
    )
    place = Line(_("送达地点"), when="channel=in_person", optional=True)

    def prepare(self) -> None:
        """Offer whoever has not been served; begin with the one the page led here for."""
        waiting = list(to_tell(self.scene.page.papers))
        self.at("to").offer(
            (one.key, f"{paper.title} {paper.number} → {one.name or one.side}") for paper, one in waiting
        )
        if len(waiting) == 1:
            self.initial["to"] = waiting[0][1].key
        if all(len(paper.to_tell) < 2 for paper, _one in waiting):
            del self.fields["everyone"]

    def papers(self) -> tuple[str, ...] | None:
        """Only a receipt that was asked for is made."""
        asked = self.typed("receipt") and self.typed("channel") == ServiceChannel.IN_PERSON
        return ("service_receipt",) if asked else ()

    def letter(self) -> Mapping[str, str]:
        """Return what the receipt says."""
        waiting = to_tell(self.scene.page.papers)
        paper, one = next((pair for pair in waiting if pair[1].key == self.words_of("to")), _NOBODY)
        return {
            "document_title": paper.title if paper else "",
            "document_number": paper.number if paper else "",
            "addressee": (one.name or one.side) if one else "",
            "served_at": moment_in_words(self.typed("served_at")),
            "place": self.words_of("place"),
            "channel": str(ServiceChannel.IN_PERSON.label),
            "proof": self.words_of("proof"),
            "server": self.scene.ask.officer.user.name,
        }

    def arguments(self) -> dict[str, Any]:
        """Return the arguments: document and addressee apart, one file or none."""
        given = super().arguments()
        document, _dash, addressee = str(given.pop("to") or "0-0").partition("-")
        files = given.pop("file")
        return given | {
            "document_id": int(document),
            "addressee_id": int(addressee),
            "also": self._others(int(document), int(addressee)) if given.pop("everyone", False) else [],
            "file": files[0] if files else None,
        }

    def _others(self, document: int, addressee: int) -> list[int]:
        waiting = (one for paper, one in to_tell(self.scene.page.papers) if paper.id == document)
        return [one.id for one in waiting if one.id != addressee]


class VoidForm(LetterForm):
    """A document should not have been issued: it keeps its number and the reason.

    A decision's document that was voided without another in its place is offered again, to be made anew.
    """

    from_link = MappingProxyType({"document_id": "anew", "reissue": "anew"})

    document_id = OneCard(_("哪一份文书"), coerce=int, needed=True)
    words = Words(_("作废的理由"), rows=3)
    reissue = Tick(
        _("同时重新制作一份"),
        hint=_(
            "受理、不予受理、终止调解的决定书和调解书、和解记录可以重新制作：内容照原决定，"
            "另编文号，需要重新送达。"
        ),
    )

    def prepare(self) -> None:
        """Offer the documents that still stand, and the decisions nobody can be told of any more."""
        super().prepare()
        page, ask = self.scene.page, self.scene.ask
        lost = untold_since_voided(page.matter, ask.rulebook)
        stand = [one for one in page.papers if not one.voided_at and one.order_id is None]
        shown = {one.id: f"{one.title} {one.number}" for one in stand}
        again = said("（已作废，可以重新制作）")
        shown |= {one.pk: f"{one.title} {one.number}{again}" for one in lost}
        self.at("document_id").offer(sorted(shown.items()))


class AttachForm(ActForm):
    """Add files to the matter."""

    multipart = True

    files = Files(  # type: ignore[assignment]  # a field leaves the class before FILES come
        _("文件"), needed=True, hint=_("照片、PDF、Word、表格、录音；可以一次选几份。")
    )
    what = Line(
        _("是什么材料"), longest=100, optional=True, hint=_("如购物小票、现场照片。请不要写姓名和电话。")
    )


class VisitForm(ActForm):
    """Somebody was called back, and how satisfied they were."""

    groups = (
        (_("回访谁"), ("side", "on", "channel", "reached")),
        (_("回访结果"), ("satisfaction", "words", "sample_id")),
    )
    from_link = MappingProxyType({"sample_id": "sample"})

    side = OneRow(_("哪一方"), of=SIDES, half=True)
    on = Day(_("回访之日"), today=True, needed=True)
    channel = OneOf(_("方式"), of=_CHANNELS, half=True)
    reached = YesNo(_("是否联系上"), half=True, needed=True)
    satisfaction = OneRow(_("满意程度"), of=Visit.Satisfaction.choices, when="reached=yes")
    words = Words(_("所说的意见"), rows=3, optional=True)
    sample_id = OneOf(_("属于哪一次抽查"), coerce=int, empty=None, optional=True)

    def prepare(self) -> None:
        """Offer the samples the matter was drawn in."""
        drawn = self.scene.page.samples
        if not drawn:
            del self.fields["sample_id"]
            return
        self.at("sample_id").offer(
            (one.sample_id, said("%(day)s 抽查第%(place)s件") % {"day": one.day, "place": one.place})
            for one in drawn
        )


class LeadForm(ActForm):
    """A breach of the law was noticed in mediation: a report of its own is opened and checked."""

    discovered_on = Day(_("发现线索之日"), today=True, needed=True, hint=_("核查期限自这一天起算。"))
    words = Words(_("线索"), rows=5, hint=_("写明涉嫌违法的事实；不写投诉人的姓名和电话。"))
    files = Ticks(_("随线索移交的材料"), optional=True)  # type: ignore[assignment]

    def prepare(self) -> None:
        """Offer the files of the matter."""
        offer_files(self, "files")


class TransferForm(ActForm):
    """A crime is suspected: the police are told in writing."""

    groups = (
        (_("移送给谁"), ("body",)),
        (_("写进移送函"), ("suspicion", "facts", "materials")),
    )

    body = Line(_("公安机关"), longest=100)
    suspicion = OneCard(_("涉嫌的行为"))
    facts = Words(_("线索事实"), rows=5)
    materials = LinesField(_("移送的材料"), hint=_("一行一项。"))

    def prepare(self) -> None:
        """Offer what the article lists."""
        self.at("suspicion").offer((one.value, said(one.label)) for one in Suspicion)

    def letter(self) -> Mapping[str, str]:
        """Return what the letter says."""
        suspicions = {one.value: one.label for one in Suspicion}
        return {
            "addressee": self.words_of("body"),
            "suspicion": suspicions.get(self.words_of("suspicion"), ""),
            "facts": self.words_of("facts"),
            "materials": self.words_of("materials"),
        }


class ExtendForm(ActForm):
    """A head of the bureau extends the check of a report."""

    clock = OneCard(_("延长哪一项期限"))
    words = Words(_("延长的理由"), hint=_("写明案情复杂在哪里、还要核查什么。"))

    def prepare(self) -> None:
        """Offer the running clocks the law lets be extended, from the law file."""
        clocks = self.scene.page.clocks
        extensible = {row.id for row in self.scene.ask.rulebook.law.clocks() if row.extensions}
        running = [one for one in clocks if one.state == "running" and one.clock in extensible]
        self.at("clock").offer((one.clock, f"{one.name}（{one.due_earliest}）") for one in running)
        if len(running) == 1:
            self.initial["clock"] = running[0].clock

    def letter(self) -> Mapping[str, str]:
        """Return what the notice says."""
        matter, reason = self.scene.page.matter, self.words_of("words")
        by = approver(self.scene.ask.officer)
        approval = before_filing(matter) | {"what": CHECK_EXTENDED, "unit": matter.office.name}
        return approval | {"reason": reason, "addressee": matter.office.name, "approved_by": by}

    def papers(self) -> tuple[str, ...] | None:
        """Only the check of a report has the official form of approval beside our own notice."""
        return None if self.words_of("clock") == REPORT else ("extension_notice",)


def offer_files(form: ActForm, *names: str) -> None:
    """Offer the files of the matter in these fields; take the fields away where there are none."""
    files = form.scene.page.files
    for name in names:
        if files:
            form.at(name).offer((one.pk, _shown(one)) for one in files)
        else:
            del form.fields[name]


def _shown(one: Any) -> str:
    return f"{one.shown_name} {one.what}".strip()
