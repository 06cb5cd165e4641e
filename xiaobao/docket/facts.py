"""The facts of a matter as the rules need them; unknown stays unknown."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from xiaobao.docket.letters import complainants
from xiaobao.docket.models import Enterprise, Link, LinkKind, Mandate, MaterialRequest, Matter, Party
from xiaobao.docket.rulebook import current
from xiaobao.rules.facts import Asked, ComplaintFacts, EarlierMatter

RECENT = timedelta(days=365)


def complaint_facts(matter: Matter) -> ComplaintFacts:
    """Gather what is known of a complaint for the rules of acceptance.

    Whether the goods were for daily consumption only a person can say: it is None, and so is the bureau's
    competence unless the respondent's address names the district (办法第十三条: 实际经营地或者住所地).
    """
    people, submission, respondent = complainants(matter), matter.submission, matter.respondent
    party, complaint = people[0], matter.complaint
    requests = {request.kind: request for request in matter.material_requests.all()}
    identity = _asked(requests.get("identity"))
    mandates = list(Mandate.objects.filter(agent__matter=matter, side="complainant"))
    return ComplaintFacts(
        regulation=matter.regulation,
        received_on=matter.received_on,
        has_name=bool(party.shown_name),
        has_phone=bool(party.shown_phone),
        has_address=party.has_address or None,
        respondent_name=respondent.name if respondent else "",
        respondent_address=respondent.address if respondent else "",
        has_request=bool(submission.requests) or None,
        has_facts=bool(submission.content.strip()),
        by_agent=bool(mandates) or None,
        has_authorisation=all(mandate.original_kept for mandate in mandates) if mandates else None,
        within_duties=complaint.within_duties,
        in_district=_in_district(respondent) if complaint.competent is None else complaint.competent,
        competent_elsewhere=complaint.competent_elsewhere,
        knew_on=complaint.knew_on,
        # Who answers a request for proof of identity with nothing at all has refused it; a person judges.
        identity_refused=True if identity and identity.nothing_came else None,
        earlier=_earlier(matter, party),
        recent_count=_recent(matter, party),
        material=_asked(requests.get("material")),
        identity=identity,
    )


def decide_by(matter: Matter) -> date | None:
    """Return the earliest last day of the running clock of acceptance; None where none runs."""
    running = matter.clocks.filter(clock="complaint.acceptance", state="running")
    return running.values_list("due_earliest", flat=True).first()


def asked(matter: Matter, kind: str) -> Asked | None:
    """Return what the complainant was asked for of this kind (material, identity); None when nothing was."""
    return _asked(matter.material_requests.filter(kind=kind).first())


def _asked(request: MaterialRequest | None) -> Asked | None:
    if request is None:
        return None
    nothing = request.answered_on is not None and not request.complete and not request.received
    return Asked(request.asked_on, request.due_on, request.answered_on, request.complete, nothing)


def _in_district(respondent: Enterprise | None) -> bool | None:
    return True if respondent and current().locality.bureau.district in respondent.address else None


def _recent(matter: Matter, party: Party) -> int | None:
    alike = _alike(party)
    return (
        None if alike is None else alike.filter(matter__received_on__gt=matter.received_on - RECENT).count()
    )


def _alike(party: Party) -> QuerySet[Party] | None:
    """Return the same person in other complaints, None when a masked name says nothing.

    Reports never count here: who handles a complaint must not learn that its author reports (第三十七条).
    """
    index = bytes(party.identity.person_index) if party.identity else b""
    if not index:
        return None
    same = Party.objects.filter(identity__person_index=index, matter__kind="complaint")
    return same.exclude(pk=party.pk)


def _earlier(matter: Matter, party: Party) -> tuple[EarlierMatter, ...]:
    """Return what the person brought against the same respondent before, and what an officer tied to it."""
    tied = Link.objects.filter(later=matter, kind=LinkKind.SAME)
    # 第十六条第二项 (令20 第十五条第二项) bars what was accepted or handled; what was declined may return.
    accepted = tied.filter(earlier__complaint__decision="accepted")
    barred = frozenset(accepted.values_list("earlier__number", flat=True))
    wanted = Q(pk__in=tied.values("earlier"))
    alike = _alike(party)
    if alike is not None and matter.respondent_id is not None:
        wanted |= Q(pk__in=alike.values("matter"), respondent_id=matter.respondent_id)
    before = Matter.objects.filter(wanted, received_at__lt=matter.received_at).order_by("-received_at")
    rows = before.values_list("number", "received_on", "state")[:20]
    return tuple(
        EarlierMatter(number, received_on, state, True if number in barred else None)
        for number, received_on, state in rows
    )
