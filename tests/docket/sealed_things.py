"""One of everything that is sealed, made through the docket's own acts, and read back through them."""

from __future__ import annotations

from typing import Any

from tests import cast, exports
from tests.docket.partner_cast import registered, with_papers
from xiaobao.docket import cabinet, drafts, materials, team
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.attach import attach
from xiaobao.docket.actions.list_key_enterprise import list_key_enterprise
from xiaobao.docket.actions.make import make, opened
from xiaobao.docket.actions.receive import receive, rejects
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.actions.run_import import run
from xiaobao.docket.actions.save_draft import save_draft
from xiaobao.docket.actions.set_contact import set_contact
from xiaobao.docket.actions.set_team_member import set_team_member
from xiaobao.docket.channels import address_of
from xiaobao.docket.models import (
    Attachment,
    ContactPoint,
    Document,
    ImportBatch,
    Look,
    Matter,
    RegisterPaper,
    Reward,
    TeamMember,
)
from xiaobao.docket.rulebook import current
from xiaobao.vault.identities import find_by_phone, reveal
from xiaobao.vault.models import AuditEntry, Identity
from xiaobao.vault.sealing import seal, unseal
from xiaobao.vault.texts import keep_text, open_text

MOBILE = "13900000005"
LETTER = "我叫周喆，电话13900000002。"
RECEIPT = b"%PDF-1.7 invented receipt"
TYPED = {"words": ["林晓禾来电"]}


def make_one_of_each(officers: Any, folder: Any) -> None:
    """A complaint accepted with its letter, a file, a draft, an import with a row refused, and the rest."""
    chen, hemin, lu = officers["chensiyuan"], officers["hemin"], officers["luyiheng"]
    key = register_many([cast.complaint()], batch=None, rulebook=current(), at=cast.NOON)[0]
    document = accept(matter_id=key, version=1, officer=chen, at=cast.NOON)
    attach(
        matter_id=key,
        officer=chen,
        at=cast.NOON,
        files=[("林晓禾的小票.pdf", RECEIPT)],
        what="小票",
    )
    make(document.pk)
    save_draft(officer=chen, at=cast.NOON, form="decline", subject=str(key), fields=TYPED)
    path = exports.write(folder / "业务信息.xlsx", exports.platform(登记编号="E2", 登记时间="前天"))
    (batch,) = receive(officer=hemin, at=cast.NOON, uploads=[(path.name, path.read_bytes())])
    run(batch.pk)
    keep_text(LETTER)
    set_contact(channel="sms", typed=MOBILE, officer=chen, at=cast.NOON)
    shop = list_key_enterprise(name="青禾", reasons="投诉多。", since=cast.TODAY, officer=lu, at=cast.NOON)
    set_team_member(enterprise_id=shop.pk, name="林知夏", duty="投诉", phone=MOBILE, officer=lu, at=cast.NOON)
    with_papers(registered(lu), lu, "licence")
    _look_and_reward(Matter.objects.get(pk=key), chen)


def read_each(officers: Any) -> dict[str, Any]:
    """Everything as it was made, read through the docket's own acts."""
    chen, document = officers["chensiyuan"], Document.objects.get(series="acceptance")
    file, batch = Attachment.objects.get(), ImportBatch.objects.get()
    look, reward, paper = Look.objects.get(), Reward.objects.get(), RegisterPaper.objects.get()
    return {
        "people": [reveal(identity).name for identity in Identity.objects.order_by("id")],
        "found": [reveal(Identity.objects.get(pk=key)).name for key in find_by_phone("13900000001")],
        "papers": [opened(document, form)[:4] for form in ("docx", "pdf")],
        "file": materials.original_attachment(file),
        "file_name": unseal(bytes(file.file_name), about=b"attachment-name").decode(),
        "draft": drafts.find(chen, "decline", str(document.matter_id)).fields,
        "text": open_text(_text()),
        "contact": address_of(ContactPoint.objects.get()),
        "team": team.opened(TeamMember.objects.get()).phone,
        "look": unseal(bytes(look.sealed), about=b"look").decode(),
        "reward": unseal(bytes(reward.code), about=b"reward-code").decode(),
        "paper": cabinet.get(paper.stored, about=b"attachment")[:5],
        "paper_name": unseal(bytes(paper.file_name), about=b"attachment-name").decode(),
        "rejects": rejects(batch_id=batch.pk, officer=officers["hemin"], at=cast.NOON).data[:2],
    }


def _text() -> Any:
    from xiaobao.vault.models import SealedText

    return SealedText.objects.latest("id")


def _look_and_reward(matter: Matter, officer: Any) -> None:
    entry = AuditEntry.objects.latest("id")
    words = seal("核实身份".encode(), about=b"look")
    Look.objects.create(
        entry=entry, matter=matter, purpose="verify", sealed=words, by=officer.user, at=cast.NOON
    )
    Reward.objects.create(
        matter=matter,
        party=matter.parties.get(),
        state="proposed",
        code=seal(b"8K2M-77QX", about=b"reward-code"),
        code_index=b"",
        reason="属实",
        proposed_by=officer.user,
        proposed_at=cast.NOON,
    )
