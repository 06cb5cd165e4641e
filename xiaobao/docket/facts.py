"""The facts of a matter as the rules need them; unknown stays unknown."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from xiaobao.docket.models import Enterprise, Matter, Party
from xiaobao.docket.rulebook import current
from xiaobao.rules.facts import ComplaintFacts, EarlierMatter

RECENT = timedelta(days=365)


def complaint_facts(matter: Matter) -> ComplaintFacts:
    """Gather what is known of a complaint for the rules of acceptance.

    Whether the goods were for daily consumption only a person can say: it is None, and so is the bureau's
    competence unless the respondent's address names the district (办法第十三条: 实际经营地或者住所地).
    """
    party, submission, respondent = matter.parties.get(), matter.submission, matter.respondent
    return ComplaintFacts(
        regulation=matter.regulation,
        received_on=matter.received_on,
        has_name=bool(party.shown_name),
        has_phone=bool(party.shown_phone),
        respondent_name=respondent.name if respondent else "",
        respondent_address=respondent.address if respondent else "",
        has_request=bool(submission.requests) or None,
        has_facts=bool(submission.content.strip()),
        in_district=_in_district(respondent),
        earlier=_earlier(matter, party),
        recent_count=_recent(matter, party),
    )


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
    alike = _alike(party)
    if alike is None or matter.respondent_id is None:
        return ()
    before = alike.filter(
        matter__respondent_id=matter.respondent_id, matter__received_at__lt=matter.received_at
    )
    rows = before.order_by("-matter__received_at").values_list(
        "matter__number", "matter__received_on", "matter__state"
    )[:20]
    return tuple(EarlierMatter(*row) for row in rows)
