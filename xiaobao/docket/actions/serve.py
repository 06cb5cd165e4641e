"""Record how a document was handed over (送达): one attempt, one addressee, its moment and its proof.

办法第十五条第一款: 作出受理或者不予受理的决定，并告知投诉人; 第二十三条第二款: 告知投诉人和被投诉人. Telling
is done on the day the last addressee has been served, and not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from xiaobao.docket import answers
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import complainant_name, respondent_name
from xiaobao.docket.materials import Material, keep, seal_all
from xiaobao.docket.mediation_facts import in_shanghai, moment_line
from xiaobao.docket.models import Addressee, Attachment, Document, Matter, Service
from xiaobao.docket.reporters import reporter_name
from xiaobao.docket.shield import shield_report
from xiaobao.docket.subjects import subjects_of
from xiaobao.docket.told import TELLS, act_of, first_served, newest, same_telling, told
from xiaobao.refusals import Refused
from xiaobao.rules import answering, serving
from xiaobao.rules.serving import Attempt, Channel
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def serve(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    document_id: int,
    addressee_id: int,
    channel: str,
    also: Sequence[int] = (),
    sent_at: datetime | None,
    served_at: datetime | None,
    proof: str = "",
    file: tuple[str, bytes] | None = None,
    receipt: bool = False,
    place: str = "",
    address: str = "",
) -> Taken:
    """Record one attempt; several are allowed, and without a proof nobody is served.

    ``also`` are further addressees of the document reached in the same way at the same moment, as when both
    sides are handed their copies across one table.
    ``channel`` is a code of rules.Channel; ``served_at`` None: sent, not known to have arrived. ``file`` is
    (name, bytes) of a proof. ``receipt``: make a 送达回证 for a document handed over in person at ``place``.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    sealed = _sealed(file)
    sent, served = _moment(sent_at), _moment(served_at)
    attempt = Attempt(channel, sent, served, proof.strip(), bool(sealed), receipt)
    with taking(
        act=Act.SERVE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        document, reached = _found(taken, document_id, (addressee_id, *also))
        for addressee in reached:
            _insist(taken, document, addressee, attempt)
        was_told = told(document)
        _keep(taken, reached, attempt, sealed)
        for addressee in reached if receipt else ():
            taken.issue("service_receipt", _receipt(taken, document, addressee, attempt, place), to=[])
        now_told = told(Document.objects.get(pk=document.pk))
        if now_told is not None and was_told is None:
            _tell(taken, document, now_told)
        taken.data |= _data(document, reached, attempt, now_told)
    return taken


def _sealed(file: tuple[str, bytes] | None) -> list[Material]:
    try:
        return seal_all([file] if file else [])
    except Refused as refusal:
        raise Refused(
            refusal.sentence, code=refusal.code, fields={"file": refusal.fields.get("files", "")}
        ) from refusal


def _moment(moment: datetime | None) -> datetime | None:
    return in_shanghai(moment) if moment else None


def _found(taken: Taken, document_id: int, chosen: Sequence[int]) -> tuple[Document, list[Addressee]]:
    document = taken.matter.documents.filter(pk=document_id).first()
    if document is None:
        raise Refused("本件没有这份文书。", fields={"document_id": "本件没有这份文书。"})
    known = {one.pk: one for one in document.addressees.select_related("party")}
    if not known.keys() >= set(chosen):
        raise Refused("请选择送达对象。", fields={"addressee_id": "请选择送达对象。"})
    return document, [known[key] for key in dict.fromkeys(chosen)]


def _insist(taken: Taken, document: Document, addressee: Addressee, attempt: Attempt) -> None:
    decision = serving.check_serve(
        attempt,
        issued_at=document.issued_at,
        now=taken.at,
        voided=document.voided_at is not None,
        before=first_served(addressee),
        basis=_basis(taken, document),
    )
    taken.insist(decision)
    if act_of(document, taken.rulebook) == answers.PAPER:
        owed = answers.owed_by_paper(taken.matter, document, taken.rulebook)
        taken.insist(answering.check_channel(owed, attempt.channel))
    if act_of(document, taken.rulebook) == "no_authority_notice" and _handed_over(taken.matter):
        duties = subjects_of(taken.matter, taken.rulebook)
        taken.insist(answering.check_hand_over_channel(duties, attempt.channel, taken.law))


def _handed_over(matter: Matter) -> bool:
    referred = matter.events.filter(verb=Act.REFER.value).last()
    return referred is not None and bool(referred.data.get("handed_over"))


def _basis(taken: Taken, document: Document) -> str:
    return serving.basis(act_of(document, taken.rulebook), taken.matter.regulation, taken.law)


def _keep(taken: Taken, reached: Sequence[Addressee], attempt: Attempt, sealed: Sequence[Material]) -> None:
    files: list[Attachment] = keep(taken.matter, sealed, officer=taken.officer, at=taken.at, what="送达凭据")
    proof = shield_report(taken.matter, attempt.proof)
    Service.objects.bulk_create(
        Service(
            addressee=addressee,
            channel=attempt.channel,
            sent_at=attempt.sent_at or taken.at,
            served_at=attempt.served_at,
            proof=proof,
            attachment=files[0] if files else None,
            recorded_by=taken.officer.user,
        )
        for addressee in reached
    )


def _tell(taken: Taken, document: Document, on: date) -> None:
    """Have the event happen that the law ties to this telling, if this is the decision that stands."""
    act = act_of(document, taken.rulebook)
    if act == answers.PAPER:
        answers.stop_answered(taken, document, on)
        return
    standing = newest(taken.matter, same_telling(act), taken.rulebook)
    if act in TELLS and standing is not None and standing.pk == document.pk:
        taken.happened(TELLS[act], on)


def _receipt(
    taken: Taken, document: Document, addressee: Addressee, attempt: Attempt, place: str
) -> dict[str, str]:
    return {
        "document_number": document.number,
        "document_title": document.title,
        "addressee": _full_name(taken, addressee),
        "served_at": moment_line(attempt.served_at or taken.at),
        "place": place.strip(),
        "channel": Channel(attempt.channel).label,
        "proof": attempt.proof,
        "server": taken.officer.user.name,
        "basis": _basis(taken, document),
        "bureau": taken.rulebook.locality.bureau.name,
    }


def _full_name(taken: Taken, addressee: Addressee) -> str:
    if addressee.side == "complainant":
        return complainant_name(taken.matter)
    if addressee.side == "reporter":
        return reporter_name(taken.matter)
    return respondent_name(taken.matter) if addressee.side == "respondent" else addressee.name


def _data(
    document: Document, reached: Sequence[Addressee], attempt: Attempt, told_on: date | None
) -> dict[str, object]:
    data: dict[str, object] = {
        "served": document.number,
        "addressee": reached[0].pk,
        "side": reached[0].side,
        "channel": attempt.channel,
        "sent_at": attempt.sent_at.isoformat() if attempt.sent_at else "",
    }
    if len(reached) > 1:
        data["also"] = [{"addressee": one.pk, "side": one.side} for one in reached[1:]]
    if attempt.served_at is not None:
        data["served_at"] = attempt.served_at.isoformat()
    if told_on is not None:
        data["told_on"] = told_on.isoformat()
    return data
