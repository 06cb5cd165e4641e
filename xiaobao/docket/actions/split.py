"""Divide a letter that is both complaint and report into two linked matters (分开投诉与举报).

令121 第九条 (令20 第七条): each half is dealt with by its own procedure, from the day the letter came.
令121 第三十七条 (令20 第三十三条): the complaint gets the words and files chosen for it and no more. The
letter as it came stays, sealed, and opens to whoever sees both halves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from xiaobao.docket import halves, materials, search
from xiaobao.docket.actions.register import indexed, one_line, register_many
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.desk_row import at_desk, audit
from xiaobao.docket.letters import complainants, person_of
from xiaobao.docket.models import Attachment, Distribution, Document, Link, LinkKind, Matter, Party
from xiaobao.docket.people import RESPONDENT_PHONE
from xiaobao.docket.registration_form import issue_form, issue_receipt
from xiaobao.docket.wording import as_came, lay_open, names_of, restored
from xiaobao.intake.registration import Registration
from xiaobao.rules import splitting
from xiaobao.rules.splitting import Division, Letter
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority
from xiaobao.vault.identities import Person
from xiaobao.vault.sealing import index

_REPLACED = "来件已依法分开办理，以分开后的登记表为准。"


def split(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    words_here: str,
    words_other: str,
    requests: Sequence[str] = (),
    files_here: Sequence[int] = (),
    files_other: Sequence[int] = (),
    anonymous: bool = False,
    address: str = "",
) -> Taken:
    """Divide a letter before its jurisdiction is settled; ``data["linked"]`` is the number of the new half.

    ``words_*`` are what each half says from now on, ``requests`` those of the complaint (the ones recorded
    stand when none are given for a complaint), ``files_*`` the ids of the files of each half; a file may be
    in both and must be in one. ``anonymous``: the new report does not carry who made it.
    Raises NotFound, NotAllowed, Changed, Refused.
    """
    division = Division(
        words_here=words_here.strip(),
        words_other=words_other.strip(),
        requests=tuple(text for request in requests if (text := " ".join(request.split()))),
        files_here=frozenset(files_here),
        files_other=frozenset(files_other),
        anonymous=anonymous,
    )
    with taking(
        act=Act.SPLIT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        taken.insist(splitting.check(_letter(taken.matter), division, law=taken.law))
        division = _as_written(taken.matter, division)
        other = _other_half(taken, division)
        _keep_the_whole(taken)
        _divide_files(taken, other, division)
        _rewrite(taken.matter, division)
        _replace_forms(taken)
        _issue_for(other, taken)
        taken.data |= {"linked": other.number, "linked_id": other.pk}
    return taken


def _as_written(matter: Matter, division: Division) -> Division:
    """Put back what was masked where the officer took the words over from the screen."""
    here, other = (restored(words, matter) for words in (division.words_here, division.words_other))
    return replace(division, words_here=here, words_other=other)


def _letter(matter: Matter) -> Letter:
    party = next(iter(complainants(matter)), None)
    track = Track(matter.kind)
    return Letter(
        regulation=matter.regulation,
        track=track,
        files=frozenset(matter.attachments.filter(set_aside_at=None).values_list("id", flat=True)),
        placed_on=(matter.complaint if track is Track.COMPLAINT else matter.report).placed_on,
        decided=track is Track.REPORT and bool(matter.report.decision),
        divided=halves.is_divided(matter),
        named=party is not None and party.named,
        reachable=party is not None and _reachable(party),
    )


def _reachable(party: Party) -> bool:
    return party.named or bool(party.shown_phone) or party.has_address


def _other_half(taken: Taken, division: Division) -> Matter:
    """Register the other half as received when the letter was, linked to this one."""
    matter, officer = taken.matter, taken.officer
    row = _row(matter, division)
    told = {"linked": matter.number, "linked_id": matter.pk}
    (key,) = register_many(
        [row], batch=None, rulebook=taken.rulebook, at=taken.at, by=officer.user, told=told
    )
    other = Matter.objects.select_related("respondent", "submission", "complaint", "report").get(pk=key)
    Link.objects.create(
        earlier=matter, later=other, kind=LinkKind.SPLIT, made_at=taken.at, made_by=officer.user
    )
    _same_distribution(matter, other)
    return other


def _row(matter: Matter, division: Division) -> Registration:
    track = splitting.other_track(matter.kind)
    complaint = track is Track.COMPLAINT
    person = Person() if division.anonymous and not complaint else person_of(complainants(matter)[0])
    words, shop = matter.submission, matter.respondent
    phone = words.extra.get(RESPONDENT_PHONE, "")
    return at_desk(
        key=f"split-{matter.pk}",
        kind=track.value,
        channel=matter.channel,
        route=matter.route,
        received_at=matter.received_at,
        person=person,
        respondent=(shop.name, shop.address, shop.credit_code) if shop else ("", "", ""),
        category=tuple(step for step in words.object_path.split("->") if step),
        sales_mode=words.sales_mode,
        amount=matter.amount if complaint else None,
        content=division.words_other,
        requests=division.requests if complaint else (),
        place=matter.place,
        office=matter.office.name,
        extra={RESPONDENT_PHONE: phone} if phone else {},
        digest=index(f"split-{matter.pk}", purpose="registration"),
    )


def _same_distribution(matter: Matter, other: Matter) -> None:
    sent = Distribution.objects.filter(matter=matter).first()
    if sent is not None:
        sent.pk = other.pk
        sent.save(force_insert=True)


def _keep_the_whole(taken: Taken) -> None:
    """Keep the letter as it came as a sealed file of neither half."""
    came = as_came(taken.matter)
    text = "\n".join(part for part in (came["title"], came["content"], came["requests"]) if part)
    sealed = materials.seal_all([(f"{halves.WHOLE_LETTER}.txt", text.encode())])
    kept = materials.keep(taken.matter, sealed, officer=taken.officer, at=taken.at, what=halves.WHOLE_LETTER)
    Attachment.objects.filter(pk__in=[one.pk for one in kept]).update(set_aside_at=taken.at)


def _divide_files(taken: Taken, other: Matter, division: Division) -> None:
    """Give the other half rows of its own to its files, and set aside here what is only the other half's."""
    chosen = taken.matter.attachments.filter(pk__in=division.files_other)
    for place, attachment in enumerate(chosen, start=1):
        ending = attachment.shown_name.rpartition(".")[2]
        attachment.pk, attachment.matter = None, other
        attachment.shown_name = f"附件{place}.{ending}"
        attachment.save(force_insert=True)
    here = taken.matter.attachments.filter(set_aside_at=None)
    here.exclude(pk__in=division.files_here).update(set_aside_at=taken.at)


def _rewrite(matter: Matter, division: Division) -> None:
    """Let this half say only its own words, in the docket, in the search index and in what is sealed."""
    words, before = matter.submission, indexed(matter)
    told = {"title": "", "content": division.words_here}
    if matter.kind == Track.REPORT:
        told["requests"] = ""
    elif division.requests:
        told["requests"] = ",".join(division.requests)
    lay_open(words, told, names_of(matter))
    words.save()
    matter.subject = one_line(words.content)
    search.replace(matter.pk, before, indexed(matter))


def _replace_forms(taken: Taken) -> None:
    """Void the form of the whole letter, where one was filled in here, and issue one for this half."""
    whole = Document.objects.filter(matter=taken.matter, series__in=halves.FORMS, voided_at=None)
    if whole.update(voided_at=taken.at, void_reason=_REPLACED):
        form = issue_form(taken.matter, officer=taken.officer, at=taken.at, rulebook=taken.rulebook)
        taken.documents.append(form)


def _issue_for(other: Matter, taken: Taken) -> None:
    told: dict[str, object] = {"linked": taken.matter.number}
    officer, at, rulebook = taken.officer, taken.at, taken.rulebook
    papers = [issue_form(other, officer=officer, at=at, rulebook=rulebook)]
    if _reachable(complainants(other)[0]):
        papers.append(issue_receipt(other, officer=officer, at=at, rulebook=rulebook))
    audit(other, papers, told, officer=officer, at=at, address=taken.address)
