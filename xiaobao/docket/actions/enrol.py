"""Register at the desk (登记): a complaint or a report from any channel becomes a matter, once.

令121 第八条、第十条第二款: what reaches us by the hotline, a work order, a window, a letter or a superior is
written down by an officer on Form 1 or 2, and whoever brought it gets a receipt with the number.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from xiaobao.docket import materials
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.actions.taking import insist
from xiaobao.docket.desk_row import SOURCE, at_desk, audit
from xiaobao.docket.errors import NotAllowed, Refused
from xiaobao.docket.models import Complaint, Distribution, Document, Link, LinkKind, Matter
from xiaobao.docket.people import (
    RESPONDENT_CONTACT,
    RESPONDENT_PHONE,
    DistributionGiven,
    PersonGiven,
    RespondentGiven,
    one_line,
)
from xiaobao.docket.queries import visible
from xiaobao.docket.registration_form import issue_form, issue_receipt
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.docket.writing import writing
from xiaobao.intake.registration import Registration
from xiaobao.law import NotInForce
from xiaobao.rules import arrival
from xiaobao.rules.arrival import CHANNELS, Arrival
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority
from xiaobao.vault.sealing import index

__all__ = ["DistributionGiven", "Enrolled", "PersonGiven", "RespondentGiven", "enrol"]

_INTAKE = "intake"


@dataclass(frozen=True)
class Enrolled:
    """What came of a registration; ``already``: the same form was registered before and nothing was done."""

    matter_id: int
    number: str
    documents: tuple[Document, ...]
    already: bool


@dataclass(frozen=True)
class _Form:
    """One filled registration form; ``key`` is of the sheet, so that pressing twice registers once."""

    key: str
    kind: str
    channel: str
    received_at: datetime
    person: PersonGiven
    respondent: RespondentGiven
    content: str
    requests: tuple[str, ...]
    amount: Decimal | None
    knew_on: date | None
    category: str
    publication: bool | None
    delegation: bool | None
    on_site: bool
    distribution: DistributionGiven | None
    same_as: int | None
    office: str | None


def enrol(
    *,
    officer: Authority,
    at: datetime,
    key: str,
    kind: str,
    channel: str,
    received_at: datetime,
    person: PersonGiven,
    respondent: RespondentGiven,
    content: str,
    requests: Sequence[str] = (),
    amount: Decimal | None = None,
    knew_on: date | None = None,
    category: str = "",
    publication: bool | None = None,
    delegation: bool | None = None,
    on_site: bool = False,
    distribution: DistributionGiven | None = None,
    files: Sequence[tuple[str, bytes]] = (),
    same_as: int | None = None,
    office: str | None = None,
    address: str = "",
) -> Enrolled:
    """Register one form, all or none: matter, sealed identity, clocks, event, papers and audit row.

    ``kind`` complaint|report, ``channel`` a key of ``rules.arrival.CHANNELS``, ``received_at`` aware, yuan.
    ``knew_on``, ``publication`` and ``delegation`` belong to complaints; ``same_as`` is the id of an earlier
    matter of the same dispute; ``office`` a code, by default the officer's own, else intake. Fields of a
    refusal carry the names of the arguments; those of the parts begin with ``person_``, ``respondent_`` and
    ``distribution_``. Raises NotAllowed, Refused.
    """
    rulebook = current()
    wishes = tuple(text for request in requests if (text := one_line(request)))
    form = _Form(
        key.strip(), kind, channel, received_at, person, respondent, content.strip(), wishes, amount, knew_on,
        one_line(category), publication, delegation, on_site, distribution, same_as, office,
    )  # fmt: skip
    if not officer.may(Act.REGISTER.value):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不能{Act.REGISTER.label}。")
    digest = _digest(form, files)
    before = _before(form.key, digest, officer)
    if before:
        return before
    _check(form, at, rulebook)
    row = _registration(form, digest, _office(form.office, officer, rulebook))
    sealed = materials.seal_all(files)
    with writing():
        # Asked again under the lock: two presses at once are one registration.
        return _before(form.key, digest, officer) or _write(
            form, row, sealed, officer=officer, at=at, rulebook=rulebook, address=address
        )


def _digest(form: _Form, files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a keyed digest of the whole form: equal only for the same form filled in the same way."""
    told = [asdict(form), [hashlib.sha256(data).hexdigest() for _, data in files]]
    return index(json.dumps(told, ensure_ascii=False, default=str, sort_keys=True), purpose="registration")


def _before(key: str, digest: bytes, officer: Authority) -> Enrolled | None:
    """Return what this very form became when it was registered before, None when it was not.

    Raises Refused when the sheet was used for something else: what was changed since must not be lost.
    """
    if not key or len(key) > 64:
        raise _at("key", "登记表已经失效，请重新打开登记页。")
    matter = Matter.objects.select_related("submission").filter(source=SOURCE, external_id=key).first()
    if matter is None:
        return None
    if bytes(matter.submission.digest) == digest and visible(officer).filter(pk=matter.pk).exists():
        return Enrolled(matter.pk, matter.number, tuple(matter.documents.all()), already=True)
    named = f"登记为{matter.number}" if officer.sees_office(matter.office_id) else "登记"
    sentence = f"这张登记表已经{named}，这次填写的内容与当时不同，没有保存；"
    raise _at("key", f"{sentence}要补充请到该件办理，另有来件请重新打开登记页。")


def _check(form: _Form, at: datetime, rulebook: Rulebook) -> None:
    """Ask the rule under the regulation of the day received; raises Refused."""
    received_on = rulebook.today(form.received_at)
    try:
        regulation = rulebook.governing(received_on)
    except NotInForce as error:
        raise Refused(error.message, code=error.code, fields={"received_at": error.message}) from error
    insist(arrival.check(_arrival(form, received_on), now=at, regulation=regulation, law=rulebook.law))


def _arrival(form: _Form, received_on: date) -> Arrival:
    sent = form.distribution
    return Arrival(
        kind=form.kind,
        channel=form.channel,
        received_at=form.received_at,
        received_on=received_on,
        content=form.content,
        name=form.person.name,
        phone=form.person.phone,
        postal=form.person.postal,
        respondent=form.respondent.name,
        credit_code=form.respondent.credit_code,
        requests=form.requests,
        amount=form.amount,
        knew_on=form.knew_on,
        sent_down=sent is not None,
        sender=sent.sender if sent else "",
        sent_on=sent.sent_on if sent else None,
        report_back_on=sent.report_back_on if sent else None,
    )


def _office(wanted: str | None, officer: Authority, rulebook: Rulebook) -> str:
    """Return the name of the office that gets the matter; raises Refused.

    令121 第四十一条第一款 (令20 第三十七条第一款): intake distributes, so only who may distribute registers
    for another office.
    """
    codes = dict(Office.objects.values_list("code", "id"))
    names = {entry.code: entry.name for entry in rulebook.locality.offices}
    own = [code for code, key in codes.items() if officer.offices is not None and key in officer.offices]
    code = wanted or (_INTAKE if officer.offices is None else own[0] if len(own) == 1 else "")
    if code not in codes or code not in names:
        raise _at("office", "请选择承办单位。")
    if code in own or (officer.sees_office(codes[code]) and (code == _INTAKE or officer.may("assign"))):
        return names[code]
    raise _at("office", "登记时只能选择本单位；分送其他单位由统一接收投诉举报的工作机构办理。")


def _at(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})


def _registration(form: _Form, digest: bytes, office: str) -> Registration:
    """Return the form as the row that registering takes, like one of an import."""
    person = form.person.person(**{RESPONDENT_CONTACT: form.respondent.contact})
    phone = one_line(form.respondent.phone)
    return at_desk(
        key=form.key,
        kind=form.kind,
        channel=CHANNELS[form.channel],
        received_at=form.received_at,
        person=person,
        respondent=(form.respondent.name, form.respondent.address, form.respondent.credit_code),
        category=(form.category,) if form.category else (),
        amount=form.amount,
        content=form.content,
        requests=form.requests,
        office=office,
        extra={RESPONDENT_PHONE: phone} if phone else {},
        digest=digest,
    )


def _write(
    form: _Form,
    row: Registration,
    sealed: Sequence[materials.Material],
    *,
    officer: Authority,
    at: datetime,
    rulebook: Rulebook,
    address: str,
) -> Enrolled:
    earlier = _earlier(form, officer)
    told = {"channel": form.channel, "files": len(sealed)}
    (key,) = register_many([row], batch=None, rulebook=rulebook, at=at, by=officer.user, told=told)
    _more(form, key)
    matter = Matter.objects.select_related("respondent", "submission", "complaint").get(pk=key)
    if earlier is not None:
        Link.objects.create(
            earlier=earlier, later=matter, kind=LinkKind.SAME, made_at=at, made_by=officer.user
        )
    materials.keep(matter, sealed, officer=officer, at=at)
    documents = [issue_form(matter, officer=officer, at=at, rulebook=rulebook, on_site=form.on_site)]
    if _can_be_handed_a_receipt(form):
        documents.append(issue_receipt(matter, officer=officer, at=at, rulebook=rulebook))
    audit(matter, documents, told, officer=officer, at=at, address=address)
    return Enrolled(matter.pk, matter.number, tuple(documents), already=False)


def _earlier(form: _Form, officer: Authority) -> Matter | None:
    """Return the earlier matter of the same dispute; raises Refused.

    A complaint is never tied to a report here (第三十七条): whoever handles it would learn who reports.
    """
    if form.same_as is None:
        return None
    earlier = visible(officer).filter(pk=form.same_as, kind=form.kind).first()
    if earlier is None:
        raise _at("same_as", "没有这件同类来件，或者它不在您的办理范围内。")
    return earlier


def _more(form: _Form, key: int) -> None:
    """Write what only the desk asks: the consents of Form 1, the day the harm was known, who sent it down."""
    if form.kind == Track.COMPLAINT:
        Complaint.objects.filter(pk=key).update(
            knew_on=form.knew_on, publication=form.publication, delegation=form.delegation
        )
    sent = form.distribution
    if sent is not None:
        Distribution.objects.create(
            matter_id=key,
            sender=one_line(sent.sender)[:100],
            number=one_line(sent.number)[:64],
            sent_on=sent.sent_on,
            report_back_on=sent.report_back_on,
        )


def _can_be_handed_a_receipt(form: _Form) -> bool:
    given = form.person
    return form.on_site or any(text.strip() for text in (given.name, given.phone, given.postal))
