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
from xiaobao.docket.filled_form import Filled, arrival_of, can_be_handed_a_receipt, keep_registered
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
from xiaobao.intake.registration import Registration
from xiaobao.law import NotInForce
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.rules import arrival
from xiaobao.rules.arrival import CHANNELS
from xiaobao.rules.subjects import check_subjects
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority
from xiaobao.vault.sealing import index
from xiaobao.writing import writing

__all__ = ["DistributionGiven", "Enrolled", "PersonGiven", "RespondentGiven", "enrol"]

_INTAKE = "intake"


@dataclass(frozen=True)
class Enrolled:
    """What came of a registration; ``already``: the same form was registered before and nothing was done."""

    matter_id: int
    number: str
    documents: tuple[Document, ...]
    already: bool


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
    subjects: Sequence[str] = (),
    evidenced: bool | None = None,
    insider: bool = False,
    address: str = "",
) -> Enrolled:
    """Register one form, all or none: matter, sealed identity, clocks, event, papers and audit row.

    ``kind`` complaint|report, ``channel`` a key of ``rules.arrival.CHANNELS``, ``received_at`` aware, yuan.
    ``knew_on``, ``publication`` and ``delegation`` belong to complaints; ``same_as`` is the id of an earlier
    matter of the same dispute; ``office`` a code, by default the officer's own, else intake. Of reports only:
    ``subjects`` (ids of answering duties; none: not said yet), ``evidenced`` and ``insider``, whose report
    may be out of the officer's own reach at once. Fields of a refusal carry the names of the arguments; those
    of the parts begin with ``person_``, ``respondent_`` and ``distribution_``. Raises NotAllowed, Refused.
    """
    rulebook = current()
    wishes = tuple(text for request in requests if (text := one_line(request)))
    form = Filled(
        key.strip(), kind, channel, received_at, person, respondent, content.strip(), wishes, amount, knew_on,
        one_line(category), publication, delegation, on_site, distribution, same_as, office,
        *((tuple(subjects), evidenced, insider) if kind == Track.REPORT else ()),
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


def _digest(form: Filled, files: Sequence[tuple[str, bytes]]) -> bytes:
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
    if bytes(matter.submission.digest) == digest and (_registered(matter, officer) or _sees(officer, matter)):
        return Enrolled(matter.pk, matter.number, tuple(matter.documents.all()), already=True)
    named = f"登记为{matter.number}" if officer.sees_office(matter.office_id) else "登记"
    sentence = f"这张登记表已经{named}，这次填写的内容与当时不同，没有保存；"
    raise _at("key", f"{sentence}要补充请到该件办理，另有来件请重新打开登记页。")


def _sees(officer: Authority, matter: Matter) -> bool:
    return visible(officer).filter(pk=matter.pk).exists()


def _registered(matter: Matter, officer: Authority) -> bool:
    """Tell whether the officer registered it: an insider's report leaves their reach with that very act."""
    return matter.guarded and matter.events.filter(verb=Act.REGISTER.value, actor=officer.user).exists()


def _check(form: Filled, at: datetime, rulebook: Rulebook) -> None:
    """Ask the rule under the regulation of the day received; raises Refused."""
    received_on = rulebook.today(form.received_at)
    try:
        regulation = rulebook.governing(received_on)
    except NotInForce as error:
        raise Refused(error.message, code=error.code, fields={"received_at": error.message}) from error
    insist(arrival.check(arrival_of(form, received_on), now=at, regulation=regulation, law=rulebook.law))
    insist(check_subjects(form.subjects, received_on=received_on, law=rulebook.law))


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


def _registration(form: Filled, digest: bytes, office: str) -> Registration:
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
    form: Filled,
    row: Registration,
    sealed: Sequence[materials.Material],
    *,
    officer: Authority,
    at: datetime,
    rulebook: Rulebook,
    address: str,
) -> Enrolled:
    earlier = _earlier(form, officer)
    told: dict[str, object] = {"channel": form.channel, "files": len(sealed)}
    if form.kind == Track.REPORT:
        told |= {"subjects": list(form.subjects), "insider": form.insider}
    (key,) = register_many([row], batch=None, rulebook=rulebook, at=at, by=officer.user, told=told)
    _more(form, key)
    matter = Matter.objects.select_related("respondent", "submission", "complaint", "report").get(pk=key)
    if form.kind == Track.REPORT:
        keep_registered(matter, form, on=rulebook.today(at), rulebook=rulebook)
    if earlier is not None:
        Link.objects.create(
            earlier=earlier, later=matter, kind=LinkKind.SAME, made_at=at, made_by=officer.user
        )
    materials.keep(matter, sealed, officer=officer, at=at)
    documents = [issue_form(matter, officer=officer, at=at, rulebook=rulebook, on_site=form.on_site)]
    if can_be_handed_a_receipt(form):
        documents.append(issue_receipt(matter, officer=officer, at=at, rulebook=rulebook))
    audit(matter, documents, told, officer=officer, at=at, address=address)
    return Enrolled(matter.pk, matter.number, tuple(documents), already=False)


def _earlier(form: Filled, officer: Authority) -> Matter | None:
    """Return the earlier matter of the same dispute; raises Refused.

    A complaint is never tied to a report here (第三十七条): whoever handles it would learn who reports.
    """
    if form.same_as is None:
        return None
    earlier = visible(officer).filter(pk=form.same_as, kind=form.kind).first()
    if earlier is None:
        raise _at("same_as", "没有这件同类来件，或者它不在您的办理范围内。")
    return earlier


def _more(form: Filled, key: int) -> None:
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
