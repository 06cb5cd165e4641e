"""Record a settlement (达成调解): its terms, who agreed to them, and the 调解书 or the record in its place.

办法第二十四条: 经现场调解达成调解协议的，应当制作调解书，但调解协议已经即时履行或者双方同意不制作调解书的
除外；未制作调解书的，应当做好调解记录备查。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.decision_papers import agreement_facts, record_facts, to_both
from xiaobao.docket.ending_facts import settlement_facts
from xiaobao.docket.letters import complainants
from xiaobao.docket.models import Consent, Party
from xiaobao.rules import settlement as rule
from xiaobao.rules.consent import COMPLAINANT, RESPONDENT, Way
from xiaobao.rules.settlement import Settlement, SettlementFacts
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def settle(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    settlement: str,
    terms: str,
    on: date | None,
    settled: Decimal | None,
    recovered: Decimal | None = None,
    consented: Sequence[int] = (),
    respondent_consents: bool = False,
    proof: str = "",
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Record that the sides have settled; the clock of mediation stops on the day ``on``.

    ``settlement`` is a code of rules.Settlement; ``consented`` holds the ids of the complainants who agree,
    and of agents who agree for them by special power. Money in yuan: ``settled`` as agreed, 0 for none;
    ``recovered`` what the complainant has already, the whole sum where it was performed at once and nothing
    is given. ``addressee``: the complainant's full name where the export gave a masked one.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.SETTLE,
        matter_id=matter_id,
        version=version,
        officer=officer,
        at=at,
        address=address,
        clocks_on=on,
    ) as taken:
        facts = settlement_facts(taken.matter, today=taken.today)
        decision = rule.check_settle(
            facts,
            settlement=settlement,
            terms=terms,
            on=on,
            settled=settled,
            recovered=recovered,
            consented=consented,
            respondent_consents=respondent_consents,
            proof=proof,
            law=taken.law,
        )
        taken.insist(decision)
        day = on or taken.today
        got = settled if recovered is None and settlement == Settlement.PERFORMED else recovered
        _keep(taken, settlement=settlement, terms=terms.strip(), on=day, settled=settled, recovered=got)
        _keep_consents(taken, facts, settlement=settlement, consented=consented, on=day, proof=proof.strip())
        _put_down(taken, addressee)
        taken.data |= {"settlement": settlement, "on": day.isoformat(), **_sums(settled, got)}
    return taken


def _keep(
    taken: Taken,
    *,
    settlement: str,
    terms: str,
    on: date,
    settled: Decimal | None,
    recovered: Decimal | None,
) -> None:
    complaint = taken.matter.complaint
    complaint.settlement, complaint.terms = settlement, terms
    complaint.settled, complaint.recovered = settled, recovered
    complaint.outcome, complaint.concluded_on = "settled", on
    complaint.performed_on = on if settlement == Settlement.PERFORMED else None
    complaint.save()


def _keep_consents(
    taken: Taken, facts: SettlementFacts, *, settlement: str, consented: Sequence[int], on: date, proof: str
) -> None:
    """Keep who agreed to the terms: one row a complainant or agent, one for the respondent."""
    subjects = ["settlement"]
    # Off site the law asks for no 调解书, so nobody had to wish it away.
    if settlement == Settlement.NO_DOCUMENT and facts.on_site and not facts.unwritten.both:
        subjects.append("no_document")
    how = Way.IN_PERSON.value if facts.on_site else ""
    rows = [
        Consent(
            matter=taken.matter,
            side=side,
            party=party,
            subject=subject,
            given=True,
            on=on,
            how=how,
            proof=proof,
            recorded_by=taken.officer.user,
        )
        for subject in subjects
        for side, party in _bound(taken, facts, consented)
    ]
    Consent.objects.bulk_create(rows)


def _bound(
    taken: Taken, facts: SettlementFacts, consented: Sequence[int]
) -> Iterator[tuple[str, Party | None]]:
    """Yield each side's people who agreed; the respondent has no party row unless an agent spoke."""
    sides = {agent.key: agent.side for agent in facts.agents}
    spoke = {party.pk: party for party in taken.matter.parties.filter(pk__in=set(consented))}
    for party in complainants(taken.matter):
        if party.pk in spoke:
            yield COMPLAINANT, party
    for key in sorted(sides):
        if key in spoke:
            yield sides[key], spoke[key]
    if not any(sides.get(key) == RESPONDENT for key in spoke):
        yield RESPONDENT, None


def _put_down(taken: Taken, addressee: str) -> None:
    matter, rulebook = taken.matter, taken.rulebook
    if matter.complaint.settlement == Settlement.AGREEMENT:
        facts = agreement_facts(matter, addressee=addressee, officer=taken.officer, rulebook=rulebook)
        taken.issue("agreement", facts, to=to_both(matter))
    else:
        taken.issue("settlement_record", record_facts(matter, addressee=addressee, rulebook=rulebook), to=[])


def _sums(settled: Decimal | None, recovered: Decimal | None) -> dict[str, str]:
    sums = {"settled": settled, "recovered": recovered}
    return {name: str(value) for name, value in sums.items() if value is not None}
